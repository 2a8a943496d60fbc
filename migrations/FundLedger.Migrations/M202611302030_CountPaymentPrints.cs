using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611302030)]
public sealed class M202611302030_CountPaymentPrints : SqlMigration;
