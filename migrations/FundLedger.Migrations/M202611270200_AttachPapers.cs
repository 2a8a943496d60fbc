using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611270200)]
public sealed class M202611270200_AttachPapers : SqlMigration;
