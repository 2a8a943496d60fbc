using FundLedger.Domain.Audits;
using FundLedger.Features.Books;
using FundLedger.Features.Findings;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace FundLedger.Web.Pages.Findings;

/// <summary>The findings of the chosen fund; its auditors open new ones here.</summary>
internal sealed class FindingsModel(IMediator mediator, CurrentUser me, IStringLocalizer<Texts> texts) : FindingPage(mediator, me)
{
    /// <summary>open, answered or accepted; empty for all.</summary>
    [BindProperty(SupportsGet = true, Name = "state")]
    public string? State { get; set; }

    [BindProperty]
    public string? Subject { get; set; }

    [BindProperty]
    public string? Reference { get; set; }

    [BindProperty]
    public string? Said { get; set; }

    public FindingList List { get; private set; } = new([], 0, default);

    public static IReadOnlyList<FindingState> States { get; } = Enum.GetValues<FindingState>();

    public FindingState? Chosen =>
        Enum.TryParse<FindingState>(State, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known : null;

    private ListFindings Question => new(FundCode, Chosen);

    public async Task<IActionResult> OnGetAsync()
    {
        if (!MayRead) return Forbid();
        var list = await Send(Question);
        if (list.Error is { } error) return Show(error);
        List = list.Value;
        return Page();
    }

    /// <summary>The same list as a file, noted before it leaves.</summary>
    public async Task<IActionResult> OnGetExportAsync(string? format)
    {
        if (!MayRead) return Forbid();
        if (format is not ("csv" or "xlsx")) return NotFound();
        var made = await Send(new ExportFindings(Question, format, PaperFile.LanguageOf(null)));
        if (made.Error is { } error) return Show(error);
        var (file, at) = made.Value;
        var narrowed = Chosen is { } state ? FindingWords.StateOf(state).Vi : "Tất cả";
        var noted = await Send(new NoteExport(FundCode, Guid.NewGuid(), "findings", narrowed, format, file.Rows, at));
        return noted.Error is { } refusal ? Show(refusal) : PaperFile.Download(file);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!IsAuditor) return Forbid();
        var opened = await Send(new OpenFinding(FundCode, Key, Subject ?? "", Reference ?? "", Said ?? ""));
        if (opened.Error is { } error)
        {
            await OnGetAsync();
            return Show(error);
        }

        TempData["Done"] = texts["Đã lập phát hiện số {0}. Quỹ được báo để trả lời.", opened.Value.Finding].Value;
        return Redirect($"/audit/findings/{opened.Value.Finding}");
    }
}
