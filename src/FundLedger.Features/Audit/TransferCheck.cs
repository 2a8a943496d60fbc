using System.Globalization;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Audit;

/// <summary>Each transfer between pools is what was asked; its status and its hands are those of its sealed events.</summary>
internal sealed class TransferCheck : IVerifier
{
    private const string TransfersSql = """
        SELECT fund_id, transfer_id, from_pool, to_pool, amount, money_account, reason, decision_number, decision_date, requested_on,
            requester, voucher_year, voucher_no
        FROM pool_transfers WHERE fund_id = @FundId ORDER BY transfer_id
        """;

    private const string HandsSql = """
        SELECT transfer_id, status, requester, requester_person, approver, approver_person, poster, poster_person, rejecter,
            rejecter_person, voucher_type, voucher_no
        FROM pool_transfers WHERE fund_id = @FundId
        """;

    private const string EventsSql = """
        SELECT transfer_id, event, actor, person_id, content_hash, log_no FROM pool_transfer_events WHERE fund_id = @FundId ORDER BY log_no
        """;

    private readonly PassTally tally = new("transfers");
    private readonly CanonicalText text = new();

    public IReadOnlyList<PassTally> Tallies => [tally];

    public async Task RunAsync(Db db, IReadOnlyList<VerifiedFund> funds, CancellationToken token)
    {
        foreach (var fund in funds)
        {
            var transfers = await db.ListAsync<SealedTransfer>(TransfersSql, new { fund.FundId }, token);
            var hands = (await db.ListAsync<Hands>(HandsSql, new { fund.FundId }, token)).ToDictionary(row => row.TransferId);
            var steps = (await db.ListAsync<SealedTransferEvent>(EventsSql, new { fund.FundId }, token)).ToLookup(step => step.TransferId);
            foreach (var transfer in transfers) Check(fund, transfer, hands[transfer.TransferId], [.. steps[transfer.TransferId]]);
        }
    }

    private void Check(VerifiedFund fund, SealedTransfer transfer, Hands hands, SealedTransferEvent[] steps)
    {
        var number = Digits(transfer.TransferId);
        transfer.Write(text.Clear());
        var hash = Convert.ToHexStringLower(text.Hash());
        foreach (var step in steps) Compare($"{step.Event} content_hash", Convert.ToHexStringLower(step.ContentHash), hash);
        var asked = steps.FirstOrDefault(step => step.Event == "requested");
        var approved = steps.FirstOrDefault(step => step.Event == "approved");
        var posted = steps.FirstOrDefault(step => step.Event == "posted");
        var rejected = steps.FirstOrDefault(step => step.Event == "rejected");
        Compare("status", (rejected ?? posted ?? approved ?? asked)?.Event, hands.Status);
        Compare("requester", Hand(asked), Hand(hands.Requester, hands.RequesterPerson));
        Compare("approver", Hand(approved), Hand(hands.Approver, hands.ApproverPerson));
        Compare("poster", Hand(posted), Hand(hands.Poster, hands.PosterPerson));
        Compare("rejecter", Hand(rejected), Hand(hands.Rejecter, hands.RejecterPerson));
        Compare("voucher_type", posted is null ? null : "DC", hands.VoucherType);
        Compare("voucher", posted is null ? "none" : "there", hands.VoucherNo is null ? "none" : "there");
        Compare("different persons", "true", AreDifferent(asked, approved, posted, rejected) ? "true" : "false");

        void Compare(string field, string? expected, string? found) =>
            tally.Compare(fund.Code, "transfer", number, field, expected, found);
    }

    private static bool AreDifferent(params SealedTransferEvent?[] steps)
    {
        var (asked, approved, posted, rejected) = (steps[0]?.PersonId, steps[1]?.PersonId, steps[2]?.PersonId, steps[3]?.PersonId);
        return asked is not null && asked != approved && asked != posted && asked != rejected && (posted is null || posted != approved);
    }

    private static string? Hand(SealedTransferEvent? step) => step is null ? null : Hand(step.Actor, step.PersonId);

    private static string? Hand(string? name, long? person) =>
        name is null && person is null ? null : string.Create(CultureInfo.InvariantCulture, $"{name} {person}");

    private static string Digits(long number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record Hands
    {
        public long TransferId { get; init; }

        public string Status { get; init; } = "";

        public string Requester { get; init; } = "";

        public long RequesterPerson { get; init; }

        public string? Approver { get; init; }

        public long? ApproverPerson { get; init; }

        public string? Poster { get; init; }

        public long? PosterPerson { get; init; }

        public string? Rejecter { get; init; }

        public long? RejecterPerson { get; init; }

        public string? VoucherType { get; init; }

        public int? VoucherNo { get; init; }
    }
}
