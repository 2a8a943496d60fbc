using FundLedger.Domain;
using FundLedger.Domain.Norms;
using FundLedger.Domain.Text;
using FundLedger.Features.Audit;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Norms;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Norms;

/// <summary>From a workbook to a decision in force: drafted, compared, tried on last year's supports, proposed, published.</summary>
public sealed class NormLifecycleTests(Ledger ledger) : IClassFixture<Ledger>
{
    private static readonly LocalDate NextYear = new(2022, 1, 1);

    [Fact]
    public async Task The_next_decision_is_published_by_a_second_person_and_judges_from_its_first_day()
    {
        ledger.Clock.Today = new LocalDate(2021, 12, 20);
        var file = await CopyOf("12/QĐ", NextYear, "D-01", rule => rule with { Total = new Money(350_000) });
        var draft = (await ledger.Done(TamDuong.Accountant, new DraftNorm(Given.Fund, Guid.NewGuid(), null, file))).Decision;
        Assert.Equal("draft", (await ShownAsync(draft)).Shown!.Status);
        Assert.True((await ledger.Done(TamDuong.Accountant, new GetNorms(Given.Fund))).Shown!.IsSample);

        Assert.IsType<NormNotAsSeen>((await ledger.Send(TamDuong.Accountant, new ProposeNorm(Given.Fund, Guid.NewGuid(), draft, "00"))).Error);
        await ProposeAsync(draft);
        Assert.IsType<NormStepNotPossible>(
            (await ledger.Send(TamDuong.Accountant, new DraftNorm(Given.Fund, Guid.NewGuid(), draft, file))).Error);
        var seen = (await ShownAsync(draft)).Hash;
        var byHimself = new PublishNorm(Given.Fund, Guid.NewGuid(), draft, seen);
        Assert.IsType<PublisherIsProposer>((await ledger.Send(TamDuong.AccountantsOtherAccount, byHimself)).Error);
        await ledger.Done(TamDuong.Approver, new ReturnNorm(Given.Fund, Guid.NewGuid(), draft, "Thiếu căn cứ pháp lý"));
        Assert.Equal("Thiếu căn cứ pháp lý", (await ShownAsync(draft)).Shown!.ReturnReason);

        await ProposeAsync(draft);
        await ledger.Done(TamDuong.Approver, new PublishNorm(Given.Fund, Guid.NewGuid(), draft, (await ShownAsync(draft)).Hash));
        var all = await ShownAsync(draft);
        var old = all.Decisions.Single(one => one.IsSample);
        Assert.Equal(("superseded", "12/QĐ", new LocalDate(2021, 12, 31)), (old.Status, old.SupersededBy, old.ValidTo));
        // Until its last day the old one is what the fund pays by, then the new one.
        Assert.True((await ledger.Done(TamDuong.Accountant, new GetNorms(Given.Fund))).Shown!.IsSample);
        ledger.Clock.Today = NextYear;
        Assert.Equal("12/QĐ", (await ledger.Done(TamDuong.Accountant, new GetNorms(Given.Fund))).Shown!.Number);
        Assert.Equal(["drafted", "proposed", "returned", "proposed", "published"], all.Steps.Select(step => step.Event));
        var verified = await ledger.Done(TamDuong.Auditor, new VerifyLedger());
        Assert.All(verified.Passes, pass => Assert.Equal((pass.Name, PassState.Ok), (pass.Name, pass.State)));
    }

    [Fact]
    public async Task A_workbook_says_what_it_was_exported_from()
    {
        var norms = await ledger.Done(TamDuong.Accountant, new GetNorms(Given.Fund));
        var exported = await ledger.Done(
            TamDuong.Accountant, new ExportNorm(Given.Fund, norms.Shown!.DecisionId, PaperLanguage.Vietnamese));
        var read = await ledger.Done(TamDuong.Accountant, new ReadNormWorkbook(Given.Fund, await BytesOf(exported)));
        Assert.Equal((norms.Shown.Number, norms.Shown.ValidFrom), (read.Decision.Number, read.Decision.ValidFrom));
        Assert.Equivalent(norms.Lines, read.ToDecision(1).Value.Lines, strict: true);
        var english = await ledger.Done(TamDuong.Accountant, new ExportNorm(Given.Fund, norms.Shown.DecisionId, PaperLanguage.English));
        var again = await ledger.Done(TamDuong.Accountant, new ReadNormWorkbook(Given.Fund, await BytesOf(english)));
        Assert.Equivalent(norms.Lines, again.ToDecision(1).Value.Lines, strict: true);
    }

