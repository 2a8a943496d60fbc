using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611261400)]
public sealed class M202611261400_JudgeEveryCase : SqlMigration;
