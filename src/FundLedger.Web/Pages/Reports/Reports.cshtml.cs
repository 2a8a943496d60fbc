using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Books;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Reports;
using FundLedger.Web.Localisation;
using FundLedger.Web.Pages.Statements;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using NodaTime;

namespace FundLedger.Web.Pages.Reports;

/// <summary>The reports of the chosen fund, each with the same choices, the same table and the same files.</summary>
internal sealed class ReportsModel(IMediator mediator, CurrentUser me, IClock clock) : LedgerPage(mediator, me)
{
    /// <summary>Code of the report; empty for the first one.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Report { get; set; }

    /// <summary>Empty for the first day of the year.</summary>
    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    /// <summary>Empty for today.</summary>
    [BindProperty(SupportsGet = true)]
    public string? To { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Occasion { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Units { get; set; }

    /// <summary>Without small counts.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Shared { get; set; }

    public ReportPage? Shown { get; private set; }

    public IReadOnlyList<CalendarOccasion> AllOccasions { get; private set; } = [];

    public LocalDate Today { get; } = BusinessDate.Of(clock.GetCurrentInstant());

    public BookForm Form => ReportForms.Find(Report) ?? ReportForms.All[0];

    public bool HasOccasion => Form == ReportForms.OfOccasion;

    /// <summary>Without small counts whatever is asked for.</summary>
    public bool IsPublication => Form == ReportForms.Publication;

    // Of the year so far; what is for everybody, of the last quarter that has ended.
    private (LocalDate From, LocalDate To) Usual
    {
        get
        {
            var quarter = new LocalDate(Today.Year, (((Today.Month - 1) / 3) * 3) + 1, 1);
            return IsPublication ? (quarter.PlusMonths(-3), quarter.PlusDays(-1)) : (new LocalDate(Today.Year, 1, 1), Today);
        }
    }

    /// <summary>Several funds can be told together only by who has several.</summary>
    public bool HasUnits => Me.Funds.Count(fund => ReportLinks.Readers.Any(fund.Roles.Contains)) > 1;

    public IEnumerable<SelectListItem> Forms =>
        ReportForms.All.Select(form => new SelectListItem(Bilingual.Of(form.Name), form.Code, form == Form));

    public IEnumerable<SelectListItem> Occasions => AllOccasions.Select(
        occasion => new SelectListItem(Bilingual.Of(occasion.Name), occasion.Code, occasion.Code == Occasion));

    /// <summary>The quarters, halves and the whole year, none longer than today; and the year before.</summary>
    public IReadOnlyList<PeriodChoice> Choices
    {
        get
        {
            var year = new LocalDate(Today.Year, 1, 1);
            return
            [
                .. Enumerable.Range(1, 4).Select(quarter => Choice(Texts.Key("Quý {0}"), quarter, year.PlusMonths(3 * (quarter - 1)), 3))
                    .Where(choice => choice.From <= Today),
                Choice(Texts.Key("6 tháng đầu năm"), 0, year, 6),
                .. Today.Month > 6 ? [Choice(Texts.Key("6 tháng cuối năm"), 0, year.PlusMonths(6), 6)] : (PeriodChoice[])[],
                Choice(Texts.Key("Năm {0}"), Today.Year, year, 12), Choice(Texts.Key("Năm {0}"), Today.Year - 1, year.PlusYears(-1), 12),
            ];
        }
    }

    public async Task<IActionResult> OnGetAsync()
    {
        if (!Me.IsAny(ReportLinks.Readers)) return Forbid();
        if (HasOccasion) await LookForOccasionsAsync();
        var usual = Usual;
        var (from, to) = (Day(nameof(From), From, usual.From), Day(nameof(To), To, usual.To));
        if (from is null || to is null) return Page();
        var report = await Send(new GetReport(Asked(from.Value, to.Value)));
        if (report.Error is { } refusal) return Show(refusal);
        Shown = report.Value;
        return Page();
    }

    /// <summary>The same report of other days.</summary>
    public string ChoiceUrl(PeriodChoice choice) => ReportLinks.UrlOf(Asked(choice.From, choice.To));

    public bool IsChosen(PeriodChoice choice) =>
        Shown is { } report && (choice.From, choice.To) == (report.Head.Question.From, report.Head.Question.To);

    public string FileUrl(string format) =>
        ReportLinks.FileUrlOf(Asked(Shown!.Head.Question.From, Shown.Head.Question.To), format);

    private async Task LookForOccasionsAsync()
    {
        AllOccasions = (await Send(new ListOccasions(FundCode))).Value.Occasions;
        if (string.IsNullOrEmpty(Occasion)) Occasion = AllOccasions.Count > 0 ? AllOccasions[0].Code : null;
    }

    private ReportQuestion Asked(LocalDate from, LocalDate to) => new(FundCode, Form.Code, from, to)
    {
        Occasion = HasOccasion ? Occasion : null, WithUnits = Units, IsShared = Shared,
    };

    private PeriodChoice Choice(string label, int number, LocalDate start, int months) =>
        new(label, number, start, LocalDate.Min(start.PlusMonths(months).PlusDays(-1), Today));

    // Links carry ISO dates; the fields show every date that was understood the way people write it.
    private LocalDate? Day(string field, string? typed, LocalDate otherwise)
    {
        var day = string.IsNullOrWhiteSpace(typed) ? otherwise : Read(field, DateReader.Read(typed, Today));
        if (day is { } understood) ModelState.SetModelValue(field, PrintedDate.Of(understood), PrintedDate.Of(understood));
        return day;
    }
}
