using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611231030)]
public sealed class M202611231030_CreateJournal : SqlMigration;
