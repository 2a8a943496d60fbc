using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611302000)]
public sealed class M202611302000_SignByAnother : SqlMigration;
