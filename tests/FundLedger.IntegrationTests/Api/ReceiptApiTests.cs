using System.Text.Json.Nodes;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Api;

public sealed class ReceiptApiTests(WebLedger web) : IClassFixture<WebLedger>
{
    private const string Receipts = "/api/v1/funds/Q106/receipts";

    private const string CountSql = "SELECT count(*) FROM vouchers WHERE voucher_type = 'PT' AND amount = @Amount";

    [Fact]
    public async Task A_receipt_is_recorded_once_however_often_it_is_sent_under_one_key()
    {
        var key = Guid.NewGuid();
        var body = Receipt(await Pool(), 1_500_001);
        var first = await web.Post(TamDuong.Accountant, Receipts, body, key);
        var second = await web.Post(TamDuong.Accountant, Receipts, body, key);
        Assert.Equal(200, first.Status);
        Assert.StartsWith("PT-2021-", first.Body!["voucher"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(200, second.Status);
        Assert.True(JsonNode.DeepEquals(first.Body, second.Body), $"{first.Body} / {second.Body}");
        Assert.Equal(1, await Recorded(1_500_001));
    }

    [Fact]
    public async Task The_key_of_one_receipt_does_not_record_another()
    {
        var key = Guid.NewGuid();
        var pool = await Pool();
        await web.Post(TamDuong.Accountant, Receipts, Receipt(pool, 1_500_002), key);
        var other = await web.Post(TamDuong.Accountant, Receipts, Receipt(pool, 1_500_003), key);
        Assert.Equal((409, "key-used-for-other"), (other.Status, other.Reason));
        Assert.Equal(0, await Recorded(1_500_003));
    }

    [Fact]
    public async Task A_refusal_is_the_keys_answer_until_it_is_sent_under_another()
    {
        var key = Guid.NewGuid();
        var body = Receipt(await Pool(), 1_500_009);
        body["date"] = "2021-01-05";
        var first = await web.Post(TamDuong.Accountant, Receipts, body, key);
        web.Ledger.Clock.Today = web.Ledger.Clock.Today.PlusDays(1);
        var second = await web.Post(TamDuong.Accountant, Receipts, body, key);
        var other = await web.Post(TamDuong.Accountant, Receipts, body, Guid.NewGuid());
        web.Ledger.Clock.Today = web.Ledger.Clock.Today.PlusDays(-1);
        Assert.Equal((409, "date-in-future"), (first.Status, first.Reason));
        Assert.True(JsonNode.DeepEquals(first.Body, second.Body), $"{first.Body} / {second.Body}");
        Assert.Equal(200, other.Status);
    }

    [Fact]
    public async Task A_bank_reference_that_is_recorded_already_is_refused_with_the_address_of_its_voucher()
    {
        var body = Receipt(await Pool(), 1_500_010);
        (body["moneyAccount"], body["bankReference"]) = ("bank", "FT-API-1");
        var first = await web.Post(TamDuong.Accountant, Receipts, body, Guid.NewGuid());
        var second = await web.Post(TamDuong.Accountant, Receipts, body, Guid.NewGuid());
        Assert.Equal((409, "bank-reference-used"), (second.Status, second.Reason));
        var existing = await web.Get(TamDuong.Accountant, second.Body!["existing"]!.GetValue<string>());
        Assert.Equal(200, existing.Status);
        Assert.EndsWith(first.Body!["voucher"]!.GetValue<string>(), second.Body["existing"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(1, await Recorded(1_500_010));
    }

    [Fact]
    public async Task A_receipt_like_another_one_is_refused_with_its_address_and_recorded_with_a_reason()
    {
        var body = Receipt(await Pool(), 1_500_011);
        var first = await web.Post(TamDuong.Accountant, Receipts, body, Guid.NewGuid());
        var key = Guid.NewGuid();
        var second = await web.Post(TamDuong.Accountant, Receipts, body, key);
        Assert.Equal((409, "receipt-looks-recorded"), (second.Status, second.Reason));
        Assert.EndsWith(first.Body!["voucher"]!.GetValue<string>(), second.Body!["existing"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.NotNull(second.Body["errors"]!["despiteLikeness"]);
        Assert.Equal("receipt-looks-recorded", (await web.Post(TamDuong.Accountant, Receipts, body, key)).Reason);
        body["despiteLikeness"] = "Công ty ủng hộ hai lần";
        Assert.Equal(200, (await web.Post(TamDuong.Accountant, Receipts, body, Guid.NewGuid())).Status);
        Assert.Equal(2, await Recorded(1_500_011));
    }

    [Fact]
    public async Task A_receipt_without_a_key_is_not_recorded()
    {
        var answer = await web.Post(TamDuong.Accountant, Receipts, Receipt(await Pool(), 1_500_004), key: null);
        Assert.Equal((400, "idempotency-key-missing"), (answer.Status, answer.Reason));
        Assert.Equal("application/problem+json", answer.ContentType);
        Assert.Equal(0, await Recorded(1_500_004));
    }

    [Fact]
    public async Task A_cashier_records_no_receipt()
    {
        var answer = await web.Post(TamDuong.Cashier, Receipts, Receipt(await Pool(), 1_500_005), Guid.NewGuid());
        Assert.Equal((403, "role-missing"), (answer.Status, answer.Reason));
        Assert.Equal(0, await Recorded(1_500_005));
    }

    [Theory]
    [InlineData("Q99999")]
    [InlineData("Q03430")]
    public async Task A_fund_of_others_is_like_a_fund_that_is_not_there(string fund)
    {
        var written = await web.Post(TamDuong.Accountant, $"/api/v1/funds/{fund}/receipts", Receipt("CHUNG", 1_000), Guid.NewGuid());
        var read = await web.Get(TamDuong.Accountant, $"/api/v1/funds/{fund}/children");
        Assert.Equal((404, "fund-not-found"), (written.Status, written.Reason));
        Assert.Equal((404, "fund-not-found"), (read.Status, read.Reason));
    }

    [Theory]
    [InlineData("""{"approvedBy":"duyet",""", "approvedBy")]
    [InlineData("""{"fundId":2,""", "fundId")]
    [InlineData("""{"Amount":5,""", "Amount")]
    public async Task A_member_that_the_body_does_not_know_is_refused_by_its_name(string start, string member)
    {
        var rest = Receipt(await Pool(), 1_500_006).ToJsonString()[1..];
        var answer = await web.PostText(TamDuong.Accountant, Receipts, start + rest);
        Assert.Equal((400, "request-unreadable"), (answer.Status, answer.Reason));
        Assert.NotNull(answer.Body!["errors"]![member]);
        Assert.Equal(0, await Recorded(1_500_006));
    }

    [Theory]
    [InlineData("\"1500007\"")]
    [InlineData("1500007.5")]
    [InlineData("15000000000000000000000")]
    [InlineData("null")]
    public async Task An_amount_is_a_whole_number_and_nothing_else(string amount)
    {
        var body = Receipt(await Pool(), 1_500_007).ToJsonString().Replace("1500007", amount, StringComparison.Ordinal);
        var answer = await web.PostText(TamDuong.Accountant, Receipts, body);
        Assert.Equal((400, "request-unreadable"), (answer.Status, answer.Reason));
        Assert.NotNull(answer.Body!["errors"]!["amount"]);
    }

    [Fact]
    public async Task What_a_body_lacks_is_named()
    {
        var answer = await web.PostText(TamDuong.Accountant, Receipts, """{"pool":"CHUNG","amount":5,"date":"2021-01-04"}""");
        Assert.Equal(["moneyAccount", "donorName"], answer.Body!["errors"]!.AsObject().Select(member => member.Key));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task A_body_that_a_form_of_another_site_could_send_is_refused(string contentType)
    {
        var answer = await web.PostText(TamDuong.Accountant, Receipts, Receipt(await Pool(), 1_500_008).ToJsonString(), contentType);
        Assert.Equal((415, "not-json"), (answer.Status, answer.Reason));
        Assert.Equal(0, await Recorded(1_500_008));
    }

    [Fact]
    public async Task A_refusal_about_one_member_names_it_and_carries_its_figures()
    {
        var answer = await web.Post(TamDuong.Accountant, Receipts, Receipt(await Pool(), 2_000_000_000_000), Guid.NewGuid());
        Assert.Equal((400, "receipt-too-high"), (answer.Status, answer.Reason));
        Assert.NotNull(answer.Body!["errors"]!["amount"]);
        Assert.Equal(2_000_000_000_000, answer.Body!["figures"]!["amount"]!.GetValue<long>());
    }

    private static JsonObject Receipt(string pool, long amount) => new()
    {
        ["pool"] = pool, ["amount"] = amount, ["date"] = "2021-01-04", ["moneyAccount"] = "cash", ["donorName"] = "Công ty Chè Tam Đường",
    };

    private async Task<string> Pool() => await web.Ledger.Given.Pool($"P{Guid.NewGuid():N}"[..12].ToUpperInvariant());

    private Task<long> Recorded(long amount) => web.Ledger.Ask<long>(CountSql, new { Amount = amount });
}
