using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Api;

public sealed class StatementApiTests(WebLedger web) : IClassFixture<WebLedger>
{
    private const string Fund = "/api/v1/funds/Q106";
    private const string January = "from=2021-01-01&to=2021-01-31";

    [Fact]
    public async Task The_statement_counts_the_receipts_and_names_their_vouchers_as_printed()
    {
        var voucher = (await Receipt(1_000_000)).Voucher;
        var statement = await web.Get(TamDuong.Auditor, $"{Fund}/statement?from=2021-01-01&to=2021-01-04");
        Assert.Equal(200, statement.Status);
        Assert.True(statement.Body!["received"]!.GetValue<long>() >= 1_000_000);
        Assert.Contains(statement.Body["figures"]!["vouchers"]!.AsArray(), row => row!["number"]!.GetValue<string>() == voucher);
    }

    [Fact]
    public async Task A_voucher_is_read_by_its_printed_number_and_in_its_own_fund_only()
    {
        var voucher = (await Receipt(1_000_001)).Voucher;
        var found = await web.Get(TamDuong.Cashier, $"{Fund}/vouchers/{voucher}");
        Assert.Equal(1_000_001, found.Body!["head"]!["amount"]!.GetValue<long>());
        Assert.Equal(404, (await web.Get(TamDuong.Cashier, $"/api/v1/funds/{TamDuong.BinhLu}/vouchers/{voucher}")).Status);
        Assert.Equal(404, (await web.Get(TamDuong.Officer, $"{Fund}/vouchers/{voucher}")).Status);
        Assert.Equal("application/pdf", (await web.Get(TamDuong.Cashier, $"{Fund}/vouchers/{voucher}/pdf")).ContentType);
    }

