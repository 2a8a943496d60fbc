using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202612011000)]
public sealed class M202612011000_LetPacksLeave : SqlMigration;
