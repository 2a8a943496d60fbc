using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202612013000)]
public sealed class M202612013000_MarkPapers : SqlMigration;
