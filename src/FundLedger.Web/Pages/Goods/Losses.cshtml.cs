using FundLedger.Domain;
using FundLedger.Domain.Goods;
using FundLedger.Features.Goods;
using FundLedger.Features.Statements;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace FundLedger.Web.Pages.Goods;

/// <summary>Losses of goods; an approver other than who asked decides here.</summary>
internal sealed class LossesModel(IMediator mediator, CurrentUser me, IStringLocalizer<Texts> texts) : LedgerPage(mediator, me)
{
    private static readonly Role[] Readers = [Role.FundAccountant, Role.Approver, Role.Cashier, Role.Auditor];

    [BindProperty(SupportsGet = true)]
    public bool Waiting { get; set; }

    [BindProperty]
    public int Loss { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public IReadOnlyList<ListedLoss> Losses { get; private set; } = [];

    public string CauseOf(LossCause cause) => GoodsWords.CauseOf(cause, texts);

    public async Task<IActionResult> OnGetAsync()
    {
        if (!Me.IsAny(Readers)) return Forbid();
        Losses = (await Send(new ListGoodsLosses(FundCode, Waiting))).Value;
        return Page();
    }

    /// <summary>The same list as a file.</summary>
    public async Task<IActionResult> OnGetExportAsync(string? format)
    {
        if (!Me.IsAny(Readers)) return Forbid();
        return await TakeAsync(FundCode, format, async () =>
        {
            var losses = await Send(new ListGoodsLosses(FundCode, Waiting));
            return losses.Error is { } error ? error : GoodsLists.OfLosses(losses.Value, texts) with
            {
                NarrowedTo = [Waiting ? texts["Chờ duyệt"].Value : null],
            };
        });
    }

    public async Task<IActionResult> OnPostApproveAsync() => await DecideAsync(
        new ApproveGoodsLoss(FundCode, Key, Loss), done => texts["Đã xuất kho theo phiếu {0}.", done.Voucher]);

    public async Task<IActionResult> OnPostRejectAsync() => await DecideAsync(
        new RejectGoodsLoss(FundCode, Key, Loss, Reason ?? ""), done => texts["Đã từ chối đề nghị giảm số {0}.", done.Loss]);

    private async Task<IActionResult> DecideAsync<T>(IRequest<Result<T>> command, Func<T, LocalizedString> done)
    {
        var answer = await Send(command);
        if (answer.Error is { } error)
        {
            var page = await OnGetAsync();
            return page is ForbidResult ? page : Show(error);
        }

        TempData["Done"] = done(answer.Value).Value;
        return RedirectToPage();
    }
}
