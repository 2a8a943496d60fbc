using System.Globalization;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Audit;

/// <summary>
/// Each adjustment is what was asked for and sealed, and one that changes the fund's balance was posted by a second person.
/// </summary>
internal sealed class AdjustmentCheck : IVerifier
{
    private const int Batch = 500;

    private const string AdjustmentsSql = """
        SELECT fund_id, adjustment_id, adjusted_on, account_codes, pool_ids, sides, amounts, total, changes_balance, reason, reason_salt,
            reason_commitment, requester, requester_person, content_hash
        FROM adjustments WHERE fund_id = @FundId AND adjustment_id > @After ORDER BY adjustment_id LIMIT @Batch
        """;

    private const string EventsSql = """
        SELECT adjustment_id, event, changes_balance, requester_person, actor, person_id, content_hash, voucher_type, voucher_year,
            voucher_no, log_no
        FROM adjustment_events WHERE fund_id = @FundId AND adjustment_id BETWEEN @From AND @To ORDER BY adjustment_id, log_no
        """;

    // A step of an adjustment that is not there.
    private const string OrphanSql = """
        SELECT min(e.adjustment_id) FROM adjustment_events e WHERE e.fund_id = @FundId AND NOT EXISTS (
            SELECT FROM adjustments a WHERE a.fund_id = e.fund_id AND a.adjustment_id = e.adjustment_id)
        """;

    private readonly PassTally tally = new("adjustments");
    private readonly CanonicalText text = new();

    public IReadOnlyList<PassTally> Tallies => [tally];

    public async Task RunAsync(Db db, IReadOnlyList<VerifiedFund> funds, CancellationToken token)
    {
        foreach (var fund in funds)
        {
            await CheckAsync(db, fund, token);
        }
    }

    private async Task CheckAsync(Db db, VerifiedFund fund, CancellationToken token)
    {
        if (await db.SingleAsync<long?>(OrphanSql, new { fund.FundId }, token) is { } orphan)
        {
            tally.Wrong(new WrongRecord(fund.Code, "adjustment", Digits(orphan), "adjustment", "there", null));
        }

        for (var after = 0L; ;)
        {
            var batch = await db.ListAsync<SealedAdjustment>(AdjustmentsSql, new { fund.FundId, After = after, Batch }, token);
            if (batch.Count == 0) return;
            var range = new { fund.FundId, From = after + 1, To = batch[^1].AdjustmentId };
            var steps = (await db.ListAsync<SealedAdjustmentEvent>(EventsSql, range, token)).ToLookup(step => step.AdjustmentId);
            foreach (var adjustment in batch) Check(fund, adjustment, [.. steps[adjustment.AdjustmentId]]);
            after = range.To;
        }
    }

    private void Check(VerifiedFund fund, SealedAdjustment adjustment, SealedAdjustmentEvent[] steps)
    {
        adjustment.Write(text.Clear());
        var hash = Convert.ToHexStringLower(text.Hash());
        Compare("content_hash", hash, Convert.ToHexStringLower(adjustment.ContentHash));
        if (adjustment.Reason is { } reason)
        {
            Compare(
                "reason", Convert.ToHexStringLower(HashLog.Commitment(adjustment.ReasonSalt, reason)),
                Convert.ToHexStringLower(adjustment.ReasonCommitment));
        }

        var asked = steps.FirstOrDefault(step => step.Event == "requested");
        Compare("requester", asked?.Actor, adjustment.Requester);
        Compare("requester_person", asked is null ? null : Digits(asked.PersonId), Digits(adjustment.RequesterPerson));
        Compare("decisions", "0 or 1", steps.Count(step => step.Event is "posted" or "rejected") <= 1 ? "0 or 1" : "more");
        foreach (var step in steps)
        {
            Compare($"{step.Event} content_hash", hash, Convert.ToHexStringLower(step.ContentHash));
            Compare($"{step.Event} requester_person", Digits(adjustment.RequesterPerson), Digits(step.RequesterPerson));
            Compare($"{step.Event} changes_balance", $"{adjustment.ChangesBalance}", $"{step.ChangesBalance}");
        }

        var isByOne = steps.Any(step => step.Event == "posted" && step.PersonId == adjustment.RequesterPerson);
        Compare("second person", "yes", adjustment.ChangesBalance && isByOne ? "no" : "yes");

        void Compare(string field, string? expected, string? found) =>
            tally.Compare(fund.Code, "adjustment", Digits(adjustment.AdjustmentId), field, expected, found);
    }

    private static string Digits(long number) => number.ToString(CultureInfo.InvariantCulture);
}
