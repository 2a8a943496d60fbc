using FundLedger.Domain;
using NodaTime;

namespace FundLedger.Features.Checks;

/// <summary>Which night's run is due.</summary>
public static class CheckNight
{
    /// <summary>
    /// The day on which the last run fell due: today from the hour on, before it yesterday, so that a program that was down at the hour
    /// catches up when it starts.
    /// </summary>
    /// <param name="now">By the business clock.</param>
    /// <param name="hour">0 to 23, in Vietnam.</param>
    public static LocalDate DueAt(Instant now, int hour)
    {
        var today = BusinessDate.Of(now);
        return BusinessDate.TimeOf(now).Hour >= hour ? today : today.PlusDays(-1);
    }
}
