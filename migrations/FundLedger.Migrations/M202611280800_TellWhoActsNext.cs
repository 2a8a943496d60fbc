using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611280800)]
public sealed class M202611280800_TellWhoActsNext : SqlMigration;
