using FundLedger.Domain;
using FundLedger.Domain.Statements;
using FundLedger.Domain.Text;
using FundLedger.Features.Statements;
using FundLedger.Web.Localisation;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using NodaTime.Text;

namespace FundLedger.Web.Pages.Statements;

/// <summary>A period that a click chooses.</summary>
/// <param name="Label">Vietnamese text, the key of its translation.</param>
/// <param name="Number">Stands for {0} in the label.</param>
public sealed record PeriodChoice(string Label, int Number, LocalDate From, LocalDate To);

/// <summary>The statement of the chosen fund on screen, with its files.</summary>
internal sealed class StatementModel(IMediator mediator, CurrentUser me, IClock clock) : LedgerPage(mediator, me)
{
    /// <summary>First day as typed; empty for the first day of the year.</summary>
    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    /// <summary>Last day as typed; empty for today.</summary>
    [BindProperty(SupportsGet = true)]
    public string? To { get; set; }

    /// <summary>Which closing of the last month; empty for the latest, or for the open books.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Version { get; set; }

    public FundStatement? Statement { get; private set; }

    /// <summary>The closings that the statement can be of.</summary>
    public VersionComparison? Comparison { get; private set; }

    public StatementFigures Figures => Statement!.Figures;

    public LocalDate Today { get; } = BusinessDate.Of(clock.GetCurrentInstant());

    /// <summary>This month and the ones before it, the quarters and the whole year, none longer than today.</summary>
    public IReadOnlyList<PeriodChoice> Choices
    {
        get
        {
            var year = new LocalDate(Today.Year, 1, 1);
            var month = Today.With(DateAdjusters.StartOfMonth);
            List<PeriodChoice> choices =
            [
                Choice(Texts.Key("Tháng này"), 0, month, 1),
                Choice(Texts.Key("Tháng trước"), 0, month.PlusMonths(-1), 1),
                .. from quarter in Enumerable.Range(1, 4)
                   let start = year.PlusMonths(3 * (quarter - 1))
                   where start <= Today
                   select Choice(Texts.Key("Quý {0}"), quarter, start, 3),
                Choice(Texts.Key("Năm {0}"), Today.Year, year, 12),
            ];
            return choices;
        }
    }

    public async Task<IActionResult> OnGetAsync()
    {
        var from = Day(nameof(From), From, new LocalDate(Today.Year, 1, 1));
        var to = Day(nameof(To), To, Today);
        if (from is null || to is null) return Page();
        var statement = await Send(new GetFundStatement(FundCode, from.Value, to.Value) { Version = Version });
        if (statement.Error is { } refusal) return Show(refusal);
        Statement = statement.Value;
        Comparison = (await Send(new CompareVersions(FundCode, to.Value))).Value;
        return Page();
    }

    public string FileUrl(string format) =>
        $"/statements/{Figures.Fund}/file?from={Iso(Figures.Period.From)}&to={Iso(Figures.Period.To)}&format={format}"
        + $"&language={LanguageSetup.Current}{(Version is { } version ? $"&version={version}" : "")}";

    public string VersionUrl(int? version) =>
        $"/statements?from={Iso(Figures.Period.From)}&to={Iso(Figures.Period.To)}{(version is { } one ? $"&version={one}" : "")}";

    public static string ChoiceUrl(PeriodChoice choice) => $"/statements?from={Iso(choice.From)}&to={Iso(choice.To)}";

    public bool IsChosen(PeriodChoice choice) =>
        Statement is not null && (choice.From, choice.To) == (Figures.Period.From, Figures.Period.To);

    private PeriodChoice Choice(string label, int number, LocalDate start, int months) =>
        new(label, number, start, LocalDate.Min(start.PlusMonths(months).PlusDays(-1), Today));

    // Links carry ISO dates; the fields show every date that was understood the way people write it.
    private LocalDate? Day(string field, string? typed, LocalDate otherwise)
    {
        var day = string.IsNullOrWhiteSpace(typed) ? otherwise : Read(field, DateReader.Read(typed, Today));
        if (day is { } understood) ModelState.SetModelValue(field, PrintedDate.Of(understood), PrintedDate.Of(understood));
        return day;
    }

    private static string Iso(LocalDate date) => LocalDatePattern.Iso.Format(date);
}
