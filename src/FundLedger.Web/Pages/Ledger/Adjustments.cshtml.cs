using FundLedger.Features.Adjustments;
using FundLedger.Features.Statements;
using FundLedger.Web.Components;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace FundLedger.Web.Pages.Ledger;

/// <summary>Who reads adjusting entries: those who write, post and audit them.</summary>
internal static class AdjustmentReaders
{
    public static readonly Role[] All = [Role.FundAccountant, Role.Approver, Role.Auditor];
}

/// <summary>The adjusting entries of the chosen fund, the waiting ones first.</summary>
internal sealed class AdjustmentsModel(IMediator mediator, CurrentUser me, IStringLocalizer<Texts> texts) : LedgerPage(mediator, me)
{
    public IReadOnlyList<Adjustment> Adjustments { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (!Me.IsAny(AdjustmentReaders.All)) return Forbid();
        var list = await Send(new ListAdjustments(FundCode));
        if (list.Error is { } error) return Show(error);
        Adjustments = list.Value.Adjustments;
        return Page();
    }

    /// <summary>The same list as a file.</summary>
    public async Task<IActionResult> OnGetExportAsync(string? format)
    {
        if (!Me.IsAny(AdjustmentReaders.All)) return Forbid();
        return await TakeAsync(FundCode, format, async () =>
        {
            var list = await Send(new ListAdjustments(FundCode));
            return list.Error is { } error ? error : Shown(list.Value.Adjustments);
        });
    }

    private ShownList Shown(IReadOnlyList<Adjustment> adjustments) => new(
        "adjustments", texts["Phiếu kế toán"],
        [
            texts["Số"], texts["Phiếu"], texts["Ngày"], texts["Lý do"], texts["Người lập"], texts["Trạng thái"], texts["Số tiền"],
        ],
        [
            .. adjustments.Select(one => (object?[])
            [
                one.Id, one.Voucher, one.Date, one.Reason, one.Requester, texts[Statuses.LookOf(one.Status).Label].Value, one.Total,
            ]),
        ]);
}
