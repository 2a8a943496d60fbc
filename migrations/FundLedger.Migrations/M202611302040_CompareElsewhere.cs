using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611302040)]
public sealed class M202611302040_CompareElsewhere : SqlMigration;
