using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Reports;
using FundLedger.Web.Localisation;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace FundLedger.Web.Pages.Reports;

/// <summary>The reports that were sent, and the form that freezes one.</summary>
internal sealed class FrozenModel(IMediator mediator, CurrentUser me, IClock clock, IStringLocalizer<Texts> texts)
    : LedgerPage(mediator, me)
{
    /// <summary>These come with the address as well, from the calendar of reports.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Report { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Occasion { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? CutOff { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? To { get; set; }

    public IReadOnlyList<FrozenReport> All { get; private set; } = [];

    public IReadOnlyList<CalendarOccasion> AllOccasions { get; private set; } = [];

    public bool MayFreeze => Me.IsAny(Role.FundAccountant);

    public IEnumerable<SelectListItem> Forms =>
        ReportForms.All.Select(form => new SelectListItem(Bilingual.Of(form.Name), form.Code, form.Code == Report));

    public IEnumerable<SelectListItem> Occasions => AllOccasions
        .Select(occasion => new SelectListItem(Bilingual.Of(occasion.Name), occasion.Code, occasion.Code == Occasion))
        .Prepend(new SelectListItem(texts["Không theo dịp"], ""));

    private LocalDate Today => BusinessDate.Of(clock.GetCurrentInstant());

    public async Task<IActionResult> OnGetAsync()
    {
        var loaded = await LoadAsync();
        if (loaded is not null) return loaded;
        var half = new LocalDate(Today.Year, Today.Month > 6 ? 7 : 1, 1);
        Begin(nameof(From), From, half);
        Begin(nameof(CutOff), CutOff, Today);
        Begin(nameof(To), To, half.PlusMonths(6).PlusDays(-1));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!MayFreeze) return Forbid();
        if (await LoadAsync() is { } refused) return refused;
        var from = Read(nameof(From), DateReader.Read(From, Today));
        var cutOff = Read(nameof(CutOff), DateReader.Read(CutOff, Today));
        var to = Read(nameof(To), DateReader.Read(To, Today));
        if (from is null || cutOff is null || to is null) return Page();
        var frozen = await Send(new FreezeReport(FundCode, Key, Report ?? "", from.Value, cutOff.Value, to.Value)
        {
            Occasion = string.IsNullOrEmpty(Occasion) ? null : Occasion,
        });
        if (frozen.Error is { } error) return Show(error);
        TempData["Done"] = texts["Đã chốt báo cáo số {0}.", frozen.Value.Number].Value;
        return Redirect(FormattableString.Invariant($"/reports/frozen/{FundCode}/{frozen.Value.Number}"));
    }

    private async Task<IActionResult?> LoadAsync()
    {
        if (!Me.IsAny(ReportLinks.Readers)) return Forbid();
        var listed = await Send(new ListFrozenReports(FundCode));
        if (listed.Error is { } refusal) return Show(refusal);
        All = listed.Value.Reports;
        AllOccasions = (await Send(new ListOccasions(FundCode))).Value.Occasions;
        return null;
    }

    private void Begin(string field, string? asked, LocalDate otherwise)
    {
        var read = DateReader.Read(asked, Today);
        var day = PrintedDate.Of(read.IsOk ? read.Value : otherwise);
        ModelState.SetModelValue(field, day, day);
    }
}
