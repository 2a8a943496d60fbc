using FundLedger.Domain;
using FundLedger.Features.Children;
using FundLedger.Features.Vault;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace FundLedger.Web.Pages.Children;

/// <summary>One child by its code. The name is shown once, on the page that answers the opening, and never kept.</summary>
internal sealed class ChildModel(IMediator mediator, CurrentUser me, IStringLocalizer<Texts> texts) : LedgerPage(mediator, me)
{
    [BindProperty(SupportsGet = true)]
    public string Code { get; set; } = "";

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? EraseReason { get; set; }

    [BindProperty]
    public string? SplitReason { get; set; }

    public ChildSheet? Sheet { get; private set; }

    public Identity? Identity { get; private set; }

    /// <summary>Who cares for the child, and who did before.</summary>
    public IReadOnlyList<OpenedCarer> Carers { get; private set; } = [];

    /// <summary>The opening was written down, but its answer is gone: the page was sent again.</summary>
    public bool WasOpenedBefore { get; private set; }

    public Money Received => Sheet!.Support.Aggregate(Money.Zero, (sum, support) => sum + support.Amount);

    public Task<IActionResult> OnGetAsync() => LoadAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        Response.Headers.CacheControl = "no-store";
        var loaded = await LoadAsync();
        if (Sheet is null) return loaded;
        if (!Sheet.Head.MayOpenIdentity) return Forbid();
        var opened = await Send(new OpenIdentity(FundCode, Key, Code, Reason ?? ""));
        if (opened.Error is { } error) return Show(error);
        Identity = opened.Value.Identity;
        Carers = opened.Value.Carers;
        WasOpenedBefore = Identity is null;
        Reason = null;
        ModelState.Clear();
        Key = Guid.NewGuid();
        return Page();
    }

    public async Task<IActionResult> OnPostSplitAsync()
    {
        var loaded = await LoadAsync();
        if (Sheet is null) return loaded;
        if (!Sheet.Head.MaySplit) return Forbid();
        var split = await Send(new SplitChildren(FundCode, Key, Code, SplitReason ?? ""));
        if (split.Error is { } error) return Show(error);
        TempData["Done"] = texts["Đã tách {0} ra lại: là hai trẻ.", Code].Value;
        return Redirect($"/children/{Code}");
    }

    public Task<IActionResult> OnPostAskAsync() => AskAsync(IdentityPurpose.Open, Reason);

    public Task<IActionResult> OnPostAskErasureAsync() => AskAsync(IdentityPurpose.Erase, EraseReason);

    private async Task<IActionResult> AskAsync(IdentityPurpose purpose, string? reason)
    {
        var loaded = await LoadAsync();
        if (Sheet is null) return loaded;
        if (!Sheet.Head.MayOpenIdentity) return Forbid();
        var asked = await Send(new AskIdentity(FundCode, Key, Code, purpose, reason ?? ""));
        if (asked.Error is { } error) return Show(error);
        TempData["Done"] = texts["Đã gửi yêu cầu số {0}; người duyệt trả lời ở trang Hồ sơ bảo mật.", asked.Value.Request].Value;
        return Redirect($"/children/{Code}");
    }

    private async Task<IActionResult> LoadAsync()
    {
        if (!Me.IsAny(IndexModel.Readers)) return Forbid();
        var sheet = await Send(new GetChild(FundCode, Code));
        if (sheet.Error is { } error) return Show(error);
        Sheet = sheet.Value;
        return Page();
    }
}
