using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611290420)]
public sealed class M202611290420_ReturnWhatIsDue : SqlMigration;
