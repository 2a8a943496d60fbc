using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611252300)]
public sealed class M202611252300_AnswerWithRefusals : SqlMigration;
