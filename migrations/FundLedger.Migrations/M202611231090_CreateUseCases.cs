using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611231090)]
public sealed class M202611231090_CreateUseCases : SqlMigration;
