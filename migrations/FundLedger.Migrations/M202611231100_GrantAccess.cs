using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611231100)]
public sealed class M202611231100_GrantAccess : SqlMigration;
