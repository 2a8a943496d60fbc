using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Reports;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace FundLedger.Web.Pages.Reports;

/// <summary>How the reports of the chosen fund are headed and signed.</summary>
internal sealed class FrameModel(IMediator mediator, CurrentUser me, IClock clock, IStringLocalizer<Texts> texts)
    : LedgerPage(mediator, me)
{
    [BindProperty]
    public string? ValidFrom { get; set; }

    [BindProperty]
    public string? Superior { get; set; }

    [BindProperty]
    public string? Issuer { get; set; }

    [BindProperty]
    public string? Symbol { get; set; }

    [BindProperty]
    public string? Place { get; set; }

    [BindProperty]
    public string? Recipients { get; set; }

    [BindProperty]
    public string? OnBehalf { get; set; }

    [BindProperty]
    public string? InsteadOf { get; set; }

    [BindProperty]
    public string? Position { get; set; }

    [BindProperty]
    public string? Signer { get; set; }

    public bool MaySet => Me.IsAny(Role.FundAccountant);

    private LocalDate Today => BusinessDate.Of(clock.GetCurrentInstant());

    public async Task<IActionResult> OnGetAsync()
    {
        if (!Me.IsAny(ReportLinks.Readers)) return Forbid();
        var held = await Send(new GetReportFrame(FundCode));
        if (held.Error is { } refusal) return Show(refusal);
        var frame = held.Value.Frame ?? new ReportFrame { Issuer = Me.Fund?.NameVi ?? "", Symbol = "BC-QBTTE" };
        (Superior, Issuer, Symbol, Place) = (frame.Superior, frame.Issuer, frame.Symbol, frame.Place);
        (OnBehalf, InsteadOf, Position, Signer) = (frame.OnBehalf, frame.InsteadOf, frame.Position, frame.Signer);
        (ValidFrom, Recipients) = (PrintedDate.Of(Today), string.Join('\n', frame.Recipients));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!MaySet) return Forbid();
        if (Read(nameof(ValidFrom), DateReader.Read(ValidFrom, Today)) is not { } day) return Page();
        var frame = new ReportFrame
        {
            ValidFrom = day, Superior = Typed(Superior), Issuer = Typed(Issuer) ?? "", Symbol = Typed(Symbol) ?? "",
            Place = Typed(Place) ?? "",
            Recipients = (Recipients ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            OnBehalf = Typed(OnBehalf), InsteadOf = Typed(InsteadOf), Position = Typed(Position) ?? "", Signer = Typed(Signer),
        };
        var set = await Send(new SetReportFrame(FundCode, Key, frame));
        if (set.Error is { } error) return Show(error);
        TempData["Done"] = texts["Đã lưu thể thức báo cáo."].Value;
        return Redirect("/reports/frame");
    }

    private static string? Typed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
