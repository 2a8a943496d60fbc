using FundLedger.Features.Adjustments;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace FundLedger.Web.Pages.Ledger;

/// <summary>One adjusting entry: its lines, and the second person's decision.</summary>
internal sealed class AdjustmentModel(IMediator mediator, CurrentUser me, IStringLocalizer<Texts> texts) : LedgerPage(mediator, me)
{
    [BindProperty(SupportsGet = true)]
    public string Fund { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    /// <summary>Hash of the content that the page showed.</summary>
    [BindProperty]
    public string? Seen { get; set; }

    public Adjustment? Adjustment { get; private set; }

    public AdjustmentList Choices { get; private set; } = new([], [], []);

    public NextStep? Next { get; private set; }

    public bool MayDecide => Adjustment is { Status: "requested" }
        && Me.Funds.FirstOrDefault(fund => fund.Code == Fund)?.Roles.Contains(Role.Approver) == true;

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ?? Page();

    public async Task<IActionResult> OnPostApproveAsync()
    {
        if (await LoadAsync() is { } answer) return answer;
        var posted = await Send(new ApproveAdjustment(Fund, Key, Id, Seen ?? ""));
        if (posted.Error is { } error) return Show(error);
        TempData["Done"] = texts["Đã ghi sổ phiếu kế toán {0}.", posted.Value.Voucher].Value;
        return Redirect($"/ledger/adjustments/{Fund}/{Id}");
    }

    public async Task<IActionResult> OnPostRejectAsync()
    {
        if (await LoadAsync() is { } answer) return answer;
        var rejected = await Send(new RejectAdjustment(Fund, Key, Id));
        if (rejected.Error is { } error) return Show(error);
        TempData["Done"] = texts["Đã từ chối phiếu kế toán số {0}.", Id].Value;
        return Redirect($"/ledger/adjustments/{Fund}/{Id}");
    }

    private async Task<IActionResult?> LoadAsync()
    {
        if (Me.Funds.FirstOrDefault(fund => fund.Code == Fund)?.Roles.Overlaps(AdjustmentReaders.All) != true) return NotFound();
        var list = await Send(new ListAdjustments(Fund));
        if (list.Error is { } error) return Show(error);
        Choices = list.Value;
        Adjustment = Choices.Adjustments.FirstOrDefault(one => one.Id == Id);
        if (Adjustment is null) return NotFound();
        Next = await NextAsync(Fund, "adjustment", Id, Adjustment.Status);
        return null;
    }
}
