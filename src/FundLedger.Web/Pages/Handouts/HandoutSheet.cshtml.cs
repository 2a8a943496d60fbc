using FundLedger.Features.Payments;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace FundLedger.Web.Pages.Handouts;

/// <summary>One list being handed out: its codes, what became of them, and what is to be looked at.</summary>
internal sealed class HandoutSheetModel(IMediator mediator, CurrentUser me) : LedgerPage(mediator, me)
{
    [BindProperty(SupportsGet = true)]
    public string List { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public int Order { get; set; }

    [BindProperty]
    public int? Line { get; set; }

    [BindProperty]
    public bool WithNames { get; set; }

    public HandoutSheet Sheet { get; private set; } = null!;

    /// <summary>Vietnamese key of how the one who signed is related to the child.</summary>
    public static string RelationOf(string relation) => relation switch
    {
        "parent" => Texts.Key("Cha, mẹ"),
        "guardian" => Texts.Key("Người giám hộ"),
        "relative" => Texts.Key("Người thân khác"),
        _ => Texts.Key("Người khác"),
    };

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ?? Page();

    public async Task<IActionResult> OnPostPrintAsync()
    {
        var printed = await Send(new PrintCodes(FundCode, Key, List, Order, Line, WithNames, PaperFile.LanguageOf(null)));
        if (printed.Error is { } error) return await LoadAsync() ?? Show(error);
        return printed.Value.File is { } file ? PaperFile.Download(file) : Redirect($"/handouts/{List}/{Order}");
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var opened = await Send(new OpenHandout(FundCode, Key, List, Order));
        if (opened.Error is { } error) return await LoadAsync() ?? Show(error);
        return Redirect($"/handouts/{List}/{Order}");
    }

    private async Task<IActionResult?> LoadAsync()
    {
        var found = await Send(new GetHandout(List, Order));
        if (found.Error is { } error) return Show(error);
        Sheet = found.Value;
        return null;
    }
}
