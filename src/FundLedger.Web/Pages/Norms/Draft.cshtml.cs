using FundLedger.Domain;
using FundLedger.Domain.Norms;
using FundLedger.Domain.Text;
using FundLedger.Features.Norms;
using FundLedger.Web.Localisation;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace FundLedger.Web.Pages.Norms;

/// <summary>Drafts a norm decision: from one that is there, with a new head, or whole from a workbook.</summary>
internal sealed class DraftModel(IMediator mediator, CurrentUser me, IClock clock, IStringLocalizer<Texts> texts) : LedgerPage(mediator, me)
{
    /// <summary>The draft that is written anew; null for a new one.</summary>
    [BindProperty(SupportsGet = true, Name = "decision")]
    public int? Decision { get; set; }

    /// <summary>The decision whose lines are copied.</summary>
    [BindProperty(SupportsGet = true, Name = "from")]
    public int? From { get; set; }

    [BindProperty]
    public string? Number { get; set; }

    [BindProperty]
    public string? IssuedOn { get; set; }

    [BindProperty]
    public string? IssuedBy { get; set; }

    [BindProperty]
    public string? TitleVi { get; set; }

    [BindProperty]
    public string? TitleEn { get; set; }

    [BindProperty]
    public string? ValidFrom { get; set; }

    [BindProperty]
    public string? ValidTo { get; set; }

    [BindProperty]
    public string? LegalBases { get; set; }

    [BindProperty]
    public IFormFile? Workbook { get; set; }

    public IReadOnlyList<NormLine> Lines { get; private set; } = [];

    public IReadOnlyList<CellFlaw> Flaws { get; private set; } = [];

    public string CopiedFrom { get; private set; } = "";

    private LocalDate Today => BusinessDate.Of(clock.GetCurrentInstant());

    public async Task<IActionResult> OnGetAsync()
    {
        var norms = await LoadAsync();
        if (norms.Error is { } error) return Show(error);
        if (!Me.IsAny(Role.FundAccountant)) return Forbid();
        if (norms.Value is { } shown) Fill(shown);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await LoadAsync() is { Error: { } error }) return Show(error);
        var issued = Read(nameof(IssuedOn), DateReader.Read(IssuedOn, Today));
        var from = Read(nameof(ValidFrom), DateReader.Read(ValidFrom, Today));
        var to = string.IsNullOrWhiteSpace(ValidTo) ? null : Read(nameof(ValidTo), DateReader.Read(ValidTo, Today));
        if (issued is null || from is null || !ModelState.IsValid) return Page();
        var head = new NormHead
        {
            Number = (Number ?? "").Trim(), IssuedOn = issued.Value, IssuedBy = (IssuedBy ?? "").Trim(),
            ValidFrom = from.Value, ValidTo = to,
            Title = new Wording((TitleVi ?? "").Trim(), string.IsNullOrWhiteSpace(TitleEn) ? (TitleVi ?? "").Trim() : TitleEn.Trim()),
            LegalBases = (LegalBases ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        };
        return await SaveAsync(NormFile.Of(head, Lines));
    }

    public async Task<IActionResult> OnPostWorkbookAsync()
    {
        var norms = await LoadAsync();
        if (norms.Error is { } error) return Show(error);
        if (norms.Value is { } shown) Fill(shown);
        if (Workbook is null) return Show(new WorkbookMissing());
        using var memory = new MemoryStream();
        await Workbook.CopyToAsync(memory, HttpContext.RequestAborted);
        var read = await Send(new ReadNormWorkbook(FundCode, memory.ToArray()));
        if (read.Error is NormWorkbookFlawed flawed) Flaws = flawed.Flaws;
        return read.Error is { } bad ? Show(bad) : await SaveAsync(read.Value);
    }

    private async Task<IActionResult> SaveAsync(NormFile file)
    {
        var drafted = await Send(new DraftNorm(FundCode, Key, Decision, file));
        if (drafted.Error is { } error) return Show(error);
        TempData["Done"] = texts["Đã lưu dự thảo {0}: {1} dòng định mức.", file.Decision.Number, file.Lines.Count].Value;
        return Redirect($"/norms?decision={drafted.Value.Decision}");
    }

    private async Task<Result<ListedDecision?>> LoadAsync()
    {
        if ((Decision ?? From) is not { } id) return (ListedDecision?)null!;
        var norms = await Send(new GetNorms(FundCode, id));
        if (norms.Error is { } error) return error;
        Lines = norms.Value.Lines;
        CopiedFrom = norms.Value.Shown!.Number;
        return norms.Value.Shown;
    }

    // The next decision begins with what the last one says; its number and days are its own, and what follows a sample is none.
    private void Fill(ListedDecision shown)
    {
        if (!shown.IsSample || Decision is not null)
        {
            IssuedBy ??= shown.IssuedBy;
            TitleVi ??= shown.TitleVi;
            TitleEn ??= shown.TitleEn;
        }

        LegalBases ??= string.Join('\n', shown.LegalBases);
        if (Decision is null) return;
        Number ??= shown.Number;
        IssuedOn ??= Screen.Show(shown.IssuedOn);
        ValidFrom ??= Screen.Show(shown.ValidFrom);
        ValidTo ??= shown.ValidTo is { } last ? Screen.Show(last) : null;
    }
}

public sealed record WorkbookMissing() : Invalid("Choose a workbook first.")
{
    public override string Field => "Workbook";
}
