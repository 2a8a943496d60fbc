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

public sealed record ListedNormLine
{
    public string Code { get; init; } = "";

    public string NameVi { get; init; } = "";

    public string NameEn { get; init; } = "";

    public string SupportKind { get; init; } = "";

    public string SupportVi { get; init; } = "";

    public string SupportEn { get; init; } = "";

    /// <summary>fixed, percent_of_net_cost, actual_up_to or range.</summary>
    public string AmountRule { get; init; } = "";

    /// <summary>The fixed amount, or where a range begins; null for the other rules.</summary>
    public Money? Amount { get; init; }

    /// <summary>1 to 100, for percent_of_net_cost.</summary>
    public int? Percent { get; init; }

    public Money Ceiling { get; init; }

    /// <summary>occasion, incident, year, school_year, months_36 or life.</summary>
    public string Frequency { get; init; } = "";

    public int FrequencyLimit { get; init; }

    /// <summary>How often over a whole childhood, beside the frequency; null for no such limit.</summary>
    public int? LifeLimit { get; init; }

    public string ApproverLevel { get; init; } = "";

    public string[] PapersVi { get; init; } = [];

    public string[] PapersEn { get; init; } = [];

    /// <summary>Class codes in the order in which a child of several groups is judged.</summary>
    public string[] Classes { get; init; } = [];
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
