using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202612011200)]
public sealed class M202612011200_PlanYears : SqlMigration;
