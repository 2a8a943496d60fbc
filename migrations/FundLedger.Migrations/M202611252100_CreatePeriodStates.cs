using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611252100)]
public sealed class M202611252100_CreatePeriodStates : SqlMigration;
