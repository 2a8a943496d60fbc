using FundLedger.Domain.Ledger;
using NodaTime;

namespace FundLedger.Features.Audit;

/// <summary>
/// What the postings of a fund add up to: kept per day, not per entry. In 128 bits, so that a forged amount cannot stop the sum that
/// would show it.
/// </summary>
internal sealed class FundFigures
{
    private readonly Dictionary<(int Pool, LocalDate Day), Int128> liquid = [];
    private readonly Dictionary<(string Account, LocalDate Day), Int128> money = [];
    private readonly Dictionary<int, Int128> committed = [];
    private readonly Dictionary<int, Int128> goods = [];
    private readonly Dictionary<long, Int128> reserved = [];
    private readonly Dictionary<(int Pool, LocalDate Day), Int128> balance = [];

    public IReadOnlyDictionary<(int Pool, LocalDate Day), Int128> LiquidByDay => liquid;

    public IReadOnlyDictionary<(string Account, LocalDate Day), Int128> MoneyByDay => money;

    /// <summary>What each request still reserves; requests without a reservation are left out.</summary>
    public IReadOnlyDictionary<long, Int128> Reserved => reserved;

    /// <summary>The numbers of the pools that any posting named.</summary>
    public IEnumerable<int> Pools => liquid.Keys.Select(key => key.Pool).Concat(committed.Keys).Concat(goods.Keys).Distinct();

    public void Add(SealedEntry entry)
    {
        foreach (var posting in entry.Postings)
        {
            var signed = posting.Side == "debit" ? posting.Amount : -(Int128)posting.Amount;
            var account = posting.AccountCode;
            if (Accounts.IsLiquid(account)) Add(liquid, (posting.PoolId, entry.EntryDate), signed);
            if (Accounts.IsPhysical(account) && entry.Book == "financial") Add(money, (account, entry.EntryDate), signed);
            if (account == Accounts.FundBalance) Add(balance, (posting.PoolId, entry.EntryDate), -signed);
            if (account == Accounts.Goods) Add(goods, posting.PoolId, signed);
            if (account == Accounts.Committed) Reserve(entry, posting.PoolId, signed);
        }
    }

    /// <summary>Liquid money of all pools at the end of a day, as far as the log has been replayed.</summary>
    public Int128 LiquidThrough(LocalDate day) => Sum(liquid.Where(figure => figure.Key.Day <= day).Select(figure => figure.Value));

    /// <summary>What a pool could spend at the end of a day, as far as the log has been replayed.</summary>
    public Int128 LiquidThrough(int pool, LocalDate day) => Through(liquid, pool, day);

    /// <summary>A pool's part of the fund balance at the end of a day.</summary>
    public Int128 BalanceThrough(int pool, LocalDate day) => Through(balance, pool, day);

    public Int128 LiquidOf(int pool) => Sum(liquid.Where(figure => figure.Key.Pool == pool).Select(figure => figure.Value));

    public Int128 CommittedOf(int pool) => committed.GetValueOrDefault(pool);

    public Int128 GoodsOf(int pool) => goods.GetValueOrDefault(pool);

    public Int128 MoneyOf(string account) => Sum(money.Where(figure => figure.Key.Account == account).Select(figure => figure.Value));

    private void Reserve(SealedEntry entry, int pool, Int128 signed)
    {
        Add(committed, pool, signed);
        var request = entry.DisbursementId ?? 0;
        Add(reserved, request, signed);
        if (reserved[request] == 0) reserved.Remove(request);
    }

    private static Int128 Through(Dictionary<(int Pool, LocalDate Day), Int128> figures, int pool, LocalDate day) =>
        Sum(figures.Where(figure => figure.Key.Pool == pool && figure.Key.Day <= day).Select(figure => figure.Value));

    private static Int128 Sum(IEnumerable<Int128> amounts) => amounts.Aggregate((Int128)0, (sum, amount) => sum + amount);

    private static void Add<TKey>(Dictionary<TKey, Int128> figures, TKey key, Int128 change)
        where TKey : notnull =>
        figures[key] = figures.GetValueOrDefault(key) + change;
}
