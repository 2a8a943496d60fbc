using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611304000)]
public sealed class M202611304000_IssueStatements : SqlMigration;
