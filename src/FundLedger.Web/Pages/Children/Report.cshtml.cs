using System.Globalization;
using FundLedger.Domain;
using FundLedger.Domain.Statements;
using FundLedger.Features.Children;
using FundLedger.Web.Localisation;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace FundLedger.Web.Pages.Children;

/// <summary>How the register moved in a quarter, half or whole year, and how many of its children were supported.</summary>
internal sealed class ReportModel(IMediator mediator, CurrentUser me, IClock clock, IStringLocalizer<Texts> texts)
    : LedgerPage(mediator, me)
{
    private const int Years = 3;

    [BindProperty(SupportsGet = true, Name = "period")]
    public string? Code { get; set; }

    /// <summary>Class code of a target, or <c>*</c> for all children.</summary>
    [BindProperty]
    public string? Class { get; set; }

    [BindProperty]
    public string? Percent { get; set; }

    [BindProperty]
    public string? Source { get; set; }

    public RegisterReport? Report { get; private set; }

    /// <summary>The plan is the fund's: its accountant writes the targets down.</summary>
    public bool MaySetTargets => Me.IsAny(Role.FundAccountant);

    public IEnumerable<SelectListItem> Classes => Report!.ByClass
        .Select(row => new SelectListItem(Bilingual.Of(row.NameVi, row.NameEn), row.Class))
        .Prepend(new SelectListItem(texts["Mọi trẻ em"], "*"));

    public static IEnumerable<(int Place, string Name)> Bands =>
        Enum.GetValues<AgeBand>().Select((band, place) => (place, Bilingual.Of(AgeBands.Name(band))));

    public ReportPeriod Period => ReportPeriod.Parse(Code) ?? ReportPeriod.QuarterOf(Today);

    public IEnumerable<SelectListItem> Periods =>
        from back in Enumerable.Range(0, Years)
        let year = Today.Year - back
        from part in (string[])["", "-H2", "-H1", "-Q4", "-Q3", "-Q2", "-Q1"]
        let period = ReportPeriod.Parse(FormattableString.Invariant($"{year}{part}"))!
        where period.From <= Today
        select new SelectListItem(WordsOf(period), period.Code, period.Code == Period.Code);

    private LocalDate Today => BusinessDate.Of(clock.GetCurrentInstant());

    public async Task<IActionResult> OnGetAsync()
    {
        if (!Me.IsAny(IndexModel.Readers)) return Forbid();
        var report = await Send(new GetRegisterReport(FundCode, Period));
        if (report.Error is { } error) return Show(error);
        Report = report.Value;
        return Page();
    }

    public async Task<IActionResult> OnGetExportAsync(string format)
    {
        if (!Me.IsAny(IndexModel.Readers)) return Forbid();
        var at = clock.GetCurrentInstant();
        var file = await Send(new ExportRegisterReport(FundCode, Period, format, PaperFile.LanguageOf(null)));
        return file.Error is { } error ? Show(error) : await NotedAsync(FundCode, "children-report", [Period.Code], at, file.Value);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!MaySetTargets) return Forbid();
        await OnGetAsync();
        if (!int.TryParse(Percent?.Trim().TrimEnd('%'), NumberStyles.None, CultureInfo.InvariantCulture, out var percent)) percent = -1;
        var set = await Send(new SetCoverageTarget(
            FundCode, Key, Period.To.Year, Class is "*" or null ? null : Class, percent, Source ?? ""));
        if (set.Error is { } error) return Show(error);
        TempData["Done"] = texts["Đã ghi chỉ tiêu."].Value;
        return Redirect($"/children/report?period={Period.Code}");
    }

    private string WordsOf(ReportPeriod period) => period.Code.Split('-') switch
    {
        [var year] => texts["Năm {0}", year],
        [var year, ['H', var half]] => texts["6 tháng {0} năm {1}", half == '1' ? texts["đầu"].Value : texts["cuối"].Value, year],
        [var year, [_, var quarter]] => texts["Quý {0} năm {1}", quarter, year],
        _ => period.Code,
    };
}
