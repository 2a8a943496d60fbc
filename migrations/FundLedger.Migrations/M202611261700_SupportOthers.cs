using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611261700)]
public sealed class M202611261700_SupportOthers : SqlMigration;
