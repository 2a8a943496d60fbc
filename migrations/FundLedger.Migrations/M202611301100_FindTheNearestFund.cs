using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611301100)]
public sealed class M202611301100_FindTheNearestFund : SqlMigration;
