using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611290100)]
public sealed class M202611290100_MendGoods : SqlMigration;
