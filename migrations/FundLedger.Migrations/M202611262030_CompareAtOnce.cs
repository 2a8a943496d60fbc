using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611262030)]
public sealed class M202611262030_CompareAtOnce : SqlMigration;
