using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611252420)]
public sealed class M202611252420_CreateAdjustments : SqlMigration;
