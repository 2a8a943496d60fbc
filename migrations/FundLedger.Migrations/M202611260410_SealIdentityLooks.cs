using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611260410)]
public sealed class M202611260410_SealIdentityLooks : SqlMigration;
