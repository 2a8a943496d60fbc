using FundLedger.Web.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace FundLedger.Web.Pages;

[AllowAnonymous]
internal sealed class SignInModel(PasswordSignIn passwords, DemoAccounts demo, CurrentUser me, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public string UserName { get; set; } = "";

    [BindProperty]
    public string Password { get; set; } = "";

    /// <summary>Where the person was going; only addresses of this site are followed.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Next { get; set; }

    public IReadOnlyList<DemoAccount> Accounts { get; private set; } = [];

    public string? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync([FromQuery(Name = "as")] string? demoUser, CancellationToken token)
    {
        if (me.IsSignedIn) return LocalRedirect(Destination);
        Accounts = await demo.ListAsync(token);
        if (Accounts.FirstOrDefault(account => account.UserName == demoUser) is not { } chosen) return Page();
        UserName = chosen.UserName;
        Password = DemoAccounts.Password;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken token)
    {
        Accounts = await demo.ListAsync(token);
        if (!ModelState.IsValid) return Refuse(texts["Hãy nhập tên đăng nhập và mật khẩu."]);
        return await passwords.TryAsync(UserName, Password, HttpContext.Connection.RemoteIpAddress, token) switch
        {
            SignInOutcome.SignedIn => LocalRedirect(Destination),
            SignInOutcome.TooManyTries => RefuseForNow(),
            _ => Refuse(texts["Tên đăng nhập hoặc mật khẩu không đúng, hoặc tài khoản đang tạm khóa."]),
        };
    }

    private string Destination => Url.IsLocalUrl(Next) ? Next! : "/";

    private PageResult RefuseForNow()
    {
        Response.StatusCode = StatusCodes.Status429TooManyRequests;
        return Refuse(texts["Đã thử quá nhiều lần. Hãy đợi vài phút rồi thử lại."]);
    }

    private PageResult Refuse(string problem)
    {
        Problem = problem;
        Password = "";
        return Page();
    }
}
