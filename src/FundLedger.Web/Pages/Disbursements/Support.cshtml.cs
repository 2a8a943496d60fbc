using System.Globalization;
using FundLedger.Domain;
using FundLedger.Domain.Norms;
using FundLedger.Domain.Text;
using FundLedger.Features.Disbursements;
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
internal sealed class SupportModel(IMediator mediator, CurrentUser me, IClock clock, IStringLocalizer<Texts> texts)
    : LedgerPage(mediator, me)
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
    public string? OtherAid { get; set; }

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
    public List<int> Papers { get; set; } = [];

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
        ? Choices.Households.Select(one => (one.Code, (string?)texts["{0}, {1} trẻ", one.Unit, one.Children].Value))
        : Choices.Children.Select(child => (child.Code, child.Unit));

    public IEnumerable<SelectListItem> Institutions => Choices.Institutions
        .Select(one => new SelectListItem($"{one.Name} – {one.Unit}", one.Code)).Prepend(new SelectListItem("–", ""));

    public IEnumerable<SelectListItem> Pools => Choices.Pools
        .Where(pool => pool.Allows(Norm!.Support.Kind, null) && (Norm.SourceKinds.Count == 0 || Norm.SourceKinds.Contains(pool.SourceKind)))
        .Select(pool => new SelectListItem(
            texts["{0}, còn được chi {1}", Bilingual.Of(pool.NameVi, pool.NameEn), Screen.Show(pool.Available)], pool.Code));

    /// <summary>What is wrong with fields that stand together; null when nothing is.</summary>
    public string? ProblemOf(string fields) => ModelState.TryGetValue(fields, out var entry) && entry.Errors is [var first, ..]
        ? first.ErrorMessage
        : null;

    private bool MayRequest => Me.IsAny(Role.FundAccountant, Role.CommuneOfficer);

    private LocalDate Today => BusinessDate.Of(clock.GetCurrentInstant());

    public async Task<IActionResult> OnGetAsync()
    {
        if (!MayRequest) return Forbid();
        Choices = (await Send(new GetSupportChoices(FundCode))).Value;
        return Page();
    }

    /// <summary>What the norm would give; nothing is recorded.</summary>
    public async Task<IActionResult> OnPostAssessAsync()
    {
        if (await OnGetAsync() is ForbidResult forbidden) return forbidden;
        if (await ReadCaseAsync() is not { } read) return Page();
        var assessed = await Send(new AssessSupport(FundCode, read));
        if (assessed.Error is { } error) return Show(error);
        Assessed = assessed.Value;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await OnGetAsync() is ForbidResult forbidden) return forbidden;
        if (await ReadCaseAsync() is not { } read) return Page();
        var sent = await Send(new RequestSupport(FundCode, Key, Pool ?? "", read, Papers));
        if (sent.Error is { } error) return Show(error);
        TempData["Done"] = texts["Đã gửi đề nghị hỗ trợ {0}; đang chờ duyệt.", Screen.Show(sent.Value.Total)].Value;
        return Redirect($"/disbursements/{FundCode}/{sent.Value.Id}");
    }

    // Reads every field before giving up, so that all that is wrong is said at once.
    private async Task<SupportCase?> ReadCaseAsync()
    {
        if (Norm is null) return null;
        var recipient = Norm.Payee == NormPayee.Fund ? FundCode : (Beneficiary ?? "").Trim().ToUpperInvariant();
        if (recipient.Length == 0) ModelState.AddModelError(nameof(Beneficiary), texts["Hãy chọn đối tượng được hỗ trợ."]);
        var happened = Norm.JudgedOn == JudgingDay.Event ? Read(nameof(HappenedOn), DateReader.Read(HappenedOn, Today)) : null;
        var costs = Norm.Amounts.Any(amount => amount.Rule.LooksAtCost);
        var read = new SupportCase(Norm.Code, recipient)
        {
            HappenedOn = happened, Variant = Variant, CaseReference = CaseReference, ReasonForAmount = ReasonForAmount,
            Cost = costs ? Read(nameof(Cost), AmountReader.Read(Cost)) ?? Money.Zero : Money.Zero,
            Insurance = ReadOrNothing(nameof(Insurance), Insurance),
            OtherAid = ReadOrNothing(nameof(OtherAid), OtherAid),
            Goods = Norm.GoodsAllowed ? ReadOrNothing(nameof(Goods), Goods) : Money.Zero,
            Amount = string.IsNullOrWhiteSpace(Amount) ? null : Read(nameof(Amount), AmountReader.Read(Amount)),
            Quantities = Counted.ToDictionary(counted => NormCodes.Quantities.Of(counted.Quantity), ReadCount),
            Exception = string.IsNullOrWhiteSpace(ExceptionNumber) ? null : await ReadExceptionAsync(),
        };
        return ModelState.ErrorCount > 0 ? null : read;
    }

    private async Task<ExceptionAsked> ReadExceptionAsync()
    {
        using var memory = new MemoryStream();
        if (Scan is not null) await Scan.CopyToAsync(memory, HttpContext.RequestAborted);
        var date = Read(nameof(ExceptionDate), DateReader.Read(ExceptionDate, Today)) ?? Today;
        return new ExceptionAsked(ExceptionNumber!, date, ExceptionReason ?? "", new ScannedPaper(Scan?.FileName ?? "", memory.ToArray()));
    }

    private long ReadCount((CaseQuantity Quantity, string? Typed) counted)
    {
        var money = CaseQuantities.IsMoney(counted.Quantity);
        if (money && AmountReader.Read(counted.Typed) is { IsOk: true } amount) return amount.Value.Dong;
        if (!money && int.TryParse(counted.Typed, NumberStyles.None, CultureInfo.InvariantCulture, out var count)) return count;
        if (counted.Typed?.Trim() is "0") return 0;
        ModelState.AddModelError(nameof(Quantities), texts["Hãy nhập số: {0}.", Norms.NormWords.LabelOf(counted.Quantity, texts)]);
        return 0;
    }

    private Money ReadOrNothing(string field, string? typed) =>
        string.IsNullOrWhiteSpace(typed) || typed.Trim() == "0" ? Money.Zero : Read(field, AmountReader.Read(typed)) ?? Money.Zero;
}
