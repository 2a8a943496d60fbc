using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611231060)]
public sealed class M202611231060_CreateRegister : SqlMigration;
