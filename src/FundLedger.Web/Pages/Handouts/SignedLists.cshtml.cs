using FundLedger.Features.Payments;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace FundLedger.Web.Pages.Handouts;

/// <summary>Signed lists and slips of one order: kept here, and taken out again by a button.</summary>
internal sealed class SignedListsModel(IMediator mediator, CurrentUser me) : LedgerPage(mediator, me)
{
    [BindProperty(SupportsGet = true)]
    public string List { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public int Order { get; set; }

    /// <summary>Number of the scan to take out.</summary>
    [BindProperty]
    public int No { get; set; }

    [BindProperty]
    public int? Line { get; set; }

    [BindProperty]
    public IFormFile? Scan { get; set; }

    public SignedListSheet Sheet { get; private set; } = null!;

    /// <summary>Those of the fund come from the order, who only hands out from the list.</summary>
    public string Back => Me.Funds.Any(fund => fund.Code == List) ? $"/payments/{List}/{Order}" : $"/handouts/{List}/{Order}";

    private string Here => $"/handouts/{List}/{Order}/signed";

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        using var memory = new MemoryStream();
        if (Scan is not null) await Scan.CopyToAsync(memory, HttpContext.RequestAborted);
        var kept = await Send(new AttachSignedList(FundCode, Key, List, Order, Line, new SignedScan(memory.ToArray())));
        if (kept.Error is { } error) return await LoadAsync() ?? Show(error);
        return Redirect(Here);
    }

    public async Task<IActionResult> OnPostOpenAsync()
    {
        var opened = await Send(new OpenSignedList(FundCode, Key, List, Order, No));
        if (opened.Error is { } error) return await LoadAsync() ?? Show(error);
        return opened.Value.File is { } file ? PaperFile.Download(file) : Redirect(Here);
    }

    private async Task<IActionResult?> LoadAsync()
    {
        var found = await Send(new GetSignedLists(List, Order));
        if (found.Error is { } error) return Show(error);
        Sheet = found.Value;
        return null;
    }
}
