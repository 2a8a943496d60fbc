using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611261320)]
public sealed class M202611261320_OpenSealedCases : SqlMigration;
