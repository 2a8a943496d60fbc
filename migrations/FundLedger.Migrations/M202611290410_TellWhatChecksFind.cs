using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611290410)]
public sealed class M202611290410_TellWhatChecksFind : SqlMigration;
