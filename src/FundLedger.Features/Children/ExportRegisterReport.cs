using FundLedger.Domain;
using FundLedger.Domain.Statements;
using FundLedger.Domain.Text;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Statements;
using MediatR;

namespace FundLedger.Features.Children;

/// <summary>
/// The register at the end of a period by class and commune, to be shared: counts under five are left out, with as many others as keep
/// them from being computed.
/// </summary>
/// <param name="Format"><c>xlsx</c> or <c>csv</c>.</param>
public sealed record ExportRegisterReport(string Fund, ReportPeriod Period, string Format, PaperLanguage Language) : IQuery<ExportedFile>;

internal sealed class ExportRegisterReportHandler(Db db) : IRequestHandler<ExportRegisterReport, Result<ExportedFile>>
{
    /// <summary>What stands for a count that is left out.</summary>
    public const string Hidden = "…";

    public async Task<Result<ExportedFile>> Handle(ExportRegisterReport request, CancellationToken cancellationToken)
    {
        if (request.Format is not ("xlsx" or "csv")) return new ExportFormatUnknown(request.Format);
        var period = new { request.Fund, request.Period.From, request.Period.To };
        var cells = (await db.ListAsync<RegisterCell>(GetRegisterReportHandler.CountsSql, period, cancellationToken))
            .Where(cell => !cell.IsAll).ToList();
        StatementTable[] tables =
        [
            Table(cells, cell => cell.Closing, new("Trẻ em cuối kỳ", "Children at the end")),
            Table(cells, cell => cell.Supported, new("Trẻ được hỗ trợ trong kỳ", "Children supported")),
        ];
        var name = $"{request.Language.Of("tong-hop-tre-em", "children-report")}-{request.Fund}-{request.Period.Code}.{request.Format}";
        return request.Format == "xlsx"
            ? StatementWorkbook.Of(name, tables, request.Language)
            : StatementCsv.Of(name, [], tables, request.Language);
    }

    internal static StatementTable Table(IReadOnlyList<RegisterCell> cells, Func<RegisterCell, int> count, Wording title)
    {
        var classes = cells.OrderBy(cell => cell.SortOrder).DistinctBy(cell => cell.Class).ToList();
        var units = cells.Select(cell => cell.Unit).Distinct().ToList();
        var counted = cells.ToDictionary(cell => (cell.Class, cell.Unit), count);
        var shown = SmallCounts.Shown(
            [.. classes.Select(one => units.Select(unit => counted.GetValueOrDefault((one.Class, unit))).ToList())]);
        var names = classes.Select(one => new Wording(one.NameVi, one.NameEn)).Append(new Wording("Cộng lượt trẻ", "Memberships"));
        TableColumn[] columns =
        [
            new(new("Nhóm", "Class"), CellKind.Text, 60), .. units.Select(unit => new TableColumn(new(unit, unit), CellKind.Text, 14)),
            new(new("Cộng", "Total"), CellKind.Text, 10),
        ];
        return new StatementTable(
            title, title, columns, [.. names.Zip(shown, (name, row) => new TableRow([name, .. row.Select(Shown)]))]);
    }

    private static object Shown(int? count) => count is { } known ? known : Hidden;
}
