using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611260500)]
public sealed class M202611260500_CheckAdjustments : SqlMigration;
