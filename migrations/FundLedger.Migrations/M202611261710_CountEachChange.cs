using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611261710)]
public sealed class M202611261710_CountEachChange : SqlMigration;
