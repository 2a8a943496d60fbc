using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611252110)]
public sealed class M202611252110_CreateCloseChecks : SqlMigration;
