using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611290310)]
public sealed class M202611290310_TellOfPayments : SqlMigration;
