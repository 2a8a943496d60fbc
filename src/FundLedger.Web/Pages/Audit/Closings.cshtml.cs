using FundLedger.Features.Audit;
using FundLedger.Features.Statements;
using FundLedger.Web.Localisation;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace FundLedger.Web.Pages.Audit;

/// <summary>The closed months of the chosen fund with the hash at each closing.</summary>
internal sealed class ClosingsModel(IMediator mediator, CurrentUser me, IStringLocalizer<Texts> texts) : AuditPage(mediator, me)
{
    public IReadOnlyList<Closing> Closings { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (!IsAuditor) return Forbid();
        var list = await Send(new ListClosings(FundCode));
        if (list.Error is { } error) return Show(error);
        Closings = list.Value.Closings;
        return Page();
    }

    /// <summary>The same list as a file.</summary>
    public async Task<IActionResult> OnGetExportAsync(string? format)
    {
        if (!IsAuditor) return Forbid();
        return await TakeAsync(FundCode, format, async () =>
        {
            var list = await Send(new ListClosings(FundCode));
            return list.Error is { } error ? error : Shown(list.Value.Closings);
        });
    }

    private ShownList Shown(IReadOnlyList<Closing> closings) => new(
        "closings", texts["Các lần khóa sổ"],
        [
            texts["Tháng"], texts["Phiên bản"], texts["Khóa lúc"], texts["Người khóa"], texts["Bút toán cuối"],
            texts["Tiền cuối tháng (₫)"], texts["Bản ghi số"], texts["SHA-256 lúc khóa"],
        ],
        [
            .. closings.Select(closing => (object?[])
            [
                Periods.IndexModel.NameOf(closing.Month), closing.Version, Screen.Show(closing.At), closing.By, closing.LastEntry,
                closing.Liquid, closing.LogNo, closing.Hash,
            ]),
        ]);
}
