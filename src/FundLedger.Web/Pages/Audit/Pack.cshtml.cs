using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Packs;
using FundLedger.Web.Localisation;
using FundLedger.Web.Pages.Statements;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using NodaTime;
using NodaTime.Text;

namespace FundLedger.Web.Pages.Audit;

/// <summary>All that an auditor takes away of the chosen fund for whole months, and the packs that left before.</summary>
internal sealed class PackModel(IMediator mediator, CurrentUser me, IClock clock) : AuditPage(mediator, me)
{
    /// <summary>First day as typed; empty for the quarter before this one.</summary>
    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? To { get; set; }

    public PackPreview? Shown { get; private set; }

    public LocalDate Today { get; } = BusinessDate.Of(clock.GetCurrentInstant());

    /// <summary>The quarters that have ended, of this year and the last, and the last year; the latest first.</summary>
    public IReadOnlyList<PeriodChoice> Choices
    {
        get
        {
            var quarter = new LocalDate(Today.Year, (((Today.Month - 1) / 3) * 3) + 1, 1);
            var lastYear = new LocalDate(Today.Year - 1, 1, 1);
            return
            [
                .. Enumerable.Range(1, 4).Select(back => quarter.PlusMonths(-3 * back)).Select(first => new PeriodChoice(
                    first.Year == Today.Year ? Texts.Key("Quý {0}") : Texts.Key("Quý {0} năm trước"), ((first.Month - 1) / 3) + 1, first,
                    first.PlusMonths(3).PlusDays(-1))),
                new PeriodChoice(Texts.Key("Năm {0}"), lastYear.Year, lastYear, lastYear.PlusYears(1).PlusDays(-1)),
            ];
        }
    }

    public async Task<IActionResult> OnGetAsync()
    {
        if (!IsAuditor) return Forbid();
        var usual = Choices[0];
        var (from, to) = (Day(nameof(From), From, usual.From), Day(nameof(To), To, usual.To));
        if (from is null || to is null) return Page();
        var preview = await Send(new PreviewPack(FundCode, from.Value, to.Value));
        if (preview.Error is { } refusal) return Show(refusal);
        Shown = preview.Value;
        return Page();
    }

    public static string ChoiceUrl(PeriodChoice choice) => UrlOf("/audit/pack", choice.From, choice.To);

    public bool IsChosen(PeriodChoice choice) =>
        Shown?.Statement.Figures.Period is { } period && (choice.From, choice.To) == (period.From, period.To);

    public string FileUrl() => QueryHelpers.AddQueryString(
        UrlOf($"/audit/pack/{FundCode}/file", Shown!.Statement.Figures.Period.From, Shown.Statement.Figures.Period.To),
        "language", LanguageSetup.Current);

    private static string UrlOf(string page, LocalDate from, LocalDate to) =>
        QueryHelpers.AddQueryString(page, new Dictionary<string, string?> { ["from"] = Iso(from), ["to"] = Iso(to) });

    private static string Iso(LocalDate day) => LocalDatePattern.Iso.Format(day);

    // Links carry ISO dates; the fields show every date that was understood the way people write it.
    private LocalDate? Day(string field, string? typed, LocalDate otherwise)
    {
        var day = string.IsNullOrWhiteSpace(typed) ? otherwise : Read(field, DateReader.Read(typed, Today));
        if (day is { } understood) ModelState.SetModelValue(field, PrintedDate.Of(understood), PrintedDate.Of(understood));
        return day;
    }
}
