using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611260040)]
public sealed class M202611260040_WriteInOrder : SqlMigration;
