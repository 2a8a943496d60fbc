using FundLedger.Domain.Text;
using FundLedger.Features.Books;

namespace FundLedger.Features.Reports;

/// <summary>The rows of the report on receipt and use: opening, in by source, out by kind, group and occasion, closing.</summary>
internal static class ReceiptUseRows
{
    public static IEnumerable<BookRow> Of(ReportTable table)
    {
        var maker = new RowMaker(table.Head, new Dictionary<string, BookAccount>());
        var places = new List<long>();
        foreach (var line in Lines(table, places))
        {
            // The rows that lead the sections are what the closing is summed from.
            var isSection = line.Level == BookLevel.Total;
            var row = maker.Make(line.Level, line.In, isSection ? table.Link() : null);
            if (isSection) places.Add(row.No);
            yield return row;
        }
    }

    private static IEnumerable<ReportLine> Lines(ReportTable table, IReadOnlyList<long> sections)
    {
        var (now, before) = (table.Figures, table.Figures.YearBefore);
        yield return Section("I", new("Số dư đầu kỳ", "Opening balance"), now.Opening, before?.Opening);
        var sources = Sources(now, before, table.Plan);
        yield return Section("II", new("Thu trong kỳ", "Received in the period"), now.Received, before?.Received) with
        {
            Sums = sources.Count == 0 ? [] : [new SumPart(3, 2 + sources.Count, 0)], Plan = ReportPlan.Sum(table.Plan.Sources),
        };
        for (var i = 0; i < sources.Count; i++) yield return Source(sources[i], i + 1, table.Plan);
        var first = 3 + sources.Count;
        foreach (var line in Used(table, first)) yield return line;
        var isGone = !now.Gone.IsNothing || before is { Gone.IsNothing: false };
        if (isGone)
        {
            var text = new Wording("Kinh phí hết hạn phải nộp trả; hiện vật hao hụt", "Budget money lapsed; goods lost");
            yield return Section("IV", text, now.Gone, before?.Gone);
        }

        yield return Section(isGone ? "V" : "IV", new("Số dư cuối kỳ", "Closing balance"), now.Closing, before?.Closing) with
        {
            Sums = !table.HasSums ? [] : [.. sections.Select((row, place) => new SumPart(row, row, 0, IsTaken: place > 1))],
        };
    }

    private static IEnumerable<ReportLine> Used(ReportTable table, int first)
    {
        var groups = table.Either(UseSum.Group).ToLookup(use => use.Kind);
        var kinds = Kinds(table);
        var row = first + 1;
        var heads = new List<SumPart>();
        foreach (var kind in kinds)
        {
            heads.Add(new SumPart(row, row, 0));
            row += 1 + groups[kind.Kind].Count();
        }

        yield return table.OfAll(BookLevel.Total, "III", new("Chi, phát trong kỳ", "Used in the period")) with
        {
            Sums = table.HasSums ? heads : [], Plan = ReportPlan.Sum(table.Plan.Kinds),
        };
        for (var i = 0; i < kinds.Count; i++)
        {
            var (kind, parts) = (kinds[i], groups[kinds[i].Kind].ToList());
            var head = heads[i].From;
            yield return table.Of(kind, BookLevel.Group, Numbered(i + 1), kind.KindName) with
            {
                Sums = table.HasSums && parts.Count > 0 ? [new SumPart(head + 1, head + parts.Count, 0)] : [],
                Plan = table.Plan.OfKind(kind.Kind),
            };
            foreach (var part in parts) yield return table.Of(part, BookLevel.Line, null, part.GroupName);
        }
    }

    // What was planned and has not begun has its row as well.
    private static List<ReportUse> Kinds(ReportTable table)
    {
        var kinds = table.Either(UseSum.Kind);
        return
        [
            .. kinds,
            .. table.Plan.Kinds.Where(line => kinds.All(kind => kind.Kind != line.Code))
                .Select(line => new ReportUse { Kind = line.Code, KindVi = line.NameVi, KindEn = line.NameEn }),
        ];
    }

    private static List<(ReportSource Now, Worth? Before)> Sources(ReportFigures now, ReportFigures? before, ReportPlan plan)
    {
        var earlier = (before?.Sources ?? []).ToDictionary(source => source.Code);
        var codes = now.Sources.Select(source => source.Code).ToHashSet();
        return
        [
            .. now.Sources.Select(source => (source, BeforeOf(source.Code))),
            .. earlier.Values.Where(source => !codes.Contains(source.Code))
                .Select(source => (source with { Money = default, Goods = default }, BeforeOf(source.Code))),
            .. plan.Sources.Where(line => !codes.Contains(line.Code) && !earlier.ContainsKey(line.Code))
                .Select(line => (new ReportSource { Code = line.Code, NameVi = line.NameVi, NameEn = line.NameEn }, BeforeOf(line.Code))),
        ];

        Worth? BeforeOf(string code) => before is null ? null : earlier.GetValueOrDefault(code)?.Worth ?? default(Worth);
    }

    private static ReportLine Source((ReportSource Now, Worth? Before) source, int no, ReportPlan plan) =>
        new(BookLevel.Line, Numbered(no), source.Now.Name)
        {
            Worth = source.Now.Worth, Before = source.Before, Plan = plan.OfSource(source.Now.Code),
        };

    private static ReportLine Section(string no, Wording text, Worth now, Worth? before) =>
        new(BookLevel.Total, no, text) { Worth = now, Before = before };

    private static string Numbered(int no) => FormattableString.Invariant($"{no}");
}
