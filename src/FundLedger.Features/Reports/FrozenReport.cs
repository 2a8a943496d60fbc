using FundLedger.Domain.Text;
using FundLedger.Features.Books;
using NodaTime;

namespace FundLedger.Features.Reports;

/// <summary>A report as it was sent: of which days, of which state of the books, by whom.</summary>
public sealed record FrozenReport
{
    public int Number { get; init; }

    internal int FundId { get; init; }

    public string Report { get; init; } = "";

    public string? Occasion { get; init; }

    internal string? OccasionVi { get; init; }

    internal string? OccasionEn { get; init; }

    public LocalDate From { get; init; }

    /// <summary>The last day that the figures know.</summary>
    public LocalDate CutOff { get; init; }

    /// <summary>The last day of the period.</summary>
    public LocalDate To { get; init; }

    /// <summary>Of a final report the one that was sent before it; else null.</summary>
    public int? Follows { get; init; }

    /// <summary>The last final report that follows this one; null where there is none.</summary>
    public int? FollowedBy { get; init; }

    public long LogNo { get; init; }

    public string LogHash { get; init; } = "";

    /// <summary>SHA-256 of the figures, 64 hexadecimal digits.</summary>
    public string Digest { get; init; } = "";

    public Instant At { get; init; }

    public string By { get; init; } = "";

    public bool IsFinal => Follows is not null;

    public Wording Name => ReportForms.Find(Report)?.Name ?? new Wording(Report, Report);

    /// <summary>Who sees the report knows by this what it is.</summary>
    internal Wording Said => IsFinal
        ? new Wording(
            FormattableString.Invariant($"Báo cáo chốt số {Number}: bản chính thức cả kỳ, sau báo cáo chốt số {Follows}"),
            FormattableString.Invariant($"Frozen report {Number}: final, of the whole period, after frozen report {Follows}"))
        : new Wording(
            FormattableString.Invariant($"Báo cáo chốt số {Number}: số liệu đến {PrintedDate.Of(CutOff)}, kỳ đến {PrintedDate.Of(To)}"),
            FormattableString.Invariant($"Frozen report {Number}: figures to {PrintedDate.Of(CutOff)}, period to {PrintedDate.Of(To)}"));

    internal Wording? OccasionSaid => Occasion is null ? null : new Wording(
        FormattableString.Invariant($"Dịp: {OccasionVi} {To.Year}"), FormattableString.Invariant($"Occasion: {OccasionEn} {To.Year}"));

    /// <summary>What its figures are read with, of its fund alone.</summary>
    internal ReportScope Scope(LocalDate openedOn) => new()
    {
        FundIds = [FundId], LogNos = [LogNo], From = From, To = CutOff, Occasion = Occasion,
        OccasionYear = Occasion is null ? null : To.Year, OpenedOn = openedOn,
    };

    /// <summary>The head under which it is shown: of its own moment, whenever that is.</summary>
    internal BookHead Head(BookFund fund) => new()
    {
        Form = ReportForms.Find(Report)!, Funds = [fund with { LogNo = LogNo, LogHash = LogHash }], At = At,
        Narrowed = [.. OccasionSaid is { } occasion ? [occasion] : (Wording[])[], Said],
        Question = new BookQuestion(fund.Code, Report, From, CutOff), Mark = FormattableString.Invariant($"{Number}"),
    };
}
