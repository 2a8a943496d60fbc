using System.Globalization;
using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Plans;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace FundLedger.Web.Pages.Reports;

/// <summary>The plan of a year of the chosen fund: its versions, who adopted them, and the form that proposes the next.</summary>
internal sealed class PlanModel(IMediator mediator, CurrentUser me, IClock clock, IStringLocalizer<Texts> texts)
    : LedgerPage(mediator, me)
{
    /// <summary>Empty for this year.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Year { get; set; }

    /// <summary>Money as typed, by kind of source.</summary>
    [BindProperty]
    public Dictionary<string, string?> Receipts { get; set; } = [];

    /// <summary>Money as typed, by support kind.</summary>
    [BindProperty]
    public Dictionary<string, string?> Uses { get; set; } = [];

    /// <summary>Children as typed, by support kind.</summary>
    [BindProperty]
    public Dictionary<string, string?> Children { get; set; } = [];

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>Number of a plan, to see the plans of its year, or to decide on it.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Plan { get; set; }

    public YearPlans? Shown { get; private set; }

    public bool MayPropose => Me.IsAny(Role.FundAccountant);

    public bool MayDecide => Me.IsAny(Role.Approver) && Shown?.Waiting is { IsOwn: false };

    /// <summary>Code of the line that was refused; null for none.</summary>
    public string? OddLine => (Refusal as YearPlanLineOdd)?.Line;

    public async Task<IActionResult> OnGetAsync()
    {
        if (await LoadAsync() is { } refused) return refused;
        if (Shown!.Plans is not [var last, ..]) return Page();
        Receipts = last.Receipts.ToDictionary(line => line.Source, line => (string?)line.Money.ToString());
        Uses = last.Uses.ToDictionary(line => line.Kind, line => (string?)line.Money.ToString());
        Children = last.Uses.ToDictionary(line => line.Kind, line => (string?)Number(line.Children));
        return Page();
    }

    public async Task<IActionResult> OnPostProposeAsync()
    {
        if (!MayPropose) return Forbid();
        if (await LoadAsync() is { } refused) return refused;
        var receipts = Receipts.Where(line => !string.IsNullOrWhiteSpace(line.Value))
            .Select(line => new PlannedReceipt(line.Key, MoneyOf(line.Value))).ToList();
        var uses = Uses.Where(line => !string.IsNullOrWhiteSpace(line.Value + Children.GetValueOrDefault(line.Key)))
            .Select(line => new PlannedUse(line.Key, MoneyOf(line.Value), CountOf(Children.GetValueOrDefault(line.Key)))).ToList();
        var proposed = await Send(new ProposeYearPlan(FundCode, Key, Shown!.Year, Reason, receipts, uses));
        if (proposed.Error is { } error) return Show(error);
        TempData["Done"] = texts["Đã trình kế hoạch năm {0}, phiên bản {1}.", Shown.Year, proposed.Value.Version].Value;
        return Redirect(FormattableString.Invariant($"/reports/plan?year={Shown.Year}"));
    }

    public async Task<IActionResult> OnPostDecideAsync(bool adopt)
    {
        if (await LoadAsync() is { } refused) return refused;
        if (!Me.IsAny(Role.Approver)) return Forbid();
        var decided = await Send(new DecideYearPlan(FundCode, Key, Plan ?? 0, adopt, Reason));
        if (decided.Error is { } error) return Show(error);
        TempData["Done"] = adopt ? texts["Đã thông qua kế hoạch."].Value : texts["Đã từ chối kế hoạch."].Value;
        return Redirect(FormattableString.Invariant($"/reports/plan?year={Shown!.Year}"));
    }

    public static string StateOf(YearPlan plan, IStringLocalizer<Texts> texts) => plan.IsAdopted switch
    {
        null => texts["Chờ thông qua"],
        true => texts["Đã thông qua"],
        _ => texts["Không thông qua"],
    };

    public string NameOf(string code) => Localisation.Bilingual.Of(
        Shown!.Sources.Concat(Shown.Kinds).FirstOrDefault(name => name.Code == code)?.Name ?? new Wording(code, code));

    private async Task<IActionResult?> LoadAsync()
    {
        if (!Me.IsAny(ReportLinks.Readers)) return Forbid();
        var year = Year ?? BusinessDate.Of(clock.GetCurrentInstant()).Year;
        var plans = await Send(new GetYearPlans(FundCode, year) { Plan = Year is null ? Plan : null });
        if (plans.Error is { } refusal) return Show(refusal);
        Shown = plans.Value;
        return null;
    }

    // What cannot be read is nothing, or below it: the plan is refused with the name of its line, and what was typed stays.
    private static Money MoneyOf(string? typed) => AmountReader.Read(typed).Match(money => money, _ => Money.Zero);

    private static int CountOf(string? typed)
    {
        var digits = (typed ?? "").Replace(".", "", StringComparison.Ordinal).Trim();
        if (digits.Length == 0) return 0;
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : -1;
    }

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);
}
