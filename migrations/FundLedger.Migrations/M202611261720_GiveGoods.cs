using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611261720)]
public sealed class M202611261720_GiveGoods : SqlMigration;
