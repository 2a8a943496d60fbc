using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Books;

namespace FundLedger.Features.Reports;

/// <summary>A row for each commune, a column for each kind of support: money, goods, times and children one under the other.</summary>
internal static class MatrixRows
{
    /// <summary>Key of the column that sums the kinds.</summary>
    public const string Total = "total";

    private enum PartKind
    {
        Money,
        Times,
        Children,
    }

    private static readonly Wording All = new("Cộng", "Total");

    /// <summary>The form with the columns of the kinds that there were.</summary>
    public static BookForm Form(ReportFigures figures) => ReportForms.Matrix with
    {
        Columns =
        [
            .. ReportForms.Matrix.Columns,
            .. figures.By(UseSum.Kind).Select(kind => ReportForms.OfKind(kind.Kind!, kind.KindName)),
            ReportForms.OfKind(Total, All),
        ],
    };

    public static IEnumerable<BookRow> Of(ReportTable table)
    {
        var maker = new RowMaker(table.Head, new Dictionary<string, BookAccount>());
        var no = 0;
        foreach (var (title, figure, kind) in Parts(table.Figures))
        {
            no++;
            var letter = ((char)('A' + no - 1)).ToString();
            yield return maker.Labelled(BookLevel.Group, title, (column, _) => column.Key == "no" ? letter : null);
            var row = 0;
            var first = maker.Next;
            foreach (var (unit, name) in Communes(table))
            {
                row++;
                yield return maker.Make(BookLevel.Line, (column, place) => column.Key switch
                {
                    "no" => FormattableString.Invariant($"{row}"),
                    "item" => name,
                    _ => Shown(table, Find(table.Figures, unit, column.Key), figure, kind, []),
                });
            }

            SumPart[] sums = kind != PartKind.Children && table.HasSums && row > 0 ? [new SumPart(first, first + row - 1, 0)] : [];
            yield return maker.Labelled(
                BookLevel.Total, All,
                (column, place) => column.Key == "no" ? null
                    : Shown(
                        table, Find(table.Figures, null, column.Key), figure, kind, [.. sums.Select(sum => sum with { Column = place })]),
                table.Link());
        }
    }

    // Children of several kinds are one child: their numbers do not add up.
    private static IEnumerable<(Wording Title, Func<ReportUse, long> Figure, PartKind Kind)> Parts(ReportFigures figures)
    {
        yield return (new("Số tiền (đồng)", "Money (VND)"), use => use.Worth.Money.Dong, PartKind.Money);
        if (figures.Used.Worth.Goods != Money.Zero || figures.By(UseSum.Kind).Any(use => use.Worth.Goods != Money.Zero))
        {
            yield return (new("Hiện vật quy tiền (đồng)", "Goods, value (VND)"), use => use.Worth.Goods.Dong, PartKind.Money);
        }

        yield return (new("Lượt trẻ em", "Times supported"), use => use.Times, PartKind.Times);
        yield return (new("Số trẻ em, mỗi trẻ một lần", "Children, each once"), use => use.Children, PartKind.Children);
    }

    private static object Shown(
        ReportTable table, ReportUse use, Func<ReportUse, long> figure, PartKind kind, IReadOnlyList<SumPart> sums)
    {
        if (table.Shade.Hides(use)) return ReportLine.Hidden;
        if (sums.Count > 0) return new Summed(new Money(figure(use)), Money.Zero, sums);
        return kind == PartKind.Money ? new Money(figure(use)) : figure(use);
    }

    private static ReportUse Find(ReportFigures figures, int? unit, string kind)
    {
        var wanted = kind == Total ? null : kind;
        return figures.Uses.FirstOrDefault(use => use.Unit == unit && use.Kind == wanted && use.Class is null)
            ?? new ReportUse { Unit = unit, Kind = wanted };
    }

    private static IReadOnlyList<(int Unit, Wording Name)> Communes(ReportTable table)
    {
        var known = table.Places.Select(place => place.UnitId).ToHashSet();
        return
        [
            .. table.Places.Select(place => (place.UnitId, new Wording(place.Name, place.Name))),
            .. table.Figures.By(UseSum.Place).Where(use => !known.Contains(use.Unit!.Value))
                .Select(use => (use.Unit!.Value, use.PlaceName)),
        ];
    }
}
