using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611270300)]
public sealed class M202611270300_ClimbLadders : SqlMigration;
