using System.Text.RegularExpressions;
using FundLedger.Features.Setup;
using Microsoft.Playwright;

namespace FundLedger.BrowserTests;

public sealed partial class SignInTests(Site site) : BrowserTest(site)
{
    private const string WrongPassword = "khong-phai-mat-khau";

    [Fact]
    public async Task An_unknown_person_is_answered_like_a_wrong_password()
    {
        var known = await RefusedAsync(DemoUsers.Cashier, WrongPassword);
        var unknown = await RefusedAsync("khong.co.ai", WrongPassword);
        Assert.Equal(known, unknown);
    }

    [Fact]
    public async Task After_five_wrong_passwords_the_right_one_does_not_help()
    {
        for (var i = 0; i < 5; i++) await RefusedAsync(DemoUsers.SecondApprover, WrongPassword);
        var locked = await RefusedAsync(DemoUsers.SecondApprover, DemoUsers.Password);
        Assert.Contains("tạm khóa", locked, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_way_to_a_page_leads_over_the_sign_in_and_back()
    {
        var page = await PageOf(null);
        await page.GotoAsync("/receipts?Donor=ch%C3%A8");
        await page.Title().Should().ToHaveTextAsync("Đăng nhập");
        await page.SignInAsync(DemoUsers.Accountant, DemoUsers.Password);

        await page.Title().Should().ToHaveTextAsync("Khoản thu");
        await page.Field("Người nộp").Should().ToHaveValueAsync("chè");
    }

    [Fact]
    public async Task A_role_of_the_demo_fills_the_form_in()
    {
        var page = await PageOf(null);
        await page.GotoAsync("/sign-in");
        await page.GetByRole(AriaRole.Link, new() { NameRegex = Auditor() }).ClickAsync();
        await page.Button("Đăng nhập").ClickAsync();
        await page.Title().Should().ToHaveTextAsync("Việc của tôi");
    }

    [Fact]
    public async Task After_signing_out_no_page_opens_not_even_with_the_back_button()
    {
        var page = await PageOf(null);
        await page.GotoAsync("/sign-in?next=/receipts");
        await page.SignInAsync(DemoUsers.Accountant, DemoUsers.Password);
        await page.Title().Should().ToHaveTextAsync("Khoản thu");
        await page.Locator("summary").Filter(new() { HasText = "Kế toán Quỹ" }).ClickAsync();
        await page.Button("Đăng xuất").ClickAsync();
        await page.Title().Should().ToHaveTextAsync("Đăng nhập");

        await page.GoBackAsync();
        await page.Title().Should().ToHaveTextAsync("Đăng nhập");
        await page.GotoAsync("/receipts");
        await page.Title().Should().ToHaveTextAsync("Đăng nhập");
    }

    [Fact]
    public async Task Another_site_is_never_where_the_sign_in_leads()
    {
        var page = await PageOf(null);
        await page.GotoAsync("/sign-in?next=//example.org/");
        await page.SignInAsync(DemoUsers.Accountant, DemoUsers.Password);
        await page.Title().Should().ToHaveTextAsync("Việc của tôi");
        Assert.Equal(Site.Address, new Uri(page.Url));
    }

    private async Task<string> RefusedAsync(string user, string password)
    {
        var page = await PageOf(null);
        await page.GotoAsync("/sign-in");
        await page.SignInAsync(user, password);
        return await page.Refusal().InnerTextAsync();
    }

    [GeneratedRegex("kiemtoan")]
    private static partial Regex Auditor();
}
