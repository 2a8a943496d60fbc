using FundLedger.Domain;
using FundLedger.Features.Audit;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Vault;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Disbursements;

/// <summary>Files that go with a request: which are needed, what is taken, who opens them, what is left of them.</summary>
public sealed class RequestPapersTests(Ledger ledger) : IClassFixture<Ledger>, IAsyncLifetime
{
    private const string LooksSql = "SELECT reason FROM identity_accesses WHERE beneficiary_code = @Child ORDER BY access_no";

    private const string AroundSql = """
        SELECT set_config('app.actor', 'kiemtoan', false);
        SELECT count(*) FROM open_paper((SELECT fund_id FROM funds WHERE code = 'Q106'), @Id, 1, 'Xem giấy tờ')
        """;

    private const string KeptSql = "SELECT content FROM request_papers WHERE disbursement_id = @Id AND paper_no = 1";

    private static readonly LocalDate Day = new(2021, 6, 20);

    public async ValueTask InitializeAsync()
    {
        ledger.Clock.Today = Day;
        if (await ledger.Ask<long>("SELECT count(*) FROM pools") > 0) return;
        await ledger.Given.Pool();
        await ledger.Given.Receipt("CHUNG", 90_000_000);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_missing_hospital_estimate_stops_the_request_and_is_named()
    {
        var child = (await ledger.Given.Children(1, "g13"))[0];
        var papers = SamplePapers.Of("D-07");
        var without = papers.Where(paper => !paper.Paper.Contains("Dự toán", StringComparison.Ordinal)).ToList();
        var missing = Assert.IsType<PapersMissing>((await ledger.Send(TamDuong.Accountant, Heart(child, without))).Error);
        Assert.Equal((1, "Dự toán hoặc hoá đơn của bệnh viện"), (missing.Missing, missing.Papers));
        var sent = await ledger.Done(TamDuong.Accountant, Heart(child, papers));
        var sheet = await ledger.Done(TamDuong.Approver, new GetDisbursement(Given.Fund, sent.Id));
        Assert.Equal(6, sheet.Papers.Count(paper => paper.No is not null));
        await VerifiedAsync();
    }

    [Fact]
    public async Task What_comes_with_the_payment_does_not_stop_a_request()
    {
        var id = await ledger.Given.TetGifts("CHUNG", await ledger.Given.Children(2));
        var sheet = await ledger.Done(TamDuong.Approver, new GetDisbursement(Given.Fund, id));
        Assert.Equal(["Quyết định", "Danh sách ký nhận"], sheet.Papers.Where(paper => paper.No is null).Select(paper => paper.NameVi));
        Assert.All(sheet.Papers.Where(paper => paper.No is null), paper => Assert.True(paper.FollowsPayment));
    }

    [Fact]
    public async Task Files_of_another_kind_too_many_or_for_no_paper_are_refused()
    {
        var child = (await ledger.Given.Children(1))[0];
        var program = new AttachedPaper("Biên bản của xã", "MZ rất lạ"u8.ToArray());
        Assert.Equal("Biên bản của xã", Assert.IsType<PaperUnusable>(await Refusal(child, program)).Paper);
        Assert.IsType<PaperUnusable>(await Refusal(child, new AttachedPaper("Biên bản của xã", new byte[(10 * 1024 * 1024) + 1])));
        Assert.IsType<PaperNotOfNorm>(await Refusal(child, new AttachedPaper("Ảnh chụp", SamplePapers.File)));
        var many = Enumerable.Repeat(new AttachedPaper("", SamplePapers.File), 21).ToArray();
        Assert.IsType<TooManyPapers>(await Refusal(child, many));
    }

    [Fact]
    public async Task A_paper_lies_encrypted_and_each_look_at_it_is_written_down()
    {
        var child = (await ledger.Given.Children(1))[0];
        var id = (await ledger.Done(TamDuong.Accountant, Accident(child, SamplePapers.Of("D-12")))).Id;
        var kept = await ledger.Ask<byte[]>(KeptSql, new { Id = id });
        Assert.Equal(-1, kept.AsSpan().IndexOf("%PDF"u8));
        var opened = await ledger.Done(TamDuong.Approver, new OpenPaper(Given.Fund, Guid.NewGuid(), id, 1));
        Assert.Equal(SamplePapers.File, await ReadAsync(opened));
        Assert.Equal($"Giấy tờ số 1 của đề nghị Q106/{id}", Assert.Single(await ledger.List<string>(LooksSql, new { Child = child })));
        Assert.IsType<FundNotFound>((await ledger.Send(TamDuong.OtherOfficer, new OpenPaper(Given.Fund, Guid.NewGuid(), id, 1))).Error);
        Assert.IsType<PaperNotFound>((await ledger.Send(TamDuong.Approver, new OpenPaper(Given.Fund, Guid.NewGuid(), id, 2))).Error);
        Assert.NotNull((await ledger.Send(TamDuong.Cashier, new OpenPaper(Given.Fund, Guid.NewGuid(), id, 1))).Error);
        new IdentityVault(VaultKey.In(ledger.Folder)).Erase(child);
        await VerifiedAsync();
    }

    [Fact]
    public async Task The_papers_of_a_sealed_case_stay_shut()
    {
        var child = (await ledger.Given.Children(1, "g09"))[0];
        var id = (await ledger.Done(TamDuong.Accountant, Accident(child, SamplePapers.Of("D-12")))).Id;
        foreach (var other in (string[])[TamDuong.Accountant, TamDuong.Auditor])
        {
            Assert.IsType<PaperOfSealedCase>((await ledger.Send(other, new OpenPaper(Given.Fund, Guid.NewGuid(), id, 1))).Error);
        }

        var raw = await Ledger.Refusal(ledger.Database.Application, AroundSql, new { Id = id });
        Assert.Equal("sealed_case_granted", raw?.ConstraintName);
        Assert.Empty(await ledger.List<string>(LooksSql, new { Child = child }));
    }

    [Fact]
    public async Task The_approver_at_whose_step_a_request_for_a_sealed_case_waits_sees_its_papers_until_it_is_decided()
    {
        var child = (await ledger.Given.Children(1, "g09"))[0];
        var id = (await ledger.Done(TamDuong.Accountant, Accident(child, SamplePapers.Of("D-12")))).Id;
        var opened = await ledger.Done(TamDuong.Approver, new OpenPaper(Given.Fund, Guid.NewGuid(), id, 1));
        Assert.Equal(SamplePapers.File, await ReadAsync(opened));
        Assert.Equal($"Giấy tờ số 1 của đề nghị Q106/{id}", Assert.Single(await ledger.List<string>(LooksSql, new { Child = child })));
        await ledger.Done(TamDuong.Approver, new ReturnDisbursement(Given.Fund, Guid.NewGuid(), id, "Thiếu giấy tờ"));
        Assert.IsType<PaperOfSealedCase>((await ledger.Send(TamDuong.Approver, new OpenPaper(Given.Fund, Guid.NewGuid(), id, 1))).Error);
    }

    private static async Task<byte[]> ReadAsync(PaperOpened opened)
    {
        await using var file = opened.File!;
        using var memory = new MemoryStream();
        await file.Content.CopyToAsync(memory, Ledger.Token);
        return memory.ToArray();
    }

    private async Task<Error?> Refusal(string child, params AttachedPaper[] papers) =>
        (await ledger.Send(TamDuong.Accountant, Accident(child, papers))).Error;

    private static RequestSupport Accident(string child, IReadOnlyList<AttachedPaper> papers) => new(
        Given.Fund, Guid.NewGuid(), "CHUNG",
        new SupportCase("D-12", child) { CaseReference = $"TN-{child}", ReasonForAmount = "Gãy chân, nằm viện" }, papers);

    private static RequestSurgery Heart(string child, IReadOnlyList<AttachedPaper> papers) =>
        new(Given.Fund, Guid.NewGuid(), "CHUNG", "heart", child, $"BA-{child}") { Cost = new Money(20_000_000), Papers = papers };

    private async Task VerifiedAsync()
    {
        var verified = await ledger.Done(TamDuong.Auditor, new VerifyLedger());
        Assert.All(verified.Passes, pass => Assert.Equal((pass.Name, PassState.Ok), (pass.Name, pass.State)));
    }
}
