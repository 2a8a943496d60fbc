using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611231050)]
public sealed class M202611231050_CreateNorms : SqlMigration;
