using FundLedger.Domain;
using FundLedger.Features.Norms;
using FundLedger.Features.Papers;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace FundLedger.Web.Pages.Norms;

/// <summary>The norm decision by which the chosen fund pays, the others, and the steps of a draft to its publication.</summary>
internal sealed class IndexModel(IMediator mediator, CurrentUser me, IStringLocalizer<Texts> texts) : LedgerPage(mediator, me)
{
    [BindProperty(SupportsGet = true, Name = "decision")]
    public int? Decision { get; set; }

    [BindProperty(SupportsGet = true, Name = "support")]
    public string? Support { get; set; }

    /// <summary>Hash of the content that the page showed.</summary>
    [BindProperty]
    public string? Seen { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public IFormFile? Scan { get; set; }

    public NormsOfFund Norms { get; private set; } = new([], null, [], [], [], []);

    public NextStep? Next { get; private set; }

    public bool MayDraft => Me.IsAny(Role.FundAccountant);

    public bool MayPublish => Me.IsAny(Role.Approver);

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ?? Page();

    public async Task<IActionResult> OnPostScanAsync()
    {
        if (await LoadAsync() is { } answer) return answer;
        if (Scan is null) return Show(new ScanUnusable(""));
        using var memory = new MemoryStream();
        await Scan.CopyToAsync(memory, HttpContext.RequestAborted);
        var attached = await Send(new AttachNormScan(FundCode, Key, Decision ?? 0, new ScannedPaper(Scan.FileName, memory.ToArray())));
        return attached.Match(_ => Done(texts["Đã đính kèm bản quét {0}.", Scan.FileName]), Show);
    }

    public Task<IActionResult> OnPostProposeAsync() => StepAsync(
        new ProposeNorm(FundCode, Key, Decision ?? 0, Seen ?? ""),
        number => texts["Đã trình quyết định {0}; người duyệt sẽ ban hành.", number]);

    public Task<IActionResult> OnPostPublishAsync() => StepAsync(
        new PublishNorm(FundCode, Key, Decision ?? 0, Seen ?? ""), number => texts["Đã ban hành quyết định {0}.", number]);

    public Task<IActionResult> OnPostReturnAsync() => StepAsync(
        new ReturnNorm(FundCode, Key, Decision ?? 0, Reason ?? ""), number => texts["Quyết định {0} trở lại là dự thảo.", number]);

    public Task<IActionResult> OnPostDiscardAsync() => StepAsync(
        new DiscardNorm(FundCode, Key, Decision ?? 0), number => texts["Đã bỏ dự thảo {0}.", number]);

    private async Task<IActionResult> StepAsync(IRequest<Result<NormMoved>> step, Func<string, string> done)
    {
        if (await LoadAsync() is { } answer) return answer;
        var moved = await Send(step);
        if (moved.Error is { } error) return Show(error);
        if (moved.Value.State == "discarded") Decision = null;
        return Done(done(moved.Value.Number));
    }

    private RedirectResult Done(string sentence)
    {
        TempData["Done"] = sentence;
        return Redirect(Decision is { } id ? $"/norms?decision={id}" : "/norms");
    }

    private async Task<IActionResult?> LoadAsync()
    {
        var norms = await Send(new GetNorms(FundCode, Decision, string.IsNullOrEmpty(Support) ? null : Support));
        if (norms.Error is { } error) return Show(error);
        Norms = norms.Value;
        if (Norms.Shown is { IsOwn: true } shown) Next = await NextAsync(FundCode, "norm", shown.DecisionId, shown.Status);
        return null;
    }
}
