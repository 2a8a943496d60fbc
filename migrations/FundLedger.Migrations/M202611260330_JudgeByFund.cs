using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611260330)]
public sealed class M202611260330_JudgeByFund : SqlMigration;
