using System.Globalization;
using System.Text.Json;
using FundLedger.Features.Setup;
using FundLedger.Testing;

namespace FundLedger.BrowserTests;

/// <summary>What people of the demo do beside the pages, by the API: the long way is another test's.</summary>
internal static class ByApi
{
    // They got a gift last Tết, and nobody has asked for this one yet.
    private const string ChildrenSql = """
        SELECT array_agg(c.code) FROM (SELECT l.beneficiary_code AS code FROM disbursement_lines l JOIN disbursements d USING (fund_id, disbursement_id)
            WHERE d.occasion_code = 'tet' AND d.occasion_year = 2021 AND child_state_on(l.beneficiary_code, '2021-12-20') = 'active'
                AND NOT EXISTS (SELECT FROM disbursement_lines x JOIN disbursements y USING (fund_id, disbursement_id)
                    WHERE y.occasion_code = 'tet' AND y.occasion_year = 2022 AND x.beneficiary_code = l.beneficiary_code)
            ORDER BY 1 LIMIT @Count) c
        """;

    public static async Task<JsonElement> PostAsync(this Site site, string user, string what, object body)
    {
        await using var window = await site.WindowAsync(await site.SessionOfAsync(user));
        var answer = await window.APIRequest.PostAsync($"/api/v1/funds/Q106/{what}", new()
        {
            Headers = new Dictionary<string, string> { ["Idempotency-Key"] = Guid.NewGuid().ToString() }, DataObject = body,
        });
        Assert.True(answer.Ok, await answer.TextAsync());
        return (await answer.JsonAsync())!.Value;
    }

    /// <summary>Gifts of 300.000 đồng for Tết 2022, asked for and approved; the number of the request.</summary>
    /// <param name="stock">What each gets out of the stock, among the amount.</param>
    public static async Task<string> ApprovedGiftsAsync(this Site site, int count, params object[] stock)
    {
        var money = new
        {
            pool = "TET", amount = count * 300_000, date = "2021-12-20", moneyAccount = "cash", donorName = "Đội tình nguyện",
            despiteLikeness = "Mỗi lần nộp là một khoản khác",
        };
        await site.PostAsync(DemoUsers.Accountant, "receipts", money);
        var children = await site.AskAsync<string[]>(ChildrenSql, new { Count = count });
        var papers = SamplePapers.Of("D-01").Select(paper => new { name = paper.Paper, content = Convert.ToBase64String(paper.Content) });
        var asked = await site.PostAsync(DemoUsers.Accountant, "disbursements/holiday-gifts", new
        {
            pool = "TET", occasion = "tet", year = 2022, lines = children.Select(child => new { beneficiary = child, stock }), papers,
        });
        var id = asked.GetProperty("id").GetInt64().ToString(CultureInfo.InvariantCulture);
        await using var window = await site.WindowAsync(await site.SessionOfAsync(DemoUsers.Approver));
        var sheet = await (await window.APIRequest.GetAsync($"/api/v1/funds/Q106/disbursements/{id}")).JsonAsync();
        var seen = sheet!.Value.GetProperty("head").GetProperty("contentHash").GetString();
        await site.PostAsync(DemoUsers.Approver, $"disbursements/{id}/approval", new { seen, isUnrelated = true });
        return id;
    }

    /// <summary>A gift of milk and money, approved, whose money is ordered by a list; the numbers of the request and of the order.</summary>
    public static async Task<(string Request, string Order)> GoodsOnTheirWayAsync(this Site site)
    {
        var item = (await site.PostAsync(DemoUsers.Accountant, "goods", new { name = "Sữa bột", unit = "hộp" })).GetProperty("item").GetInt32();
        var value = new { unit = 50_000, basis = "invoice", number = "HD-12", date = "2021-12-20" };
        await site.PostAsync(DemoUsers.Accountant, "goods/receipts", new
        {
            pool = "TET", date = "2021-12-20", donorName = "Công ty Sữa", donorKind = "organisation",
            lines = (object[])[new { item, quantity = 10, value }],
        });
        var request = await site.ApprovedGiftsAsync(1, new { item, quantity = 2 });
        var ordered = await site.PostAsync(DemoUsers.Cashier, "payments", new
        {
            request = long.Parse(request, CultureInfo.InvariantCulture), way = "cash", moneyAccount = "cash", date = "2021-12-20",
        });
        return (request, ordered.GetProperty("order").GetInt32().ToString(CultureInfo.InvariantCulture));
    }
}
