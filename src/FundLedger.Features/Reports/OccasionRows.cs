using FundLedger.Domain.Text;
using FundLedger.Features.Books;

namespace FundLedger.Features.Reports;

/// <summary>The rows of a thematic report: what came for the occasion, and what was given at it by kind, class and commune.</summary>
internal static class OccasionRows
{
    public static IEnumerable<BookRow> Of(ReportTable table)
    {
        var maker = new RowMaker(table.Head, new Dictionary<string, BookAccount>());
        return Lines(table).Select(line => maker.Make(line.Level, line.In, line.Level == BookLevel.Total ? table.Link() : null));
    }

    private static IEnumerable<ReportLine> Lines(ReportTable table)
    {
        var (now, before) = (table.Figures, table.Figures.YearBefore);
        yield return new ReportLine(
            BookLevel.Total, "I", new("Thu vào các nguồn dành riêng cho dịp này", "Received in pools kept for this occasion"))
        {
            Worth = now.Received, Before = before?.Received,
            Sums = now.Sources.Count == 0 || before is not null ? [] : [new SumPart(2, 1 + now.Sources.Count, 0)],
        };
        foreach (var source in now.Sources)
        {
            yield return new ReportLine(BookLevel.Line, null, source.Name) { Worth = source.Worth };
        }

        yield return table.OfAll(BookLevel.Total, "II", new("Đã chi, phát nhân dịp này", "Given at this occasion"));
        IEnumerable<ReportLine> parts =
        [
            .. Part(table, "1", new("Theo nội dung", "By kind"), table.Either(UseSum.Kind), use => use.KindName),
            .. Part(table, "2", new("Theo nhóm trẻ em", "By class of children"), table.Either(UseSum.Class), use => use.ClassName),
            .. Part(table, "3", new("Theo xã", "By commune"), Communes(table), use => use.PlaceName),
        ];
        foreach (var line in parts) yield return line;
    }

    private static IEnumerable<ReportLine> Part(
        ReportTable table, string no, Wording title, IReadOnlyList<ReportUse> uses, Func<ReportUse, Wording> name)
    {
        yield return new ReportLine(BookLevel.Group, no, title);
        foreach (var use in uses) yield return table.Of(use, BookLevel.Line, null, name(use));
    }

    // Each commune has its line: that nothing was given in one is told as well.
    private static IReadOnlyList<ReportUse> Communes(ReportTable table)
    {
        var used = table.Either(UseSum.Place);
        return
        [
            .. used,
            .. table.Places.Where(place => used.All(use => use.Unit != place.UnitId))
                .Select(place => new ReportUse { Unit = place.UnitId, UnitName = place.Name }),
        ];
    }
}
