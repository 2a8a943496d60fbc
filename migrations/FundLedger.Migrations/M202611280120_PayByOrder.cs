using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611280120)]
public sealed class M202611280120_PayByOrder : SqlMigration;
