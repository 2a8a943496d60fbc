using FundLedger.Domain.Text;

namespace FundLedger.Features.Checks;

/// <summary>What a finding of a check means.</summary>
public enum CheckWeight
{
    /// <summary>The books contradict themselves: stop and look before anything is signed.</summary>
    BooksWrong,

    /// <summary>The books may be right, but somebody has to look.</summary>
    ToLookAt,
}

/// <summary>
/// A question that is asked of the books each night, whose right answer is no row at all. A later feature adds one to
/// <see cref="StandingChecks"/>.
/// </summary>
/// <param name="No">Stands on papers and in talk: never given to another check.</param>
/// <param name="Name">Stable name in kebab case.</param>
public sealed record StandingCheck(int No, string Name, CheckWeight Weight)
{
    public required Wording Title { get; init; }

    /// <summary>What a finding means.</summary>
    public required Wording Meaning { get; init; }

    public required Wording WhatToDo { get; init; }

    /// <summary>
    /// One row for each finding, the most telling first: fund_id, kind and number of the record (see <see cref="CheckFinding"/>), and what
    /// is wrong in Vietnamese and in English (vi, en), without a name of anybody. It reads every fund.
    /// </summary>
    internal string Sql { get; init; } = "";
}
