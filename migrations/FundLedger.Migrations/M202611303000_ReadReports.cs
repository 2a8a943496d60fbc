using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611303000)]
public sealed class M202611303000_ReadReports : SqlMigration;
