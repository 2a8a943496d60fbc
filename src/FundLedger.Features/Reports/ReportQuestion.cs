using FundLedger.Domain;
using NodaTime;

namespace FundLedger.Features.Reports;

/// <summary>Which report of which days; both days included.</summary>
/// <param name="Report">Code of a form of <see cref="ReportForms"/>.</param>
public sealed record ReportQuestion(string Fund, string Report, LocalDate From, LocalDate To)
{
    /// <summary>The occasion of a thematic report, that of the year of the last day; nothing for other reports.</summary>
    public string? Occasion { get; init; }

    /// <summary>Together with the funds of the units below, as far as the reader keeps or checks their books.</summary>
    public bool WithUnits { get; init; }

    /// <summary>To be shown to others: small counts are left out, and what they could be computed from.</summary>
    public bool IsShared { get; init; }
}

public sealed record ReportUnknown(string Report) : NotFound($"There is no report {Report}.");

public sealed record ReportOccasionUnknown(string Occasion) : Invalid($"'{Occasion}' is no occasion: a thematic report is of one.")
{
    public override string Field => "Occasion";
}

/// <summary>Small counts can be hidden from whole quarters, halves and years only: from other days they could be taken off.</summary>
public sealed record SharedPeriodOdd(LocalDate From, LocalDate To)
    : Invalid($"A report to be shared is of a quarter, a half or a year, not of {From:uuuu-MM-dd} to {To:uuuu-MM-dd}.")
{
    public override string Field => "To";
}
