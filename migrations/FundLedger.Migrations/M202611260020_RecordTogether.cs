using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611260020)]
public sealed class M202611260020_RecordTogether : SqlMigration;
