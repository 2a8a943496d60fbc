using FundLedger.Domain;
using NodaTime;

namespace FundLedger.Features.Norms;

/// <summary>The cover sheet of a norm decision, as one fund sees it.</summary>
public sealed record ListedDecision
{
    public int DecisionId { get; init; }

    public string Number { get; init; } = "";

    public LocalDate IssuedOn { get; init; }

    public string IssuedBy { get; init; } = "";

    public string TitleVi { get; init; } = "";

    public string TitleEn { get; init; } = "";

    /// <summary>draft, proposed, published or superseded.</summary>
    public string Status { get; init; } = "";

    public string[] LegalBases { get; init; } = [];

    public string Drafter { get; init; } = "";

    public string? Proposer { get; init; }

    public string? Publisher { get; init; }

    /// <summary>Why it came back to being a draft; null when it did not.</summary>
    public string? ReturnReason { get; init; }

    /// <summary>The person signed in proposed it, and so does not publish it.</summary>
    public bool? IsMyProposal { get; init; }

    /// <summary>Number of the decision that ended it; it may still be in force until then.</summary>
    public string? SupersededBy { get; init; }

    /// <summary>File name of the scanned paper; null when none is attached.</summary>
    public string? Scan { get; init; }

    /// <summary>Fund money is or was paid by it.</summary>
    public bool IsPublished => Status is "published" or "superseded";

    /// <summary>Made for trying out the program; a document of no authority.</summary>
    public bool IsSample { get; init; }

    public string Unit { get; init; } = "";

    /// <summary>province, district or commune.</summary>
    public string UnitLevel { get; init; } = "";

    public LocalDate ValidFrom { get; init; }

    /// <summary>Last day; null for until replaced.</summary>
    public LocalDate? ValidTo { get; init; }

    public bool IsInForce { get; init; }

    /// <summary>The fund pays by it: it is of the fund's own unit.</summary>
    public bool IsOwn { get; init; }

    /// <summary>It is of the unit above the fund's.</summary>
    public bool IsAbove { get; init; }
}

/// <summary>A step in the life of a decision.</summary>
public sealed record NormStepTaken
{
    /// <summary>drafted, proposed, returned, published, superseded or discarded.</summary>
    public string Event { get; init; } = "";

    public Instant At { get; init; }

    public string Actor { get; init; } = "";

    public string? Reason { get; init; }
}

/// <summary>A group that a norm names.</summary>
public sealed record NormGroup
{
    public string Code { get; init; } = "";

    /// <summary>1 to 14 for a group of the Law on Children; null for a local class.</summary>
    public int? No { get; init; }

    public string NameVi { get; init; } = "";

    public string NameEn { get; init; } = "";

    /// <summary>Stored about a child only in the vault. That the norm covers the group is public.</summary>
    public bool IsSealed { get; init; }
}

public sealed record SupportCount
{
    public string Code { get; init; } = "";

    public string NameVi { get; init; } = "";

    public string NameEn { get; init; } = "";

    public int Lines { get; init; }
}
