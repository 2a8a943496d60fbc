using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611260300)]
public sealed class M202611260300_PostInSets : SqlMigration;
