using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202612011300)]
public sealed class M202612011300_PublishWholePeriods : SqlMigration;
