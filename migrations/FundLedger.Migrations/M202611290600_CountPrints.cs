using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611290600)]
public sealed class M202611290600_CountPrints : SqlMigration;
