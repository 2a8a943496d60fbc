using FundLedger.Features.Periods;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Api;

/// <summary>What auditors write, and what a fund answers, by the API.</summary>
public sealed class FindingApiTests(WebLedger web) : IClassFixture<WebLedger>, IAsyncLifetime
{
    private const string Root = "/api/v1/funds/Q106";

    private static bool isReady;

    public async ValueTask InitializeAsync()
    {
        if (isReady) return;
        isReady = true;
        web.Ledger.Clock.Today = new LocalDate(2021, 1, 20);
        await web.Ledger.Given.Pool();
        await web.Ledger.Given.Receipt("CHUNG", 5_000_000);
        await web.Ledger.Given.Paid("CHUNG", await web.Ledger.Given.Children(4));
        web.Ledger.Clock.Today = new LocalDate(2021, 2, 1);
        await web.Ledger.Done(TamDuong.Accountant, new ClosePeriod(Given.Fund, Guid.NewGuid(), new LocalDate(2021, 1, 1)));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_statement_is_attested_by_its_digest_only()
    {
        var issued = (await web.Get(TamDuong.Auditor, $"{Root}/issued-statements")).Body!["statements"]![0]!;
        var address = $"{Root}/issued-statements/{issued["id"]!.GetValue<string>()}/attestation";
        var wrong = await web.Post(TamDuong.Auditor, address, new { digest = new string('0', 64) }, Guid.NewGuid());
        Assert.Equal((409, "digest-is-another"), (wrong.Status, wrong.Reason));
        var own = await web.Post(TamDuong.Accountant, address, new { digest = Digest() }, Guid.NewGuid());
        Assert.Equal((409, "attester-took-part"), (own.Status, own.Reason));
        Assert.Equal(404, (await web.Post(TamDuong.OtherOfficer, address, new { digest = Digest() }, Guid.NewGuid())).Status);
        Assert.Equal(200, (await web.Post(TamDuong.Auditor, address, new { digest = Digest(), note = "Đã đối chiếu" }, Guid.NewGuid())).Status);

        string Digest() => issued["digest"]!.GetValue<string>();
    }

    [Fact]
    public async Task A_finding_is_opened_answered_with_a_paper_and_accepted()
    {
        var opened = await web.Post(
            TamDuong.Auditor, $"{Root}/findings", new { subject = "voucher", reference = "PC-2021-00001", said = "Thiếu chữ ký người nhận" },
            Guid.NewGuid());
        var finding = opened.Body!["finding"]!.GetValue<int>();
        var paper = new { name = "bien-ban.pdf", content = Convert.ToBase64String("%PDF-1.7 biên bản"u8) };
        var answered = await web.Post(
            TamDuong.Accountant, $"{Root}/findings/{finding}/answer", new { said = "Đã bổ sung chữ ký", paper }, Guid.NewGuid());
        Assert.Equal(200, answered.Status);
        var taken = await web.Get(TamDuong.Auditor, $"{Root}/findings/{finding}/steps/{answered.Body!["step"]}/paper");
        Assert.Equal((200, "application/pdf"), (taken.Status, taken.ContentType));
        Assert.Equal(403, (await Judge(TamDuong.Approver, finding)).Status);
        Assert.Equal(200, (await Judge(TamDuong.Auditor, finding)).Status);
        Assert.Equal("accepted", (await web.Get(TamDuong.Approver, $"{Root}/findings/{finding}")).Body!["state"]!.GetValue<string>());
        Assert.Equal(403, (await web.Get(TamDuong.Cashier, $"{Root}/findings")).Status);
        Assert.Equal(400, (await web.Get(TamDuong.Auditor, $"{Root}/findings?state=perhaps")).Status);
    }

    [Fact]
    public async Task A_sample_is_drawn_and_what_is_amiss_in_it_opens_a_finding()
    {
        var drawn = await web.Post(
            TamDuong.Auditor, $"{Root}/samples", new { seed = 2026, size = 2, from = "2021-01-01", to = "2021-01-31" }, Guid.NewGuid());
        Assert.Equal(4, drawn.Body!["population"]!.GetValue<int>());
        var sample = $"{Root}/samples/{drawn.Body["sample"]}";
        var full = await web.Post(TamDuong.Auditor, $"{sample}/lines/1/result", new { result = "received" }, Guid.NewGuid());
        Assert.Null(full.Body!["finding"]);
        var lacking = await web.Post(TamDuong.Auditor, $"{sample}/lines/2/result", new { result = "lacking", @short = 50_000 }, Guid.NewGuid());
        Assert.NotNull(lacking.Body!["finding"]);
        Assert.Equal(2, (await web.Get(TamDuong.Auditor, sample)).Body!["head"]!["answered"]!.GetValue<int>());
        Assert.Equal(403, (await web.Get(TamDuong.Accountant, $"{Root}/samples")).Status);
        Assert.Equal(404, (await web.Get(TamDuong.Auditor, $"{Root}/samples/99")).Status);
    }

    private Task<Answer> Judge(string user, int finding) =>
        web.Post(user, $"{Root}/findings/{finding}/judgement", new { accepted = true, said = "Đã xem chữ ký" }, Guid.NewGuid());
}
