namespace FundLedger.IntegrationTests.Sweep;

/// <summary>How one way to write meets a closed month.</summary>
/// <param name="Attempt">Tries to date something inside; returns what refused it.</param>
/// <param name="Sends">It does nothing but send this command, which has its own meeting.</param>
/// <param name="Reason">Why nothing can be dated inside on this way.</param>
internal sealed record Meeting(Func<ClosedMonth, Task<string?>>? Attempt, string? Sends, string? Reason)
{
    public const string DatedToday = "Dated today by the database; a month closes only after it has ended, so today is in no closed month.";

    public const string WritesNoDay = "Writes no day of the books.";

    public const string Months = "Changes the state of the months themselves, in their order.";

    public static Meeting Tried(Func<ClosedMonth, Task<string?>> attempt) => new(attempt, null, null);

    public static Meeting Sending(string command) => new(null, command, null);

    public static Meeting Exempt(string reason) => new(null, null, reason);
}
