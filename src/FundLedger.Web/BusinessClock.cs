using NodaTime;

namespace FundLedger.Web;

/// <summary>
/// The clock that dates vouchers. In the demo the day never changes; the time of day does, so that one can see what came after what.
/// </summary>
internal static class BusinessClock
{
    /// <summary>The business day of the demo: a Monday, eleven days before its year ends.</summary>
    public static readonly LocalDate DemoDay = new(2021, 12, 20);

#pragma warning disable RS0030 // The host is the one place that chooses the clock.
    public static IClock For(WebMode mode) => mode == WebMode.Demo ? new DemoClock(SystemClock.Instance) : SystemClock.Instance;
#pragma warning restore RS0030

    private sealed class DemoClock(IClock real) : IClock
    {
        private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Asia/Ho_Chi_Minh"];

        public Instant GetCurrentInstant()
        {
            var time = real.GetCurrentInstant().InZone(Zone).TimeOfDay;
            return DemoDay.At(time).InZoneLeniently(Zone).ToInstant();
        }
    }
}
