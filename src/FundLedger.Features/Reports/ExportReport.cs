using FundLedger.Domain;
using FundLedger.Features.Books;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Reports;

/// <summary>A report as a file, the same rows as on the screen.</summary>
/// <param name="Format">pdf, xlsx, csv or json.</param>
public sealed record ExportReport(ReportQuestion Question, string Format, PaperLanguage Language) : IQuery<ExportedBook>;

internal sealed class ExportReportHandler(ReportReader reports, ReportFrames frames, ReportFiles files)
    : IRequestHandler<ExportReport, Result<ExportedBook>>
{
    public async Task<Result<ExportedBook>> Handle(ExportReport request, CancellationToken cancellationToken)
    {
        if (!ReportFiles.Knows(request.Format)) return new BookFormatUnknown(request.Format);
        var opened = await reports.OpenAsync(request.Question, cancellationToken);
        if (opened.Error is { } refusal) return refusal;
        var fund = opened.Value.Head.Fund;
        var headed = opened.Value with { Frame = await frames.OnAsync(fund.FundId, fund.Today, cancellationToken) };
        return await files.MakeAsync(headed, request.Format, request.Language, cancellationToken);
    }
}
