using FundLedger.Features.Payments;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace FundLedger.Web.Pages.Payments;

/// <summary>The payment orders of the chosen fund; those that wait for somebody first.</summary>
internal sealed class PaymentsModel(IMediator mediator, CurrentUser me, IStringLocalizer<Texts> texts) : LedgerPage(mediator, me)
{
    private static readonly string[] States = ["prepared", "unknown", "sent", "settled", "cancelled"];

    [BindProperty(SupportsGet = true)]
    public string? Status { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Way { get; set; }

    public IReadOnlyList<ListedPayment> Orders { get; private set; } = [];

    public bool IsFiltered => !string.IsNullOrEmpty(Status) || !string.IsNullOrEmpty(Way);

    public IEnumerable<SelectListItem> Statuses => States
        .Select(word => new SelectListItem(texts[Components.Statuses.LookOf(word).Label], word, word == Status))
        .Prepend(new SelectListItem(texts["Tất cả"], "", string.IsNullOrEmpty(Status)));

    public IEnumerable<SelectListItem> Ways => PaymentWords.Ways
        .Select(way => new SelectListItem(texts[way.Name], way.Word, way.Word == Way))
        .Prepend(new SelectListItem(texts["Tất cả"], "", string.IsNullOrEmpty(Way)));

    public async Task<IActionResult> OnGetAsync()
    {
        if (!Me.IsAny(Role.FundAccountant, Role.Approver, Role.Cashier, Role.Auditor)) return Forbid();
        var found = await Send(new ListPayments(FundCode, Some(Status), Some(Way)));
        if (found.Error is { } error) return Show(error);
        Orders = found.Value;
        return Page();
    }

    private static string? Some(string? word) => string.IsNullOrEmpty(word) ? null : word;
}
