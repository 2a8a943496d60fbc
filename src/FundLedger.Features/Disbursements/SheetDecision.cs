using FundLedger.Domain;
using FundLedger.Domain.Approvals;
using FundLedger.Domain.Disbursements;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using NodaTime;

namespace FundLedger.Features.Disbursements;

/// <summary>What an approver looks at besides the request itself: its steps, and what asks for a second look.</summary>
/// <param name="Steps">Lowest first; empty for what was asked before the fund had a ladder.</param>
/// <param name="Hand">The hand by which the person asking may take the step that waits; null when it is another's.</param>
/// <param name="WhyNot">Why the step that waits is not this person's; null when it is, or none waits.</param>
/// <param name="Recent">Asked for the same purpose within the seven days before: the ladder was chosen by the sum of all.</param>
public sealed record SheetDecision(
    IReadOnlyList<SheetStep> Steps, ApprovalHand? Hand, Error? WhyNot, IReadOnlyList<SheetRecent> Recent, SheetFlags Flags,
    SheetChange? Change)
{
    /// <summary>While there are any, no step is taken, and nothing is paid or handed over for these children.</summary>
    public IReadOnlyList<SheetPair> Pairs { get; init; } = [];

    public SheetStep? Waiting => Steps.FirstOrDefault(step => !step.IsTaken);

    /// <summary>The sum by which the ladder was chosen; zero without steps.</summary>
    public Money JudgedSum => Steps.Count > 0 ? Steps[0].JudgedSum : Money.Zero;
}

public sealed record SheetStep
{
    public int Step { get; init; }

    public string Level { get; init; } = "";

    public string NameVi { get; init; } = "";

    public string NameEn { get; init; } = "";

    public Money JudgedSum { get; init; }

    /// <summary>Who took it; null while it waits.</summary>
    public string? Who { get; init; }

    /// <summary>The holder in whose name it was taken; null when it was the holder who took it.</summary>
    public string? InNameOf { get; init; }

    public Instant? At { get; init; }

    internal long? DecidedPerson { get; init; }

    internal long? InNamePerson { get; init; }

    public bool IsTaken => Who is not null;

    internal ApprovalStep ToStep() => new()
    {
        Step = Step, Level = Level, NameVi = NameVi, NameEn = NameEn, DecidedPerson = DecidedPerson, InNamePerson = InNamePerson,
    };
}

public sealed record SheetRecent
{
    public long Id { get; init; }

    public string TitleVi { get; init; } = "";

    public string TitleEn { get; init; } = "";

    public LocalDate RequestedOn { get; init; }

    public string Status { get; init; } = "";

    /// <summary>The part of it that is for the same purpose.</summary>
    public Money Amount { get; init; }
}

/// <summary>Counts of lines that ask for a second look; zero where nothing does.</summary>
public sealed record SheetFlags
{
    /// <summary>Above what 95 of 100 lines of this kind got in the year before, where at least 20 did.</summary>
    public int UnusualAmounts { get; init; }

    public Money? UsualAtMost { get; init; }

    /// <summary>Papers that are attached to another request too, the paper of an exception among them.</summary>
    public int PapersUsedElsewhere { get; init; }

    /// <summary>The largest number of lines of children of one household, when it is above three.</summary>
    public int OneHousehold { get; init; }

    /// <summary>The largest number of its children for whom one person signed in the year before, when it is above three.</summary>
    public int OneCollector { get; init; }
}

/// <summary>Against the last request of the fund for the same occasion, the year before or earlier in the same year.</summary>
public sealed record SheetChange
{
    public long Id { get; init; }

    public LocalDate RequestedOn { get; init; }

    public Money Total { get; init; }

    /// <summary>Children who are on this request and were not on that one.</summary>
    public int Added { get; init; }

    /// <summary>Children who were on that one and are not on this.</summary>
    public int Left { get; init; }
}
