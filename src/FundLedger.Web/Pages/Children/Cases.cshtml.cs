using FundLedger.Features.Children;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace FundLedger.Web.Pages.Children;

/// <summary>Sealed cases: what was asked of identities, and the answer of a second person.</summary>
internal sealed class CasesModel(IMediator mediator, CurrentUser me, IStringLocalizer<Texts> texts) : LedgerPage(mediator, me)
{
    [BindProperty]
    public string? Child { get; set; }

    /// <summary>The request that is being answered; one at a time.</summary>
    [BindProperty(SupportsGet = true)]
    public long RequestNo { get; set; }

    public bool IsAnswered(IdentityCase one) => one.MayAnswer && (one.Request == RequestNo || List.Waiting.Count == 1);

    [BindProperty]
    public string? Reason { get; set; }

    public CaseList List { get; private set; } = new([], []);

    public async Task<IActionResult> OnGetAsync()
    {
        if (!Me.IsAny(Role.Approver, Role.CommuneOfficer, Role.Auditor)) return Forbid();
        var list = await Send(new ListCases(FundCode));
        if (list.Error is { } error) return Show(error);
        List = list.Value;
        return Page();
    }

    public Task<IActionResult> OnPostGrantAsync() => AnswerAsync(isGranted: true);

    public Task<IActionResult> OnPostRefuseAsync() => AnswerAsync(isGranted: false);

    public static string WordsOf(IdentityCase one, IStringLocalizer<Texts> texts) =>
        one.Purpose == "erase" ? texts["Xóa danh tính"] : texts["Mở hồ sơ bảo mật"];

    private async Task<IActionResult> AnswerAsync(bool isGranted)
    {
        var answered = await Send(new AnswerIdentity(FundCode, Key, Child ?? "", RequestNo, isGranted, Reason ?? ""));
        var page = await OnGetAsync();
        if (page is not PageResult) return page;
        if (answered.Error is { } refusal) return Show(refusal);
        TempData["Done"] = (answered.Value.IsErased ? texts["Đã xóa danh tính của {0}; không ai đọc lại được.", Child!]
            : isGranted ? texts["Đã đồng ý; người xin mở được {0} trong 30 phút.", Child!]
            : texts["Đã từ chối yêu cầu đối với {0}.", Child!]).Value;
        return Redirect("/cases");
    }
}
