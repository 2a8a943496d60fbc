using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611280850)]
public sealed class M202611280850_NeedThreePersons : SqlMigration;
