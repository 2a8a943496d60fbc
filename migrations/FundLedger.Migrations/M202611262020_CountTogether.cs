using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611262020)]
public sealed class M202611262020_CountTogether : SqlMigration;
