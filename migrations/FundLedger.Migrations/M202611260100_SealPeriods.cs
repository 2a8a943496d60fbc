using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611260100)]
public sealed class M202611260100_SealPeriods : SqlMigration;
