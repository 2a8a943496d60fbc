using System.Globalization;
using FundLedger.Domain;
using FundLedger.Domain.Goods;
using FundLedger.Domain.Text;
using FundLedger.Features.Goods;
using FundLedger.Features.Receipts;
using FundLedger.Web.Localisation;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace FundLedger.Web.Pages.Goods;

/// <summary>One line of the form, as typed.</summary>
public sealed class TypedGoods
{
    public string? Item { get; set; }

    public string? Quantity { get; set; }

    public string? UnitValue { get; set; }

    public string? ExpiresOn { get; set; }

    public string? Quality { get; set; }

    internal bool IsEmpty => new[] { Item, Quantity, UnitValue, ExpiresOn, Quality }.All(string.IsNullOrWhiteSpace);
}

/// <summary>Takes goods that were given into stock.</summary>
internal sealed class ReceiveModel(IMediator mediator, CurrentUser me, IClock clock, IStringLocalizer<Texts> texts)
    : LedgerPage(mediator, me)
{
    private const int Shown = 3;

    [BindProperty]
    public string? Date { get; set; }

    [BindProperty]
    public string? Pool { get; set; }

    [BindProperty]
    public string? DonorName { get; set; }

    [BindProperty]
    public string DonorKind { get; set; } = "organisation";

    [BindProperty]
    public string? DonorAddress { get; set; }

    [BindProperty]
    public List<TypedGoods> Lines { get; set; } = [];

    [BindProperty]
    public string? Basis { get; set; }

    [BindProperty]
    public string? BasisNumber { get; set; }

    [BindProperty]
    public string? BasisDate { get; set; }

    [BindProperty]
    public string? Description { get; set; }

    [BindProperty]
    public string? Attachments { get; set; }

    public ReceiptChoices Choices { get; private set; } = new([], [], [], []);

    public IReadOnlyList<StockedItem> AllItems { get; private set; } = [];

    public IEnumerable<SelectListItem> Pools =>
        Choices.Pools.Select(pool => new SelectListItem(Bilingual.Of(pool.NameVi, pool.NameEn), pool.Code));

    public IEnumerable<SelectListItem> Items =>
        AllItems.Select(item => new SelectListItem($"{item.Name} ({item.Unit})", item.Item.ToString(CultureInfo.InvariantCulture)));

    public IEnumerable<SelectListItem> DonorKinds =>
        [new(texts["Cá nhân"], "person"), new(texts["Tổ chức, doanh nghiệp"], "organisation")];

    public IEnumerable<SelectListItem> Bases =>
        Enum.GetValues<ValueBasis>().Select(basis => new SelectListItem(GoodsWords.BasisOf(basis, texts), basis.ToString()));

    public async Task<IActionResult> OnGetAsync()
    {
        if (!Me.IsAny(Role.FundAccountant)) return Forbid();
        await LoadAsync();
        Date = Screen.Show(Today);
        return Page();
    }

    /// <summary>The form again, with all that was typed and more lines.</summary>
    public async Task<IActionResult> OnPostMoreAsync()
    {
        if (!Me.IsAny(Role.FundAccountant)) return Forbid();
        await LoadAsync();
        while (Lines.Count < ReceiveGoods.MostLines && !Lines.TakeLast(Shown).All(line => line.IsEmpty)) Lines.Add(new TypedGoods());
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!Me.IsAny(Role.FundAccountant)) return Forbid();
        await LoadAsync();
        var date = Read(nameof(Date), DateReader.Read(Date, Today));
        LocalDate? basisDate = string.IsNullOrWhiteSpace(BasisDate) ? null : Read(nameof(BasisDate), DateReader.Read(BasisDate, Today));
        var lines = ReadLines(basisDate ?? LocalDate.MaxIsoValue);
        if (date is null || !ModelState.IsValid) return Page();
        var received = await Send(new ReceiveGoods(FundCode, Key, Pool ?? "", date.Value, DonorName ?? "", lines)
        {
            DonorKind = DonorKind == "organisation" ? DonorKind : "person", DonorAddress = DonorAddress, Content = Description,
            Attachments = Attachments,
        });
        if (received.Error is { } error) return Show(error);
        TempData["Done"] = texts["Đã nhập kho theo phiếu {0}.", received.Value.Voucher].Value;
        return Redirect($"/vouchers/{FundCode}/{received.Value.Voucher}");
    }

    private LocalDate Today => BusinessDate.Of(clock.GetCurrentInstant());

    private List<GoodsLine> ReadLines(LocalDate basisDate)
    {
        var lines = new List<GoodsLine>();
        for (var i = 0; i < Lines.Count; i++)
        {
            var typed = Lines[i];
            if (typed.IsEmpty) continue;
            var field = $"Lines[{i}]";
            var quantity = Read($"{field}.Quantity", AmountReader.Read(typed.Quantity));
            Money? unit = string.IsNullOrWhiteSpace(typed.UnitValue) ? null
                : Read($"{field}.UnitValue", AmountReader.Read(typed.UnitValue));
            LocalDate? expires = string.IsNullOrWhiteSpace(typed.ExpiresOn) ? null
                : Read($"{field}.ExpiresOn", DateReader.Read(typed.ExpiresOn, Today));
            var basis = Enum.TryParse<ValueBasis>(Basis, out var chosen) ? chosen : ValueBasis.Invoice;
            lines.Add(new GoodsLine(int.TryParse(typed.Item, CultureInfo.InvariantCulture, out var item) ? item : 0, quantity?.Dong ?? 0)
            {
                Value = unit is { } worth ? new GoodsValue(worth, basis, BasisNumber ?? "", basisDate) : null, ExpiresOn = expires,
                Quality = string.IsNullOrWhiteSpace(typed.Quality) ? null : typed.Quality,
            });
        }

        return lines;
    }

    private async Task LoadAsync()
    {
        Choices = (await Send(new GetReceiptChoices(FundCode))).Value;
        AllItems = (await Send(new ListGoods(FundCode))).Value.Items;
        while (Lines.Count < Shown) Lines.Add(new TypedGoods());
    }
}
