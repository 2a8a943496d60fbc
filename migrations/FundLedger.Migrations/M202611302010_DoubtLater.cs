using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611302010)]
public sealed class M202611302010_DoubtLater : SqlMigration;
