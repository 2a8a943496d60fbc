using FundLedger.Features.Payments;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace FundLedger.Web.Pages.Handouts;

/// <summary>The screen with which money is handed out; it works without a network, and holds no code that was not typed into it.</summary>
internal sealed class HandoutPhoneModel(IMediator mediator, CurrentUser me) : LedgerPage(mediator, me)
{
    [BindProperty(SupportsGet = true)]
    public string List { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public int Order { get; set; }

    public ListedHandout Head { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        var found = await Send(new GetHandout(List, Order));
        if (found.Error is { } error) return Show(error);
        Head = found.Value.Head;
        return Head.IsOpen ? Page() : Redirect($"/handouts/{List}/{Order}");
    }
}
