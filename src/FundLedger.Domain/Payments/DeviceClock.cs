using NodaTime;

namespace FundLedger.Domain.Payments;

/// <summary>The clock of a phone beside the server's, which alone decides.</summary>
public static class DeviceClock
{
    private static readonly Duration Tolerated = Duration.FromMinutes(5);

    /// <summary>
    /// Whole minutes that the phone is ahead (or behind, when negative); null when it is no more than five minutes off.
    /// </summary>
    public static int? MinutesOff(Instant device, Instant server)
    {
        var off = device - server;
        if (off >= -Tolerated && off <= Tolerated) return null;
        return (int)Math.Clamp(Math.Round(off.TotalMinutes), int.MinValue, int.MaxValue);
    }
}
