using System.Net;
using FundLedger.Domain.Audits;
using FundLedger.Domain.Statements;
using FundLedger.Features.Audit;
using FundLedger.Features.Findings;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Statements;
using FundLedger.IntegrationTests.Statements;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Audit;

/// <summary>Statements attested, findings answered and accepted, and what an auditor opened written down. The first quarter is closed.</summary>
public sealed class FindingTests(FirstQuarter quarter) : IClassFixture<FirstQuarter>
{
    private const string Fund = TamDuong.District;

    private const string ToldSql = """
        SELECT string_agg(user_name || CASE WHEN must_act THEN '!' ELSE '' END, ' ' ORDER BY user_name) FROM notices
        WHERE subject = 'finding' AND subject_no = @No AND event = @Event
        """;

    private static Guid Key => Guid.NewGuid();

    private Ledger Ledger => quarter.Ledger;

    [Fact]
    public async Task A_finding_is_open_until_the_fund_has_answered_and_an_auditor_has_accepted()
    {
        var no = (await Ledger.Done(TamDuong.Auditor, new OpenFinding(Fund, Key, "voucher", "PC-2021-00001", "Thiếu chữ ký người nhận tiền"))).Finding;
        Assert.Contains("ketoan!", await Told(no, "opened"), StringComparison.Ordinal);
        Assert.Contains("duyet!", await Told(no, "opened"), StringComparison.Ordinal);
        Assert.IsType<FindingNotInState>((await Ledger.Send(TamDuong.Auditor, Judge(no, true))).Error);
        Assert.IsType<AnswererIsFinder>((await Ledger.Send(TamDuong.Auditor, Answer(no))).Error);
        Assert.IsType<RoleMissing>((await Ledger.Send(TamDuong.Cashier, Answer(no))).Error);
        var scan = new ScannedPaper("bien-ban.pdf", "%PDF-1.7 biên bản"u8.ToArray());
        Assert.IsType<ScanUnusable>((await Ledger.Send(
            TamDuong.Accountant, Answer(no) with { Paper = new ScannedPaper("x.exe", [1, 2, 3]) })).Error);
        await Ledger.Done(TamDuong.Accountant, Answer(no) with { Paper = scan });
        Assert.Equal("kiemtoan!", await Told(no, "answered"));
        Assert.IsType<FindingNotInState>((await Ledger.Send(TamDuong.Approver, Answer(no))).Error);
        Assert.IsType<RoleMissing>((await Ledger.Send(TamDuong.Approver, Judge(no, true))).Error);

        await Ledger.Done(TamDuong.Auditor, Judge(no, false));
        await Ledger.Done(TamDuong.Approver, Answer(no));
        await Ledger.Done(TamDuong.Auditor, Judge(no, true));
        Assert.IsType<FindingNotInState>((await Ledger.Send(TamDuong.Approver, Answer(no))).Error);
        var sheet = await Ledger.Done(TamDuong.Accountant, new GetFinding(Fund, no));
        Assert.Equal(["answered", "returned", "answered", "accepted"], sheet.Steps.Select(step => step.Step));
        Assert.Equal((FindingState.Accepted, false, false), (sheet.State, sheet.MayAnswer, sheet.MayJudge));
        await using var paper = await Ledger.Done(TamDuong.Auditor, new GetFindingPaper(Fund, no, 1));
        Assert.Equal(scan.Content.Length, paper.Content.Length);
        Assert.Equal(PassState.Ok, (await Ledger.Done(TamDuong.Auditor, new VerifyLedger(Fund))).State);
    }

    [Theory]
    [InlineData("voucher", "", "Thiếu chữ ký người nhận tiền", typeof(FindingPaperMissing))]
    [InlineData("sample", "1/1", "Thiếu chữ ký người nhận tiền", typeof(FindingPaperMissing))]
    [InlineData("other", "", "ngắn", typeof(FindingTextOutside))]
    public async Task A_finding_that_says_too_little_comes_back(string subject, string reference, string said, Type error) =>
        Assert.IsType(error, (await Ledger.Send(TamDuong.Auditor, new OpenFinding(Fund, Key, subject, reference, said))).Error);

