using System.Globalization;
using FundLedger.Domain;
using FundLedger.Domain.Disbursements;
using FundLedger.Domain.Norms;
using FundLedger.Domain.Text;
using FundLedger.Features.Disbursements;
using FundLedger.Web.Localisation;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace FundLedger.Web.Pages.Disbursements;

/// <summary>Gifts for one occasion: who may get one, chosen and sent as one request.</summary>
[RequestFormLimits(ValueCountLimit = 20_000)]
internal sealed partial class GiftsModel(IMediator mediator, CurrentUser me, IStringLocalizer<Texts> texts)
    : DraftPage(mediator, me, texts)
{
    /// <summary>Code and year of the occasion, e.g. <c>tet/2022</c>.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Occasion { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Unit { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Class { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? AgeFrom { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? AgeTo { get; set; }

    /// <summary>Code of the child after which the shown part of the list begins; null for its beginning.</summary>
    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    /// <summary>"true" for every child of the filtered list at the amount of the norm, shown or not.</summary>
    [BindProperty]
    public string? Whole { get; set; }

    /// <summary>Value of the goods in each gift, as typed.</summary>
    [BindProperty]
    public string? Goods { get; set; }

    [BindProperty]
    public string? Pool { get; set; }

    private Error? missing;

    public GiftChoices Choices { get; private set; } = new([], [], []);

    public GiftPlan? Plan { get; private set; }

    public IReadOnlyList<GiftRow> Rows { get; private set; } = [];

    public GiftOccasion? Chosen { get; private set; }

    public IEnumerable<SelectListItem> Occasions => Choices.Occasions.Select(one =>
        new SelectListItem($"{Bilingual.Of(one.NameVi, one.NameEn)} {one.Year} ({Screen.Show(one.HeldOn)})", ValueOf(one)));

    public IEnumerable<SelectListItem> Units => Choices.Units.Select(unit => new SelectListItem(unit, unit));

    public IEnumerable<SelectListItem> Classes =>
        Choices.Classes.Select(one => new SelectListItem(Bilingual.Of(one.NameVi, one.NameEn), one.Code));

    public async Task<IActionResult> OnGetAsync()
    {
        if (!MayRequest) return Forbid();
        await LoadAsync();
        if (missing is not null) return Show(missing);
        await RestoreAsync();
        if (!IsRestored) ShowRows([], _ => "");
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!MayRequest) return Forbid();
        await LoadAsync();
        if (missing is not null) return Show(missing);
        await SaveAsync();
        if (AlreadySent is { } there) return there;
        if (LinesLost is { } lost) return Show(lost);
        var ticked = Request.Form["Chosen"].OfType<string>().Concat(KeptOfList).ToHashSet(StringComparer.Ordinal);
        var typed = ticked.ToDictionary(code => code, TypedFor);
        var amounts = typed.ToDictionary(pair => pair.Key, pair => ReadAmount(pair.Value));
        Rows = [.. ShownOf(ticked).Select(child => RowOf(child, ticked, amounts.GetValueOrDefault(child.Code)))];
        var goods = string.IsNullOrWhiteSpace(Goods) ? Money.Zero : Read(nameof(Goods), AmountReader.Read(Goods)) ?? Money.Zero;
        var stock = ReadStock();
        if (amounts.Values.Any(amount => amount.Error is not null) || ModelState.ErrorCount > 0) return Page();

        var codes = Whole == "true" ? AllowedChildren.Select(child => child.Code).Union(typed.Keys) : typed.Keys;
        var lines = codes.Order(StringComparer.Ordinal)
            .Select(code => new GiftLine(code, amounts.GetValueOrDefault(code)?.Value)
            {
                Goods = goods, Stock = stock, IsStockOnly = stock.Count > 0 && StockOnly == "true",
            }).ToList();
        var request = new RequestHolidayGifts(FundCode, Key, Pool ?? "", Chosen?.Code ?? "", Chosen?.Year ?? 0, lines)
        {
            Papers = await PapersAsync(), Replaces = Saved?.Returned?.Id,
        };
        var sent = await Send(request);
        if (sent.Error is LineRefused refused) Rows = [.. Rows.Select(row => Judged(row, amounts, refused))];
        if (sent.Error is { } refusal) return await ShowAndKeepAsync(refusal);
        var total = Screen.Show(sent.Value.Total);
        TempData["Done"] = T["Đã gửi đề nghị cho {0} trẻ em, {1}; đang chờ duyệt.", sent.Value.Lines, total].Value;
        return await EndAsync(sent.Value.Id);
    }

    public static string ValueOf(GiftOccasion occasion) => string.Create(CultureInfo.InvariantCulture, $"{occasion.Code}/{occasion.Year}");

    public override IReadOnlyList<Wording> AskedPapers => Plan?.Papers ?? [];

    public override string Address => string.IsNullOrEmpty(Occasion) ? "/disbursements/gifts"
        : $"/disbursements/gifts?Occasion={Uri.EscapeDataString(Occasion)}";

    protected override string Form => "gifts";

    protected override string Place => Occasion ?? "";

    protected override bool MayRequest => Me.IsAny(Role.FundAccountant, Role.CommuneOfficer);

    private IReadOnlyList<GiftChild> AllowedChildren => allowed;

    private IReadOnlyList<GiftChild> allowed = [];

    // An empty amount is the norm's: null.
    private static Result<Money?> ReadAmount(string typed)
    {
        if (string.IsNullOrWhiteSpace(typed)) return (Money?)null;
        var amount = AmountReader.Read(typed);
        return amount.IsOk ? amount.Value : amount.Error!;
    }

    private GiftRow RowOf(GiftChild child, HashSet<string> ticked, Result<Money?>? amount)
    {
        var typed = Request.Form[$"Amount-{child.Code}"].ToString();
        var shown = typed.Length > 0 ? typed : child.Limit.ToString();
        return new GiftRow(child, ticked.Contains(child.Code), shown, amount?.Error is { } wrong ? Sentence(wrong) : null);
    }

    // The command names the first line that it refuses; the page says it beside every line that the same norm refuses.
    private static GiftRow Judged(GiftRow row, Dictionary<string, Result<Money?>> amounts, LineRefused refused)
    {
        if (row.Child.Code == refused.Beneficiary) return row with { Problem = Sentence(refused.Why) };
        if (!amounts.TryGetValue(row.Child.Code, out var amount) || amount.Value is not { } asked || asked <= row.Child.Limit) return row;
        return row with { Problem = Sentence(new NormExceeded(row.Child.Citation!, asked, row.Child.Limit)) };
    }

    private static string Sentence(Error error)
    {
        var message = RefusalText.For(error);
        var basis = message.Citation is { } citation ? $"({citation})" : message.WhatToDo;
        return $"{message.Sentence} {basis}".TrimEnd();
    }

    private void ShowRows(HashSet<string> ticked, Func<string, string> typed) => Rows =
    [
        .. ShownOf(ticked).Select(child => new GiftRow(
            child, ticked.Contains(child.Code), typed(child.Code) is { Length: > 0 } amount ? amount : child.Limit.ToString())),
    ];

    private static int? AgeOf(string? typed) =>
        int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var age) ? age : null;

    protected override async Task LoadAsync()
    {
        missing = await FindAsync();
        await LookForHandsAsync();
        if (HttpMethods.IsPost(Request.Method) && missing is null)
        {
            var ticked = Request.Form["Chosen"].OfType<string>().ToHashSet(StringComparer.Ordinal);
            ShowRows(ticked, code => Request.Form[$"Amount-{code}"].ToString());
        }
    }

    private async Task<Error?> FindAsync()
    {
        Choices = (await Send(new GetGiftChoices(FundCode))).Value;
        Chosen = Choices.Occasions.FirstOrDefault(one => ValueOf(one) == Occasion) ?? Choices.Next;
        if (Chosen is null) return null;
        Occasion = ValueOf(Chosen);
        var plan = await Send(new PlanHolidayGifts(FundCode, Chosen.Code, Chosen.Year, Unit, Class)
        {
            AgeFrom = AgeOf(AgeFrom), AgeTo = AgeOf(AgeTo),
        });
        if (plan.IsOk) Plan = plan.Value;
        allowed = [.. (Plan?.Allowed ?? []).OrderBy(child => child.Code, StringComparer.Ordinal)];
        return plan.Error;
    }
}
