using FundLedger.Features.Checks;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace FundLedger.Web.Pages.Audit;

/// <summary>One standing check: what it means, and the records it found in a run.</summary>
internal sealed class CheckModel(IMediator mediator, CurrentUser me) : ChecksPage(mediator, me)
{
    [BindProperty(SupportsGet = true)]
    public int No { get; set; }

    public CheckOutcome? Check { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        if (!MaySee) return Forbid();
        var answer = await ShowBoardAsync();
        Check = Board.Run?.Checks.SingleOrDefault(check => check.No == No);
        return Check is null ? NotFound() : answer;
    }
}
