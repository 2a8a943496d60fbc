using FundLedger.Domain;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Reports;

/// <summary>
/// Says what was sent for a due report: a frozen report of its kind and period, or another document by its number and date.
/// </summary>
public sealed record AnswerDue(string Fund, Guid Key, int Due) : ICommand<DueAnswered>
{
    public int? Freeze { get; init; }

    public string? Document { get; init; }
}

public sealed record DueAnswered(int Due);

public sealed record DueUnknown(int Due) : NotFound($"There is no due report {Due}.");

public sealed record DueAnsweredBefore(int Due) : Refused($"It was said before what was sent for due report {Due}.");

public sealed record DueNeedsItsReport(int Due) : Invalid($"Due report {Due} is answered by a frozen report of its kind and period.")
{
    public override string Field => "Freeze";
}

public sealed record DueNeedsDocument(int Due)
    : Invalid($"Due report {Due} is answered by a document: its number and date, 3 to 120 letters.")
{
    public override string Field => "Document";
}

internal sealed class AnswerDueHandler(Db db, FundLock fundLock) : IRequestHandler<AnswerDue, Result<DueAnswered>>
{
    private const int Shortest = 3;
    private const int Longest = 120;

    private const string FactsSql = """
        SELECT d.report IS NOT NULL AS needs_report,
            EXISTS (SELECT FROM report_answers a WHERE a.fund_id = d.fund_id AND a.due_no = d.due_no) AS is_answered,
            EXISTS (SELECT FROM report_freezes f WHERE f.fund_id = d.fund_id AND f.freeze_no = @Freeze
                AND (d.report IS NULL OR (f.report, f.from_date, f.to_date) = (d.report, d.from_date, d.to_date))) AS fits
        FROM report_dues d WHERE d.fund_id = @FundId AND d.due_no = @Due
        """;

    private const string AnswerSql = "SELECT answer_due(@FundId, @Due, @Freeze, @Document)";

    public async Task<Result<DueAnswered>> Handle(AnswerDue request, CancellationToken cancellationToken)
    {
        var fund = await fundLock.TakeAsync(request.Fund, cancellationToken);
        var document = string.IsNullOrWhiteSpace(request.Document) ? null : request.Document.Trim();
        var answer = new { fund.FundId, request.Due, request.Freeze, Document = document };
        var facts = await db.FindAsync<Facts>(FactsSql, answer, cancellationToken);
        if (RefusalOf(request, facts, document) is { } refusal) return refusal;
        await db.ExecuteAsync(AnswerSql, answer, cancellationToken);
        return new DueAnswered(request.Due);
    }

    private static Error? RefusalOf(AnswerDue request, Facts? facts, string? document) =>
        facts is null ? new DueUnknown(request.Due)
        : facts.IsAnswered ? new DueAnsweredBefore(request.Due)
        : (facts.NeedsReport || request.Freeze is not null) && !facts.Fits ? new DueNeedsItsReport(request.Due)
        : document is null ? facts.NeedsReport ? null : new DueNeedsDocument(request.Due)
        : document.Length is < Shortest or > Longest ? new DueNeedsDocument(request.Due)
        : null;

    private sealed record Facts
    {
        public bool NeedsReport { get; init; }

        public bool IsAnswered { get; init; }

        public bool Fits { get; init; }
    }
}
