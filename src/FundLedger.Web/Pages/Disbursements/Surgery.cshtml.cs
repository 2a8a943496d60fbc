using FundLedger.Domain;
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

/// <summary>Support for one operation: tried against the norm first, then asked for.</summary>
internal sealed class SurgeryModel(IMediator mediator, CurrentUser me, IStringLocalizer<Texts> texts)
    : CasePage(mediator, me, texts)
{
    [BindProperty]
    public string? Beneficiary { get; set; }

    [BindProperty]
    public string? Need { get; set; }

    [BindProperty]
    public string? CaseReference { get; set; }

    [BindProperty]
    public string? Cost { get; set; }

    [BindProperty]
    public string? Insurance { get; set; }

    [BindProperty]
    public string? Amount { get; set; }

    [BindProperty]
    public string? Pool { get; set; }

    public SurgeryChoices Choices { get; private set; } = new([], [], []);

    public SupportAssessed? Assessed { get; private set; }

    public IEnumerable<SelectListItem> Needs =>
        Choices.Lines.Select(line => new SelectListItem($"{Bilingual.Of(line.Name)} ({line.Code})", line.Support.Need));

    public IEnumerable<SelectListItem> Pools => Choices.Pools.Select(pool => new SelectListItem(
        T["{0}, còn được chi {1}", Bilingual.Of(pool.NameVi, pool.NameEn), Screen.Show(pool.Available)], pool.Code));

    /// <summary>The papers of every operation: the form is the same whichever is chosen.</summary>
    public override IReadOnlyList<Wording> AskedPapers =>
        [.. Choices.Lines.SelectMany(line => line.Papers).DistinctBy(paper => paper.Vi)];

    public override string Address => "/disbursements/surgery";

    public override bool AsksCost => true;

    public override bool IsForChild => true;

    public override IEnumerable<SelectListItem> Institutions =>
        Choices.Institutions.Select(one => new SelectListItem($"{one.Name} – {one.Unit}", one.Code)).Prepend(new SelectListItem("–", ""));

    protected override string Form => "surgery";

    protected override string Place => "";

    public override bool IsNeeded(Wording paper) => base.IsNeeded(paper) && (Chosen is null ? NoteOf(paper) is null : Asks(Chosen, paper));

    public override string? NoteOf(Wording paper) => Choices.Lines.All(line => Asks(line, paper)) ? null
        : string.Join(", ", Choices.Lines.Where(line => Asks(line, paper)).Select(line => line.Code));

    private NormLine? Chosen => Choices.Lines.FirstOrDefault(line => line.Support.Need == Need);

    private static bool Asks(NormLine line, Wording paper) => line.Papers.Any(one => one.Vi == paper.Vi);

    public async Task<IActionResult> OnGetAsync()
    {
        if (!MayRequest) return Forbid();
        await LoadAsync();
        await RestoreAsync();
        return Page();
    }

    /// <summary>What the norm would give; nothing is recorded.</summary>
    public async Task<IActionResult> OnPostAssessAsync()
    {
        if (!MayRequest) return Forbid();
        await LoadAsync();
        await SaveAsync();
        if (ReadCase() is not { } read) return Page();
        var assessed = await Send(new AssessSurgery(FundCode, read.Need, read.Beneficiary, read.CaseReference)
        {
            Cost = read.Cost, Insurance = read.Insurance, OtherAid = read.OtherAid, Amount = read.Amount,
        });
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
        if (ReadCase() is not { } read) return Page();
        var sent = await Send(new RequestSurgery(FundCode, Key, Pool ?? "", read.Need, read.Beneficiary, read.CaseReference)
        {
            Cost = read.Cost, Insurance = read.Insurance, OtherAid = read.OtherAid, Amount = read.Amount, Papers = await PapersAsync(),
            Terms = read.Terms, Replaces = Saved?.Returned?.Id,
        });
        if (sent.Error is { } error) return await ShowAndKeepAsync(error);
        TempData["Done"] = T["Đã gửi đề nghị hỗ trợ {0}; đang chờ duyệt.", Screen.Show(sent.Value.Total)].Value;
        return await EndAsync(sent.Value.Id);
    }

    protected override bool MayRequest => Me.IsAny(Role.FundAccountant, Role.CommuneOfficer);

    // What only another operation needs goes along as any other paper.
    private new async Task<IReadOnlyList<AttachedPaper>> PapersAsync() => [.. (await base.PapersAsync()).Select(paper =>
        Chosen is { } line && line.Papers.All(one => one.Vi != paper.Paper) ? paper with { Paper = "" } : paper)];

    private sealed record Case(
        string Need, string Beneficiary, string CaseReference, Money Cost, Money Insurance, CaseTerms Terms, Money? Amount)
    {
        public Money OtherAid => new(Terms.CoFunders.Sum(one => one.Amount.Dong));
    }

    // Reads every field before giving up, so that all that is wrong is said at once.
    private Case? ReadCase()
    {
        var child = (Beneficiary ?? "").Trim().ToUpperInvariant();
        if (child.Length == 0) ModelState.AddModelError(nameof(Beneficiary), T["Hãy chọn mã trẻ em."]);
        if (string.IsNullOrEmpty(Need)) ModelState.AddModelError(nameof(Need), T["Hãy chọn loại phẫu thuật."]);
        var cost = Read(nameof(Cost), AmountReader.Read(Cost));
        var insurance = ReadOrNothing(nameof(Insurance), Insurance);
        var terms = ReadTerms();
        var amount = string.IsNullOrWhiteSpace(Amount) ? null : Read(nameof(Amount), AmountReader.Read(Amount));
        return ModelState.ErrorCount > 0 ? null : new Case(Need!, child, CaseReference ?? "", cost!.Value, insurance, terms, amount);
    }

    private Money ReadOrNothing(string field, string? typed) =>
        string.IsNullOrWhiteSpace(typed) || typed.Trim() == "0" ? Money.Zero : Read(field, AmountReader.Read(typed)) ?? Money.Zero;

    protected override async Task LoadAsync()
    {
        Choices = (await Send(new GetSurgeryChoices(FundCode))).Value;
        await LookForHandsAsync();
    }
}
