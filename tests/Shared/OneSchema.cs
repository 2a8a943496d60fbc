using System.Diagnostics.CodeAnalysis;

namespace FundLedger.Testing;

/// <summary>
/// Takes the connection strings of all databases for one. To Dapper each database is otherwise a stranger for which it compiles its readers
/// and parameters of every statement anew; ours have one schema, and where the columns that come differ, Dapper compiles again.
/// </summary>
internal sealed class OneSchema : IEqualityComparer<string>
{
    public bool Equals(string? x, string? y) => true;

    public int GetHashCode([DisallowNull] string obj) => 0;
}
