using System.Globalization;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Audit;

/// <summary>Each request is what was asked, approved and paid; its status and its hands are those of its decisions.</summary>
internal sealed class RequestCheck : IVerifier
{
    private const int Batch = 500;

    private const string RequestsSql = """
        SELECT fund_id, disbursement_id, support_kind, occasion_code, occasion_year, need, pool_id, decision_id, judged_on, requested_on,
            total, line_count, requester
        FROM disbursements WHERE fund_id = @FundId AND disbursement_id > @After ORDER BY disbursement_id LIMIT @Batch
        """;

    private const string LinesSql = """
        SELECT disbursement_id, line_no, beneficiary_code, recipient, class_code, unit_id, decision_id, line_code, cost, insurance,
            other_aid, case_reference, allowed, amount, reasons_vi, reasons_en, variant, quantities::text AS quantities,
            exception_number, exception_date, exception_reason, exception_sha256, goods, stock
        FROM disbursement_lines WHERE fund_id = @FundId AND disbursement_id BETWEEN @From AND @To ORDER BY disbursement_id, line_no
        """;

    private const string HandsSql = """
        SELECT disbursement_id, status, requester, requester_person, approver, approver_person, payer, payer_person
        FROM disbursements WHERE fund_id = @FundId AND disbursement_id BETWEEN @From AND @To
        """;

    private const string DecisionsSql = """
        SELECT disbursement_id, event, actor, person_id, content_hash, log_no FROM disbursement_events
        WHERE fund_id = @FundId AND disbursement_id BETWEEN @From AND @To ORDER BY disbursement_id, log_no
        """;

    private const string PapersSql = """
        SELECT disbursement_id, encode(sha256(content), 'hex') AS sha256 FROM exception_papers
        WHERE fund_id = @FundId AND disbursement_id BETWEEN @From AND @To
        """;

    private readonly PassTally requests = new("requests");
    private readonly PassTally decisions = new("decisions");
    private readonly CanonicalText text = new();

    public IReadOnlyList<PassTally> Tallies => [requests, decisions];

    public async Task RunAsync(Db db, IReadOnlyList<VerifiedFund> funds, CancellationToken token)
    {
        foreach (var fund in funds)
        {
            await CheckAsync(db, fund, token);
        }
    }

    private async Task CheckAsync(Db db, VerifiedFund fund, CancellationToken token)
    {
        for (var after = 0L; ;)
        {
            var batch = await db.ListAsync<SealedRequest>(RequestsSql, new { fund.FundId, After = after, Batch }, token);
            if (batch.Count == 0) return;
            var range = new { fund.FundId, From = after + 1, To = batch[^1].DisbursementId };
            var lines = (await db.ListAsync<SealedRequestLine>(LinesSql, range, token)).ToLookup(line => line.DisbursementId);
            var hands = (await db.ListAsync<Hands>(HandsSql, range, token)).ToDictionary(row => row.DisbursementId);
            var steps = (await db.ListAsync<SealedDecision>(DecisionsSql, range, token)).ToLookup(step => step.DisbursementId);
            var papers = (await db.ListAsync<Paper>(PapersSql, range, token)).ToDictionary(row => row.DisbursementId, row => row.Sha256);
            var parts = await RequestParts.ReadAsync(db, range, token);
            await StepCheck.RunAsync(db, fund, range, decisions, token);
            foreach (var request in batch)
            {
                var id = request.DisbursementId;
                CheckContent(fund, request, [.. lines[id]], parts, [.. steps[id]]);
                CheckHands(fund, hands[id], [.. steps[id]]);
                var named = lines[id].Select(line => line.ExceptionSha256).FirstOrDefault(sha256 => sha256 is not null);
                requests.Compare(fund.Code, "request", Digits(id), "exception_paper", named, papers.GetValueOrDefault(id));
            }

            after = range.To;
        }
    }

    private void CheckContent(
        VerifiedFund fund, SealedRequest request, SealedRequestLine[] lines, RequestParts parts, SealedDecision[] steps)
    {
        var number = Digits(request.DisbursementId);
        requests.Compare(fund.Code, "request", number, "total", Sum(lines), Digits(request.Total));
        requests.Compare(fund.Code, "request", number, "line_count", Digits(lines.Length), Digits(request.LineCount));
        request.Write(text.Clear());
        foreach (var line in lines)
        {
            line.Write(text);
        }

        parts.Write(request.DisbursementId, text);

        var hash = Convert.ToHexStringLower(text.Hash());
        var asked = steps.FirstOrDefault(step => step.Event == "requested");
        requests.Compare(
            fund.Code, "request", number, "content_hash", asked is null ? null : Convert.ToHexStringLower(asked.ContentHash), hash);
        foreach (var step in steps)
        {
            var decided = Convert.ToHexStringLower(step.ContentHash);
            requests.Compare(fund.Code, "decision", $"{number}/{step.Event}", "content_hash", hash, decided);
        }
    }

    private void CheckHands(VerifiedFund fund, Hands hands, SealedDecision[] steps)
    {
        var number = Digits(hands.DisbursementId);
        var asked = steps.FirstOrDefault(step => step.Event == "requested");
        var decided = steps.FirstOrDefault(step => step.Event is "approved" or "rejected" or "returned");
        var paid = steps.FirstOrDefault(step => step.Event == "paid");
        var withdrawn = steps.FirstOrDefault(step => step.Event == "withdrawn");
        Check("status", (withdrawn ?? paid ?? decided ?? asked)?.Event, hands.Status);
        Check("requester", asked?.Actor, hands.Requester);
        Check("requester_person", Digits(asked?.PersonId), Digits(hands.RequesterPerson));
        Check("approver", decided?.Actor, hands.Approver);
        Check("approver_person", Digits(decided?.PersonId), Digits(hands.ApproverPerson));
        Check("payer", paid?.Actor, hands.Payer);
        Check("payer_person", Digits(paid?.PersonId), Digits(hands.PayerPerson));
        // Whoever approved may withdraw it too; who asked may not.
        var persons = steps.Where(step => step != withdrawn || step.PersonId == asked?.PersonId).Select(step => step.PersonId).ToList();
        Check("different persons", Digits(persons.Count), Digits(persons.Distinct().Count()));

        void Check(string field, string? expected, string? found) =>
            decisions.Compare(fund.Code, "request", number, field, expected, found);
    }

    // As decimal, so that a forged amount cannot stop the sum that would show it.
    private static string Sum(SealedRequestLine[] lines) => lines.Sum(line => (decimal)line.Amount).ToString(CultureInfo.InvariantCulture);

    private static string Digits(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string? Digits(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    private sealed record Paper
    {
        public long DisbursementId { get; init; }

        public string Sha256 { get; init; } = "";
    }

    private sealed record Hands
    {
        public long DisbursementId { get; init; }

        public string Status { get; init; } = "";

        public string Requester { get; init; } = "";

        public long RequesterPerson { get; init; }

        public string? Approver { get; init; }

        public long? ApproverPerson { get; init; }

        public string? Payer { get; init; }

        public long? PayerPerson { get; init; }
    }
}
