using NodaTime;

namespace FundLedger.Features.Books;

/// <summary>What the questions of <see cref="BookSql"/> are asked with.</summary>
internal sealed record BookScope
{
    public required int[] FundIds { get; init; }

    /// <summary>Funds whose givers the reader may know by name.</summary>
    public required int[] NamedFunds { get; init; }

    public required LocalDate From { get; init; }

    public required LocalDate To { get; init; }

    /// <summary>Null for all.</summary>
    public string[]? Accounts { get; init; }

    public string? Pool { get; init; }

    public bool OnlyBudget { get; init; }

    public long? Donor { get; init; }

    /// <summary>See <see cref="BookSource.SectionBy"/>.</summary>
    public required string SectionBy { get; init; }

    /// <summary>The sections in their order; a line of none of them is not in the book.</summary>
    public string[] Keys { get; init; } = [];

    /// <summary>What was recorded later is not told; null for no bound.</summary>
    public long? KnownLog { get; init; }

    public Instant? KnownAt { get; init; }

    /// <summary>Entries that are left out, fund by fund with <see cref="HiddenEntries"/>.</summary>
    public int[] HiddenFunds { get; init; } = [];

    public long[] HiddenEntries { get; init; } = [];
}
