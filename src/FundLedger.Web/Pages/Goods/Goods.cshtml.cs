using FundLedger.Domain;
using FundLedger.Features.Goods;
using FundLedger.Features.Ledger;
using FundLedger.Features.Statements;
using FundLedger.Web.Localisation;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace FundLedger.Web.Pages.Goods;

/// <summary>The stock by item.</summary>
internal sealed class GoodsModel(IMediator mediator, CurrentUser me, IStringLocalizer<Texts> texts) : LedgerPage(mediator, me)
{
    internal static readonly Role[] Readers = [Role.FundAccountant, Role.Approver, Role.Cashier, Role.Auditor, Role.CommuneOfficer];

    [BindProperty(SupportsGet = true)]
    public string? Text { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Pool { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? State { get; set; }

    public GoodsStock Stock { get; private set; } = new([], default);

    public IReadOnlyList<Pool> AllPools { get; private set; } = [];

    public bool IsFiltered => new[] { Text, Pool, State }.Any(filter => !string.IsNullOrWhiteSpace(filter));

    public bool MayReceive => Me.IsAny(Role.FundAccountant);

    public bool MayAddItem => Me.IsAny(Role.FundAccountant, Role.Cashier);

    public bool MaySeeLosses => Me.IsAny(Role.FundAccountant, Role.Approver, Role.Cashier, Role.Auditor);

    public IEnumerable<SelectListItem> Pools =>
        AllPools.Select(pool => new SelectListItem(Bilingual.Of(pool.NameVi, pool.NameEn), pool.Code));

    public IEnumerable<SelectListItem> States =>
    [
        new(texts["Còn trong kho"], nameof(GoodsState.InStock)), new(texts["Sắp hết hạn"], nameof(GoodsState.Expiring)),
        new(texts["Đã hết hạn"], nameof(GoodsState.Expired)), new(texts["Chưa có giá trị"], nameof(GoodsState.Unvalued)),
    ];

    public async Task<IActionResult> OnGetAsync()
    {
        if (!Me.IsAny(Readers)) return Forbid();
        AllPools = (await Send(new ListPools(FundCode))).Value.Pools;
        Stock = await StockAsync();
        return Page();
    }

    /// <summary>The same list as a file.</summary>
    public async Task<IActionResult> OnGetExportAsync(string? format)
    {
        if (!Me.IsAny(Readers)) return Forbid();
        return await TakeAsync(FundCode, format, async () => GoodsLists.OfStock(await StockAsync(), texts) with
        {
            NarrowedTo = [ShownList.Typed(Text), Pool, State],
        });
    }

    private async Task<GoodsStock> StockAsync()
    {
        var state = Enum.TryParse<GoodsState>(State, out var chosen) ? chosen : GoodsState.All;
        return (await Send(new ListGoods(FundCode, state, Pool, Text))).Value;
    }
}
