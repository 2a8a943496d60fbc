using System.Text.RegularExpressions;

namespace FundLedger.Domain;

/// <summary>The stable code of an error is its type's name in kebab case, so that the name is written once.</summary>
public static partial class ErrorCode
{
    public static string Of(Type error) =>
        WordStart().Replace(error.Name, "-$0").ToLowerInvariant();

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex WordStart();
}
