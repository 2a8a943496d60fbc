using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611252140)]
public sealed class M202611252140_CreateYearEnd : SqlMigration;
