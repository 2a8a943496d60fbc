using NodaTime;

namespace FundLedger.Testing;

/// <summary>
/// A clock that stands at noon of a business day and moves only when told; each reading is a second later, so that order shows.
/// </summary>
public sealed class TestClock(LocalDate today) : IClock
{
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Asia/Ho_Chi_Minh"];
    private long readings;

    public LocalDate Today { get; set; } = today;

    public Instant GetCurrentInstant() =>
        Today.At(LocalTime.Noon).InZoneLeniently(Zone).ToInstant() + Duration.FromSeconds(Interlocked.Increment(ref readings) % 3600);
}
