using System.Globalization;
using System.Reflection;
using FluentMigrator;
using FundLedger.Migrations;

namespace FundLedger.Features.Pipeline;

/// <summary>The rules that this program judges by, where no document outside says them.</summary>
internal static class RuleSet
{
    private const int CommitDigits = 12;

    /// <summary>
    /// The program's version, with the commit that it was built from where that is known, and the newest step of its schema:
    /// <c>1.0.0+0123456789ab, schema 202611260400</c>.
    /// </summary>
    public static string Version { get; } = string.Create(CultureInfo.InvariantCulture, $"{Program}, schema {Schema}");

    private static string Program
    {
        get
        {
            var version = typeof(RuleSet).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
            var commit = version.IndexOf('+', StringComparison.Ordinal);
            return commit < 0 ? version : version[..Math.Min(version.Length, commit + 1 + CommitDigits)];
        }
    }

    private static long Schema => typeof(SqlMigration).Assembly.GetTypes()
        .Select(type => type.GetCustomAttribute<MigrationAttribute>()).OfType<MigrationAttribute>().Max(migration => migration.Version);
}
