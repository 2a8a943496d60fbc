using FundLedger.Domain.Text;

namespace FundLedger.Features.Setup;

/// <summary>The funds that an operator names.</summary>
internal static class FundCodes
{
    private const string MissingSql = """
        SELECT string_agg(w.wanted, ', ' ORDER BY w.wanted) FROM unnest(@Codes) AS w(wanted)
        WHERE NOT EXISTS (SELECT FROM funds f WHERE f.code = w.wanted)
        """;

    /// <summary>
    /// Raises <see cref="UnusableContentException"/> when one is not there: a statement that finds no row would say nothing.
    /// </summary>
    public static async Task RequireAsync(OwnerSession session, IEnumerable<string> codes, CancellationToken token)
    {
        var wanted = codes.Distinct().ToArray();
        if (await session.SingleAsync<string?>(MissingSql, new { Codes = wanted }, token) is { } missing)
        {
            throw new UnusableContentException($"Không có quỹ {missing}.", $"There is no fund {missing}.");
        }
    }
}
