using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611261600)]
public sealed class M202611261600_ImportLists : SqlMigration;
