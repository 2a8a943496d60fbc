using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611261310)]
public sealed class M202611261310_RejudgePendingLines : SqlMigration;
