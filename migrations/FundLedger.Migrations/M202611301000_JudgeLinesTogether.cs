using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611301000)]
public sealed class M202611301000_JudgeLinesTogether : SqlMigration;
