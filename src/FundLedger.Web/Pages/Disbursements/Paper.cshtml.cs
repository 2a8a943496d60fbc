using FundLedger.Features.Disbursements;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace FundLedger.Web.Pages.Disbursements;

/// <summary>One attached paper, as a download only. Asked for by a button: each look is written down.</summary>
internal sealed class PaperModel(IMediator mediator, CurrentUser me) : LedgerPage(mediator, me)
{
    [BindProperty(SupportsGet = true)]
    public string Fund { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public int No { get; set; }

    public IActionResult OnGet() => Redirect($"/disbursements/{Uri.EscapeDataString(Fund)}/{Id}");

    public async Task<IActionResult> OnPostAsync()
    {
        if (!Me.IsAny(Role.FundAccountant, Role.Approver, Role.Auditor, Role.CommuneOfficer)) return Forbid();
        var opened = await Send(new OpenPaper(Fund, Key, Id, No));
        if (opened.Error is { } error) return Show(error);
        return opened.Value.File is { } file ? PaperFile.Download(file) : OnGet();
    }
}
