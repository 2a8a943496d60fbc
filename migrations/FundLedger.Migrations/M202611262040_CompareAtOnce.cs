using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611262040)]
public sealed class M202611262040_CompareAtOnce : SqlMigration;
