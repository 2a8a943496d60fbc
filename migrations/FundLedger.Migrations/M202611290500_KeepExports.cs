using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611290500)]
public sealed class M202611290500_KeepExports : SqlMigration;
