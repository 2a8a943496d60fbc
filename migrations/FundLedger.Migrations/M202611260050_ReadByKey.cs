using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611260050)]
public sealed class M202611260050_ReadByKey : SqlMigration;
