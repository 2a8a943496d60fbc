using FundLedger.Features.Payments;
using FundLedger.Web.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace FundLedger.Web.Pages.Payments;

/// <summary>The papers of an order that leave the house.</summary>
internal sealed partial class PaymentModel
{
    /// <summary>Line of the slip to be printed; null for the list, or for the paper to the Treasury.</summary>
    [BindProperty]
    public int? Paper { get; set; }

    public bool MayPrint => Me.Funds.Any(one => one.Code == Fund && one.Roles.Overlaps([Role.FundAccountant, Role.Cashier]));

    public async Task<IActionResult> OnPostPrintAsync()
    {
        var printed = await Send(new PrintPayment(Fund, Key, Order, Paper, PaperFile.LanguageOf(null)));
        if (printed.Error is { } error) return await LoadAsync() ?? Show(error);
        return printed.Value.File is { } file ? PaperFile.Download(file) : Redirect($"/payments/{Fund}/{Order}");
    }
}
