using FundLedger.Domain;
using FundLedger.Domain.Statements;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Reports;

/// <summary>
/// Keeps a report as the books know it now, to be sent: its figures, the number of the log, who and when. The period may end later than the
/// last day that the figures know.
/// </summary>
/// <param name="CutOff">The last day that the figures know; today at the latest.</param>
/// <param name="To">The last day of the period that the report is of.</param>
public sealed record FreezeReport(string Fund, Guid Key, string Report, LocalDate From, LocalDate CutOff, LocalDate To)
    : ICommand<ReportFrozen>
{
    public string? Occasion { get; init; }
}

public sealed record ReportFrozen(int Number);

public sealed record FreezeDaysOdd(LocalDate From, LocalDate CutOff, LocalDate To)
    : Invalid($"Figures from {From:uuuu-MM-dd} to {CutOff:uuuu-MM-dd} are none of a period that ends on {To:uuuu-MM-dd}.")
{
    public override string Field => "CutOff";
}

public sealed record FreezeDayNotCome(LocalDate CutOff, LocalDate Today)
    : Refused($"{CutOff:uuuu-MM-dd} is after today, {Today:uuuu-MM-dd}: its figures are not known yet.")
{
    public override string Field => "CutOff";
}

internal sealed class FreezeReportHandler(Db db, FundLock fundLock) : IRequestHandler<FreezeReport, Result<ReportFrozen>>
{
    private const string FreezeSql = "SELECT freeze_report(@FundId, @Report, @Occasion, @From, @CutOff, @To, @Figures)";

    private readonly ReportFigureReader figures = new(db);

    public async Task<Result<ReportFrozen>> Handle(FreezeReport request, CancellationToken cancellationToken)
    {
        if (ReportForms.Find(request.Report) is not { } form) return new ReportUnknown(request.Report);
        var occasion = form == ReportForms.OfOccasion ? request.Occasion ?? "" : null;
        var named = occasion is null ? null
            : await db.FindAsync<string>(ReportSql.OccasionIsKnown, new { Occasion = occasion }, cancellationToken);
        if (named != occasion) return new ReportOccasionUnknown(occasion!);
        var fund = await fundLock.TakeAsync(request.Fund, cancellationToken);
        if ((Refusal(request, fund) ?? Unpublishable(request, fund)) is { } refusal) return refusal;
        var frozen = new FrozenReport
        {
            FundId = fund.FundId, Report = form.Code, Occasion = occasion, From = request.From, CutOff = request.CutOff, To = request.To,
        };
        var text = await new FreezingText(db, figures).OfAsync(frozen, fund, cancellationToken);
        if (text.Error is { } flaw) return flaw;
        var kept = new
        {
            fund.FundId, Report = form.Code, Occasion = occasion, request.From, request.CutOff, request.To, Figures = text.Value,
        };
        return new ReportFrozen(await db.SingleAsync<int>(FreezeSql, kept, cancellationToken));
    }

    private static Error? Refusal(FreezeReport request, LockedFund fund) =>
        request.From > request.CutOff || request.CutOff > request.To ? new FreezeDaysOdd(request.From, request.CutOff, request.To)
        : request.From < fund.OpenedOn ? new StatementBeforeFundOpened(request.From, fund.OpenedOn)
        : request.CutOff > fund.Today ? new FreezeDayNotCome(request.CutOff, fund.Today)
        : null;

    private static Error? Unpublishable(FreezeReport request, LockedFund fund) => request.Report != ReportForms.Publication.Code ? null
        : Publication.Refusal(request.From, request.CutOff, request.To, fund);
}

/// <summary>The figures of a report as of the last record of the log, while nothing can be added to it.</summary>
internal sealed class FreezingText(Db db, ReportFigureReader figures)
{
    private const string HeadSql = "SELECT log_no FROM fund_heads WHERE fund_id = @FundId";

    public async Task<Result<string>> OfAsync(FrozenReport report, LockedFund fund, CancellationToken token)
    {
        var head = await db.SingleAsync<long>(HeadSql, new { fund.FundId }, token);
        var scope = (report with { LogNo = head }).Scope(fund.OpenedOn);
        var read = await figures.ReadAsync(scope, token);
        return read.Error is { } flaw ? flaw : ReportDigest.TextOf(scope, report.Report, read.Value);
    }
}
