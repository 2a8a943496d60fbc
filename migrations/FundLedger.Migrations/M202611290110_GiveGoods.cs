using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611290110)]
public sealed class M202611290110_GiveGoods : SqlMigration;