    [Fact]
    public async Task Nobody_else_opens_findings_and_other_funds_have_none()
    {
        var open = new OpenFinding(Fund, Key, "other", "", "Thiếu biên bản kiểm quỹ tháng 3");
        Assert.IsType<RoleMissing>((await Ledger.Send(TamDuong.Accountant, open)).Error);
        Assert.IsType<FindingNotFound>((await Ledger.Send(TamDuong.Accountant, Answer(999))).Error);
        Assert.IsType<FundNotFound>((await Ledger.Send(TamDuong.OtherOfficer, new ListFindings(Fund, null))).Error);
        Assert.IsType<FundNotFound>((await Ledger.Send(TamDuong.Cashier, new GetFinding(Fund, 1))).Error);
    }

    [Fact]
    public async Task An_auditor_attests_a_statement_by_its_digest_and_only_once()
    {
        var statement = await quarter.Statement();
        var id = StatementId.Of(statement.Figures).ToString();
        Assert.IsType<DigestIsAnother>((await Ledger.Send(TamDuong.Auditor, Attest(id, new string('0', 64)))).Error);
        Assert.IsType<StatementNotIssued>((await Ledger.Send(TamDuong.Auditor, Attest("Q106-20210102-20210331-V1", statement.Digest))).Error);
        Assert.IsType<StatementNotIssued>((await Ledger.Send(TamDuong.Auditor, Attest("x", statement.Digest))).Error);
        Assert.IsType<RoleMissing>((await Ledger.Send(TamDuong.SecondApprover, Attest(id, statement.Digest))).Error);
        Assert.IsType<AttesterTookPart>((await Ledger.Send(TamDuong.Accountant, Attest(id, statement.Digest))).Error);
        await Ledger.Done(TamDuong.Auditor, Attest(id.ToLowerInvariant(), statement.Digest.ToUpperInvariant()));
        Assert.IsType<AttestedAlready>((await Ledger.Send(TamDuong.Auditor, Attest(id, statement.Digest))).Error);
        var listed = (await Ledger.Done(TamDuong.Auditor, new ListIssuedStatements(Fund))).Statements.Single(one => one.Id == id);
        Assert.True(listed is { ByMe: true, IsSuperseded: false, AttestedBy.Length: > 0 });
        var known = await Ledger.Done(TamDuong.Auditor, new GetIssuedStatement(StatementId.Read(id)!));
        Assert.Equal(1, known.Attested);
        Assert.Equal(PassState.Ok, (await Ledger.Done(TamDuong.Auditor, new VerifyLedger(Fund))).State);
    }

    [Fact]
    public async Task What_an_auditor_opens_is_written_down_and_what_others_open_is_not()
    {
        await using var host = await WebHost.StartAsync(
            Ledger.Database, Directory.CreateTempSubdirectory("fundledger-").FullName, Ledger.Clock, Ledger.Token);
        using var auditor = await host.SignedInAsync(TamDuong.Auditor, Ledger.Token);
        using var accountant = await host.SignedInAsync(TamDuong.Accountant, Ledger.Token);
        string[] opened = ["/vouchers/Q106/PC-2021-00001", "/disbursements/Q106/1", "/api/v1/funds/Q106/vouchers/PC-2021-00001", "/statements"];
        foreach (var address in opened)
        {
            Assert.Equal(HttpStatusCode.OK, (await auditor.GetAsync(address, Ledger.Token)).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await accountant.GetAsync(address, Ledger.Token)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await auditor.GetAsync("/vouchers/Q106/PC-2021-00099", Ledger.Token)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await auditor.GetAsync("/audit/findings", Ledger.Token)).StatusCode);
        var looks = (await Ledger.Done(TamDuong.Auditor, new ListAuditLooks(Fund, null))).Looks;
        Assert.Equal(opened, looks.Select(look => look.Reference).Reverse());
        Assert.Contains("/vouchers/Q106/PC-2021-00001", await auditor.GetStringAsync("/audit/looks", Ledger.Token), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await accountant.GetAsync("/audit/looks", Ledger.Token)).StatusCode);
    }

    private static AnswerFinding Answer(int no) => new(Fund, Key, no, "Đã bổ sung chữ ký", null);

    private static JudgeAnswer Judge(int no, bool accepted) => new(Fund, Key, no, accepted, "Đã xem bản gốc");

    private static AttestStatement Attest(string id, string digest) => new(Fund, Key, id, digest, "Đã đối chiếu bản in");

    private Task<string> Told(int no, string happened) => Ledger.Ask<string>(ToldSql, new { No = no, Event = happened });
}
