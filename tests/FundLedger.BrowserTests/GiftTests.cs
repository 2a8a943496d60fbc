using FundLedger.Features.Setup;
using FundLedger.Testing;
using Microsoft.Playwright;

namespace FundLedger.BrowserTests;

public sealed class GiftTests(Site site) : BrowserTest(site)
{
    private const int Children = 3;

    [Fact]
    public async Task An_amount_above_the_norm_is_refused_with_the_citation_and_nothing_typed_is_lost()
    {
        var page = await ListAsync();
        var chosen = await TickAsync(page);
        await AmountFor(page, chosen[0]).FillAsync("9.999.999");
        await page.ConfirmAsync(page.Button("Gửi đề nghị"));

        var problem = page.Content().GetByRole(AriaRole.Row).Filter(new() { HasText = chosen[0] }).GetByRole(AriaRole.Alert);
        await problem.Should().ToContainTextAsync("9.999.999");
        await problem.Should().ToContainTextAsync("Quyết định");
        await problem.Should().ToContainTextAsync("D-01");
        await AmountFor(page, chosen[0]).Should().ToHaveValueAsync("9.999.999");
        foreach (var code in chosen) await page.GetByRole(AriaRole.Checkbox, new() { Name = code }).Should().ToBeCheckedAsync();
        Assert.Equal(Children, await page.GetByRole(AriaRole.Checkbox, new() { NameRegex = Codes.Child(), Checked = true }).CountAsync());
    }

    [Fact]
    public async Task A_batch_of_gifts_goes_through_three_pairs_of_hands_and_one_line_is_reversed()
    {
        var accountant = await ListAsync();
        await TickAsync(accountant);
        await accountant.AttachAsync(SamplePapers.Of("D-01"));
        await accountant.ConfirmAsync(accountant.Button("Gửi đề nghị"));
        await accountant.Notice().Should().ToContainTextAsync("3 trẻ em, 900.000");
        await accountant.Content().GetByRole(AriaRole.Button, new() { NameRegex = Codes.Approve() }).Should().ToHaveCountAsync(0);
        await accountant.Content().Should().ToContainTextAsync("Đề nghị đang chờ người giữ bước tiếp theo quyết định.");
        var request = accountant.Url;

        var late = await PageOf(DemoUsers.SecondApprover);
        await late.GotoAsync(request);
        await ApproveAsync(request);
        await TheOtherApproverIsToldAsync(late);
        await PayAsync(request);
        await ReverseOneLineAsync(accountant, request);
    }

    private async Task ApproveAsync(string request)
    {
        var page = await PageOf(DemoUsers.Approver);
        await page.GotoAsync(request);
        await page.GetByLabel("Tôi cam đoan").CheckAsync();
        await page.Content().GetByRole(AriaRole.Button, new() { NameRegex = Codes.Approve() }).ClickAsync();
        await page.Question().Should().ToContainTextAsync("3 trẻ em, 900.000");
        await page.Question().GetByRole(AriaRole.Button).Last.ClickAsync();
        await page.Notice().Should().ToContainTextAsync("Đã duyệt đề nghị");
    }

    private static async Task TheOtherApproverIsToldAsync(IPage page)
    {
        await page.GetByLabel("Tôi cam đoan").CheckAsync();
        await page.ConfirmAsync(page.Content().GetByRole(AriaRole.Button, new() { NameRegex = Codes.Approve() }));
        await page.Refusal().Should().ToContainTextAsync("Chủ tịch Hội đồng quản lý Quỹ");
        await page.Content().GetByRole(AriaRole.Button, new() { NameRegex = Codes.Approve() }).Should().ToHaveCountAsync(0);
    }

    private async Task PayAsync(string request)
    {
        var page = await PageOf(DemoUsers.Cashier);
        await page.GotoAsync(request);
        await page.GetByText("Trả hết ngay một lần").ClickAsync();
        await page.GetByRole(AriaRole.Radio, new() { NameRegex = Codes.Bank() }).CheckAsync();
        await page.Field("Người nhận tiền").FillAsync("Cán bộ trẻ em các xã");
        await page.ConfirmAsync(page.Content().GetByRole(AriaRole.Button, new() { NameRegex = Codes.Pay() }));
        await page.Notice().Should().ToContainTextAsync(Hands.PaymentNumber());
    }

    private static async Task ReverseOneLineAsync(IPage page, string request)
    {
        await page.GotoAsync(request);
        await page.GetByText("Đảo một dòng đã chi nhầm").ClickAsync();
        await page.Field("Dòng cần đảo").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await page.GetByRole(AriaRole.Radio, new() { NameRegex = Codes.Bank() }).CheckAsync();
        await page.Field("Lý do").FillAsync("Gia đình đã chuyển đi, nộp lại tiền");
        await page.ConfirmAsync(page.Button("Đảo dòng này"));

        await page.Notice().Should().ToContainTextAsync(Hands.ReversalNumber());
        await page.Content().GetByRole(AriaRole.Link, new() { NameRegex = Hands.ReversalNumber() }).First.ClickAsync();
        await page.Title().Should().ToContainTextAsync(Hands.ReversalNumber());
        await page.Content().Should().ToContainTextAsync("(300.000)");
    }

    private async Task<IPage> ListAsync()
    {
        var page = await PageOf(DemoUsers.Accountant);
        await page.GotoAsync("/disbursements/gifts?Occasion=tet/2022&Fresh=true");
        await page.Field("Chi từ nguồn").SelectOptionAsync("TET");
        return page;
    }

    /// <summary>Ticks the first children of the list; answers their codes.</summary>
    private static async Task<List<string>> TickAsync(IPage page)
    {
        var boxes = page.GetByRole(AriaRole.Checkbox, new() { NameRegex = Codes.Child() });
        var codes = new List<string>();
        for (var i = 0; i < Children; i++)
        {
            await boxes.Nth(i).CheckAsync();
            codes.Add(await boxes.Nth(i).InputValueAsync());
        }

        return codes;
    }

    private static ILocator AmountFor(IPage page, string code) => page.GetByLabel($"Số tiền cho {code}", new() { Exact = true });
}
