using FundLedger.Domain;
using FundLedger.Features.Books;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Reports;

/// <summary>A report as a file, the same rows as on the screen.</summary>
/// <param name="Format">pdf, xlsx, csv or json.</param>
public sealed record ExportReport(ReportQuestion Question, string Format, PaperLanguage Language) : IQuery<ExportedBook>;

internal sealed class ExportReportHandler(ReportReader reports, ReportFiles files) : IRequestHandler<ExportReport, Result<ExportedBook>>
{
    public async Task<Result<ExportedBook>> Handle(ExportReport request, CancellationToken cancellationToken)
    {
        if (!ReportFiles.Knows(request.Format)) return new BookFormatUnknown(request.Format);
        var opened = await reports.OpenAsync(request.Question, cancellationToken);
        return opened.Error is { } refusal ? refusal
            : await files.MakeAsync(opened.Value, request.Format, request.Language, cancellationToken);
    }
}
