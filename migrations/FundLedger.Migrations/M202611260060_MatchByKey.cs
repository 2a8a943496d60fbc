using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611260060)]
public sealed class M202611260060_MatchByKey : SqlMigration;
