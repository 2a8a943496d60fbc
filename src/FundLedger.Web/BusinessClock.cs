using FundLedger.Features.Setup;
using NodaTime;

namespace FundLedger.Web;

/// <summary>
/// The clock that dates vouchers. In the demo the day never changes; the time of day does, so that one can see what came after what.
/// </summary>
internal static class BusinessClock
{
#pragma warning disable RS0030 // The host is the one place that chooses the clock.
    public static IClock For(WebMode mode) => mode == WebMode.Demo ? new DemoClock(SystemClock.Instance) : SystemClock.Instance;
#pragma warning restore RS0030

    // The demo's own history ends at 09:00 of its day. A real day is laid over the fifteen hours after that, so that what a visitor does
    // comes after what was loaded, in the order in which it was done, at whatever hour of the night.
    private sealed class DemoClock(IClock real) : IClock
    {
        private const int HoursLeft = 15;
        private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Asia/Ho_Chi_Minh"];

        public Instant GetCurrentInstant()
        {
            var sinceMidnight = Duration.FromNanoseconds(real.GetCurrentInstant().InZone(Zone).TimeOfDay.NanosecondOfDay);
            return LoadDemo.Now + sinceMidnight * HoursLeft / 24;
        }
    }
}
