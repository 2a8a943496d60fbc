using NodaTime;

namespace FundLedger.Domain.Payments;

/// <summary>What was noted down of one code while money was handed out.</summary>
/// <param name="Id">Made by the phone: the same note sent again is the same note.</param>
/// <param name="Code">Eight digits, as scanned or typed.</param>
/// <param name="Outcome">paid, partial, failed, absent or returned.</param>
/// <param name="Paid">How much of it, when it was a part; else not looked at.</param>
/// <param name="Relation">Of who signed to the child: parent, guardian, relative, other; null when nothing was handed over.</param>
/// <param name="Collector">Name of who signed; needed for a relative or another.</param>
/// <param name="At">By the clock of the phone.</param>
public sealed record DeliveryNote(Guid Id, string Code, string Outcome, Money Paid, string? Relation, string? Collector, Instant At)
{
    private static readonly string[] Relations = ["parent", "guardian", "relative", "other"];
    private static readonly string[] Outcomes = ["paid", "partial", "failed", "absent", "returned"];

    /// <summary>Name of who signed, where it is neither parent nor guardian; null else.</summary>
    public string? CollectorName =>
        Relation is "relative" or "other" && !string.IsNullOrWhiteSpace(Collector) ? Collector.Trim() : null;

    /// <summary>What was handed over of a share that was not handed over whole.</summary>
    public Money Part => Outcome == "partial" ? Paid : Money.Zero;

    private bool HandsOver => Outcome is "paid" or "partial";

    public static bool IsDevice(string? device) => device is { Length: 32 } && device.All(sign => char.IsAsciiHexDigitLower(sign));

    /// <summary>Why the note cannot be taken, or null.</summary>
    /// <param name="amount">Of the line that has the code; null when none has.</param>
    public Invalid? RefusalFor(Money? amount) =>
        !Outcomes.Contains(Outcome) || (HandsOver ? !Relations.Contains(Relation) : Relation is not null) ? new DeliveryIncomplete(Code)
        : Code.Length is 0 or > 20 ? new DeliveryIncomplete(Code)
        : Relation is "relative" or "other" && CollectorName is not { Length: >= 2 and <= 120 } ? new CollectorMissing(Code)
        : Outcome == "partial" && amount is { } whole && !(Paid.IsPositive && Paid < whole) ? new PartOutOfRange(Code, Paid, whole)
        : null;
}
