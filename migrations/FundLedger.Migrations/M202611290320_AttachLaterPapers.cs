using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611290320)]
public sealed class M202611290320_AttachLaterPapers : SqlMigration;
