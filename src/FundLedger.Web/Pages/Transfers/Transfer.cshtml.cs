using FundLedger.Domain;
using FundLedger.Features.Transfers;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace FundLedger.Web.Pages.Transfers;

/// <summary>One transfer between pools; two approvers other than its requester decide here.</summary>
internal sealed class TransferModel(IMediator mediator, CurrentUser me, IStringLocalizer<Texts> texts) : LedgerPage(mediator, me)
{
    [BindProperty(SupportsGet = true)]
    public string Fund { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    /// <summary>Content hash of the transfer as it was shown.</summary>
    [BindProperty]
    public string? Seen { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public ListedTransfer? Transfer { get; private set; }

    public NextStep? Next { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        var found = await Send(new ListTransfers(Fund, Id));
        if (found.Error is { } error) return Show(error);
        Transfer = found.Value[0];
        var state = Transfer.Status.ToString().ToLowerInvariant();
        Next = await NextAsync(Fund, "transfer", Id, state);
        return Page();
    }

    public async Task<IActionResult> OnPostApproveAsync() => await DecideAsync(
        new ApproveTransfer(Fund, Key, Id, Seen ?? ""),
        approved => approved.Voucher is { } voucher
            ? texts["Đã điều chuyển theo chứng từ {0}.", voucher] : texts["Đã duyệt lần một; cần một người duyệt nữa."]);

    public async Task<IActionResult> OnPostRejectAsync() => await DecideAsync(
        new RejectTransfer(Fund, Key, Id, Reason ?? ""), _ => texts["Đã từ chối điều chuyển số {0}.", Id]);

    private async Task<IActionResult> DecideAsync<T>(IRequest<Result<T>> command, Func<T, LocalizedString> done)
    {
        var answer = await Send(command);
        if (answer.Error is { } error)
        {
            var page = await OnGetAsync();
            return Transfer is null ? page : Show(error);
        }

        TempData["Done"] = done(answer.Value).Value;
        return Redirect($"/transfers/{Fund}/{Id}");
    }
}