    [Fact]
    public async Task An_empty_form_and_a_file_that_is_no_workbook_are_said_cell_by_cell_and_plainly()
    {
        var form = await ledger.Done(TamDuong.Accountant, new ExportNorm(Given.Fund, null, PaperLanguage.Vietnamese));
        var flawed = await ledger.Send(TamDuong.Accountant, new ReadNormWorkbook(Given.Fund, await BytesOf(form)));
        var flaws = Assert.IsType<NormWorkbookFlawed>(flawed.Error).Flaws;
        Assert.Contains(flaws, flaw => flaw is { Sheet: "Quyết định", Cell: "B2" } && flaw.Problem.Vi.StartsWith("Số, ký hiệu", StringComparison.Ordinal));
        Assert.Contains(flaws, flaw => flaw is { Sheet: "Dòng định mức", Cell: "A2" });
        var none = await ledger.Send(TamDuong.Accountant, new ReadNormWorkbook(Given.Fund, "không phải Excel"u8.ToArray()));
        Assert.IsType<WorkbookUnreadable>(none.Error);
    }

    [Fact]
    public async Task Two_decisions_are_compared_term_by_term()
    {
        var sample = (await ledger.Done(TamDuong.Accountant, new GetNorms(Given.Fund))).Decisions.Single(one => one.IsSample).DecisionId;
        var file = await CopyOf("13/QĐ", new LocalDate(2023, 1, 1), "D-02", rule => rule with { Amount = new Money(250_000) });
        file = file with { Lines = [.. file.Lines.Where(line => line.Code != "D-15"), file.Lines[1] with { Code = "D-99" }] };
        var draft = (await ledger.Done(TamDuong.Accountant, new DraftNorm(Given.Fund, Guid.NewGuid(), null, file))).Decision;
        var compared = await ledger.Done(TamDuong.Accountant, new CompareNorms(Given.Fund, draft, sample));
        Assert.Equal(
            ["D-02 Amounts", "D-99 new", "D-15 gone"],
            compared.Lines.Where(line => !line.IsSame).Select(line => line.Before is null ? $"{line.Code} new" : line.After is null
                ? $"{line.Code} gone" : $"{line.Code} {string.Join(' ', line.Differing)}"));
        await ledger.Done(TamDuong.Accountant, new DiscardNorm(Given.Fund, Guid.NewGuid(), draft));
        Assert.IsType<NormDecisionNotFound>((await ledger.Send(TamDuong.Accountant, new CompareNorms(Given.Fund, draft))).Error);
    }

    [Fact]
    public async Task A_draft_is_of_its_own_unit_and_its_paper_a_real_file()
    {
        var file = await CopyOf("14/QĐ", new LocalDate(2024, 1, 1), "D-02", rule => rule);
        var draft = (await ledger.Done(TamDuong.Accountant, new DraftNorm(Given.Fund, Guid.NewGuid(), null, file))).Decision;
        Assert.IsType<NormDecisionNotFound>((await ledger.Send(TamDuong.OtherOfficer, new GetNorms("Q03430", draft))).Error);
        Assert.IsType<RoleMissing>((await ledger.Send(TamDuong.Approver, new DraftNorm(Given.Fund, Guid.NewGuid(), null, file))).Error);
        AttachNormScan Scan(byte[] content) => new(Given.Fund, Guid.NewGuid(), draft, new ScannedPaper(@"C:\scan\14-qd.pdf", content));
        Assert.IsType<ScanUnusable>((await ledger.Send(TamDuong.Accountant, Scan("<script>"u8.ToArray()))).Error);
        await ledger.Done(TamDuong.Accountant, Scan("%PDF-1.7 bản quét"u8.ToArray()));
        await using var paper = await ledger.Done(TamDuong.Accountant, new GetNormScan(Given.Fund, draft));
        Assert.Equal(("14-qd.pdf", "application/pdf"), (paper.Name, paper.ContentType));
        Assert.IsType<NormDecisionNotFound>((await ledger.Send(TamDuong.OtherOfficer, new GetNormScan("Q03430", draft))).Error);
        var unknown = file with { Lines = [file.Lines[0] with { Groups = ["g99"] }] };
        Assert.Equal(
            new NormCodeUnknown("D-01", "class", "g99"),
            (await ledger.Send(TamDuong.Accountant, new DraftNorm(Given.Fund, Guid.NewGuid(), draft, unknown))).Error);
    }

