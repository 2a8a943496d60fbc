using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611261330)]
public sealed class M202611261330_CountRegister : SqlMigration;
