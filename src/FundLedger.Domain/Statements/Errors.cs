using NodaTime;

namespace FundLedger.Domain.Statements;

public sealed record StatementEndsBeforeItStarts(LocalDate From, LocalDate To)
    : Invalid($"A statement from {From:uuuu-MM-dd} cannot end on {To:uuuu-MM-dd}.")
{
    public override string Field => "To";
}

public sealed record StatementBeforeFundOpened(LocalDate From, LocalDate OpenedOn)
    : Refused($"The fund opened on {OpenedOn:uuuu-MM-dd}; it has no books from {From:uuuu-MM-dd}.")
{
    public override string Field => "From";
}

public sealed record StatementInFuture(LocalDate To, LocalDate Today)
    : Refused($"{To:uuuu-MM-dd} is after today, {Today:uuuu-MM-dd}: nothing can be stated about it yet.")
{
    public override string Field => "To";
}

/// <summary>The last month of the period was not closed that often.</summary>
public sealed record StatementVersionUnknown(int Version, LocalDate To)
    : NotFound($"There is no version {Version} of a statement to {To:uuuu-MM-dd}.")
{
    public override string Field => "Version";
}

/// <summary>Figures that were read from the books contradict each other: the books need to be verified before anything is signed.</summary>
/// <param name="Figure">Which figure, in kebab case, e.g. <c>closing</c>, <c>pool-CHUNG</c>.</param>
/// <param name="Expected">What the other figures give.</param>
/// <param name="Found">What was read.</param>
public sealed record StatementDoesNotAddUp(string Figure, Money Expected, Money Found)
    : Refused($"The statement does not add up: {Figure} is {Found}, the other figures give {Expected}.");
