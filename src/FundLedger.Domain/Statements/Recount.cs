using FundLedger.Domain.Ledger;
using FundLedger.Domain.Text;
using NodaTime;

namespace FundLedger.Domain.Statements;

/// <summary>
/// The figures of a statement counted from the entries of the log alone, without a database: the second hand beside the queries that
/// made it. Fed entry by entry in the order of the log.
/// </summary>
/// <param name="period">First and last day.</param>
/// <param name="pools">By number.</param>
public sealed class Recount(StatementPeriod period, IReadOnlyDictionary<int, PoolTerms> pools)
{
    private readonly Dictionary<long, Origin> origins = [];
    private readonly SortedDictionary<int, PoolSums> poolSums = [];
    private readonly Dictionary<string, (Money Amount, int Times)> received = [];
    private readonly Dictionary<(string Kind, string Class, string? Child), (Money Amount, int Times)> given = [];
    private readonly Dictionary<VoucherKey, (Money Amount, long EntryNo)> vouchers = [];
    private readonly SortedDictionary<(LocalDate Date, long EntryNo), StatementTransfer> transfers = [];

    /// <summary>Adds an entry; those of other books change no statement. Raises <see cref="UnusableContentException"/> when it cannot be
    /// counted.</summary>
    public void Add(SealedEntry entry)
    {
        if (entry.Book != "financial") return;
        var origin = entry.ReversesEntryNo is not { } reversed ? new Origin(entry.Kind, null, entry.EntryDate)
            : origins.TryGetValue(reversed, out var original) ? original
            : throw Uncountable.Reversal(entry, reversed);
        origins[entry.EntryNo] = new Origin(entry.Kind, entry.Voucher, entry.EntryDate);
        if (entry.EntryDate > period.To) return;
        foreach (var posting in entry.Postings.Where(posting => posting.AccountCode == Accounts.FundBalance)) Add(entry, origin, posting);
        if (entry.Kind == "transfer" && entry.EntryDate >= period.From) Move(entry);
    }

    /// <summary>Says which decision a transfer cites; an entry that this statement does not list is passed over.</summary>
    public void Cite(SealedEntry entry, string? decision)
    {
        var key = (entry.EntryDate, entry.EntryNo);
        if (transfers.TryGetValue(key, out var transfer)) transfers[key] = transfer with { Decision = decision };
    }

    /// <summary>
    /// The figures, with the names of <paramref name="stated"/>, whose figures are not looked at; only the order of its lines is.
    /// </summary>
    public StatementFigures Figures(StatementFigures stated) => stated with
    {
        Opening = Sum(poolSums.Values, pool => pool.Opening),
        Closing = Sum(poolSums.Values, pool => pool.Closing),
        Receipts = [.. InOrder(received.Keys, [.. stated.Receipts.Select(line => line.Kind)]).Select(kind => new SourceReceived(
            kind, RecountNames.OfSource(stated, kind), received[kind].Amount, received[kind].Times))],
        Disbursements = [.. given.Keys.Select(key => key.Kind).Distinct().Order(StringComparer.Ordinal).Select(kind => Kind(stated, kind))],
        Children = Children(_ => true),
        Pools = [.. poolSums.Select(pool => new PoolMovement(
            Pool(pool.Key).Code, Pool(pool.Key).Name, pool.Value.Opening, pool.Value.In, pool.Value.Out, pool.Value.Closing)
        {
            TransferredIn = pool.Value.Came, TransferredOut = pool.Value.Went, Lapsed = pool.Value.Lapsed,
        })],
        Transfers = [.. transfers.Values],
        Vouchers =
        [
            .. vouchers.OrderBy(line => line.Key.Date).ThenBy(line => line.Value.EntryNo).Select(line => new StatementVoucher(
                line.Key.Number, line.Key.Date, line.Key.IsReceipt, line.Value.Amount, line.Key.Pool, line.Key.Kind,
                RecountNames.OfVoucher(stated, line.Key.IsReceipt, line.Key.Kind), line.Key.Reverses) { ReversesOn = line.Key.ReversesOn }),
        ],
    };

    private void Add(SealedEntry entry, Origin origin, SealedPosting posting)
    {
        var effect = new Money(posting.Side == "debit" ? -posting.Amount : posting.Amount);
        var sums = poolSums.TryGetValue(posting.PoolId, out var known) ? known : poolSums[posting.PoolId] = new PoolSums();
        sums.Closing += effect;
        if (entry.EntryDate < period.From)
        {
            sums.Opening += effect;
            return;
        }

        // A kind that stands in no column leaves a statement that does not add up.
        switch (origin.Kind)
        {
            case "receipt" or "adjustment":
                Receive(entry, origin, posting, effect, sums);
                break;
            case "disbursement":
                sums.Out -= effect;
                Give(posting, -effect, Times(entry));
                List(entry, origin, posting, -effect, false);
                break;
            case "transfer" when effect.IsNegative:
                sums.Went -= effect;
                break;
            case "transfer":
                sums.Came += effect;
                break;
            case "lapse":
                sums.Lapsed -= effect;
                break;
        }
    }

