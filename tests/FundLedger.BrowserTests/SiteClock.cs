using System.Diagnostics;
using FundLedger.Features.Setup;
using NodaTime;

namespace FundLedger.BrowserTests;

/// <summary>The demo's day as it goes on from where the loading ended, until a test moves to another morning.</summary>
internal sealed class SiteClock : IClock
{
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Asia/Ho_Chi_Minh"];

    private readonly long started = Stopwatch.GetTimestamp();
    private Instant morning = LoadDemo.Now;

    public Instant GetCurrentInstant() => morning + Duration.FromTimeSpan(Stopwatch.GetElapsedTime(started));

    public void GoOn(Duration time) => morning += time;

    public void GoOnTo(LocalDate day) => morning = day.At(new LocalTime(8, 0)).InZoneLeniently(Zone).ToInstant();
}
