using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611231020)]
public sealed class M202611231020_CreateFunds : SqlMigration;
