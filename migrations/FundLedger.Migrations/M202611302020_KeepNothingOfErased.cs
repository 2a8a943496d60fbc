using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611302020)]
public sealed class M202611302020_KeepNothingOfErased : SqlMigration;
