using FundLedger.Domain;
using FundLedger.Domain.Approvals;
using FundLedger.Domain.Norms;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Disbursements;

/// <summary>
/// The steps that what is asked would climb. Requests for the same purpose within seven days count together, so that a sum split in two
/// climbs as high as the whole.
/// </summary>
internal sealed class RequestSteps(Db db, Ladders ladders)
{
    private const string RecentSql = """
        SELECT r.recipient, sum(r.amount)::bigint AS amount
        FROM recent_support(@FundId, @Kind, @OccasionCode, @OccasionYear, @Recipients, @Before, @Today) r GROUP BY r.recipient
        """;

    /// <summary>Why nobody could approve what is asked, or null.</summary>
    public async Task<Error?> RefusalAsync(
        LockedFund fund, SupportAsked asked, IReadOnlyList<NormVerdict> verdicts, CancellationToken token)
    {
        var ladder = await ladders.InForceAsync(asked.Fund, token);
        if (ladder.Error is { } none) return none;
        var levels = verdicts.Select(verdict => verdict.ApproverLevel).Distinct().ToList();
        var steps = ladder.Value.StepsFor(await SumsAsync(fund, asked, verdicts, token), levels);
        return steps.Error is { } unknown
            ? unknown
            : ApprovalLadder.Unmanned(
                steps.Value, await ladders.HandsAsync(asked.Fund, token), await ladders.PayersAsync(asked.Fund, token), fund.Person);
    }

    private async Task<JudgedSums> SumsAsync(
        LockedFund fund, SupportAsked asked, IReadOnlyList<NormVerdict> verdicts, CancellationToken token)
    {
        var recent = (await db.ListAsync<Recent>(
            RecentSql,
            new
            {
                fund.FundId, asked.Sought.Kind, asked.Sought.OccasionCode, asked.OccasionYear,
                Recipients = asked.Lines.Select(line => line.Beneficiary).ToArray(), Before = long.MaxValue, fund.Today,
            },
            token)).ToDictionary(row => row.Recipient, row => row.Amount.Dong);
        var total = verdicts.Sum(verdict => verdict.Allowed.Dong) + recent.Values.Sum();
        var largest = asked.Lines.Zip(verdicts).Max(
            pair => pair.Second.Allowed.Dong + recent.GetValueOrDefault(pair.First.Beneficiary));
        return new JudgedSums(new Money(total), new Money(largest));
    }

    private sealed record Recent
    {
        public string Recipient { get; init; } = "";

        public Money Amount { get; init; }
    }
}
