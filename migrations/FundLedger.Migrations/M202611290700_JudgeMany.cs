using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611290700)]
public sealed class M202611290700_JudgeMany : SqlMigration;
