using FundLedger.Features.Approvals;
using FundLedger.IntegrationTests.Api;
using FundLedger.IntegrationTests.Approvals;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Pages;

/// <summary>What waits for an approver, decided several at once, and the ladder itself on its page.</summary>
public sealed class InboxPageTests(WebLedger web) : IClassFixture<WebLedger>
{
    private const string StatusSql = "SELECT status FROM disbursements WHERE disbursement_id = @Id";

    [Fact]
    public async Task Several_are_approved_at_once_and_each_has_its_own_outcome()
    {
        var (good, changed) = (await WaitingAsync("INA"), await WaitingAsync("INB"));
        var page = await PageForm.Open(web, TamDuong.Approver, "/approvals");
        Assert.Contains($"value=\"{good}\"", page.Text, StringComparison.Ordinal);
        var sent = await page.Send(
            "/approvals", Chosen(good), ($"Seen-{good}", await web.Ledger.Given.ContentHash(good)), Chosen(changed), ($"Seen-{changed}", "c0ffee"),
            ("IsUnrelated", "true"));
        Assert.Equal(200, sent.Status);
        Assert.Contains("Đã duyệt 1 đề nghị; 1 đề nghị không duyệt được.", sent.Text, StringComparison.Ordinal);
        Assert.Equal(("approved", "requested"), (await StatusAsync(good), await StatusAsync(changed)));
    }

    [Fact]
    public async Task Without_the_declaration_or_a_choice_nothing_is_decided_and_the_ticks_stay()
    {
        var id = await WaitingAsync("INC");
        var page = await PageForm.Open(web, TamDuong.Approver, "/approvals");
        var undeclared = await page.Send("/approvals", Chosen(id), ($"Seen-{id}", await web.Ledger.Given.ContentHash(id)));
        Assert.Contains("Hãy cam đoan", undeclared.Text, StringComparison.Ordinal);
        Assert.Matches($"value=\"{id}\"[^>]*checked", undeclared.Text);
        Assert.Contains("Hãy chọn ít nhất một", (await page.Send("/approvals", ("IsUnrelated", "true"))).Text, StringComparison.Ordinal);
        Assert.Equal("requested", await StatusAsync(id));
    }

    [Fact]
    public async Task The_filter_says_what_is_left_out_and_who_decides_nothing_finds_no_page()
    {
        await WaitingAsync("IND");
        var filtered = await PageForm.Open(web, TamDuong.Approver, "/approvals?UpTo=1.000");
        Assert.Contains("Không có đề nghị nào qua bộ lọc", filtered.Text, StringComparison.Ordinal);
        Assert.Contains("Số tiền", (await PageForm.Open(web, TamDuong.Approver, "/approvals?UpTo=1tr")).Text, StringComparison.Ordinal);
        var nothing = await PageForm.Open(web, TamDuong.AccountantsOtherAccount, "/approvals");
        Assert.Contains("Không có đề nghị nào chờ anh/chị", nothing.Text, StringComparison.Ordinal);
        Assert.NotEqual(200, (await PageForm.Open(web, TamDuong.Accountant, "/approvals")).Status);
    }

    [Fact]
    public async Task A_ladder_is_proposed_and_adopted_on_its_page_and_what_is_wrong_stays_typed()
    {
        var page = await PageForm.Open(web, TamDuong.Accountant, "/approvals/ladder");
        Assert.Contains("Đang hiệu lực", page.Text, StringComparison.Ordinal);
        (string, string)[] typed =
        [
            ("Number", "07/PC"), ("IssuedOn", "04/01/2021"), ("ValidFrom", "04/01/2021"),
            ("Rows[0].Level", "council_chair"), ("Rows[0].NameVi", "Chủ tịch"), ("Rows[0].NameEn", "Chair"),
            ("Rows[0].NormLevels", "office_head"), ("Rows[0].NormLevels", "office_head_or_chair"), ("Rows[0].Holders", "duyet"),
            ("Rows[1].Level", "full_council"), ("Rows[1].NameVi", "Hội đồng"), ("Rows[1].AboveTotal", "90.000.000"),
            ("Rows[1].NormLevels", "council_or_uband_chair"),
        ];
        var refused = await page.Send("/approvals/ladder?handler=Propose", typed);
        Assert.Contains("Bước 2: chưa chọn người giữ bước", refused.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"07/PC\"", refused.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"90.000.000\"", refused.Text, StringComparison.Ordinal);
        var sent = await refused.Send("/approvals/ladder?handler=Propose", [.. typed, ("Rows[1].Holders", "duyet2")]);
        Assert.Equal(302, sent.Status);

        var board = await web.Ledger.Done(TamDuong.Auditor, new GetLadder(Given.Fund));
        var adopter = await PageForm.Open(web, TamDuong.Approver, "/approvals/ladder");
        var adopted = await adopter.Send("/approvals/ladder?handler=Adopt", ("Ladder", $"{board.Waiting!.No}"));
        Assert.Equal(302, adopted.Status);
        var delegated = await (await PageForm.Open(web, TamDuong.Approver, "/approvals/ladder")).Send(
            "/approvals/ladder?handler=Delegate", ("Level", "council_chair"), ("Delegate", "duyet2"), ("From", "04/01/2021"),
            ("To", "10/01/2021"), ("Reason", "Đi công tác"));
        Assert.Equal(302, delegated.Status);
        var read = await PageForm.Open(web, TamDuong.Auditor, "/approvals/ladder");
        Assert.Contains("Đang hiệu lực: 07/PC", read.Text, StringComparison.Ordinal);
        Assert.Contains("tổng đề nghị trên 90.000.000 ₫", read.Text.Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.Contains("Đi công tác", read.Text, StringComparison.Ordinal);
        await Climb.AdoptedAsync(web.Ledger, Climb.TwoSteps[0]);
    }

    private async Task<long> WaitingAsync(string pool)
    {
        await web.Ledger.Given.Pool(pool);
        await web.Ledger.Given.Receipt(pool, 1_000_000);
        return await web.Ledger.Given.TetGifts(pool, await web.Ledger.Given.Children(1));
    }

    private static (string, string) Chosen(long id) => ("Chosen", $"{id}");

    private Task<string> StatusAsync(long id) => web.Ledger.Ask<string>(StatusSql, new { Id = id });
}