    [Fact]
    public async Task The_auditor_reads_the_refusals_with_the_version_of_each_rule_and_nobody_else_does()
    {
        var late = new { pool = "CHUNG", amount = 5, date = "2021-01-05", moneyAccount = "cash", donorName = "Một người", donorKind = "person" };
        Assert.Equal("date-in-future", (await web.Post(TamDuong.Accountant, $"{Fund}/receipts", late, Guid.NewGuid())).Reason);
        var refusal = (await web.Get(TamDuong.Auditor, $"{Fund}/refusals")).Body!["refusals"]![0]!;
        Assert.Equal("date-in-future", refusal["rule"]!.GetValue<string>());
        Assert.Contains(", schema 2026", refusal["ruleVersion"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(403, (await web.Get(TamDuong.Cashier, $"{Fund}/refusals")).Status);
    }

    [Theory]
    [InlineData("pdf", "application/pdf")]
    [InlineData("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    [InlineData("csv", "text/csv")]
    [InlineData("hledger", "text/plain")]
    [InlineData("ledger", "text/plain")]
    [InlineData("beancount", "text/plain")]
    public async Task The_statement_comes_as_a_file_of_each_kind(string format, string contentType)
    {
        await Receipt(1_000_002);
        var client = await web.As(TamDuong.Accountant);
        using var file = await client.GetAsync($"{Fund}/exports/{format}?from=2021-01-01&to=2021-01-04", Ledger.Token);
        Assert.True(file.IsSuccessStatusCode, await file.Content.ReadAsStringAsync(Ledger.Token));
        Assert.Equal(contentType, file.Content.Headers.ContentType!.MediaType);
        var name = file.Content.Headers.ContentDisposition!.FileName;
        Assert.EndsWith(format == "hledger" ? "journal" : format, name, StringComparison.Ordinal);
        Assert.NotEmpty(await file.Content.ReadAsByteArrayAsync(Ledger.Token));
    }

    [Fact]
    public async Task Receipts_are_found_by_what_is_asked()
    {
        await Receipt(1_000_003);
        var found = await web.Get(TamDuong.Cashier, $"{Fund}/receipts?text=cong+ty+che&{January}&take=1");
        Assert.Single(found.Body!["receipts"]!.AsArray());
        Assert.Equal(0, (await web.Get(TamDuong.Cashier, $"{Fund}/receipts?text=khong-co-ai")).Body!["count"]!.GetValue<int>());
    }

    [Fact]
    public async Task The_journal_is_read_page_by_page_without_a_gap()
    {
        for (var i = 0; i < 3; i++) await Receipt(1_000_005);
        var first = await web.Get(TamDuong.Auditor, $"{Fund}/entries?from=2021-01-01&to=2021-01-04&take=2");
        var next = first.Body!["next"]!;
        var second = await web.Get(
            TamDuong.Auditor, $"{Fund}/entries?from=2021-01-01&to=2021-01-04&afterDate={next["date"]}&afterEntry={next["entryNo"]}&take=2");
        var last = first.Body["entries"]!.AsArray()[^1]!["entryNo"]!.GetValue<long>();
        Assert.Equal(last + 1, second.Body!["entries"]!.AsArray()[0]!["entryNo"]!.GetValue<long>());
        Assert.Equal(403, (await web.Get(TamDuong.Cashier, $"{Fund}/entries?from=2021-01-01&to=2021-01-04")).Status);
    }

    [Fact]
    public async Task The_trial_balance_and_the_months_answer()
    {
        Assert.Equal(200, (await web.Get(TamDuong.Accountant, $"{Fund}/trial-balance?from=2021-01-01&to=2021-01-04")).Status);
        var months = await web.Get(TamDuong.Accountant, $"{Fund}/periods");
        Assert.Equal("2021-01-01", months.Body![0]!["month"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_auditor_verifies_the_books_and_others_do_not()
    {
        await Receipt(1_000_004);
        Assert.Equal("ok", (await web.Get(TamDuong.Auditor, $"{Fund}/verification")).Body!["state"]!.GetValue<string>());
        Assert.Equal(403, (await web.Get(TamDuong.Cashier, $"{Fund}/verification")).Status);
    }

    [Fact]
    public async Task A_pack_is_for_auditors_and_of_whole_months_that_have_ended()
    {
        Assert.Equal(403, (await web.Get(TamDuong.Accountant, $"{Fund}/audit-pack?{January}")).Status);
        Assert.Equal("statement-in-future", (await web.Get(TamDuong.Auditor, $"{Fund}/audit-pack?{January}")).Reason);
        Assert.Equal("pack-period-odd", (await web.Get(TamDuong.Auditor, $"{Fund}/audit-pack?from=2021-01-01&to=2021-01-04")).Reason);
    }

    [Theory]
    [InlineData("/statement", "from")]
    [InlineData("/statement?from=2021-01-01&to=31/01/2021", "to")]
    [InlineData("/receipts?take=0", "take")]
    [InlineData("/receipts?take=-1", "take")]
    [InlineData("/receipts?from=yesterday", "from")]
    [InlineData("/exports/docx?from=2021-01-01&to=2021-01-04", "format")]
    [InlineData("/exports/0?from=2021-01-01&to=2021-01-04", "format")]
    public async Task The_part_of_an_address_that_is_not_as_described_is_named(string address, string part)
    {
        var answer = await web.Get(TamDuong.Accountant, Fund + address);
        Assert.Equal((400, "request-unreadable"), (answer.Status, answer.Reason));
        Assert.NotNull(answer.Body!["errors"]![part]);
    }

    [Fact]
    public async Task The_overview_and_the_list_of_requests_answer()
    {
        Assert.Equal(200, (await web.Get(TamDuong.Approver, $"{Fund}/overview")).Status);
        Assert.Equal(200, (await web.Get(TamDuong.Approver, $"{Fund}/disbursements?status=requested")).Status);
        Assert.Equal(404, (await web.Get(TamDuong.Approver, $"{Fund}/disbursements/999")).Status);
    }

    private async Task<Features.Receipts.ReceiptRecorded> Receipt(long amount) => await web.Ledger.Given.Receipt(
        await web.Ledger.Given.Pool($"P{Guid.NewGuid():N}"[..12].ToUpperInvariant()), amount);
}
