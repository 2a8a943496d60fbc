using System.Globalization;
using System.Runtime.InteropServices;
using NodaTime;

namespace FundLedger.Domain.Ledger;

/// <summary>
/// What the postings of a fund add up to: kept per day, not per entry. In 128 bits, so that a forged amount cannot stop the sum that
/// would show it.
/// </summary>
public sealed class FundFigures
{
    private readonly Dictionary<(int Pool, LocalDate Day), Int128> liquid = [];
    private readonly Dictionary<(string Account, LocalDate Day), Int128> money = [];
    private readonly Dictionary<int, Int128> committed = [];
    private readonly Dictionary<int, Int128> goods = [];
    private readonly Dictionary<long, Int128> reserved = [];
    private readonly Dictionary<(int Pool, LocalDate Day), Int128> balance = [];
    private readonly Dictionary<int, Int128> liquidNow = [];
    private readonly Dictionary<string, Int128> moneyNow = [];

    public IReadOnlyDictionary<(int Pool, LocalDate Day), Int128> LiquidByDay => liquid;

    public IReadOnlyDictionary<(string Account, LocalDate Day), Int128> MoneyByDay => money;

    /// <summary>What each request still reserves; requests without a reservation are left out.</summary>
    public IReadOnlyDictionary<long, Int128> Reserved => reserved;

    /// <summary>The numbers of the pools that any posting named.</summary>
    public IEnumerable<int> Pools => liquid.Keys.Select(key => key.Pool).Concat(committed.Keys).Concat(goods.Keys).Distinct();

    public void Add(SealedEntry entry)
    {
        for (var i = 0; i < entry.Postings.Count; i++)
        {
            var posting = entry.Postings[i];
            var signed = posting.Side == "debit" ? posting.Amount : -(Int128)posting.Amount;
            var account = posting.AccountCode;
            if (Accounts.IsLiquid(account)) AddLiquid(posting.PoolId, entry.EntryDate, signed);
            if (Accounts.IsPhysical(account) && entry.Book == "financial") AddMoney(account, entry.EntryDate, signed);
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

    /// <summary>Hash over what each pool and each money account holds at this point, as a checkpoint signs it.</summary>
    public byte[] TrialDigest(string fund)
    {
        var text = new CanonicalText().Add("trial-balance").Add(fund);
        foreach (var pool in liquidNow.Keys.Union(committed.Keys).Union(goods.Keys).Order())
        {
            var (held, reservedThere, goodsThere) = (LiquidOf(pool), CommittedOf(pool), GoodsOf(pool));
            if (held == 0 && reservedThere == 0 && goodsThere == 0) continue;
            text.Add("pool").Add(pool).Add(Digits(held)).Add(Digits(reservedThere)).Add(Digits(goodsThere));
        }

        foreach (var (account, balance) in moneyNow.OrderBy(money => money.Key, StringComparer.Ordinal))
        {
            if (balance != 0) text.Add("money").Add(account).Add(Digits(balance));
        }

        return text.Hash();
    }

    public Int128 LiquidOf(int pool) => liquidNow.GetValueOrDefault(pool);

    public Int128 CommittedOf(int pool) => committed.GetValueOrDefault(pool);

    public Int128 GoodsOf(int pool) => goods.GetValueOrDefault(pool);

    public Int128 MoneyOf(string account) => moneyNow.GetValueOrDefault(account);

    private void AddLiquid(int pool, LocalDate day, Int128 signed)
    {
        Add(liquid, (pool, day), signed);
        Add(liquidNow, pool, signed);
    }

    private void AddMoney(string account, LocalDate day, Int128 signed)
    {
        Add(money, (account, day), signed);
        Add(moneyNow, account, signed);
    }

    private void Reserve(SealedEntry entry, int pool, Int128 signed)
    {
        Add(committed, pool, signed);
        var request = entry.DisbursementId ?? 0;
        Add(reserved, request, signed);
        if (reserved[request] == 0) reserved.Remove(request);
    }

    private static Int128 Through(Dictionary<(int Pool, LocalDate Day), Int128> figures, int pool, LocalDate day) =>
        Sum(figures.Where(figure => figure.Key.Pool == pool && figure.Key.Day <= day).Select(figure => figure.Value));

    private static string Digits(Int128 amount) => amount.ToString(CultureInfo.InvariantCulture);

    private static Int128 Sum(IEnumerable<Int128> amounts) => amounts.Aggregate((Int128)0, (sum, amount) => sum + amount);

    private static void Add<TKey>(Dictionary<TKey, Int128> figures, TKey key, Int128 change)
        where TKey : notnull =>
        CollectionsMarshal.GetValueRefOrAddDefault(figures, key, out _) += change;
}
