using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611304100)]
public sealed class M202611304100_AttestAndFind : SqlMigration;
