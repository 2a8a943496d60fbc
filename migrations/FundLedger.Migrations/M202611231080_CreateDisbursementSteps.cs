using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611231080)]
public sealed class M202611231080_CreateDisbursementSteps : SqlMigration;
