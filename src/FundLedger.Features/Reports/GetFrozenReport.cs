using FundLedger.Domain;
using FundLedger.Features.Books;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Reports;

/// <summary>The frozen reports of a fund, the last one first.</summary>
public sealed record ListFrozenReports(string Fund) : IQuery<FrozenReportList>;

public sealed record FrozenReportList(IReadOnlyList<FrozenReport> Reports);

/// <summary>A frozen report as it was sent, and what came after it.</summary>
public sealed record GetFrozenReport(string Fund, int Number) : IQuery<FrozenReportPage>;

/// <param name="Difference">What a final report has and the one before it had not; of that one, what the books have since.</param>
public sealed record FrozenReportPage(FrozenReport Frozen, ReportPage Report, ReportDifference Difference);

/// <summary>What lies between a frozen report and a later one, or the books as they are, see <see cref="FrozenReportPage"/>.</summary>
public sealed record GetReportDifference(string Fund, int Number) : IQuery<ReportDifference>;

/// <summary>A frozen report as a file, the same bytes whenever it is asked for.</summary>
/// <param name="Format">pdf, xlsx, csv or json.</param>
public sealed record ExportFrozenReport(string Fund, int Number, string Format, PaperLanguage Language) : IQuery<ExportedBook>;

internal sealed class ListFrozenReportsHandler(FrozenReports frozen)
    : IRequestHandler<ListFrozenReports, Result<FrozenReportList>>
{
    public async Task<Result<FrozenReportList>> Handle(ListFrozenReports request, CancellationToken cancellationToken)
    {
        var fund = await frozen.FundAsync(request.Fund, cancellationToken);
        return fund.Error is { } refusal ? refusal
            : new FrozenReportList(await frozen.ListAsync(fund.Value.FundId, null, cancellationToken));
    }
}

internal sealed class GetFrozenReportHandler(FrozenReports frozen, ReportDifferences differences)
    : IRequestHandler<GetFrozenReport, Result<FrozenReportPage>>
{
    public async Task<Result<FrozenReportPage>> Handle(GetFrozenReport request, CancellationToken cancellationToken)
    {
        var fund = await frozen.FundAsync(request.Fund, cancellationToken);
        if (fund.Error is { } refusal) return refusal;
        var found = await frozen.FindAsync(fund.Value.FundId, request.Number, cancellationToken);
        if (found.Error is { } unknown) return unknown;
        var opened = await frozen.OpenAsync(fund.Value, found.Value, cancellationToken);
        if (opened.Error is { } differs) return differs;
        var report = new ReportPage(opened.Value.Head, opened.Value.Rows, opened.Value.Figures);
        var difference = await differences.OfAsync(fund.Value, found.Value, cancellationToken);
        return difference.Error is { } lost ? lost : new FrozenReportPage(found.Value, report, difference.Value);
    }
}

internal sealed class GetReportDifferenceHandler(FrozenReports frozen, ReportDifferences differences)
    : IRequestHandler<GetReportDifference, Result<ReportDifference>>
{
    public async Task<Result<ReportDifference>> Handle(GetReportDifference request, CancellationToken cancellationToken)
    {
        var fund = await frozen.FundAsync(request.Fund, cancellationToken);
        if (fund.Error is { } refusal) return refusal;
        var found = await frozen.FindAsync(fund.Value.FundId, request.Number, cancellationToken);
        return found.Error is { } unknown ? unknown : await differences.OfAsync(fund.Value, found.Value, cancellationToken);
    }
}

internal sealed class ExportFrozenReportHandler(FrozenReports frozen, ReportFiles files)
    : IRequestHandler<ExportFrozenReport, Result<ExportedBook>>
{
    public async Task<Result<ExportedBook>> Handle(ExportFrozenReport request, CancellationToken cancellationToken)
    {
        if (!ReportFiles.Knows(request.Format)) return new BookFormatUnknown(request.Format);
        var fund = await frozen.FundAsync(request.Fund, cancellationToken);
        if (fund.Error is { } refusal) return refusal;
        var found = await frozen.FindAsync(fund.Value.FundId, request.Number, cancellationToken);
        if (found.Error is { } unknown) return unknown;
        var opened = await frozen.OpenAsync(fund.Value, found.Value, cancellationToken);
        return opened.Error is { } differs ? differs
            : await files.MakeAsync(opened.Value, request.Format, request.Language, cancellationToken);
    }
}
