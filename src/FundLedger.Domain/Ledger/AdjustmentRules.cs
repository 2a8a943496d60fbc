namespace FundLedger.Domain.Ledger;

/// <summary>A line that an accountant wants to write by hand, its pool by code.</summary>
public sealed record AskedPosting(string Account, string Pool, Side Side, Money Amount);

/// <param name="SourceKind">What kind of money the pool holds, e.g. <c>interest</c>.</param>
public sealed record AdjustedPool(int Id, string SourceKind);

/// <summary>
/// What may be written by hand: between accounts that are open for it, within each pool, and to the fund's balance only in a pool of bank
/// interest. The money of givers changes by receipts, payments and pool transfers, which name them.
/// </summary>
/// <param name="accounts">The accounts that may be written to by hand.</param>
/// <param name="pools">The fund's pools by code.</param>
public sealed class AdjustmentRules(IReadOnlySet<string> accounts, IReadOnlyDictionary<string, AdjustedPool> pools)
{
    public const int MostLines = 20;

    /// <summary>The kind of source whose pools take interest and bear fees.</summary>
    public const string Interest = "interest";

    private static readonly Money Highest = new(1_000_000_000_000);

    /// <summary>Whether these lines change what the fund owns: then a second person posts them.</summary>
    public static bool ChangesBalance(IEnumerable<Posting> postings) => postings.Any(posting => posting.Account == Accounts.FundBalance);

    /// <summary>The postings, or the first rule that a line breaks.</summary>
    public Result<IReadOnlyList<Posting>> Judge(IReadOnlyList<AskedPosting> lines)
    {
        if (lines.Count is < 2 or > MostLines) return new AdjustmentLineCount(lines.Count);
        for (var i = 0; i < lines.Count; i++)
        {
            if (RefusalOf(i + 1, lines[i]) is { } refusal) return refusal;
        }

        Posting[] postings = [.. lines.Select(line => new Posting(line.Account, pools[line.Pool].Id, line.Side, line.Amount))];
        return RefusalOf(lines, postings) is { } unbalanced ? unbalanced : postings;
    }

    private Refused? RefusalOf(int line, AskedPosting asked) =>
        asked.Amount.Dong == 0 ? new AdjustmentLineEmpty(line)
        : asked.Amount.IsNegative ? new AdjustmentLineNegative(line, asked.Amount)
        : asked.Amount > Highest ? new AdjustmentLineTooHigh(line, asked.Amount)
        : !accounts.Contains(asked.Account) ? new AccountNotAdjustable(line, asked.Account)
        : !pools.TryGetValue(asked.Pool, out var pool) ? new PoolOfOtherFund(line, asked.Pool)
        : asked.Account == Accounts.FundBalance && pool.SourceKind != Interest ? new BalanceOfGivers(line, asked.Pool)
        : null;

    private static Refused? RefusalOf(IReadOnlyList<AskedPosting> lines, Posting[] postings)
    {
        var difference = Difference(postings);
        if (difference != 0) return new AdjustmentUnbalanced(difference);
        var leaky = postings.GroupBy(posting => posting.Pool).FirstOrDefault(pool => Difference(pool) != 0);
        return leaky is null ? null : new MoneyLeavesItsPool(lines[Array.FindIndex(postings, posting => posting.Pool == leaky.Key)].Pool);
    }

    // In 128 bits, so that the greatest amounts cannot overflow the check.
    private static Int128 Difference(IEnumerable<Posting> postings) => postings.Aggregate(
        (Int128)0, (sum, posting) => sum + (posting.Side == Side.Debit ? posting.Amount.Dong : -(Int128)posting.Amount.Dong));
}
