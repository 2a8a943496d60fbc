using NodaTime;

namespace FundLedger.Domain.Norms;

/// <summary>A child is a person under 16 (Law on Children 102/2016/QH13, Article 1).</summary>
public static class Childhood
{
    /// <summary>The age in full years at which childhood is over.</summary>
    public const int EndsAtAge = 16;

    /// <summary>Age in full years; negative before birth.</summary>
    public static int AgeOn(LocalDate birthDate, LocalDate on)
    {
        var years = Period.Between(birthDate, on, PeriodUnits.Years).Years;
        return birthDate.PlusYears(years) > on ? years - 1 : years;
    }

    public static bool Covers(int ageInYears) => ageInYears is >= 0 and < EndsAtAge;
}
