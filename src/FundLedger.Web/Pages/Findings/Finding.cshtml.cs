using FundLedger.Domain;
using FundLedger.Domain.Audits;
using FundLedger.Features.Findings;
using FundLedger.Features.Papers;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace FundLedger.Web.Pages.Findings;

/// <summary>One finding with all that was said to it: the fund answers, an auditor accepts the answer or sends it back.</summary>
internal sealed class FindingModel(IMediator mediator, CurrentUser me, IStringLocalizer<Texts> texts) : FindingPage(mediator, me)
{
    [BindProperty(SupportsGet = true)]
    public int No { get; set; }

    [BindProperty]
    public string? Said { get; set; }

    [BindProperty]
    public IFormFile? Scan { get; set; }

    public FindingSheet Sheet { get; private set; } = new();

    public NextStep? Next { get; private set; }

    private string Here => $"/audit/findings/{No}";

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ?? Page();

    public async Task<IActionResult> OnGetPaperAsync(int step)
    {
        if (!MayRead) return Forbid();
        var paper = await Send(new GetFindingPaper(FundCode, No, step));
        return paper.Match(PaperFile.Download, _ => NotFound());
    }

    public async Task<IActionResult> OnPostAnswerAsync()
    {
        if (!MayRead) return Forbid();
        var answered = await Send(new AnswerFinding(FundCode, Key, No, Said ?? "", await PaperAsync()));
        return await DoneAsync(answered, texts["Đã gửi trả lời. Kiểm toán viên được báo."]);
    }

    public Task<IActionResult> OnPostAcceptAsync() => JudgeAsync(true, texts["Đã chấp nhận: phát hiện số {0} kết thúc.", No]);

    public Task<IActionResult> OnPostReturnAsync() => JudgeAsync(false, texts["Đã gửi lại để quỹ trả lời thêm."]);

    private async Task<IActionResult> JudgeAsync(bool accepted, LocalizedString done)
    {
        if (!MayRead) return Forbid();
        return await DoneAsync(await Send(new JudgeAnswer(FundCode, Key, No, accepted, Said ?? "")), done);
    }

    private async Task<IActionResult> DoneAsync<T>(Result<T> answer, LocalizedString done)
    {
        if (answer.Error is { } error) return await LoadAsync() ?? Show(error);
        TempData["Done"] = done.Value;
        return Redirect(Here);
    }

    private async Task<ScannedPaper?> PaperAsync()
    {
        if (Scan is not { Length: > 0 } scan) return null;
        using var memory = new MemoryStream();
        await scan.CopyToAsync(memory, HttpContext.RequestAborted);
        return new ScannedPaper(scan.FileName, memory.ToArray());
    }

    private async Task<IActionResult?> LoadAsync()
    {
        if (!MayRead) return Forbid();
        var found = await Send(new GetFinding(FundCode, No));
        if (found.Error is { } error) return Show(error);
        Sheet = found.Value;
        Next = Sheet.State == FindingState.Accepted
            ? null
            : await NextAsync(FundCode, "finding", No, Sheet.State == FindingState.Open ? "unanswered" : "answered");
        return null;
    }
}
