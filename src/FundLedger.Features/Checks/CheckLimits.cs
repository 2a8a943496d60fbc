using System.Globalization;

namespace FundLedger.Features.Checks;

/// <summary>What the operator may set of the standing checks.</summary>
/// <param name="CheckpointHours">How old a record may be that no checkpoint covers.</param>
public sealed record CheckLimits(int CheckpointHours = CheckLimits.UsualHours)
{
    public const string Variable = "FUNDLEDGER_CHECKPOINT_HOURS";
    private const int UsualHours = 24;
    private const int MostHours = 24 * 31;

    /// <summary>As the environment says; null when it says something that is no number of hours from 1 to 744.</summary>
    public static CheckLimits? Read(string? hours) =>
        string.IsNullOrWhiteSpace(hours) ? new CheckLimits()
        : int.TryParse(hours, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= MostHours
            ? new CheckLimits(count) : null;
}