    private void Receive(SealedEntry entry, Origin origin, SealedPosting posting, Money effect, PoolSums sums)
    {
        var source = Pool(posting.PoolId).SourceKind;
        sums.In += effect;
        received[source] = Plus(received.GetValueOrDefault(source), effect, Times(entry));
        List(entry, origin, posting, effect, true);
    }

    private void List(SealedEntry entry, Origin origin, SealedPosting posting, Money amount, bool isReceipt)
    {
        var pool = Pool(posting.PoolId);
        var reverses = entry.ReversesEntryNo is null ? null : origin.Voucher;
        var key = new VoucherKey(
            VoucherOf(entry), entry.EntryDate, isReceipt, pool.Code, posting.SupportKind ?? pool.SourceKind, reverses,
            reverses is null ? null : origin.Date);
        var (sum, first) = vouchers.GetValueOrDefault(key, (Money.Zero, entry.EntryNo));
        vouchers[key] = (sum + amount, Math.Min(first, entry.EntryNo));
    }

    private void Move(SealedEntry entry)
    {
        var taken = entry.Postings.FirstOrDefault(posting => posting is { AccountCode: Accounts.FundBalance, Side: "debit" });
        var given = entry.Postings.FirstOrDefault(posting => posting is { AccountCode: Accounts.FundBalance, Side: "credit" });
        if (taken is null || given is null) throw Uncountable.Transfer(entry);
        transfers[(entry.EntryDate, entry.EntryNo)] = new StatementTransfer(
            VoucherOf(entry), entry.EntryDate, Pool(taken.PoolId).Code, Pool(given.PoolId).Code, new Money(taken.Amount), null);
    }

    private void Give(SealedPosting posting, Money amount, int times)
    {
        var key = (posting.SupportKind ?? "", posting.ClassCode ?? "", posting.BeneficiaryCode);
        given[key] = Plus(given.GetValueOrDefault(key), amount, times);
    }

    private KindSupported Kind(StatementFigures stated, string kind)
    {
        var lines = given.Where(line => line.Key.Kind == kind).ToList();
        var named = stated.Disbursements.FirstOrDefault(line => line.Kind == kind);
        var classes = InOrder(lines.Select(line => line.Key.Class).Distinct(), [.. named?.Classes.Select(line => line.Class) ?? []]);
        return new KindSupported(
            kind, named?.Name ?? RecountNames.Unknown, Sum(lines, line => line.Value.Amount), lines.Sum(line => line.Value.Times),
            Children(key => key.Kind == kind),
            [
                .. classes.Select(code => new ClassSupported(
                    code, named?.Classes.FirstOrDefault(line => line.Class == code)?.Name ?? RecountNames.Unknown,
                    Sum(lines.Where(line => line.Key.Class == code), line => line.Value.Amount),
                    lines.Where(line => line.Key.Class == code).Sum(line => line.Value.Times),
                    Children(key => key.Kind == kind && key.Class == code))),
            ]);
    }

    private int Children(Func<(string Kind, string Class, string? Child), bool> counts) => given
        .Where(line => line.Value.Times > 0 && line.Key.Child is not null && counts(line.Key)).Select(line => line.Key.Child)
        .Distinct().Count();

    private PoolTerms Pool(int number) => pools.TryGetValue(number, out var pool)
        ? pool
        : throw Uncountable.Pool(number);

    private static int Times(SealedEntry entry) => entry.ReversesEntryNo is null ? 1 : -1;

    private static VoucherNumber VoucherOf(SealedEntry entry) =>
        entry.Voucher ?? throw Uncountable.Voucher(entry);

    private static (Money Amount, int Times) Plus((Money Amount, int Times) sum, Money amount, int times) =>
        (sum.Amount + amount, sum.Times + times);

    private static Money Sum<T>(IEnumerable<T> lines, Func<T, Money> amount) =>
        lines.Aggregate(Money.Zero, (sum, line) => sum + amount(line));

    // In the order of the statement; what it leaves out comes last.
    private static IEnumerable<string> InOrder(IEnumerable<string> codes, List<string> order) =>
        codes.OrderBy(code => order.IndexOf(code) is >= 0 and var place ? place : int.MaxValue)
            .ThenBy(code => code, StringComparer.Ordinal);

    private sealed record Origin(string Kind, VoucherNumber? Voucher, LocalDate Date);

    private sealed record VoucherKey(
        VoucherNumber Number, LocalDate Date, bool IsReceipt, string Pool, string Kind, VoucherNumber? Reverses, LocalDate? ReversesOn);

    private sealed class PoolSums
    {
        public Money Opening { get; set; }

        public Money In { get; set; }

        public Money Out { get; set; }

        public Money Came { get; set; }

        public Money Went { get; set; }

        public Money Lapsed { get; set; }

        public Money Closing { get; set; }
    }
}
