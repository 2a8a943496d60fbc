using System.Text.Json.Nodes;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Api;

public sealed class DisbursementApiTests(WebLedger web) : IClassFixture<WebLedger>
{
    private const string LastPaymentSql = "SELECT max(entry_no) FROM journal_entries WHERE book = 'financial' AND kind = 'disbursement'";

    private static readonly object[] List = [new { name = "Danh sách của xã đã xác minh", content = SamplePapers.File }];

    private const string Fund = "/api/v1/funds/Q106";

    [Fact]
    public async Task From_the_open_pool_to_the_reversal_everything_goes_through_the_API()
    {
        const string pool = "TET";
        await Done(TamDuong.Accountant, "/pools",
            new { code = pool, nameVi = "Quà Tết", nameEn = "New Year gifts", sourceKind = "donation" });
        await Done(TamDuong.Accountant, "/receipts",
            new { pool, amount = 5_000_000, date = "2021-01-04", moneyAccount = "cash", donorName = "Công ty Chè Tam Đường" });
        var asked = await Done(TamDuong.Accountant, "/disbursements/holiday-gifts",
            new { pool, occasion = "tet", year = 2021, lines = await Lines(2), papers = List });
        var id = asked["id"]!.GetValue<long>();
        Assert.Equal(600_000, asked["total"]!.GetValue<long>());
        var sheet = await web.Get(TamDuong.Approver, $"{Fund}/disbursements/{id}");
        await Done(TamDuong.Approver, $"/disbursements/{id}/approval", new { seen = sheet.Body!["head"]!["contentHash"], isUnrelated = true });
        var paid = await Done(TamDuong.Cashier, $"/disbursements/{id}/payment",
            new { date = "2021-01-04", moneyAccount = "cash", payee = "Cán bộ xã Bình Lư" });
        Assert.StartsWith("PC-2021-", paid["voucher"]!.GetValue<string>(), StringComparison.Ordinal);
        var entry = await web.Ledger.Ask<long>(LastPaymentSql);
        var reversed = await Done(TamDuong.Accountant, $"/entries/{entry}/reversal",
            new { date = "2021-01-04", moneyAccount = "cash", reason = "Chi nhầm trẻ" });
        Assert.StartsWith("BD-2021-", reversed["voucher"]!.GetValue<string>(), StringComparison.Ordinal);
        var pools = await web.Get(TamDuong.Cashier, $"{Fund}/pools");
        var held = pools.Body!["pools"]!.AsArray().Single(row => row!["code"]!.GetValue<string>() == "TET");
        Assert.Equal(4_700_000, held!["available"]!.GetValue<long>());
    }

    [Fact]
    public async Task Of_two_approvals_at_once_one_counts()
    {
        var id = await Asked();
        var seen = await web.Ledger.Given.ContentHash(id);
        await web.As(TamDuong.Approver);
        await web.As(TamDuong.SecondApprover);
        var answers = await Task.WhenAll(
            web.Post(TamDuong.Approver, $"{Fund}/disbursements/{id}/approval", new { seen, isUnrelated = true }, Guid.NewGuid()),
            web.Post(TamDuong.SecondApprover, $"{Fund}/disbursements/{id}/approval", new { seen, isUnrelated = true }, Guid.NewGuid()));
        Assert.Equal([200, 409], answers.Select(answer => answer.Status).Order());
        Assert.Equal("already-decided", answers.Single(answer => answer.Status == 409).Reason);
    }

    [Fact]
    public async Task Nobody_approves_what_he_asked_for_under_another_account()
    {
        var id = await Asked();
        var seen = await web.Ledger.Given.ContentHash(id);
        var answer = await web.Post(TamDuong.AccountantsOtherAccount, $"{Fund}/disbursements/{id}/approval", new { seen, isUnrelated = true }, Guid.NewGuid());
        Assert.Equal((409, "approver-is-requester"), (answer.Status, answer.Reason));
    }

