using System.Globalization;
using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Traces;
using FundLedger.Web.Localisation;
using FundLedger.Web.Pages.Statements;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using NodaTime;
using NodaTime.Text;

namespace FundLedger.Web.Pages.Reports;

/// <summary>Who gave to the chosen fund in a period, and what the gifts of one of them have paid for.</summary>
internal sealed class DonorsModel(IMediator mediator, CurrentUser me, IClock clock) : LedgerPage(mediator, me)
{
    private LocalDate first;
    private LocalDate last;

    /// <summary>Empty for the first day of the year.</summary>
    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    /// <summary>Empty for today.</summary>
    [BindProperty(SupportsGet = true)]
    public string? To { get; set; }

    /// <summary>Part of a name.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Text { get; set; }

    /// <summary>Number of the donor; empty while none is chosen.</summary>
    [BindProperty(SupportsGet = true)]
    public long? Donor { get; set; }

    /// <summary>To be given away.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Shared { get; set; }

    public DonorList? Found { get; private set; }

    public DonorStatement? Shown { get; private set; }

    public LocalDate Today { get; } = BusinessDate.Of(clock.GetCurrentInstant());

    /// <summary>The quarters of the year so far, its halves and itself, and the year before.</summary>
    public IReadOnlyList<PeriodChoice> Choices
    {
        get
        {
            var year = new LocalDate(Today.Year, 1, 1);
            return
            [
                .. Enumerable.Range(1, 4).Select(quarter => Choice(Texts.Key("Quý {0}"), quarter, year.PlusMonths(3 * (quarter - 1)), 3))
                    .Where(choice => choice.From <= Today),
                Choice(Texts.Key("6 tháng đầu năm"), 0, year, 6), Choice(Texts.Key("Năm {0}"), Today.Year, year, 12),
                Choice(Texts.Key("Năm {0}"), Today.Year - 1, year.PlusYears(-1), 12),
            ];
        }
    }

    public async Task<IActionResult> OnGetAsync()
    {
        if (!Me.IsAny(ReportLinks.Readers)) return Forbid();
        var (from, to) = (Day(nameof(From), From, new LocalDate(Today.Year, 1, 1)), Day(nameof(To), To, Today));
        if (from is null || to is null) return Page();
        (first, last) = (from.Value, to.Value);
        return Donor is { } donor ? await ShowAsync(donor) : await FindAsync();
    }

    public string UrlOf(ListedDonor donor) => LinkTo("/reports/donors", donor.Donor, first, last);

    public string ChoiceUrl(PeriodChoice choice) => LinkTo("/reports/donors", Donor, choice.From, choice.To);

    public bool IsChosen(PeriodChoice choice) =>
        Shown is { Head.Question: var question } && (choice.From, choice.To) == (question.From, question.To);

    public string FileUrl(string format)
    {
        var question = Shown!.Head.Question;
        var page = FormattableString.Invariant($"/reports/{FundCode}/donors/{Donor}/file");
        return QueryHelpers.AddQueryString(
            LinkTo(page, null, question.From, question.To),
            new Dictionary<string, string?> { ["format"] = format, ["language"] = LanguageSetup.Current });
    }

    private async Task<IActionResult> ShowAsync(long donor)
    {
        var statement = await Send(new GetDonorStatement(new DonorQuestion(FundCode, donor, first, last) { IsShared = Shared }));
        if (statement.Error is { } refusal) return Show(refusal);
        Shown = statement.Value;
        return Page();
    }

    private async Task<IActionResult> FindAsync()
    {
        var list = await Send(new ListDonors(FundCode, first, last) { Text = Text });
        if (list.Error is { } refusal) return Show(refusal);
        Found = list.Value;
        return Page();
    }

    private string LinkTo(string page, long? donor, LocalDate from, LocalDate to) => QueryHelpers.AddQueryString(
        page,
        new Dictionary<string, string?>
        {
            ["donor"] = donor?.ToString(CultureInfo.InvariantCulture), ["from"] = LocalDatePattern.Iso.Format(from),
            ["to"] = LocalDatePattern.Iso.Format(to), ["shared"] = Shared ? "true" : null,
        });

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
