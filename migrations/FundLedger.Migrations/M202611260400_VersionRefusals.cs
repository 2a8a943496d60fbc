using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611260400)]
public sealed class M202611260400_VersionRefusals : SqlMigration;
