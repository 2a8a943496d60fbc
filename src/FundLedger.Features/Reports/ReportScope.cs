using NodaTime;

namespace FundLedger.Features.Reports;

/// <summary>What the figures of a report are asked with.</summary>
internal sealed record ReportScope
{
    public required int[] FundIds { get; init; }

    /// <summary>For each fund the last record of its log that the figures know.</summary>
    public required long[] LogNos { get; init; }

    public required LocalDate From { get; init; }

    public required LocalDate To { get; init; }

    /// <summary>Only what was used for this occasion of this year; null for all.</summary>
    public string? Occasion { get; init; }

    public int? OccasionYear { get; init; }

    /// <summary>The funds opened: before it there are no figures to compare with.</summary>
    public required LocalDate OpenedOn { get; init; }

    /// <summary>Entries that are left out: what one of the funds gave to another.</summary>
    public int[] HiddenFunds { get; init; } = [];

    public long[] HiddenEntries { get; init; } = [];

    /// <summary>The same days a year before; null where no fund was open then.</summary>
    public ReportScope? AYearBefore() => To.PlusYears(-1) < OpenedOn ? null : this with
    {
        From = From.PlusYears(-1), To = To.PlusYears(-1), OccasionYear = OccasionYear - 1,
    };
}
