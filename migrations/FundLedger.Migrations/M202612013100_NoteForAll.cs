using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202612013100)]
public sealed class M202612013100_NoteForAll : SqlMigration;
