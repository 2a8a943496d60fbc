using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611261300)]
public sealed class M202611261300_CreateChildEvents : SqlMigration;
