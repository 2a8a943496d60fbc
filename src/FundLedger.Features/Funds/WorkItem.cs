using FundLedger.Domain;
using NodaTime;

namespace FundLedger.Features.Funds;

/// <summary>The last run of the standing checks, when it is a cause for alarm.</summary>
public sealed record CheckAlarm
{
    /// <summary>Checks that found something in this fund.</summary>
    public int Red { get; init; }

    public int Incomplete { get; init; }

    /// <summary>The planted fault was not found.</summary>
    public bool IsBroken { get; init; }

    /// <summary>No run for more than a day.</summary>
    public bool IsOverdue { get; init; }
}

/// <summary>A request as the queue shows it.</summary>
public sealed record WorkItem
{
    public long Id { get; init; }

    public string Status { get; init; } = "";

    public string TitleVi { get; init; } = "";

    public string TitleEn { get; init; } = "";

    public LocalDate RequestedOn { get; init; }

    public string Requester { get; init; } = "";

    public string PoolVi { get; init; } = "";

    public string PoolEn { get; init; } = "";

    public int Lines { get; init; }

    public Money Total { get; init; }

    /// <summary>Why it was rejected; null otherwise.</summary>
    public string? Reason { get; init; }

    /// <summary>Lines that may not be paid because of what became of their children since.</summary>
    public int Obstacles { get; init; }

    /// <summary>It cannot wait, and stands first in its queue.</summary>
    public bool IsUrgent { get; init; }

    internal string Queue { get; init; } = "";
}
