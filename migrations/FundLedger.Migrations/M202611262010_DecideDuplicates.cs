using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611262010)]
public sealed class M202611262010_DecideDuplicates : SqlMigration;
