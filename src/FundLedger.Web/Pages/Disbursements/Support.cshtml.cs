using System.Globalization;
using FundLedger.Domain;
using FundLedger.Domain.Norms;
using FundLedger.Domain.Text;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Ledger;
using FundLedger.Features.Norms;
using FundLedger.Features.Papers;
using FundLedger.Web.Localisation;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace FundLedger.Web.Pages.Disbursements;

/// <summary>
/// One support of one child, household, institution or of the fund by any line of the norm: tried first, then asked for. The line tells
/// which fields there are.
/// </summary>
internal sealed partial class SupportModel(IMediator mediator, CurrentUser me, IClock clock, IStringLocalizer<Texts> texts)
    : CasePage(mediator, me, texts)
{
    [BindProperty(SupportsGet = true, Name = "line")]
    public string? Line { get; set; }

    [BindProperty]
    public string? Beneficiary { get; set; }

    [BindProperty]
    public string? HappenedOn { get; set; }

    [BindProperty]
    public string? CaseReference { get; set; }

    [BindProperty]
    public string? Variant { get; set; }

    [BindProperty]
    public string? Cost { get; set; }

    [BindProperty]
    public string? Insurance { get; set; }

    [BindProperty]
    public Dictionary<string, string?> Quantities { get; set; } = [];

    [BindProperty]
    public string? Pool { get; set; }

    [BindProperty]
    public string? Amount { get; set; }

    [BindProperty]
    public string? Goods { get; set; }

    [BindProperty]
    public string? ReasonForAmount { get; set; }

    [BindProperty]
    public string? ExceptionNumber { get; set; }

    [BindProperty]
    public string? ExceptionDate { get; set; }

    [BindProperty]
    public string? ExceptionReason { get; set; }

    [BindProperty]
    public IFormFile? Scan { get; set; }

    public SupportChoices Choices { get; private set; } = new([], [], []);

    public SupportAssessed? Assessed { get; private set; }

    public override IReadOnlyList<Wording> AskedPapers => Norm?.Papers ?? [];

    public override string Address =>
        "/disbursements/support" + (Norm is null ? "" : $"?line={Uri.EscapeDataString(Norm.Code)}");

    public override bool AsksCost => Norm?.Amounts.Any(amount => amount.Rule.LooksAtCost) == true;

    public override bool IsForChild => Norm?.Payee == NormPayee.Child;

    protected override string Form => "support";

    protected override string Place => Norm?.Code ?? "";

    public NormLine? Norm => Choices.Lines.FirstOrDefault(line => line.Code == Line);

    /// <summary>The line has amounts that neither their cost nor their being alone tells apart.</summary>
    public bool ChoosesVariant =>
        Norm is { Amounts: [_, _, ..] amounts } && amounts.All(amount => (amount.CostFrom ?? amount.CostBelow) is null);

    public IEnumerable<SelectListItem> Variants =>
        Norm!.Amounts.Select(amount => new SelectListItem(Bilingual.Of(amount.Name), amount.Code));

    /// <summary>What the line counts, and what was typed for it.</summary>
    public IEnumerable<(CaseQuantity Quantity, string? Typed)> Counted => Norm!.Amounts.SelectMany(amount => amount.Rule.Needs).Distinct()
        .Where(quantity => quantity != CaseQuantity.FreeReceipts)
        .Select(quantity => (quantity, Quantities.GetValueOrDefault(NormCodes.Quantities.Of(quantity))));

    /// <summary>Codes that may be typed, each with what tells it apart.</summary>
    public IEnumerable<(string Code, string? Text)> Recipients => Norm!.Payee == NormPayee.Household
        ? Choices.Households.Select(one => (one.Code, (string?)T["{0}, {1} trẻ", one.Unit, one.Children].Value))
        : Choices.Children.Select(child => (child.Code, child.Unit));

    public override IEnumerable<SelectListItem> Institutions => Choices.Institutions
        .Select(one => new SelectListItem($"{one.Name} – {one.Unit}", one.Code)).Prepend(new SelectListItem("–", ""));

    private IEnumerable<Pool> PoolsAllowed => Choices.Pools.Where(pool => pool.Allows(Norm!.Support.Kind, null)
        && (Norm.SourceKinds.Count == 0 || Norm.SourceKinds.Contains(pool.SourceKind)));

    public IEnumerable<SelectListItem> Pools => PoolsAllowed
        .Select(pool => new SelectListItem(
            T["{0}, còn được chi {1}", Bilingual.Of(pool.NameVi, pool.NameEn), Screen.Show(pool.Available)], pool.Code));

    protected override bool MayRequest => Me.IsAny(Role.FundAccountant, Role.CommuneOfficer);

    private LocalDate Today => BusinessDate.Of(clock.GetCurrentInstant());

    public async Task<IActionResult> OnGetAsync()
    {
        if (!MayRequest) return Forbid();
        await LoadAsync();
        if (Norm is not null) await RestoreAsync();
        return Page();
    }

    protected override async Task LoadAsync()
    {
        Choices = (await Send(new GetSupportChoices(FundCode))).Value;
        await LookForHandsAsync();
    }

    protected override void TakeUp(RequestDraft draft)
    {
        base.TakeUp(draft);
        Quantities = draft.Fields.Where(field => field.Key.StartsWith("Quantities[", StringComparison.Ordinal))
            .ToDictionary(field => field.Key["Quantities[".Length..^1], field => (string?)field.Value.FirstOrDefault());
    }

    /// <summary>What the norm would give; nothing is recorded.</summary>
    public async Task<IActionResult> OnPostAssessAsync()
    {
        if (!MayRequest) return Forbid();
        await LoadAsync();
        await SaveAsync();
        if (await ReadCaseAsync() is not { } read) return Page();
        var assessed = await Send(new AssessSupport(FundCode, read) { Pool = Pool });
        if (assessed.Error is { } error) return Show(error);
        Assessed = assessed.Value;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!MayRequest) return Forbid();
        await LoadAsync();
        await SaveAsync();
        if (AlreadySent is { } there) return there;
        if (await ReadCaseAsync() is not { } read) return Page();
        var sent = await Send(new RequestSupport(FundCode, Key, Pool ?? "", read, await PapersAsync()) { Replaces = Saved?.Returned?.Id });
        if (sent.Error is { } error) return await ShowAndKeepAsync(error);
        TempData["Done"] = T["Đã gửi đề nghị hỗ trợ {0}; đang chờ duyệt.", Screen.Show(sent.Value.Total)].Value;
        return await EndAsync(sent.Value.Id);
    }
}
