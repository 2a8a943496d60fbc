using FundLedger.Features.Setup;
using NodaTime;

namespace FundLedger.Web;

/// <summary>The clock that dates vouchers. In demo mode it stands still on the last working day of the demo year.</summary>
internal static class BusinessClock
{
#pragma warning disable RS0030 // The host is the one place that chooses the clock.
    public static IClock For(WebMode mode) => mode == WebMode.Demo ? new StandingClock(LoadDemo.Now) : SystemClock.Instance;
#pragma warning restore RS0030

    private sealed class StandingClock(Instant now) : IClock
    {
        public Instant GetCurrentInstant() => now;
    }
}
