using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611290300)]
public sealed class M202611290300_CiteAndDoubt : SqlMigration;
