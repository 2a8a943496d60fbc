using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611280100)]
public sealed class M202611280100_MendLadders : SqlMigration;
