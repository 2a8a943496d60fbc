using FundLedger.Features.Disbursements;
using FundLedger.IntegrationTests.Api;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Pages;

public sealed class DisbursementPageTests(WebLedger web) : IClassFixture<WebLedger>
{
    private const string Gifts = "/disbursements/gifts?Occasion=tet%2F2021";

    private Given Given => web.Ledger.Given;

    [Fact]
    public async Task A_line_above_the_norm_is_refused_with_its_citation_and_all_ticks_and_amounts_stay()
    {
        var pool = await PoolWith("TICKS", 5_000_000);
        var children = await Given.Children(2);
        var page = await PageForm.Open(web, TamDuong.Accountant, Gifts);
        var again = await page.Send(
            "/disbursements/gifts", ("Pool", pool), ("Chosen", children[0]), ($"Amount-{children[0]}", "250.000"),
            ("Chosen", children[1]), ($"Amount-{children[1]}", "300.001"));
        Assert.Equal(200, again.Status);
        Assert.Contains("300.001 ₫ vượt mức 300.000 ₫", again.Text.Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.Contains("dòng D-01 (định mức mẫu)", again.Text, StringComparison.Ordinal);
        Assert.Contains($"name=\"Amount-{children[0]}\" value=\"250.000\"", again.Text, StringComparison.Ordinal);
        Assert.Contains($"name=\"Amount-{children[1]}\" value=\"300.001\"", again.Text, StringComparison.Ordinal);
        Assert.Contains($"value=\"{children[1]}\" checked", again.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ticked_children_become_one_request_at_the_amounts_typed()
    {
        var pool = await PoolWith("SENT", 5_000_000);
        var children = await Given.Children(2);
        var page = await PageForm.Open(web, TamDuong.Accountant, Gifts + "&Fresh=true");
        Assert.Contains("đã nộp", await page.Attach("/disbursements/gifts?handler=Keep", "Paper.0", SamplePapers.File), StringComparison.Ordinal);
        var sent = await page.Send(
            "/disbursements/gifts", ("Pool", pool), ("Chosen", children[0]), ($"Amount-{children[0]}", "250.000"), ("Chosen", children[1]),
            ($"Amount-{children[1]}", ""));
        Assert.Equal(302, sent.Status);
        var id = long.Parse(sent.Location!.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(550_000, await web.Ledger.Ask<long>("SELECT total FROM disbursements WHERE disbursement_id = @Id", new { Id = id }));
    }

    [Fact]
    public async Task Who_is_ticked_on_other_pages_of_a_long_list_is_kept_in_the_draft_and_sent_too()
    {
        var pool = await PoolWith("LONG", 5_000_000);
        var children = (await Given.Children(2)).Order(StringComparer.Ordinal).ToArray();
        var gone = Enumerable.Range(0, 1_000).Select(i => $"TE-GONE-{i}");
        var draft = new RequestDraft(Guid.NewGuid(), Given.Fund, "gifts", "tet/2021")
        {
            Key = Guid.NewGuid(),
            Fields = new Dictionary<string, string[]> { ["Chosen"] = [.. children, .. gone], [$"Amount-{children[0]}"] = ["250.000"] },
        };
        await web.Ledger.Done(TamDuong.Accountant, new SaveDraft(draft, []));
        var page = await PageForm.Open(web, TamDuong.Accountant, $"{Gifts}&After={children[0]}&Draft={draft.Id}");
        Assert.DoesNotContain($"Amount-{children[0]}", page.Text, StringComparison.Ordinal);
        Assert.Contains("1 trẻ em đã chọn ở trang khác được giữ trong bản nháp", page.Text, StringComparison.Ordinal);
        (string, string)[] part = [("Rest", page.HiddenOf("Rest")), ("After", children[0]), ($"Amount-{children[1]}", "")];
        await page.Attach("/disbursements/gifts?handler=Keep", "Paper.0", SamplePapers.File, part);
        var sent = await page.Send("/disbursements/gifts", [.. part, ("Pool", pool), ("Chosen", children[1])]);
        Assert.Equal(302, sent.Status);
        var id = long.Parse(sent.Location!.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(550_000, await web.Ledger.Ask<long>("SELECT total FROM disbursements WHERE disbursement_id = @Id", new { Id = id }));
    }

    [Fact]
    public async Task The_requester_may_not_decide_and_reads_why()
    {
        var path = await WaitingAsync("OWN");
        var own = await PageForm.Open(web, TamDuong.AccountantsOtherAccount, path);
        Assert.Contains("Anh/chị là người đề nghị nên không thể duyệt", own.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("handler=Approve", own.Text, StringComparison.Ordinal);
        Assert.Contains("handler=Approve", (await PageForm.Open(web, TamDuong.Approver, path)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_decision_comes_the_next_that_waits_and_the_second_approver_is_told()
    {
        var first = await WaitingAsync("ONE");
        await WaitingAsync("TWO");
        var mine = await PageForm.Open(web, TamDuong.Approver, first);
        var late = await PageForm.Open(web, TamDuong.SecondApprover, first);
        var decided = await mine.Send($"{first}?handler=Approve", ("IsUnrelated", "true"));
        Assert.Equal(302, decided.Status);
        Assert.StartsWith("/disbursements/Q106/", decided.Location, StringComparison.Ordinal);
        Assert.NotEqual(first, decided.Location);
        var told = await late.Send($"{first}?handler=Approve", ("IsUnrelated", "true"));
        Assert.Contains("đã được Chủ tịch Hội đồng Quỹ xử lý lúc 04/01/2021", told.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rejection_without_a_reason_keeps_the_page()
    {
        var path = await WaitingAsync("REASON");
        var again = await (await PageForm.Open(web, TamDuong.Approver, path)).Send($"{path}?handler=Reject", ("Reason", "   "));
        Assert.Contains("Cần nêu lý do, ít nhất 5 ký tự.", again.Text, StringComparison.Ordinal);
        Assert.Contains("handler=Approve", again.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_cashier_pays_and_the_voucher_is_one_step_away()
    {
        var path = $"/disbursements/Q106/{await Given.Approved(await PoolWith("PAY", 1_000_000), await Given.Children(1))}";
        var page = await PageForm.Open(web, TamDuong.Cashier, path);
        Assert.Contains("handler=Pay", page.Text, StringComparison.Ordinal);
        var paid = await page.Send($"{path}?handler=Pay", ("Date", "04/01/2021"), ("MoneyAccount", "cash"), ("Payee", "Cán bộ xã"));
        Assert.Equal((302, path), (paid.Status, paid.Location));
        Assert.Contains("/vouchers/Q106/PC-2021-", (await PageForm.Open(web, TamDuong.Cashier, path)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_of_others_is_a_page_that_is_not_there() =>
        Assert.Equal(404, (await PageForm.Open(web, TamDuong.OtherOfficer, await WaitingAsync("SCOPE"))).Status);

    [Theory]
    [InlineData(TamDuong.Accountant, "/ /funds/overview /funds/pools/new /receipts")]
    [InlineData(TamDuong.Accountant, "/disbursements /disbursements/gifts /disbursements/surgery")]
    [InlineData(TamDuong.Officer, "/ /disbursements /disbursements/gifts /disbursements/surgery")]
    [InlineData(TamDuong.Auditor, "/ /funds/overview /receipts /disbursements")]
    public async Task Every_page_of_a_role_opens(string user, string paths)
    {
        foreach (var path in paths.Split(' ')) Assert.Equal((path, 200), (path, (await PageForm.Open(web, user, path)).Status));
    }

    private async Task<string> WaitingAsync(string pool) =>
        $"/disbursements/Q106/{await Given.TetGifts(await PoolWith(pool, 1_000_000), await Given.Children(1))}";

    private async Task<string> PoolWith(string code, long amount)
    {
        await Given.Pool(code);
        await Given.Receipt(code, amount);
        return code;
    }
}
