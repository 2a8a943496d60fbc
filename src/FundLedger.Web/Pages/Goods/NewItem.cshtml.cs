using FundLedger.Features.Goods;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace FundLedger.Web.Pages.Goods;

/// <summary>Adds something to the list of goods.</summary>
internal sealed class NewItemModel(IMediator mediator, CurrentUser me, IStringLocalizer<Texts> texts) : LedgerPage(mediator, me)
{
    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Unit { get; set; }

    public IActionResult OnGet() => Me.IsAny(Role.FundAccountant, Role.Cashier) ? Page() : Forbid();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!Me.IsAny(Role.FundAccountant, Role.Cashier)) return Forbid();
        var added = await Send(new AddGoodsItem(FundCode, Key, Name ?? "", Unit ?? ""));
        if (added.Error is { } error) return Show(error);
        TempData["Done"] = texts["Đã thêm mặt hàng số {0}.", added.Value.Item].Value;
        return Redirect($"/goods/{FundCode}/{added.Value.Item}");
    }
}
