using NodaTime;

namespace FundLedger.Domain.Ledger;

/// <summary>Each book has its own numbers; only the financial one reaches statements.</summary>
public enum Book
{
    Financial,
    Commitment,
    Appropriation,
}

public enum EntryKind
{
    Receipt,
    Disbursement,
    Reversal,
    Commitment,
    Release,
    Advance,
    AdvanceReturn,

    /// <summary>Money moved between two pools; the physical account does not move.</summary>
    Transfer,

    /// <summary>Budget money that no longer belongs to the fund.</summary>
    Lapse,

    /// <summary>Lapsed money paid back.</summary>
    BudgetReturn,

    /// <summary>Written by hand.</summary>
    Adjustment,

    /// <summary>Goods that were given, by their value.</summary>
    GoodsReceipt,

    /// <summary>The value of goods that came without one.</summary>
    GoodsValuation,

    /// <summary>Goods that left the stock for a child.</summary>
    GoodsIssue,

    /// <summary>Goods of a child that were not given, back in stock.</summary>
    GoodsReturn,

    /// <summary>Goods that are spoilt or gone.</summary>
    GoodsLoss,
}

/// <summary>What an entry is and what it rests on.</summary>
public sealed record EntryHead(Book Book, EntryKind Kind, LocalDate Date)
{
    public VoucherNumber? Voucher { get; init; }

    public long? DisbursementId { get; init; }

    public int? DisbursementLine { get; init; }

    /// <summary>Number of the entry that this one cancels.</summary>
    public long? ReversesEntryNo { get; init; }

    /// <summary>Hash of the voucher or request behind the entry.</summary>
    public Digest? SourceHash { get; init; }
}

/// <summary>An entry that keeps the rules of double entry: it cannot be built otherwise.</summary>
public sealed class JournalEntry
{
    private JournalEntry(EntryHead head, IReadOnlyList<Posting> postings) => (Head, Postings) = (head, postings);

    public EntryHead Head { get; }

    public IReadOnlyList<Posting> Postings { get; }

    /// <summary>
    /// Refused: <see cref="TooFewPostings"/>, <see cref="PostingOfNothing"/>, <see cref="NegativeOutsideReversal"/> and
    /// <see cref="EntryUnbalanced"/>, which holds in each pool: money does not change its restriction by an ordinary entry.
    /// </summary>
    public static Result<JournalEntry> Create(EntryHead head, IReadOnlyList<Posting> postings)
    {
        Posting[] lines = [.. postings];
        if (lines.Length < 2) return new TooFewPostings(lines.Length);
        for (var i = 0; i < lines.Length; i++)
        {
            var amount = lines[i].Amount;
            if (amount.Dong == 0) return new PostingOfNothing(i + 1);
            if (amount.IsNegative && head.Kind != EntryKind.Reversal) return new NegativeOutsideReversal(i + 1, amount);
        }

        foreach (var posting in lines)
        {
            var difference = Difference(lines, posting.Pool);
            if (difference != 0) return new EntryUnbalanced(posting.Pool, difference);
        }

        return new JournalEntry(head, lines);
    }

    /// <summary>
    /// The entry that cancels this one in red: the same sides, negative amounts. Money comes back to (or leaves from)
    /// <paramref name="moneyAccount"/>, whatever account it was in before.
    /// </summary>
    public Result<JournalEntry> Reverse(EntryHead head, string moneyAccount) =>
        Create(head with { Kind = EntryKind.Reversal }, [.. Postings.Select(posting => posting with
        {
            Account = Accounts.IsLiquid(posting.Account) ? moneyAccount : posting.Account, Amount = -posting.Amount,
        })]);

    // In 128 bits, so that amounts which somebody forged cannot overflow the check that finds them.
    private static Int128 Difference(Posting[] postings, int pool)
    {
        Int128 sum = 0;
        foreach (var posting in postings)
        {
            if (posting.Pool == pool) sum += posting.Side == Side.Debit ? posting.Amount.Dong : -(Int128)posting.Amount.Dong;
        }

        return sum;
    }
}
