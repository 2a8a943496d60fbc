using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611252400)]
public sealed class M202611252400_CreateChecks : SqlMigration;
