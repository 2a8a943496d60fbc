using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611260600)]
public sealed class M202611260600_SayEveryNorm : SqlMigration;
