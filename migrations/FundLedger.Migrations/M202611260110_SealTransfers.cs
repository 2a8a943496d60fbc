using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611260110)]
public sealed class M202611260110_SealTransfers : SqlMigration;
