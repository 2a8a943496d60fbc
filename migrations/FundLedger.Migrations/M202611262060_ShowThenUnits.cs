using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611262060)]
public sealed class M202611262060_ShowThenUnits : SqlMigration;
