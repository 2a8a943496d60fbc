using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611231070)]
public sealed class M202611231070_CreateDisbursements : SqlMigration;
