using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611260310)]
public sealed class M202611260310_FindDonorsByKey : SqlMigration;
