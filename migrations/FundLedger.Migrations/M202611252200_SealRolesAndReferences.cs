using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611252200)]
public sealed class M202611252200_SealRolesAndReferences : SqlMigration;
