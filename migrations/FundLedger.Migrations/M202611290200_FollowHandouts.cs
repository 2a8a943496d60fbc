using FluentMigrator;

namespace FundLedger.Migrations;

[Migration(202611290200)]
public sealed class M202611290200_FollowHandouts : SqlMigration;
