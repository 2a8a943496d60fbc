using FundLedger.Domain;
using NodaTime;

namespace FundLedger.Features.Norms;

/// <summary>What is asked of a decision before it is drafted anew, proposed, returned or published.</summary>
internal sealed record NormStep
{
    public string Number { get; init; } = "";

    public string Status { get; init; } = "";

    public LocalDate IssuedOn { get; init; }

    public LocalDate ValidFrom { get; init; }

    public long? ProposerPerson { get; init; }

    public string Hash { get; init; } = "";

    public NormRetroactive? RefusalOfDates() => ValidFrom < IssuedOn ? new NormRetroactive(Number, ValidFrom, IssuedOn) : null;
}

/// <summary>A decision binds from its day of issue on, not before.</summary>
public sealed record NormRetroactive(string Number, LocalDate From, LocalDate IssuedOn)
    : Refused($"Norm decision {Number} would begin on {From:uuuu-MM-dd}, before it was issued on {IssuedOn:uuuu-MM-dd}.")
{
    public override string Field => "ValidFrom";
}
