using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611261590)]
public sealed class M202611261590_RegisterWithEvidence : SqlMigration;
