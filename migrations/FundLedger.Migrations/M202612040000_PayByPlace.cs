using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202612040000)]
public sealed class M202612040000_PayByPlace : SqlMigration;
