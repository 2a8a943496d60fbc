using NodaTime;

namespace FundLedger.Domain.Children;

public enum Sex
{
    Male,
    Female,
}

/// <summary>
/// A personal identification number of 12 digits: three of the place of birth, one of sex and century, two of the year, six drawn by lot.
/// It never leaves the vault but for its last four digits.
/// </summary>
public static class PersonalId
{
    private const int Length = 12;

    public static bool IsOne(string digits) => digits.Length == Length && digits.All(char.IsAsciiDigit);

    /// <summary>Whether the number tells another year of birth. A reason to look again, not to refuse: papers have mistakes.</summary>
    public static bool TellsOtherYear(string number, LocalDate born) =>
        Century(number) + ((number[4] - '0') * 10) + (number[5] - '0') != born.Year;

    /// <summary>Whether the number tells the other sex.</summary>
    public static bool TellsOtherSex(string number, Sex sex) => (number[3] - '0') % 2 != (sex == Sex.Female ? 1 : 0);

    /// <summary>What may be shown of it.</summary>
    public static string LastFour(string number) => number[^4..];

    // 0 and 1 stand for the twentieth century, 2 and 3 for the twenty-first, and so on; the even one for men.
    private static int Century(string number) => 1900 + ((number[3] - '0') / 2 * 100);
}
