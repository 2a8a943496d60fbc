using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611262070)]
public sealed class M202611262070_TellTargets : SqlMigration;
