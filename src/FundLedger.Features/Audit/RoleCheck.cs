using System.Globalization;
using FundLedger.Features.Pipeline;
using NodaTime;
using NodaTime.Text;

namespace FundLedger.Features.Audit;

/// <summary>Whoever has a role was given it, and the account is the same person's as when the log last spoke of it.</summary>
internal static class RoleCheck
{
    private const string RolesSql = """
        SELECT r.user_name, r.role, u.person_id, u.disabled_at FROM user_roles r LEFT JOIN users u USING (user_name)
        WHERE r.fund_id = @FundId ORDER BY r.user_name, r.role
        """;

    public static async Task RunAsync(Db db, VerifiedFund fund, RoleReplay replay, PassTally tally, CancellationToken token)
    {
        var rows = (await db.ListAsync<RoleRow>(RolesSql, new { fund.FundId }, token)).ToDictionary(row => (row.UserName, row.Role));
        foreach (var role in replay.Held.Union(rows.Keys).Order())
        {
            var name = $"{role.UserName}/{role.Role}";
            var (given, has) = (replay.Held.Contains(role) ? "given" : null, rows.ContainsKey(role) ? "given" : null);
            tally.Compare(fund.Code, "role", name, "role", given, has);
        }

        foreach (var row in rows.Values.DistinctBy(row => row.UserName))
        {
            if (!replay.Accounts.TryGetValue(row.UserName, out var last)) continue;
            tally.Compare(fund.Code, "account", row.UserName, "person", Digits(last.PersonId), Digits(row.PersonId));
            tally.Compare(fund.Code, "account", row.UserName, "disabled_at", Text(last.DisabledAt), Text(row.DisabledAt));
        }
    }

    private static string? Digits(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string? Text(Instant? instant) => instant is { } known ? InstantPattern.ExtendedIso.Format(known) : null;

    private sealed record RoleRow
    {
        public string UserName { get; init; } = "";

        public string Role { get; init; } = "";

        public long? PersonId { get; init; }

        public Instant? DisabledAt { get; init; }
    }
}
