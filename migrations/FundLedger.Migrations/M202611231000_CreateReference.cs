using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611231000)]
public sealed class M202611231000_CreateReference : SqlMigration;
