using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611260000)]
public sealed class M202611260000_CheckTogether : SqlMigration;
