using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202612012000)]
public sealed class M202612012000_DoubtTwins : SqlMigration;
