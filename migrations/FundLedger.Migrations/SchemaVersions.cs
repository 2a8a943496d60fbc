using FluentMigrator.Runner.VersionTableInfo;

namespace FundLedger.Migrations;

/// <summary>The table in which the migrations that were applied are listed.</summary>
[VersionTableMetaData]
public sealed class SchemaVersions : IVersionTableMetaData
{
    public const string Table = "schema_versions";

    public bool OwnsSchema => false;

    public string SchemaName => "public";

    public string TableName => Table;

    public string ColumnName => "version";

    public string DescriptionColumnName => "description";

    public string AppliedOnColumnName => "applied_at";

    public string UniqueIndexName => "schema_versions_version";

    public bool CreateWithPrimaryKey => false;
}
