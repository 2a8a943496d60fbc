using FundLedger.Features.Checks;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace FundLedger.Web.Pages.Audit;

/// <summary>Who reads the standing checks: the fund's auditors, and its administrators, who have to act.</summary>
public abstract class ChecksPage(IMediator mediator, CurrentUser me) : LedgerPage(mediator, me)
{
    /// <summary>Number of the run to show; null for the last one.</summary>
    [BindProperty(SupportsGet = true, Name = "run")]
    public long? RunNo { get; set; }

    public CheckBoard Board { get; private set; } = new(null, []);

    protected bool MaySee => Me.IsAny(Role.Auditor, Role.Administrator);

    protected async Task<IActionResult> ShowBoardAsync()
    {
        var board = await Send(new GetCheckBoard(FundCode, RunNo));
        if (board.Error is { } error) return Show(error);
        Board = board.Value;
        return Page();
    }
}

/// <summary>The board of all standing checks, and their run on demand.</summary>
internal sealed class ChecksModel(IMediator mediator, CurrentUser me, CheckRunner checks, IStringLocalizer<Texts> texts)
    : ChecksPage(mediator, me)
{
    public async Task<IActionResult> OnGetAsync() => MaySee ? await ShowBoardAsync() : Forbid();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!MaySee) return Forbid();
        var run = await checks.OnDemandAsync(Key, Me.UserName, HttpContext.RequestAborted);
        TempData["Done"] = texts["Đã chạy {0} phép kiểm tra, lần số {1}.", run.Checks.Count, run.No].Value;
        return Redirect("/audit/checks");
    }
}
