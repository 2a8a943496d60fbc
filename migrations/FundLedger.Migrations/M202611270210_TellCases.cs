using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611270210)]
public sealed class M202611270210_TellCases : SqlMigration;
