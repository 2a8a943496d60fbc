using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202612030000)]
public sealed class M202612030000_TurnoversOfWholeMonths : SqlMigration;
