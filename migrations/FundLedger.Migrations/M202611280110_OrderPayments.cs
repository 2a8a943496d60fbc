using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611280110)]
public sealed class M202611280110_OrderPayments : SqlMigration;
