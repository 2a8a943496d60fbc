using NodaTime;

namespace FundLedger.UnitTests.Papers;

internal sealed class StandingClock(Instant now) : IClock
{
    public Instant GetCurrentInstant() => now;
}
