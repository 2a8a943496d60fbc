using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611290400)]
public sealed class M202611290400_KnowEveryPayer : SqlMigration;
