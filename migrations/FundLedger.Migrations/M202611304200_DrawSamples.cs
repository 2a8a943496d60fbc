using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611304200)]
public sealed class M202611304200_DrawSamples : SqlMigration;
