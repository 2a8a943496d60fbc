using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611260320)]
public sealed class M202611260320_AskMonthsOnce : SqlMigration;
