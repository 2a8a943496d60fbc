using CsCheck;
using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Domain.Statements;
using FundLedger.Domain.Text;
using NodaTime;

namespace FundLedger.UnitTests.Statements;

/// <summary>One thing that happened to a fund. A reversal names the deed that it cancels.</summary>
internal sealed record Deed(int Day, bool IsReceipt, long Amount, string Pool, string Kind, string? Class, int Child, int? Cancels);

/// <summary>Random histories of a fund, and their statements summed the plain way.</summary>
internal static class Histories
{
    public static readonly LocalDate Opened = new(2021, 1, 1);

    private static readonly Gen<Deed> Receipt = Gen.Select(
        Gen.Int[0, 99], Gen.Long[1, 1_000_000_000], One("A", "B", "C"), One("donation", "socialised"),
        (day, amount, pool, kind) => new Deed(day, true, amount, pool, kind, null, 0, null));

    private static readonly Gen<Deed> Payment = Gen.Select(
        Gen.Int[0, 99], Gen.Long[1, 50_000_000], One("A", "B", "C"), One("holiday_gift", "surgery"),
        One("poor", "g04"), Gen.Int[1, 9],
        (day, amount, pool, kind, group, child) => new Deed(day, false, amount, pool, kind, group, child, null));

    /// <summary>Receipts and payments, some of them reversed later.</summary>
    public static readonly Gen<IReadOnlyList<Deed>> Any = Gen.Select(
        Gen.OneOf(Receipt, Payment).List[0, 40], Gen.Int[0, 40].List[0, 10], (deeds, cancelled) => WithReversals(deeds, cancelled));

    /// <summary>What the books of that history say of the days from..to, counted from the opening of the fund.</summary>
    public static StatementFigures Figures(IReadOnlyList<Deed> history, int from, int to)
    {
        var before = history.Where(deed => deed.Day < from).ToList();
        var within = history.Where(deed => deed.Day >= from && deed.Day <= to).ToList();
        var period = StatementPeriod.Create(Opened.PlusDays(from), Opened.PlusDays(to), Opened, Opened.PlusDays(200)).Value;
        return new StatementFigures("Q106", period, new StatementSeal(true, 7, new string('a', 64), Instant.FromUtc(2021, 4, 2, 5, 0)))
        {
            Opening = Effect(before),
            Closing = Effect([.. before, .. within]),
            Receipts = [.. within.Where(deed => deed.IsReceipt).GroupBy(deed => deed.Kind).Select(Source)],
            Disbursements = [.. within.Where(deed => !deed.IsReceipt).GroupBy(deed => deed.Kind).Select(Support)],
            Children = Children(within.Where(deed => !deed.IsReceipt)),
            Pools = [.. history.Select(deed => deed.Pool).Distinct().Select(pool => Pool(pool, before, within))],
            Vouchers = [.. within.Select((deed, i) => Voucher(deed, i + 1))],
        };
    }

    private static Gen<string> One(params string[] words) => Gen.Int[0, words.Length - 1].Select(i => words[i]);

    private static IReadOnlyList<Deed> WithReversals(List<Deed> deeds, List<int> cancelled)
    {
        var reversals = from i in cancelled.Distinct()
                        where i < deeds.Count
                        select deeds[i] with { Day = deeds[i].Day + i, Amount = -deeds[i].Amount, Cancels = i };
        return [.. deeds, .. reversals];
    }

    private static Money Effect(IEnumerable<Deed> deeds) => new(deeds.Sum(deed => deed.IsReceipt ? deed.Amount : -deed.Amount));

    private static Money Sum(IEnumerable<Deed> deeds) => new(deeds.Sum(deed => deed.Amount));

    private static int Times(IEnumerable<Deed> deeds) => deeds.Sum(deed => deed.Cancels is null ? 1 : -1);

    private static int Children(IEnumerable<Deed> deeds) =>
        deeds.GroupBy(deed => (deed.Kind, deed.Class, deed.Child)).Where(group => Times(group) > 0)
            .Select(group => group.Key.Child).Distinct().Count();

    private static SourceReceived Source(IGrouping<string, Deed> deeds) => new(deeds.Key, Name(deeds.Key), Sum(deeds), Times(deeds));

    private static KindSupported Support(IGrouping<string, Deed> deeds) => new(
        deeds.Key, Name(deeds.Key), Sum(deeds), Times(deeds), Children(deeds),
        [.. deeds.GroupBy(deed => deed.Class!).Select(group => new ClassSupported(
            group.Key, Name(group.Key), Sum(group), Times(group), Children(group)))]);

    private static PoolMovement Pool(string pool, IEnumerable<Deed> before, IReadOnlyList<Deed> within) => new(
        pool, Name(pool), Effect(before.Where(deed => deed.Pool == pool)),
        Sum(within.Where(deed => deed.Pool == pool && deed.IsReceipt)), Sum(within.Where(deed => deed.Pool == pool && !deed.IsReceipt)),
        Effect(before.Concat(within).Where(deed => deed.Pool == pool)));

    private static StatementVoucher Voucher(Deed deed, int no) => new(
        new VoucherNumber(TypeOf(deed), 2021, no),
        Opened.PlusDays(deed.Day), deed.IsReceipt, new Money(deed.Amount), deed.Pool, deed.Kind, Name(deed.Kind),
        deed.Cancels is { } cancelled ? new VoucherNumber(VoucherType.Receipt, 2021, cancelled + 1) : null);

    private static VoucherType TypeOf(Deed deed) =>
        deed.Cancels is not null ? VoucherType.Reversal : deed.IsReceipt ? VoucherType.Receipt : VoucherType.Payment;

    private static Wording Name(string code) => new(code, code);
}
