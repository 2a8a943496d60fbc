using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611280900)]
public sealed class M202611280900_HandOut : SqlMigration;
