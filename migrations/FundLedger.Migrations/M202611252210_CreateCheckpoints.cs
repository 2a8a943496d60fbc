using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611252210)]
public sealed class M202611252210_CreateCheckpoints : SqlMigration;
