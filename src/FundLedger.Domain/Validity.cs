using NodaTime;

namespace FundLedger.Domain;

/// <summary>The days on which something holds, first and last included; without end when <see cref="To"/> is null.</summary>
public sealed record Validity
{
    private Validity(LocalDate from, LocalDate? to) => (From, To) = (from, to);

    public LocalDate From { get; }

    public LocalDate? To { get; }

    public static Validity Since(LocalDate from) => new(from, null);

    /// <summary>Refuses an end before the beginning with <see cref="ValidityEndsBeforeItBegins"/>.</summary>
    public static Result<Validity> Between(LocalDate from, LocalDate? to) =>
        to < from ? new ValidityEndsBeforeItBegins(from, to.Value) : new Validity(from, to);

    public bool Contains(LocalDate day) => day >= From && !(day > To);

    public bool Overlaps(Validity other) => !(From > other.To) && !(other.From > To);
}

public sealed record ValidityEndsBeforeItBegins(LocalDate From, LocalDate To)
    : Invalid($"What begins on {From:uuuu-MM-dd} cannot end on {To:uuuu-MM-dd}.");