    [Fact]
    public async Task A_refused_line_says_which_child_and_why()
    {
        var pool = await web.Ledger.Given.Pool("TU-CHOI");
        var child = (await web.Ledger.Given.Children(1, "g04"))[0];
        var answer = await web.Post(TamDuong.Accountant, $"{Fund}/disbursements/holiday-gifts",
            new { pool, occasion = "tet", year = 2021, lines = new[] { new { beneficiary = child, amount = 900_000 } } }, Guid.NewGuid());
        Assert.Equal((409, "line-refused"), (answer.Status, answer.Reason));
        Assert.Equal(child, answer.Body!["figures"]!["beneficiary"]!.GetValue<string>());
        Assert.Equal("urn:fund-ledger:norm-exceeded", answer.Body["figures"]!["why"]!["type"]!.GetValue<string>());
        Assert.Equal(900_000, answer.Body["figures"]!["why"]!["figures"]!["requested"]!.GetValue<long>());
    }

    [Theory]
    [InlineData("2021-1")]
    [InlineData("2021-13")]
    public async Task A_month_is_written_with_four_and_two_digits(string month)
    {
        var answer = await web.Post(TamDuong.Accountant, $"{Fund}/periods/{month}/closing", null, Guid.NewGuid());
        Assert.Equal(400, answer.Status);
    }

    [Fact]
    public async Task A_month_that_has_not_ended_is_not_closed()
    {
        var answer = await web.Post(TamDuong.Accountant, $"{Fund}/periods/2021-01/closing", null, Guid.NewGuid());
        Assert.Equal((409, "month-not-ended"), (answer.Status, answer.Reason));
    }

    [Theory]
    [InlineData(2012, 200)]
    [InlineData(1999, 400)]
    [InlineData(-5, 400)]
    [InlineData(null, 400)]
    public async Task A_child_is_registered_by_its_year_alone(int? birthYear, int status)
    {
        var body = new
        {
            fullName = "Trẻ Biết Năm Sinh", birthYear, guardianName = "Người Giám Hộ", guardianRelation = "mẹ", classes = (string[])["poor"],
        };
        var answer = await web.Post(TamDuong.Officer, $"/api/v1/funds/{TamDuong.BinhLu}/children", body, Guid.NewGuid());
        Assert.Equal(status, answer.Status);
        Assert.Equal(status == 200 ? null : "birth-year-impossible", answer.Reason);
    }

    [Fact]
    public async Task Children_are_listed_by_code_for_those_who_work_with_them()
    {
        var code = (await web.Ledger.Given.Children(1, "g04"))[0];
        var listed = await web.Get(TamDuong.Officer, $"/api/v1/funds/{TamDuong.BinhLu}/children");
        Assert.Contains(listed.Body!["children"]!.AsArray(), child => child!["code"]!.GetValue<string>() == code);
        Assert.DoesNotContain("Trẻ Thử Nghiệm", listed.Body.ToJsonString(), StringComparison.Ordinal);
        var cashier = await web.Get(TamDuong.Cashier, $"{Fund}/children");
        Assert.Equal((403, "role-missing"), (cashier.Status, cashier.Reason));
    }

    private async Task<JsonNode> Done(string user, string path, object body)
    {
        var answer = await web.Post(user, Fund + path, body, Guid.NewGuid());
        Assert.True(answer.Status == 200, $"{path}: {answer.Status} {answer.Body}");
        return answer.Body!;
    }

    private async Task<object[]> Lines(int children) =>
        [.. (await web.Ledger.Given.Children(children, "g04")).Select(beneficiary => new { beneficiary })];

    private async Task<long> Asked()
    {
        var pool = await web.Ledger.Given.Pool($"P{Guid.NewGuid():N}"[..12].ToUpperInvariant());
        await web.Ledger.Given.Receipt(pool, 1_000_000);
        return await web.Ledger.Given.TetGifts(pool, await web.Ledger.Given.Children(1, "g04"));
    }
}
