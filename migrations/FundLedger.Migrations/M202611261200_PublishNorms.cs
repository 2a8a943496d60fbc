using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611261200)]
public sealed class M202611261200_PublishNorms : SqlMigration;
