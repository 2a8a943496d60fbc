using FundLedger.Domain;
using NodaTime;

namespace FundLedger.Features.Children;

public sealed record SupportReceived
{
    public string Fund { get; init; } = "";

    public string FundVi { get; init; } = "";

    public string FundEn { get; init; } = "";

    public LocalDate Date { get; init; }

    /// <summary>E.g. <c>PC-2021-00001</c>; of a reversal its own voucher.</summary>
    public string Voucher { get; init; } = "";

    public string KindVi { get; init; } = "";

    public string KindEn { get; init; } = "";

    public string? OccasionVi { get; init; }

    public string? OccasionEn { get; init; }

    public int? OccasionYear { get; init; }

    public string NormNumber { get; init; } = "";

    public string NormLine { get; init; } = "";

    /// <summary>In whole đồng; negative when an earlier support was reversed.</summary>
    public Money Amount { get; init; }

    public bool IsReversal => Amount.IsNegative;
}

public sealed record NormLeft
{
    public string Line { get; init; } = "";

    public string NameVi { get; init; } = "";

    public string NameEn { get; init; } = "";

    /// <summary>occasion, incident, year, school_year, months_36 or life.</summary>
    public string Frequency { get; init; } = "";

    /// <summary>The year counted in; of an occasion the year of its next date.</summary>
    public int Year { get; init; }

    /// <summary>Null when each case counts by itself.</summary>
    public int? Allowed { get; init; }

    /// <summary>Requests that still wait are counted as used.</summary>
    public int Used { get; init; }

    /// <summary>The most that any case can get; null when only its facts set a bound.</summary>
    public Money? Highest { get; init; }
}
