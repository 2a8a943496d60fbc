namespace FundLedger.Domain.Traces;

/// <summary>What one entry did to the money that a pool can spend: above zero it came in, below zero it went out; never zero.</summary>
/// <param name="Entry">Number of the entry in the financial book of its fund.</param>
/// <param name="Pool">Number of the pool.</param>
public readonly record struct PoolFlow(long Entry, int Pool, Money Change);

/// <summary>A part of what one entry brought in or took out, and where the way of this part ends.</summary>
/// <param name="Entry">
/// The entry at the other end: that took the part out for good, or that brought it in first. Null for what has no other end: money that is
/// still in the pool.
/// </param>
/// <param name="Pool">The pool in which the way ends; another than it began in when the money was transferred.</param>
/// <param name="Amount">Above zero.</param>
/// <param name="Through">The transfers that the part passed through, in the order of the way.</param>
public sealed record TracedPart(long? Entry, int Pool, Money Amount, IReadOnlyList<long> Through);
