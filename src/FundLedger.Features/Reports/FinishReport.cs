using FundLedger.Domain;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Reports;

/// <summary>
/// The final report of a whole period, after the one that was sent before it ended. It may be made again when more came late.
/// </summary>
/// <param name="Number">The frozen report that it follows.</param>
public sealed record FinishReport(string Fund, Guid Key, int Number) : ICommand<ReportFrozen>;

public sealed record ReportIsFinal(int Number) : Refused($"Frozen report {Number} is a final one itself.");

internal sealed class FinishReportHandler(Db db, FundLock fundLock, FrozenReports frozen)
    : IRequestHandler<FinishReport, Result<ReportFrozen>>
{
    private const string FinishSql = "SELECT finish_report(@FundId, @Number, @Figures)";

    private readonly ReportFigureReader figures = new(db);

    public async Task<Result<ReportFrozen>> Handle(FinishReport request, CancellationToken cancellationToken)
    {
        var fund = await fundLock.TakeAsync(request.Fund, cancellationToken);
        var found = await frozen.FindAsync(fund.FundId, request.Number, cancellationToken);
        if (found.Error is { } unknown) return unknown;
        if (found.Value.IsFinal) return new ReportIsFinal(request.Number);
        if (found.Value.To > fund.Today) return new FreezeDayNotCome(found.Value.To, fund.Today);
        var isPublic = found.Value.Report == ReportForms.Publication.Code;
        var days = (found.Value.From, found.Value.To);
        if (isPublic && Publication.Refusal(days.From, days.To, days.To, fund) is { } unpublishable) return unpublishable;
        var whole = found.Value with { CutOff = found.Value.To };
        var text = await new FreezingText(db, figures).OfAsync(whole, fund, cancellationToken);
        if (text.Error is { } flaw) return flaw;
        var kept = new { fund.FundId, request.Number, Figures = text.Value };
        return new ReportFrozen(await db.SingleAsync<int>(FinishSql, kept, cancellationToken));
    }
}
