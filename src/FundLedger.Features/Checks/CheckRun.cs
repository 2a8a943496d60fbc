using System.Text.Json.Serialization;
using FundLedger.Domain.Text;
using NodaTime;

namespace FundLedger.Features.Checks;

public enum CheckState
{
    /// <summary>Nothing was found.</summary>
    Green,

    Red,

    /// <summary>It could not run: nothing was found, and nothing is vouched for.</summary>
    Incomplete,

    /// <summary>It was not part of the run: the check is newer.</summary>
    NotRun,
}

public enum RunState
{
    Green,
    Red,
    Incomplete,

    /// <summary>The planted fault was not found: whatever else the run says, it may be wrong.</summary>
    AlarmBroken,
}

/// <summary>One look over the books with what it found in the reader's funds.</summary>
/// <param name="Night">The day whose night it was; null when somebody asked.</param>
/// <param name="StartedBy">A user, <c>(operator)</c> or <c>(checks)</c>.</param>
public sealed record CheckRun(
    long No, LocalDate? Night, string StartedBy, Instant StartedAt, Instant FinishedAt, bool CanaryFound,
    IReadOnlyList<CheckOutcome> Checks)
{
    public RunState State =>
        !CanaryFound ? RunState.AlarmBroken
        : Checks.Any(check => check.State == CheckState.Red) ? RunState.Red
        : Checks.Count == 0 || Checks.Any(check => check.State == CheckState.Incomplete) ? RunState.Incomplete
        : RunState.Green;

    public int Red => Checks.Count(check => check.State == CheckState.Red);
}

/// <param name="Note">Why it could not run.</param>
public sealed record CheckOutcome(
    int No, string Name, CheckWeight Weight, CheckState State, string? Note, IReadOnlyList<FundFaults> Funds)
{
    public long Faults => Funds.Sum(fund => fund.Faults);

    public required Wording Title { get; init; }

    public required Wording Meaning { get; init; }

    public required Wording WhatToDo { get; init; }
}

/// <summary>What a check found in one fund.</summary>
/// <param name="Faults">How many records.</param>
/// <param name="First">The first of them, at most <see cref="Most"/>.</param>
public sealed record FundFaults(string Fund, long Faults, IReadOnlyList<CheckFinding> First)
{
    public const int Most = 20;
}

/// <summary>One record that is not as it must be.</summary>
/// <param name="Kind">entry, voucher, request, pool, account, series, log, refusal, child, user, key, lock or mail.</param>
/// <param name="Number">How people name it, e.g. <c>financial/12</c>, <c>PT-2021-00001</c>.</param>
public sealed record CheckFinding(string Kind, string Number, string Vi, string En)
{
    [JsonIgnore]
    public Wording Words => new(Vi, En);
}
