using FundLedger.Domain;
using FundLedger.Features.Books;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Reports;

/// <summary>A report on the screen, whole.</summary>
public sealed record GetReport(ReportQuestion Question) : IQuery<ReportPage>;

public sealed record ReportPage(BookHead Head, IReadOnlyList<BookRow> Rows, ReportFigures Figures);

internal sealed class GetReportHandler(ReportReader reports) : IRequestHandler<GetReport, Result<ReportPage>>
{
    public async Task<Result<ReportPage>> Handle(GetReport request, CancellationToken cancellationToken)
    {
        var opened = await reports.OpenAsync(request.Question, cancellationToken);
        return opened.Error is { } refusal ? refusal : new ReportPage(opened.Value.Head, opened.Value.Rows, opened.Value.Figures);
    }
}
