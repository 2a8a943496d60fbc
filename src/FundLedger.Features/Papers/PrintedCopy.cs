using NodaTime;

namespace FundLedger.Features.Papers;

/// <summary>One print of one voucher.</summary>
public sealed record PrintedCopy
{
    /// <summary>From 1; from the second on the paper says so.</summary>
    public int No { get; init; }

    public Instant At { get; init; }

    /// <summary>Name of who printed it.</summary>
    public string By { get; init; } = "";
}
