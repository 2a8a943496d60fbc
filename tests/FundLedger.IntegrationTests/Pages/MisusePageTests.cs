using FundLedger.Features.Disbursements;
using FundLedger.Features.Setup;
using FundLedger.IntegrationTests.Api;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Pages;

/// <summary>Pages that are out of date: a role was taken, an account disabled, a request decided, the program updated.</summary>
public sealed class MisusePageTests(LedgerCluster cluster) : IAsyncLifetime
{
    private readonly WebLedger web = new(cluster);

    private Ledger Ledger => web.Ledger;

    public async ValueTask InitializeAsync()
    {
        await web.InitializeAsync();
        await Ledger.Given.Pool();
        await Ledger.Given.Receipt("CHUNG", 20_000_000);
    }

    public ValueTask DisposeAsync() => web.DisposeAsync();

    [Fact]
    public async Task A_role_that_was_taken_between_the_page_and_the_click_is_gone()
    {
        await GrantRole.RunAsync(Ledger.Database.Owner, TamDuong.Approver, [("Q106", "auditor")], Ledger.Token);
        var id = await Ledger.Given.TetGifts("CHUNG", await Ledger.Given.Children(1));
        var address = $"/disbursements/Q106/{id}";
        var page = await PageForm.Open(web, TamDuong.Approver, address);
        await RevokeRole.RunAsync(Ledger.Database.Owner, TamDuong.Approver, [("Q106", "approver")], Ledger.Token);
        var sent = await page.Send($"{address}?handler=Approve", ("IsUnrelated", "true"));
        Assert.Equal(403, sent.Status);
        Assert.Contains("vai trò", sent.Text, StringComparison.Ordinal);
        var body = new { seen = await Ledger.Given.ContentHash(id), isUnrelated = true };
        Assert.Equal(403, (await web.Post(TamDuong.Approver, $"/api/v1/funds/Q106/disbursements/{id}/approval", body, Guid.NewGuid())).Status);
        Assert.Equal("requested", await StatusAsync(id));
        await RevokeRole.RunAsync(Ledger.Database.Owner, TamDuong.Approver, [("Q106", "auditor")], Ledger.Token);
        Assert.Equal(404, (await web.Post(TamDuong.Approver, $"/api/v1/funds/Q106/disbursements/{id}/approval", body, Guid.NewGuid())).Status);
    }

    [Fact]
    public async Task The_name_of_an_approver_stays_in_the_history_when_the_account_is_disabled_and_it_is_never_deleted()
    {
        var id = await Ledger.Given.Approved("CHUNG", await Ledger.Given.Children(1));
        await OwnerSql.ExecuteAsync(
            Ledger.Database.Owner, "UPDATE users SET disabled_at = now() WHERE user_name = 'duyet'", null, Ledger.Token);
        var sheet = await PageForm.Open(web, TamDuong.Auditor, $"/disbursements/Q106/{id}");
        Assert.Contains("Chủ tịch Hội đồng Quỹ", sheet.Text, StringComparison.Ordinal);
        await Ledger.Done(TamDuong.Cashier, Ledger.Given.Payment(id));
        var refusal = await Ledger.Refusal(Ledger.Database.Owner, "DELETE FROM users WHERE user_name = 'duyet'");
        Assert.Equal("23503", refusal?.SqlState);
    }

    [Fact]
    public async Task Of_thirty_that_are_approved_at_once_three_fail_and_each_says_so()
    {
        var children = await Ledger.Given.Children(30);
        var ids = new List<long>();
        foreach (var child in children) ids.Add(await Ledger.Given.TetGifts("CHUNG", child));
        var page = await PageForm.Open(web, TamDuong.Approver, "/approvals");
        var typed = new List<(string, string)> { ("IsUnrelated", "true") };
        foreach (var id in ids) typed.AddRange([("Chosen", $"{id}"), ($"Seen-{id}", await Ledger.Given.ContentHash(id))]);
        foreach (var id in ids.Take(3)) await Ledger.Done(TamDuong.SecondApprover, Rejection(id));
        var sent = await page.Send("/approvals", [.. typed]);
        Assert.Contains("Đã duyệt 27 đề nghị; 3 đề nghị không duyệt được.", sent.Text, StringComparison.Ordinal);
        Assert.Equal(27, await Ledger.Ask<long>("SELECT count(*) FROM disbursements WHERE status = 'approved'"));
        Assert.Equal(3, await Ledger.Ask<long>("SELECT count(*) FROM disbursements WHERE status = 'rejected'"));
    }

    [Fact]
    public async Task A_form_from_before_an_update_is_taken_and_its_answer_says_so()
    {
        var id = await Ledger.Given.TetGifts("CHUNG", await Ledger.Given.Children(1));
        var address = $"/disbursements/Q106/{id}";
        var page = await PageForm.Open(web, TamDuong.Approver, address);
        var current = page.HiddenOf("PageVersion");
        var same = await page.Send($"{address}?handler=Reject", ("Reason", "vì"), ("PageVersion", current));
        Assert.DoesNotContain("Phần mềm đã được cập nhật", same.Text, StringComparison.Ordinal);
        var old = await same.Send($"{address}?handler=Reject", ("Reason", "vì đâu"[..2]), ("PageVersion", "of-last-week"));
        Assert.Contains("Phần mềm đã được cập nhật", old.Text, StringComparison.Ordinal);
        Assert.Contains(">vì</textarea>", old.Text, StringComparison.Ordinal);
        var done = await old.Send($"{address}?handler=Reject", ("Reason", "Sai đối tượng"), ("PageVersion", "of-last-week"));
        Assert.Equal(302, done.Status);
        Assert.Contains("Phần mềm đã được cập nhật", (await PageForm.Open(web, TamDuong.Approver, address)).Text, StringComparison.Ordinal);
    }

    private static RejectDisbursement Rejection(long id) => new(Given.Fund, Guid.NewGuid(), id, "Ghi nhầm trẻ");

    private Task<string> StatusAsync(long id) =>
        Ledger.Ask<string>("SELECT status FROM disbursements WHERE disbursement_id = @Id", new { Id = id });
}
