using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611303200)]
public sealed class M202611303200_PlanReports : SqlMigration;
