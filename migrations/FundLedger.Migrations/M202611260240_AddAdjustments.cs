using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611260240)]
public sealed class M202611260240_AddAdjustments : SqlMigration;