    [Fact]
    public async Task A_draft_tells_what_it_would_have_cost_on_last_years_list()
    {
        await ledger.Given.Pool("THU");
        await ledger.Given.Receipt("THU", 5_000_000);
        var children = await ledger.Given.Children(3, "poor");
        var request = await ledger.Given.TetGifts("THU", children);
        var file = await CopyOf("15/QĐ", new LocalDate(2025, 1, 1), "D-01", rule => rule with { Total = new Money(350_000) });
        var draft = (await ledger.Done(TamDuong.Accountant, new DraftNorm(Given.Fund, Guid.NewGuid(), null, file))).Decision;
        var simulated = await ledger.Done(TamDuong.Accountant, new SimulateNorm(Given.Fund, draft, 2021));
        Assert.Equal(
            (3, 3, new Money(900_000), new Money(150_000)),
            (simulated.Simulation.Supports, simulated.Simulation.Children, simulated.Simulation.Given, simulated.Simulation.Difference));
        Assert.Equal("D-01", Assert.Single(simulated.Simulation.Lines).Line!.Code);
        // What was rejected was not given, and a decision without the line would have refused it.
        await ledger.Done(TamDuong.Approver, new RejectDisbursement(Given.Fund, Guid.NewGuid(), request, "Ghi nhầm danh sách"));
        Assert.Equal(0, (await ledger.Done(TamDuong.Accountant, new SimulateNorm(Given.Fund, draft, 2021))).Simulation.Supports);
        await ledger.Given.TetGifts("THU", children[0]);
        var without = file with { Decision = file.Decision with { Number = "16/QĐ" }, Lines = [.. file.Lines.Where(line => line.Code != "D-01")] };
        var other = (await ledger.Done(TamDuong.Accountant, new DraftNorm(Given.Fund, Guid.NewGuid(), null, without))).Decision;
        var refused = Assert.Single((await ledger.Done(TamDuong.Accountant, new SimulateNorm(Given.Fund, other))).Simulation.Lines);
        Assert.Equal((null, "no-norm-line", new Money(-300_000)), (refused.Line, refused.Reason, refused.Difference));
    }

    private async Task<NormFile> CopyOf(string number, LocalDate from, string code, Func<NormFileRule, NormFileRule> change)
    {
        var sample = (await ledger.Done(TamDuong.Accountant, new GetNorms(Given.Fund))).Decisions.Single(one => one.IsSample);
        var norms = await ShownAsync(sample.DecisionId);
        var head = new NormHead
        {
            Number = number, IssuedOn = from.PlusDays(-20), IssuedBy = "Chủ tịch Hội đồng quản lý Quỹ", ValidFrom = from,
            Title = new Wording("Định mức sử dụng Quỹ", "Usage norms"), LegalBases = ["Luật Trẻ em số 102/2016/QH13"],
        };
        var file = NormFile.Of(head, norms.Lines);
        return file with { Lines = [.. file.Lines.Select(line => line.Code == code ? line with { Rule = change(line.Rule!) } : line)] };
    }

    private Task<NormsOfFund> ShownAsync(int decision) => ledger.Done(TamDuong.Accountant, new GetNorms(Given.Fund, decision));

    private async Task ProposeAsync(int draft) => await ledger.Done(
        TamDuong.Accountant, new ProposeNorm(Given.Fund, Guid.NewGuid(), draft, (await ShownAsync(draft)).Hash));

    private static async Task<byte[]> BytesOf(ExportedFile file)
    {
        await using (file)
        {
            using var memory = new MemoryStream();
            await file.Content.CopyToAsync(memory, Ledger.Token);
            return memory.ToArray();
        }
    }
}
