using FundLedger.Domain.Ledger;
using FundLedger.Domain.Text;
using FundLedger.Features.Books;

namespace FundLedger.Features.Reports;

/// <summary>Figures and what is hidden of them, from which each form makes its rows.</summary>
/// <param name="Places">The communes that have a row whether or not something was used there.</param>
internal sealed record ReportTable(BookHead Head, ReportFigures Figures, ReportShade Shade, ReportShade ShadeBefore)
{
    /// <summary>Beside which it stands.</summary>
    public ReportPlan Plan { get; init; } = ReportPlan.None;

    public IReadOnlyList<ReportPlace> Places { get; init; } = [];

    /// <summary>What a report adds up may be written as a sum only where each of its parts is shown.</summary>
    public bool HasSums => Shade.IsNone;

    /// <summary>The uses of the year before, as if their occasions were this year's: what is compared stands in one row.</summary>
    public IReadOnlyDictionary<string, ReportUse> Before { get; } = (Figures.YearBefore?.Uses ?? [])
        .Select(use => use with { Year = Shifted(use.Year, 1) }).ToDictionary(use => use.Key);

    /// <summary>All that was used in one year or the other, of one kind of sum, in the order of this year's.</summary>
    public IReadOnlyList<ReportUse> Either(UseSum sum) =>
    [
        .. Figures.By(sum),
        .. Before.Values.Where(use => use.Sum == sum && Figures.Uses.All(now => now.Key != use.Key))
            .Select(use => use with { Money = default, Goods = default, Times = 0, Children = 0 }),
    ];

    public ReportLine Of(ReportUse use, BookLevel level, string? no, Wording text)
    {
        var before = Before.GetValueOrDefault(use.Key);
        var hasBefore = Figures.YearBefore is not null;
        return new ReportLine(level, no, text)
        {
            Worth = use.Worth, Times = use.Times, Children = use.Children, IsHidden = Shade.Hides(use),
            Before = hasBefore ? before?.Worth ?? default : null, TimesBefore = hasBefore ? before?.Times ?? 0 : null,
            IsBeforeHidden = before is not null && ShadeBefore.Hides(before with { Year = Shifted(before.Year, -1) }),
        };
    }

    /// <summary>The whole of what was used: its money is no secret, its counts may be.</summary>
    public ReportLine OfAll(BookLevel level, string? no, Wording text)
    {
        var all = Of(Figures.Used, level, no, text);
        return all with
        {
            IsHidden = false, AreCountsHidden = all.IsHidden, IsBeforeHidden = false, AreCountsBeforeHidden = all.IsBeforeHidden,
        };
    }

    /// <summary>Where a number of the line comes from: the rows of the fund's balance.</summary>
    public BookLink Link() => new(Head.Fund.Code, null)
    {
        Book = BookForms.Account.Code, Account = Accounts.FundBalance, From = Head.Question.From, To = Head.Question.To,
    };

    // No occasion has no year either.
    private static int? Shifted(int? year, int by) => year is > 0 ? year + by : year;
}

internal sealed record ReportPlace
{
    public int UnitId { get; init; }

    public string Name { get; init; } = "";
}
