using FundLedger.Domain;
using FundLedger.Domain.Audits;
using FundLedger.Domain.Text;
using FundLedger.Features.Books;
using FundLedger.Features.Samples;
using FundLedger.Web.Pages.Audit;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace FundLedger.Web.Pages.Samples;

/// <summary>One sample: its lines, what was heard of them, and its field sheet.</summary>
internal sealed class SampleModel(IMediator mediator, CurrentUser me, IClock clock, IStringLocalizer<Texts> texts)
    : AuditPage(mediator, me)
{
    [BindProperty(SupportsGet = true)]
    public int No { get; set; }

    [BindProperty]
    public int Rank { get; set; }

    /// <summary>received, short, not_received or not_found.</summary>
    [BindProperty]
    public string? Heard { get; set; }

    [BindProperty]
    public string? ShortBy { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    public SampleSheet? Sheet { get; private set; }

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ?? Page();

    /// <summary>The field sheet, or the table, noted before it leaves.</summary>
    public async Task<IActionResult> OnGetExportAsync(string? format)
    {
        if (!IsAuditor) return Forbid();
        if (format is not ("pdf" or "csv" or "xlsx")) return NotFound();
        var at = clock.GetCurrentInstant();
        var made = await Send(new ExportSample(FundCode, No, format, PaperFile.LanguageOf(null)));
        if (made.Error is { } error) return Show(error);
        var noted = await Send(new NoteExport(FundCode, Guid.NewGuid(), "sample", $"Mẫu số {No}", format, made.Value.Rows, at));
        return noted.Error is { } refusal ? Show(refusal) : PaperFile.Download(made.Value);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await LoadAsync() is { } gone) return gone;
        if (SampleWords.Read(Heard) is not { } result)
        {
            ModelState.AddModelError(nameof(Heard), texts["Chọn kết quả."]);
            return Page();
        }

        var lacking = result == SampleResult.Lacking ? Read(nameof(ShortBy), AmountReader.Read(ShortBy)) : (Money?)null;
        if (!ModelState.IsValid) return Page();
        var recorded = await Send(new RecordSampleResult(FundCode, Key, No, Rank, result, lacking, Note));
        if (recorded.Error is { } error) return Show(error);
        TempData["Done"] = recorded.Value.Finding is { } finding
            ? texts["Đã ghi dòng {0}; lập phát hiện số {1}.", Rank, finding].Value
            : texts["Đã ghi dòng {0}.", Rank].Value;
        return Redirect($"/audit/samples/{No}");
    }

    private async Task<IActionResult?> LoadAsync()
    {
        if (!IsAuditor) return Forbid();
        var found = await Send(new GetSample(FundCode, No));
        if (found.Error is { } error) return Show(error);
        Sheet = found.Value;
        return null;
    }
}
