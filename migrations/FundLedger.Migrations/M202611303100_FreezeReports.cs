using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611303100)]
public sealed class M202611303100_FreezeReports : SqlMigration;
