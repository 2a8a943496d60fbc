using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611303300)]
public sealed class M202611303300_HeadReports : SqlMigration;
