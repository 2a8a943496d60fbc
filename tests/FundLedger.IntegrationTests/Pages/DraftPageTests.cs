using FundLedger.IntegrationTests.Api;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Pages;

/// <summary>A form that was left is found again as it was; what was sent is no draft any more.</summary>
public sealed class DraftPageTests(WebLedger web) : IClassFixture<WebLedger>
{
    private const string Support = "/disbursements/support?line=D-12";

    private static readonly (string, string)[] Accident =
        [("CaseReference", "TN-2021-77"), ("Amount", "1.500.000"), ("ReasonForAmount", "Gãy tay, nằm viện 9 ngày"), ("Pool", "CHUNG")];

    private Given Given => web.Ledger.Given;

    [Fact]
    public async Task Left_and_opened_again_the_form_has_what_was_typed_and_its_files_and_is_sent_once()
    {
        var child = await ReadyAsync();
        var page = await PageForm.Open(web, TamDuong.Accountant, Support);
        (string, string)[] typed = [("Beneficiary", child), .. Accident];
        var papers = await page.Attach($"{Support}&handler=Keep", "Paper.0", SamplePapers.File, typed);
        Assert.Contains("scan.pdf", papers, StringComparison.Ordinal);

        var list = await PageForm.Open(web, TamDuong.Accountant, "/disbursements");
        Assert.Contains("Hỗ trợ theo dòng D-12", list.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Bản nháp của tôi", (await PageForm.Open(web, TamDuong.SecondAccountant, "/disbursements")).Text, StringComparison.Ordinal);

        var again = await PageForm.Open(web, TamDuong.Accountant, Support);
        Assert.Contains("Đã mở lại bản nháp", again.Text, StringComparison.Ordinal);
        Assert.Contains($"value=\"{child}\"", again.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"1.500.000\"", again.Text, StringComparison.Ordinal);
        Assert.Contains("scan.pdf", again.Text, StringComparison.Ordinal);
        Assert.Equal(page.KeyOf, again.KeyOf);

        var answers = new List<PageForm>();
        for (var i = 0; i < 3; i++) answers.Add(await again.SendAnyway(Support, typed));
        Assert.All(answers, answer => Assert.Equal((302, answers[0].Location), (answer.Status, answer.Location)));
        Assert.Equal(1, await web.Ledger.Ask<long>("SELECT count(*) FROM disbursement_lines WHERE beneficiary_code = @Child", new { Child = child }));
        Assert.DoesNotContain("Đã mở lại bản nháp", (await PageForm.Open(web, TamDuong.Accountant, Support)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_paper_is_named_and_nothing_typed_or_attached_is_lost()
    {
        var child = await ReadyAsync();
        var page = await PageForm.Open(web, TamDuong.Accountant, Support + "&Fresh=true");
        await page.Attach($"{Support}&handler=Keep", "Paper.other", SamplePapers.File);
        var refused = await page.SendAnyway(Support, [("Beneficiary", child), .. Accident]);
        Assert.Contains("Còn thiếu 1 giấy tờ theo định mức: Biên bản của xã", refused.Text, StringComparison.Ordinal);
        Assert.Contains("TN-2021-77", refused.Text, StringComparison.Ordinal);
        Assert.Contains("scan.pdf", refused.Text, StringComparison.Ordinal);
        Assert.NotEqual(page.KeyOf, refused.KeyOf);
        await refused.Attach($"{Support}&handler=Keep", "Paper.0", SamplePapers.File, [("Beneficiary", child), .. Accident]);
        Assert.Equal(302, (await refused.SendAnyway(Support, [("Beneficiary", child), .. Accident])).Status);
    }

    [Fact]
    public async Task Without_script_the_button_keeps_it_and_another_throws_it_away()
    {
        await ReadyAsync();
        var page = await PageForm.Open(web, TamDuong.SecondAccountant, "/disbursements/surgery");
        var saved = await page.Send("/disbursements/surgery?handler=Save", ("CaseReference", "BA-2021-9"), ("Cost", "chưa biết"));
        Assert.Contains("Đã lưu nháp", saved.Text, StringComparison.Ordinal);
        Assert.Contains("BA-2021-9", (await PageForm.Open(web, TamDuong.SecondAccountant, "/disbursements/surgery")).Text, StringComparison.Ordinal);
        var list = await PageForm.Open(web, TamDuong.SecondAccountant, "/disbursements");
        var gone = await list.Send("/disbursements?handler=Drop", ("draft", list.HiddenOf("draft")));
        Assert.Equal((302, "/disbursements"), (gone.Status, gone.Location));
        Assert.DoesNotContain("Bản nháp của tôi", (await PageForm.Open(web, TamDuong.SecondAccountant, "/disbursements")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_paper_is_a_download_and_nothing_else()
    {
        var child = await ReadyAsync();
        var id = await Given.TetGifts("CHUNG", child);
        var sheet = await PageForm.Open(web, TamDuong.Approver, $"/disbursements/Q106/{id}");
        Assert.Contains("có sau khi chi", sheet.Text, StringComparison.Ordinal);
        using var file = await sheet.Download($"/disbursements/Q106/{id}/papers/1");
        Assert.Equal("attachment", file.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal($"Q106-{id}-1.pdf", file.Content.Headers.ContentDisposition?.FileName);
        Assert.Equal("nosniff", file.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal(SamplePapers.File, await file.Content.ReadAsByteArrayAsync(Ledger.Token));
        using var looked = await (await web.As(TamDuong.Approver)).GetAsync($"/disbursements/Q106/{id}/papers/1", Ledger.Token);
        Assert.Equal(302, (int)looked.StatusCode);
        var cashier = await PageForm.Open(web, TamDuong.Cashier, $"/disbursements/Q106/{id}");
        using var refused = await cashier.Download($"/disbursements/Q106/{id}/papers/1");
        Assert.Equal(403, (int)refused.StatusCode);
    }

    private async Task<string> ReadyAsync()
    {
        if (await web.Ledger.Ask<long>("SELECT count(*) FROM pools") == 0)
        {
            await Given.Pool();
            await Given.Receipt("CHUNG", 50_000_000);
        }

        return (await Given.Children(1))[0];
    }
}
