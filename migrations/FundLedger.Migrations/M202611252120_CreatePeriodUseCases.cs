using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611252120)]
public sealed class M202611252120_CreatePeriodUseCases : SqlMigration;
