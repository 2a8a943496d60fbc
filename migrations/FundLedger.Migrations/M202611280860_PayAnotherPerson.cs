using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611280860)]
public sealed class M202611280860_PayAnotherPerson : SqlMigration;
