using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611280500)]
public sealed class M202611280500_KeepGoods : SqlMigration;
