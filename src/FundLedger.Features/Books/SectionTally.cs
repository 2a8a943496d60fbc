using FundLedger.Domain;
using FundLedger.Domain.Text;
using NodaTime;
using Kind = FundLedger.Features.Books.BookColumnKind;

namespace FundLedger.Features.Books;

/// <summary>One account, pool or donor of a book while its lines pass.</summary>
internal sealed class SectionTally
{
    private readonly BookHead head;
    private readonly BookSection section;
    private readonly RowMaker maker;
    private readonly Meter month = new();
    private readonly Meter quarter = new();
    private readonly Meter year = new();
    private readonly Meter period = new();
    private readonly bool isLong;
    private LocalDate day;
    private Money balance;
    private Money quantity;
    private long openingRow;
    private bool hasHead;

    public SectionTally(BookHead head, BookSection section, RowMaker maker)
    {
        (this.head, this.section, this.maker) = (head, section, maker);
        (day, balance, quantity) = (head.Question.From, section.IsCredit ? -section.Opening : section.Opening, section.OpeningQuantity);
        isLong = StartOf(head.Question.From) != StartOf(head.Question.To);
        quarter.BeginAnew(section.Quarter);
        year.BeginAnew(section.Year);
    }

    /// <summary>It has neither a line nor a balance.</summary>
    public bool IsSilent => !hasHead && balance == Money.Zero && quantity == Money.Zero;

    private BookForm Form => maker.Form;

    private LocalDate From => head.Question.From;

    private LocalDate To => head.Question.To;

    public IEnumerable<BookRow> Head()
    {
        hasHead = true;
        if (section.Title is { } title) yield return maker.Labelled(BookLevel.Group, title, (_, _) => null, Link(From, To));
        if (!Form.HasBalance) yield break;
        // What there was at first comes from the days before; a fund's first day has none.
        var before = From > head.Fund.OpenedOn ? Link(head.Fund.OpenedOn, From.PlusDays(-1)) : null;
        var row = maker.Labelled(BookLevel.Opening, BookWords.Opening, (column, _) => Stand(column), before);
        openingRow = row.No;
        yield return Carrying(row);
    }

    /// <summary>The totals of the months that lie before a day.</summary>
    public IEnumerable<BookRow> Pass(LocalDate next)
    {
        if (StartOf(next) == StartOf(day)) return [];
        var rows = EndMonth().Select(Carrying).ToList();
        if (QuarterOf(next) != QuarterOf(day)) quarter.BeginAnew();
        if (next.Year != day.Year) year.BeginAnew();
        day = next;
        return rows;
    }

    public BookRow Line(BookLine line)
    {
        (hasHead, day) = (true, line.Date);
        var flow = Flow.Of(line);
        foreach (var meter in (Meter[])[month, quarter, year, period]) meter.Add(flow);
        balance += section.IsCredit ? flow.Credit - flow.Debit : flow.Debit - flow.Credit;
        quantity += flow.QuantityIn - flow.QuantityOut;
        var link = new BookLink(line.Fund, line.Voucher) { Entry = line.EntryNo };
        var row = maker.Make(
            BookLevel.Line,
            (column, _) => column.Kind switch
            {
                Kind.Balance => balance,
                Kind.QuantityBalance => quantity,
                _ => maker.CellOf(line, column),
            },
            link);
        month.Take(row.No);
        return Carrying(row) with { Place = line.Place };
    }

    public IEnumerable<BookRow> End()
    {
        if (!hasHead)
        {
            foreach (var row in Head()) yield return row;
        }

        foreach (var row in EndMonth()) yield return Carrying(row);
        if (isLong) yield return maker.Labelled(BookLevel.Total, BookWords.OfPeriod, period.In, Link(From, To));
        if (Form.HasBalance) yield return Balance(BookWords.Closing, To);
    }

    private IEnumerable<BookRow> EndMonth()
    {
        if (!Form.HasMonths || (month.IsEmpty && isLong)) yield break;
        var (first, last) = (LocalDate.Max(StartOf(day), From), LocalDate.Min(EndOf(day), To));
        var total = maker.Labelled(BookLevel.Total, BookWords.TurnoverOf(first, last), month.In, Link(first, last));
        yield return total;
        month.BeginAnew();
        foreach (var meter in (Meter[])[quarter, year, period]) meter.Take(total.No);
        yield return maker.Labelled(BookLevel.Cumulative, BookWords.SinceQuarter(day), quarter.In, Link(Started(QuarterStart(day)), last));
        yield return maker.Labelled(BookLevel.Cumulative, BookWords.SinceYear(day), year.In, Link(Started(YearStart(day)), last));
        if (Form.HasBalance && isLong && last < To) yield return Balance(BookWords.ClosingOf(last), last);
    }

    private BookRow Carrying(BookRow row) =>
        row with { Carried = new BookCarried(period.Sum.Debit, period.Sum.Credit, Form.HasBalance ? balance : null) };

    private BookRow Balance(Wording label, LocalDate last) => maker.Labelled(
        BookLevel.Closing, label, (column, place) => SummedStand(column, place), Link(Started(From), last));

    // The form of a general ledger has no column for the balance: it stands on its side.
    private object? Stand(BookColumn column) => column.Kind switch
    {
        Kind.QuantityBalance => quantity,
        _ => column.Kind == BalanceColumn() ? Standing() : null,
    };

    private Money Standing() => maker.Place(Kind.Balance) < 0 && balance.IsNegative ? -balance : balance;

    private Kind BalanceColumn() => maker.Place(Kind.Balance) >= 0 ? Kind.Balance
        : section.IsCredit != balance.IsNegative ? Kind.Credit : Kind.Debit;

    private object? SummedStand(BookColumn column, int place)
    {
        var value = Stand(column);
        if (column.Kind != Kind.Balance || value is not Money standing) return value;
        var (debit, credit) = (maker.Place(Kind.Debit), maker.Place(Kind.Credit));
        return new Summed(standing, Money.Zero,
        [
            new SumPart(openingRow, openingRow, place),
            .. period.Parts(debit, section.IsCredit), .. period.Parts(credit, !section.IsCredit),
        ]);
    }

    private BookLink Link(LocalDate from, LocalDate to) => maker.LinkTo(section, from, to);

    private LocalDate Started(LocalDate start) => LocalDate.Max(start, head.Fund.OpenedOn);

    private static LocalDate StartOf(LocalDate day) => day.With(DateAdjusters.StartOfMonth);

    private static LocalDate EndOf(LocalDate day) => day.With(DateAdjusters.EndOfMonth);

    private static LocalDate YearStart(LocalDate day) => new(day.Year, 1, 1);

    private static LocalDate QuarterStart(LocalDate day) => new(day.Year, (((day.Month - 1) / 3) * 3) + 1, 1);

    private static (int Year, int Quarter) QuarterOf(LocalDate day) => (day.Year, (day.Month - 1) / 3);
}
