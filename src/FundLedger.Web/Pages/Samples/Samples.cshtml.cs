using System.Globalization;
using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Samples;
using FundLedger.Web.Pages.Audit;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace FundLedger.Web.Pages.Samples;

/// <summary>The samples of the chosen fund; its auditors draw new ones here.</summary>
internal sealed class SamplesModel(IMediator mediator, CurrentUser me, IClock clock, IStringLocalizer<Texts> texts)
    : AuditPage(mediator, me)
{
    [BindProperty]
    public string? Seed { get; set; }

    [BindProperty]
    public string? Size { get; set; }

    [BindProperty]
    public string? From { get; set; }

    [BindProperty]
    public string? To { get; set; }

    /// <summary>Number of a request to draw from; empty for all that was paid.</summary>
    [BindProperty]
    public string? OfRequest { get; set; }

    public IReadOnlyList<SampleHead> Samples { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (!IsAuditor) return Forbid();
        var list = await Send(new ListSamples(FundCode));
        if (list.Error is { } error) return Show(error);
        Samples = list.Value.Samples;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!IsAuditor) return Forbid();
        await OnGetAsync();
        var (from, to) = (Day(nameof(From), From), Day(nameof(To), To));
        var (seed, size) = (Number(nameof(Seed), Seed), Number(nameof(Size), Size));
        var request = string.IsNullOrWhiteSpace(OfRequest) ? (long?)null : Number(nameof(OfRequest), OfRequest);
        if (!ModelState.IsValid) return Page();
        var count = (int)Math.Min(size!.Value, int.MaxValue);
        var drawn = await Send(new DrawSample(FundCode, Key, seed!.Value, count, from!.Value, to!.Value, request));
        if (drawn.Error is { } error) return Show(error);
        TempData["Done"] = texts["Đã chọn mẫu số {0} từ {1} suất.", drawn.Value.Sample, drawn.Value.Population].Value;
        return Redirect($"/audit/samples/{drawn.Value.Sample}");
    }

    private LocalDate? Day(string field, string? typed) => Read(field, DateReader.Read(typed, BusinessDate.Of(clock.GetCurrentInstant())));

    private long? Number(string field, string? typed)
    {
        if (long.TryParse(typed?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number;
        ModelState.AddModelError(field, texts["Nhập một số nguyên không âm."]);
        return null;
    }
}
