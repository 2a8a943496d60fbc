using FundLedger.IntegrationTests.Pages;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Faults;

/// <summary>The server is gone and comes back while the application runs.</summary>
public sealed class AwayServerTests
{
    private const string New = "/receipts/new";
    private const string CountSql = "SELECT count(*) FROM vouchers WHERE voucher_type = 'PT'";

    [Fact]
    public async Task Nobody_sees_more_than_that_it_is_away_and_afterwards_everything_goes_on()
    {
        await using var books = await DurableLedger.StartAsync(Path.GetTempPath());
        await books.Ledger.Given.Pool();
        var accountant = books.As(TamDuong.Accountant);
        var form = await PageForm.Open(accountant, New);
        books.Server.Kill();

        var page = await PageForm.Open(accountant, "/receipts");
        Assert.Equal(503, page.Status);
        Assert.Contains("Cơ sở dữ liệu đang tạm gián đoạn", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Npgsql", page.Text, StringComparison.Ordinal);
        var sent = await form.Send(New, ("Amount", "1.000.000"), ("Date", "04/01/2021"), ("Pool", "CHUNG"), ("MoneyAccount", "cash"),
            ("DonorName", "Bà Mẫu"), ("DonorKind", "person"));
        Assert.Equal(503, sent.Status);
        using var answer = await accountant.GetAsync("/api/v1/funds/Q106/pools", Ledger.Token);
        Assert.Equal(503, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.NotNull(answer.Headers.RetryAfter?.Delta);
        Assert.Contains("urn:fund-ledger:database-away", await answer.Content.ReadAsStringAsync(Ledger.Token), StringComparison.Ordinal);

        await books.Server.RecoverAsync(Ledger.Token);
        Assert.Equal(200, (await PageForm.Open(accountant, "/receipts")).Status);
        var again = await sent.SendHidden(New);
        var oncemore = await sent.SendHidden(New);
        Assert.Equal(302, again.Status);
        Assert.Equal(again.Location, oncemore.Location);
        Assert.Equal(1, await books.Ledger.Ask<long>(CountSql));
    }

    [Fact]
    public async Task A_restart_between_two_requests_is_not_noticed()
    {
        await using var books = await DurableLedger.StartAsync(Path.GetTempPath());
        Assert.Equal(200, (await PageForm.Open(books.As(TamDuong.Accountant), "/receipts")).Status);
        books.Server.Kill();
        await books.Server.RecoverAsync(Ledger.Token);
        Assert.Equal(200, (await PageForm.Open(books.As(TamDuong.Accountant), "/receipts")).Status);
        await books.Ledger.Given.Pool();
    }
}
