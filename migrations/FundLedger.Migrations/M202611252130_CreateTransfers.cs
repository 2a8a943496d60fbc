using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611252130)]
public sealed class M202611252130_CreateTransfers : SqlMigration;
