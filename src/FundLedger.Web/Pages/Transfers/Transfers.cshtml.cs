using FundLedger.Features.Statements;
using FundLedger.Features.Transfers;
using FundLedger.Web.Components;
using FundLedger.Web.Localisation;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace FundLedger.Web.Pages.Transfers;

/// <summary>The transfers between the pools of the chosen fund.</summary>
internal sealed class TransfersModel(IMediator mediator, CurrentUser me, IStringLocalizer<Texts> texts) : LedgerPage(mediator, me)
{
    public IReadOnlyList<ListedTransfer> Transfers { get; private set; } = [];

    public bool MayRequest => Me.IsAny(Role.FundAccountant);

    public async Task<IActionResult> OnGetAsync()
    {
        if (!MayRead) return Forbid();
        var found = await Send(new ListTransfers(FundCode));
        if (found.Error is { } error) return Show(error);
        Transfers = found.Value;
        return Page();
    }

    /// <summary>The same list as a file.</summary>
    public async Task<IActionResult> OnGetExportAsync(string? format)
    {
        if (!MayRead) return Forbid();
        return await TakeAsync(FundCode, format, async () =>
        {
            var found = await Send(new ListTransfers(FundCode));
            return found.Error is { } error ? error : Shown(found.Value);
        });
    }

    private bool MayRead => Me.IsAny(Role.FundAccountant, Role.Approver, Role.Auditor);

    private ShownList Shown(IReadOnlyList<ListedTransfer> transfers) => new(
        "transfers", texts["Điều chuyển nguồn"],
        [
            texts["Số"], texts["Trạng thái"], texts["Từ nguồn"], texts["Sang nguồn"], texts["Số tiền"], texts["Ngày đề nghị"],
            texts["Lý do"], texts["Chứng từ"],
        ],
        [
            .. transfers.Select(transfer => (object?[])
            [
                transfer.Id, texts[Statuses.LookOf(TransferWords.ChipOf(transfer.Status)).Label].Value,
                Bilingual.Of(transfer.FromVi, transfer.FromEn), Bilingual.Of(transfer.ToVi, transfer.ToEn), transfer.Amount,
                transfer.RequestedOn, transfer.Reason, transfer.Voucher,
            ]),
        ]);
}
