using FundLedger.Features.Children;
using FundLedger.Features.Vault;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace FundLedger.Web.Pages.Children;

/// <summary>
/// Two children side by side, and the decision whether they are one. Names are shown once, on the answer to their opening.
/// </summary>
internal sealed class PairModel(IMediator mediator, CurrentUser me, IStringLocalizer<Texts> texts) : LedgerPage(mediator, me)
{
    /// <summary>Reasons that come up often, as Vietnamese keys.</summary>
    public static IReadOnlyList<string> CommonLooks { get; } =
        [Texts.Key("Đối chiếu hồ sơ nghi trùng"), Texts.Key("Gia đình báo đăng ký hai lần")];

    /// <inheritdoc cref="CommonLooks"/>
    public static IReadOnlyList<string> CommonReasons { get; } =
    [
        Texts.Key("Cùng một giấy khai sinh"), Texts.Key("Đăng ký hai lần"), Texts.Key("Trẻ sinh đôi"),
        Texts.Key("Hai giấy khai sinh khác nhau"), Texts.Key("Thôn xác nhận là hai trẻ"),
    ];

    [BindProperty(SupportsGet = true)]
    public string One { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public string Other { get; set; } = "";

    [BindProperty]
    public string? LookReason { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public PairSheet? Sheet { get; private set; }

    public IdentitiesCompared? Compared { get; private set; }

    public Identity? IdentityOf(string code) => Compared?.Identities.GetValueOrDefault(code);

    public async Task<IActionResult> OnGetAsync()
    {
        if (!Me.IsAny(Role.CommuneOfficer)) return Forbid();
        var sheet = await Send(new GetPair(FundCode, One, Other));
        if (sheet.Error is { } error) return Show(error);
        Sheet = sheet.Value;
        return Page();
    }

    public async Task<IActionResult> OnPostOpenAsync()
    {
        Response.Headers.CacheControl = "no-store";
        var page = await OnGetAsync();
        if (page is not PageResult) return page;
        var compared = await Send(new CompareIdentities(FundCode, Key, [One, Other], LookReason ?? ""));
        if (compared.Error is { } error) return Show(error);
        Compared = compared.Value.Identities.Count > 0 ? compared.Value : null;
        Key = Guid.NewGuid();
        ModelState.Clear();
        return Page();
    }

    public Task<IActionResult> OnPostTwoAsync() => DecideAsync(() => Send(new TellApart(FundCode, Key, One, Other, Reason ?? "")));

    public Task<IActionResult> OnPostKeepOneAsync() => MergeAsync(Other, One);

    public Task<IActionResult> OnPostKeepOtherAsync() => MergeAsync(One, Other);

    private Task<IActionResult> MergeAsync(string code, string kept) =>
        DecideAsync(() => Send(new MergeChildren(FundCode, Key, code, kept, Reason ?? "")));

    private async Task<IActionResult> DecideAsync(Func<Task<Domain.Result<PairDecided>>> decide)
    {
        if (!Me.IsAny(Role.CommuneOfficer)) return Forbid();
        var decided = await decide();
        if (decided.Error is { } refusal)
        {
            var page = await OnGetAsync();
            return page is PageResult ? Show(refusal) : page;
        }

        TempData["Done"] = texts["Đã ghi quyết định về {0} và {1}.", One, Other].Value;
        TempData["Warning"] = decided.Value switch
        {
            { Blocked: { Count: > 0 } blocked } => texts["Đề nghị cần từ chối hoặc rút lại: {0}.", string.Join(", ", blocked)].Value,
            { HouseholdsDiffer: true } => texts["Hai hộ cùng khai trẻ này; hãy xác minh và ghi lại hộ đúng."].Value,
            _ => null,
        };
        return Redirect("/children/duplicates");
    }
}
