using System.Text;
using FundLedger.Domain.Audits;
using FundLedger.Features.Findings;
using FundLedger.Features.Ledger;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Audit;

/// <summary>What was found: who answers and judges it, its paper, and the list as a file.</summary>
public sealed class FindingSheetTests(AuditedLedger audited) : IClassFixture<AuditedLedger>
{
    private const string Fund = TamDuong.District;

    private Ledger Ledger => audited.Ledger;

    private static Guid Key => Guid.NewGuid();

    [Fact]
    public async Task Findings_are_listed_by_state_and_taken_along()
    {
        var open = new OpenFinding(Fund, Key, "voucher", " PC-2021-00001 ", "Thiếu chữ ký  của người nhận");
        var no = (await Ledger.Done(TamDuong.Auditor, open)).Finding;
        await Ledger.Done(TamDuong.Accountant, new AnswerFinding(Fund, Key, no, "Đã bổ sung chữ ký", null));
        var listed = (await Ledger.Done(TamDuong.Approver, new ListFindings(Fund, FindingState.Answered))).Findings.Single(one => one.Finding == no);
        Assert.Equal(
            ("voucher", "PC-2021-00001", "Thiếu chữ ký  của người nhận", "Kiểm toán viên", "Đã bổ sung chữ ký", FindingState.Answered),
            (listed.Subject, listed.Reference, listed.Said, listed.OpenedBy, listed.Answer, listed.State));
        Assert.DoesNotContain((await Ledger.Done(TamDuong.Auditor, new ListFindings(Fund, FindingState.Open))).Findings, one => one.Finding == no);
        Assert.Contains((await Ledger.Done(TamDuong.Auditor, new ListFindings(Fund, null))).Findings, one => one.Finding == no);
        var exported = await Ledger.Done(
            TamDuong.Auditor, new ExportFindings(new ListFindings(Fund, FindingState.Answered), "csv", PaperLanguage.Vietnamese));
        var (name, text) = await Text(exported.File);
        Assert.Equal("phat-hien-Q106.csv", name);
        await Documented.GoldenAsync("findings", text.Replace($",{no},", ",one,", StringComparison.Ordinal));
        var table = await Ledger.Done(
            TamDuong.Auditor, new ExportFindings(new ListFindings(Fund, FindingState.Answered), "xlsx", PaperLanguage.English));
        Assert.Equal("findings-Q106.xlsx", (await Text(table.File)).Name);
        Assert.Equal(new FundNotFound(Fund), (await Ledger.Send(
            TamDuong.Cashier, new ExportFindings(new ListFindings(Fund, null), "csv", PaperLanguage.English))).Error);
    }

    [Fact]
    public async Task A_finding_shows_each_reader_what_comes_next_and_its_paper()
    {
        var no = (await Ledger.Done(TamDuong.Auditor, new OpenFinding(Fund, Key, "other", "", "Quỹ thừa 10"))).Finding;
        Assert.Equal([(true, false), (false, false), (true, false)], await Next(no));
        var scan = new ScannedPaper("biên bản.pdf", "%PDF-1.7 biên bản"u8.ToArray());
        Assert.Equal(new FindingAnswered(no, 1), await Ledger.Done(TamDuong.Accountant, new AnswerFinding(Fund, Key, no, "Đã rõ", scan)));
        Assert.Equal([(false, false), (false, true), (false, false)], await Next(no));
        var step = Assert.Single((await Ledger.Done(TamDuong.Accountant, new GetFinding(Fund, no))).Steps);
        Assert.Equal((1, "answered", "Đã rõ", "biên bản.pdf", "Kế toán Quỹ"), (step.No, step.Step, step.Said, step.FileName, step.By));
        Assert.Equal(("biên bản.pdf", "%PDF-1.7 biên bản"), await Text(new GetFindingPaper(Fund, no, 1)));
        Assert.Equal(new FindingNotFound(no), (await Ledger.Send(TamDuong.Auditor, new GetFindingPaper(Fund, no, 2))).Error);
        Assert.Equal(new FundNotFound(Fund), (await Ledger.Send(TamDuong.Cashier, new GetFindingPaper(Fund, no, 1))).Error);
        Assert.Equal(new FindingNotFound(999), (await Ledger.Send(TamDuong.Auditor, new GetFinding(Fund, 999))).Error);
        Assert.Equal(new FindingNotFound(999), (await Ledger.Send(TamDuong.Auditor, new JudgeAnswer(Fund, Key, 999, true, "Đã xem"))).Error);
        Assert.Equal(
            new FindingTextOutside(5, 2000), (await Ledger.Send(TamDuong.Auditor, new JudgeAnswer(Fund, Key, no, true, " Rõ  "))).Error);
        Assert.Equal(
            new FindingTextOutside(5, 2000), (await Ledger.Send(TamDuong.Accountant, new AnswerFinding(Fund, Key, no, " Rõ  ", null))).Error);
        Assert.Equal(new AnswerJudged(no, false), await Ledger.Done(TamDuong.Auditor, new JudgeAnswer(Fund, Key, no, false, "Chưa rõ số")));
        Assert.Equal([(true, false), (false, false), (true, false)], await Next(no));
    }

    [Fact]
    public async Task A_finding_names_a_paper_of_at_most_sixty_signs()
    {
        var open = new OpenFinding(Fund, Key, "request", new string('1', 61), "Thiếu biên bản họp");
        Assert.Equal(new FindingPaperMissing(), (await Ledger.Send(TamDuong.Auditor, open)).Error);
        Assert.Equal(new FindingPaperMissing(), (await Ledger.Send(TamDuong.Auditor, open with { Reference = "   " })).Error);
        Assert.Equal(new FindingPaperMissing(), (await Ledger.Send(TamDuong.Auditor, open with { Subject = "sample", Reference = "1" })).Error);
        Assert.True((await Ledger.Send(TamDuong.Auditor, open with { Reference = new string('1', 60) })).IsOk);
    }

    /// <summary>Whether the accountant, the auditor and the approver may answer and judge.</summary>
    private async Task<(bool, bool)[]> Next(int finding)
    {
        var next = new List<(bool, bool)>();
        foreach (var reader in (string[])[TamDuong.Accountant, TamDuong.Auditor, TamDuong.Approver])
        {
            var sheet = await Ledger.Done(reader, new GetFinding(Fund, finding));
            next.Add((sheet.MayAnswer, sheet.MayJudge));
        }

        return [.. next];
    }

    private async Task<(string Name, string Content)> Text(IQuery<ExportedFile> export) => await Text(await Ledger.Done(TamDuong.Auditor, export));

    private static async Task<(string Name, string Content)> Text(ExportedFile file)
    {
        await using (file)
        {
            using var bytes = new MemoryStream();
            await file.Content.CopyToAsync(bytes, Ledger.Token);
            return (file.Name, Encoding.UTF8.GetString(bytes.ToArray()).TrimStart('\uFEFF').ReplaceLineEndings("\n"));
        }
    }
}
