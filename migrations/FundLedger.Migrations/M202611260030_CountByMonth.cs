using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611260030)]
public sealed class M202611260030_CountByMonth : SqlMigration;
