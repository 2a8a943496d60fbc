using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611231040)]
public sealed class M202611231040_CreateHashLog : SqlMigration;
