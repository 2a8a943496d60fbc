using FundLedger.Domain;
using FundLedger.Domain.Statements;
using FundLedger.Domain.Text;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Statements;
using MediatR;

namespace FundLedger.Features.Children;

/// <summary>
/// The register at the end of a period by class and commune, and by class and age, to be shared: counts under five are left out, with as
/// many others as keep them from being computed, also from the tables of shorter periods.
/// </summary>
/// <param name="Format"><c>xlsx</c> or <c>csv</c>.</param>
public sealed record ExportRegisterReport(string Fund, ReportPeriod Period, string Format, PaperLanguage Language) : IQuery<ExportedFile>;

internal sealed class ExportRegisterReportHandler(Db db, AgeCounts ages) : IRequestHandler<ExportRegisterReport, Result<ExportedFile>>
{
    /// <summary>What stands for a count that is left out.</summary>
    public const string Hidden = "…";

    public async Task<Result<ExportedFile>> Handle(ExportRegisterReport request, CancellationToken cancellationToken)
    {
        if (request.Format is not ("xlsx" or "csv")) return new ExportFormatUnknown(request.Format);
        var cells = await CellsAsync(request.Fund, request.Period, cancellationToken);
        var parts = new List<CountGrid>();
        foreach (var part in request.Period.Parts)
        {
            parts.Add(CountGrid.Of(await CellsAsync(request.Fund, part, cancellationToken), cell => cell.Supported));
        }

        StatementTable[] tables =
        [
            CountGrid.Of(cells, cell => cell.Closing).Table(new("Trẻ em cuối kỳ", "Children at the end"), []),
            CountGrid.Of(cells, cell => cell.Supported).Table(new("Trẻ được hỗ trợ trong kỳ", "Children supported"), parts),
            AgesOf(await ages.ReadAsync(request.Fund, request.Period.To, cancellationToken)),
        ];
        var name = $"{request.Language.Of("tong-hop-tre-em", "children-report")}-{request.Fund}-{request.Period.Code}.{request.Format}";
        return request.Format == "xlsx"
            ? StatementWorkbook.Of(name, tables, request.Language)
            : StatementCsv.Of(name, [], tables, request.Language);
    }

    private async Task<List<RegisterCell>> CellsAsync(string fund, ReportPeriod period, CancellationToken token) =>
        [.. (await db.ListAsync<RegisterCell>(
            GetRegisterReportHandler.CountsSql, new { Fund = fund, period.From, period.To }, token)).Where(cell => !cell.IsAll)];

    // Whose age is not known is in no column, so that the sum of a row may be less than its class.
    private static StatementTable AgesOf(IReadOnlyList<AgeRow> rows)
    {
        var classes = rows.Where(row => row.Class != "*").ToList();
        var grid = new CountGrid(
            [.. classes.Select(row => (row.Class, new Wording(row.NameVi, row.NameEn)))],
            [.. Enum.GetValues<AgeBand>().Select(band => (band.ToString(), AgeBands.Name(band)))],
            (row, column) => classes[row].Counts[column]);
        return grid.Table(new("Trẻ em cuối kỳ theo tuổi", "Children at the end by age"), []);
    }
}
