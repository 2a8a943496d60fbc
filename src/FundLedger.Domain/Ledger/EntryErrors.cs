namespace FundLedger.Domain.Ledger;

public sealed record TooFewPostings(int Count) : Invalid($"An entry has at least two postings, not {Count}.");

public sealed record PostingOfNothing(int Line) : Invalid($"Posting {Line} has no amount.");

public sealed record NegativeOutsideReversal(int Line, Money Amount) : Invalid($"Posting {Line} is {Amount}; only a reversal is negative.");

/// <summary>What the debits of a pool are above its credits.</summary>
public sealed record EntryUnbalanced(int Pool, Int128 Difference) : Invalid($"Debits and credits of pool {Pool} differ by {Difference}.");

/// <summary>A word in the books that no rule knows.</summary>
public sealed record EntryWordUnknown(string Field, string Word) : Invalid($"'{Word}' is no {Field} of an entry.")
{
    public override string Field { get; } = Field;
}

/// <summary>What an entry says it rests on is not there.</summary>
public sealed record DocumentMissing(string Document) : Invalid($"There is no {Document} behind the entry.");
