using System.Globalization;
using FundLedger.Domain;
using FundLedger.Domain.Goods;
using FundLedger.Domain.Text;
using FundLedger.Features.Goods;
using FundLedger.Features.Statements;
using FundLedger.Web.Localisation;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace FundLedger.Web.Pages.Goods;

/// <summary>The stock card of one kind of goods; valuations, losses and reversals begin here.</summary>
internal sealed class ItemModel(IMediator mediator, CurrentUser me, IClock clock, IStringLocalizer<Texts> texts) : LedgerPage(mediator, me)
{
    [BindProperty(SupportsGet = true)]
    public string Fund { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public int Item { get; set; }

    [BindProperty]
    public string? Lot { get; set; }

    [BindProperty]
    public string? UnitValue { get; set; }

    [BindProperty]
    public string? Date { get; set; }

    [BindProperty]
    public string? Basis { get; set; }

    [BindProperty]
    public string? BasisNumber { get; set; }

    [BindProperty]
    public string? BasisDate { get; set; }

    [BindProperty]
    public string? LossLot { get; set; }

    [BindProperty]
    public string? Quantity { get; set; }

    [BindProperty]
    public string? Cause { get; set; }

    [BindProperty]
    public string? MinutesNumber { get; set; }

    [BindProperty]
    public string? MinutesDate { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? Entry { get; set; }

    [BindProperty]
    public string? ReverseDate { get; set; }

    [BindProperty]
    public string? ReverseReason { get; set; }

    // What has no entry is chosen by its move.
    private const char MoveMark = 'm';

    public GoodsCard Card { get; private set; } = new(0, "", "", [], []);

    public bool MayPost => Has(Role.FundAccountant);

    public bool MayAskLoss => Has(Role.FundAccountant, Role.Cashier);

    public IEnumerable<SelectListItem> Unvalued => Card.Lots.Where(lot => lot is { IsValued: false, OnHand: > 0 }).Select(Choice);

    public IEnumerable<SelectListItem> InStock => Card.Lots.Where(lot => lot.OnHand > lot.Reserved).Select(Choice);

    public IEnumerable<SelectListItem> Reversible => Card.Rows.Where(row => row.MayReverse).Select(row => new SelectListItem(
        row.Entry is null ? $"{row.Voucher} · {KindOf(row.Kind)} · {Screen.Count(Math.Abs(row.Quantity))} {Card.Unit}"
            : $"{row.Voucher} · {KindOf(row.Kind)} · {Screen.Show(row.Value)}",
        row.Entry?.ToString(CultureInfo.InvariantCulture) ?? string.Create(CultureInfo.InvariantCulture, $"{MoveMark}{row.Move}")));

    public IEnumerable<SelectListItem> Bases =>
        Enum.GetValues<ValueBasis>().Select(basis => new SelectListItem(BasisOf(basis), basis.ToString()));

    public IEnumerable<SelectListItem> Causes =>
        Enum.GetValues<LossCause>().Select(cause => new SelectListItem(GoodsWords.CauseOf(cause, texts), cause.ToString()));

    public string KindOf(string kind) => GoodsWords.KindOf(kind, texts);

    public string BasisOf(ValueBasis basis) => GoodsWords.BasisOf(basis, texts);

    public async Task<IActionResult> OnGetAsync()
    {
        if (!Has(GoodsModel.Readers)) return NotFound();
        var card = await Send(new GetGoodsItem(Fund, Item));
        if (card.Error is { } error) return Show(error);
        Card = card.Value;
        Date ??= Screen.Show(Today);
        ReverseDate ??= Screen.Show(Today);
        return Page();
    }

    /// <summary>The stock card as a file.</summary>
    public async Task<IActionResult> OnGetExportAsync(string? format)
    {
        if (!Has(GoodsModel.Readers)) return NotFound();
        return await TakeAsync(Fund, format, async () =>
        {
            var card = await Send(new GetGoodsItem(Fund, Item));
            return card.Error is { } error ? error : GoodsLists.OfCard(card.Value, texts);
        });
    }

    public async Task<IActionResult> OnPostValueAsync()
    {
        var (unit, date) = (Read(nameof(UnitValue), AmountReader.Read(UnitValue)), Day(nameof(Date), Date));
        var paper = Day(nameof(BasisDate), BasisDate);
        if (!ModelState.IsValid) return await OnGetAsync();
        var value = new GoodsValue(unit!.Value, Word(Basis, ValueBasis.Minutes), BasisNumber ?? "", paper!.Value);
        return await DoneAsync(
            new ValueGoods(Fund, Key, Number(Lot), date!.Value, value), done => texts["Đã định giá theo chứng từ {0}.", done.Voucher]);
    }

    public async Task<IActionResult> OnPostLossAsync()
    {
        var (quantity, minutes) = (Read(nameof(Quantity), AmountReader.Read(Quantity)), Day(nameof(MinutesDate), MinutesDate));
        if (!ModelState.IsValid) return await OnGetAsync();
        var asked = new AskGoodsLoss(Fund, Key, Number(LossLot), quantity!.Value.Dong, Word(Cause, LossCause.Spoiled), Reason ?? "")
        {
            MinutesNumber = MinutesNumber ?? "", MinutesDate = minutes!.Value,
        };
        return await DoneAsync(asked, done => texts["Đã gửi đề nghị giảm số {0}; cần người khác duyệt.", done.Loss]);
    }

    public async Task<IActionResult> OnPostReverseAsync()
    {
        var date = Day(nameof(ReverseDate), ReverseDate);
        if (!ModelState.IsValid) return await OnGetAsync();
        var entry = long.TryParse(Entry?.TrimStart(MoveMark), CultureInfo.InvariantCulture, out var chosen) ? chosen : 0;
        if (Entry?.StartsWith(MoveMark) is true)
        {
            return await DoneAsync(
                new ReverseUnvaluedGoods(Fund, Key, entry, date!.Value, ReverseReason ?? ""),
                done => texts["Đã đảo theo chứng từ {0}.", done.Voucher]);
        }

        return await DoneAsync(
            new ReverseGoods(Fund, Key, entry, date!.Value, ReverseReason ?? ""), done => texts["Đã đảo theo chứng từ {0}.", done.Voucher]);
    }

    private LocalDate Today => BusinessDate.Of(clock.GetCurrentInstant());

    private bool Has(params Role[] roles) => Me.Funds.Any(fund => fund.Code == Fund && fund.Roles.Overlaps(roles));

    private SelectListItem Choice(StockedLot lot) => new(
        texts["Lô {0}, còn {1}", lot.Lot, Screen.Count(lot.OnHand - lot.Reserved)], lot.Lot.ToString(CultureInfo.InvariantCulture));

    private LocalDate? Day(string field, string? typed) => Read(field, DateReader.Read(typed, Today));

    private static T Word<T>(string? typed, T otherwise)
        where T : struct, Enum => Enum.TryParse<T>(typed, out var word) ? word : otherwise;

    private static int Number(string? typed) => int.TryParse(typed, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private async Task<IActionResult> DoneAsync<T>(IRequest<Result<T>> command, Func<T, LocalizedString> done)
    {
        var answer = await Send(command);
        if (answer.Error is { } error)
        {
            var page = await OnGetAsync();
            return Card.Item == 0 ? page : Show(error);
        }

        TempData["Done"] = done(answer.Value).Value;
        return Redirect($"/goods/{Fund}/{Item}");
    }
}
