using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202612011100)]
public sealed class M202612011100_PublishYears : SqlMigration;
