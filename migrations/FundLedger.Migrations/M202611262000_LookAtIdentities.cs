using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611262000)]
public sealed class M202611262000_LookAtIdentities : SqlMigration;
