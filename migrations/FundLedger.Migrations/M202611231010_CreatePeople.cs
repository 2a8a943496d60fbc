using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611231010)]
public sealed class M202611231010_CreatePeople : SqlMigration;
