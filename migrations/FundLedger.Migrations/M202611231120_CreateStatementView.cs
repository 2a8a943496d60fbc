using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611231120)]
public sealed class M202611231120_CreateStatementView : SqlMigration;
