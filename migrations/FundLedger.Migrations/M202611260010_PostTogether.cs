using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611260010)]
public sealed class M202611260010_PostTogether : SqlMigration;
