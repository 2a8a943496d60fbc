using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202612020000)]
public sealed class M202612020000_LookedUpByKey : SqlMigration;
