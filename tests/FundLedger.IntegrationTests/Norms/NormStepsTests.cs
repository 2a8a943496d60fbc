using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Domain.Text;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Norms;
using FundLedger.Features.Papers;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Norms;

/// <summary>What a decision is refused for on its way into force, what it is compared with, and what it is called as a file.</summary>
public sealed class NormStepsTests(LedgerCluster cluster) : IAsyncLifetime
{
    private readonly Ledger ledger = new(cluster);
    private NormFile next = null!;

    public async ValueTask InitializeAsync()
    {
        await ledger.InitializeAsync();
        var norms = await ledger.Done(TamDuong.Accountant, new GetNorms(Given.Fund));
        var head = new NormHead
        {
            Number = "12/QĐ-UBND", IssuedOn = new LocalDate(2021, 1, 3), IssuedBy = "UBND huyện", ValidFrom = new LocalDate(2021, 6, 1),
            Title = new Wording("Định mức sử dụng Quỹ", "Usage norms"), LegalBases = ["Luật Trẻ em", "Nghị định số 56"],
        };
        next = NormFile.Of(head, norms.Lines);
    }

    public ValueTask DisposeAsync() => ledger.DisposeAsync();

    [Fact]
    public async Task Two_decisions_are_not_in_force_together_and_none_ends_under_what_was_judged_by_it()
    {
        await PublishedAsync(next);
        var same = await ProposedAsync(With("13/QĐ-UBND", new LocalDate(2021, 6, 1)));
        Assert.Equal(new NormOverlaps("13/QĐ-UBND", "12/QĐ-UBND", new LocalDate(2021, 6, 1)), (await ledger.Send(TamDuong.Approver, same)).Error);
        await ledger.Given.Pool();
        await ledger.Given.Receipt("CHUNG", 5_000_000);
        var gifts = await ledger.Given.Children(2);
        await ledger.Given.TetGifts("CHUNG", gifts[0]);
        await ledger.Given.TetGifts("CHUNG", gifts[1]);
        var early = await ProposedAsync(With("14/QĐ-UBND", new LocalDate(2021, 2, 12), new LocalDate(2021, 5, 31)));
        Assert.Equal(
            new NormBackDated("14/QĐ-UBND", new LocalDate(2021, 2, 12), 2, new LocalDate(2021, 2, 12)),
            (await ledger.Send(TamDuong.Approver, early)).Error);
        var stale = await ledger.Send(TamDuong.Approver, early with { Key = Guid.NewGuid(), Seen = "00" });
        Assert.Equal(new NormNotAsSeen("14/QĐ-UBND"), stale.Error);
    }

    [Fact]
    public async Task A_decision_does_not_begin_before_it_was_issued()
    {
        var draft = await DraftedAsync(next with { Decision = next.Decision with { ValidFrom = new LocalDate(2021, 1, 2) } });
        var seen = (await ShownAsync(draft)).Hash;
        var proposal = new ProposeNorm(Given.Fund, Guid.NewGuid(), draft, seen);
        Assert.Equal(
            new NormRetroactive("12/QĐ-UBND", new LocalDate(2021, 1, 2), new LocalDate(2021, 1, 3)),
            (await ledger.Send(TamDuong.Accountant, proposal)).Error);
        Assert.Equal(new NormDecisionNotFound(99), (await ledger.Send(TamDuong.Accountant, proposal with { Key = Guid.NewGuid(), Decision = 99 })).Error);
    }

    [Fact]
    public async Task Codes_of_a_draft_are_those_of_the_reference_data()
    {
        var line = next.Lines.Single(one => one.Code == "D-01");
        Assert.Equal(Unknown("supportKind", "qua"), await RefusedAsync(line with { Support = line.Support with { Kind = "qua" } }));
        Assert.Equal(Unknown("occasion", "noel"), await RefusedAsync(line with { Support = line.Support with { Occasion = "noel" } }));
        Assert.Equal(Unknown("sourceKind", "vang"), await RefusedAsync(line with { SourceKinds = ["donation", "vang"] }));
        Assert.Equal(Unknown("class", "g98"), await RefusedAsync(line with { Groups = ["poor", "g98"] }));
        Assert.Equal(new NormWordUnknown("D-01", "payee", "xa"), await RefusedAsync(line with { Payee = "xa" }));
        Assert.Null(await RefusedAsync(line with { SourceKinds = ["donation"] }));
    }

    [Fact]
    public async Task A_decision_is_compared_with_the_one_before_it_unless_another_is_asked_for()
    {
        var sample = (await ledger.Done(TamDuong.Accountant, new GetNorms(Given.Fund))).Shown!;
        var june = await PublishedAsync(next);
        var july = await DraftedAsync(With("13/QĐ-UBND", new LocalDate(2021, 7, 1)));
        var compared = await ledger.Done(TamDuong.Accountant, new CompareNorms(Given.Fund, july));
        Assert.Equal(("13/QĐ-UBND", "12/QĐ-UBND"), (compared.Decision.Number, compared.Before!.Number));
        Assert.Equal([june, sample.DecisionId], compared.Choices.Select(one => one.DecisionId));
        Assert.All(compared.Lines, line => Assert.True(line.IsSame));
        var older = await ledger.Done(TamDuong.Accountant, new CompareNorms(Given.Fund, july, sample.DecisionId));
        Assert.Equal(sample.DecisionId, older.Before!.DecisionId);
        var first = await ledger.Done(TamDuong.Accountant, new CompareNorms(Given.Fund, sample.DecisionId));
        Assert.Null(first.Before);
        Assert.All(first.Lines, line => Assert.Null(line.Before));
        Assert.Equal(new NormDecisionNotFound(99), (await ledger.Send(TamDuong.Accountant, new CompareNorms(Given.Fund, july, 99))).Error);
        Assert.Equal(new NormDecisionNotFound(98), (await ledger.Send(TamDuong.Accountant, new CompareNorms(Given.Fund, 98))).Error);
        Assert.Equal(new NormDecisionNotFound(july), (await ledger.Send(TamDuong.Accountant, new CompareNorms(Given.Fund, july, july))).Error);
    }

    [Fact]
    public async Task A_draft_is_written_over_returned_with_a_reason_and_discarded_with_its_name()
    {
        var draft = await DraftedAsync(next);
        var scan = new AttachNormScan(Given.Fund, Guid.NewGuid(), draft, new ScannedPaper("12.png", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]));
        Assert.Equal(new NormDecisionNotFound(draft), (await ledger.Send(TamDuong.Accountant, new GetNormScan(Given.Fund, draft))).Error);
        Assert.Equal("image/png", (await ledger.Done(TamDuong.Accountant, scan)).MediaType);
        Assert.Equal("12.png", (await ShownAsync(draft)).Shown!.Scan);
        var again = await ledger.Done(TamDuong.Accountant, new DraftNorm(Given.Fund, Guid.NewGuid(), draft, With("15/QĐ", next.Decision.ValidFrom)));
        Assert.Equal((draft, "15/QĐ"), (again.Decision, (await ShownAsync(draft)).Shown!.Number));
        var seen = (await ShownAsync(draft)).Hash;
        var moved = await ledger.Done(TamDuong.Accountant, new ProposeNorm(Given.Fund, Guid.NewGuid(), draft, seen));
        Assert.Equal(new NormMoved(draft, "15/QĐ", "proposed"), moved);
        Assert.Equal(new NormStepNotPossible("15/QĐ", "proposed"), (await ledger.Send(TamDuong.Accountant, scan with { Key = Guid.NewGuid() })).Error);
        var returning = new ReturnNorm(Given.Fund, Guid.NewGuid(), draft, " thiếu ");
        Assert.Equal(new LongReasonMissing(), (await ledger.Send(TamDuong.Approver, returning)).Error);
        var returned = await ledger.Done(TamDuong.Approver, returning with { Key = Guid.NewGuid(), Reason = " Thiếu căn cứ " });
        Assert.Equal(new NormMoved(draft, "15/QĐ", "draft"), returned);
        Assert.Equal("Thiếu căn cứ", (await ShownAsync(draft)).Shown!.ReturnReason);
        var gone = await ledger.Done(TamDuong.Accountant, new DiscardNorm(Given.Fund, Guid.NewGuid(), draft));
        Assert.Equal(new NormMoved(draft, "15/QĐ", "discarded"), gone);
    }

    [Fact]
    public async Task A_workbook_is_named_by_its_decision_and_has_all_of_it()
    {
        var draft = await DraftedAsync(next with { Decision = next.Decision with { ValidTo = new LocalDate(2021, 12, 31) } });
        await using var file = await ledger.Done(TamDuong.Accountant, new ExportNorm(Given.Fund, draft, PaperLanguage.Vietnamese));
        Assert.Equal("dinh-muc-12-Q--UBND.xlsx", file.Name);
        using var memory = new MemoryStream();
        await file.Content.CopyToAsync(memory, Ledger.Token);
        var sheets = ReadWorkbook.Of(memory.ToArray()).Value;
        Assert.Equal(["Hướng dẫn", "Quyết định", "Dòng định mức", "Mã"], sheets.Select(sheet => sheet.Name));
        Assert.Equal(
            ["12/QĐ-UBND", "44199", "UBND huyện", "Định mức sử dụng Quỹ", "Usage norms", "44348", "44561", "Luật Trẻ em", "Nghị định số 56"],
            sheets[1].Rows.Skip(1).Select(row => row.Cells["B"].Text));
        var read = await ledger.Done(TamDuong.Accountant, new ReadNormWorkbook(Given.Fund, memory.ToArray()));
        Assert.Equivalent(next.Decision with { ValidTo = new LocalDate(2021, 12, 31) }, read.Decision, strict: true);
        await using var empty = await ledger.Done(TamDuong.Accountant, new ExportNorm(Given.Fund, null, PaperLanguage.English));
        Assert.Equal("dinh-muc-mau-trong.xlsx", empty.Name);
        var unknown = await ledger.Send(TamDuong.Accountant, new ExportNorm(Given.Fund, 99, PaperLanguage.English));
        Assert.Equal(new NormDecisionNotFound(99), unknown.Error);
    }

    private NormFile With(string number, LocalDate from, LocalDate? to = null) =>
        next with { Decision = next.Decision with { Number = number, ValidFrom = from, ValidTo = to } };

    private async Task<Error?> RefusedAsync(NormFileLine line) => (await ledger.Send(
        TamDuong.Accountant, new DraftNorm(Given.Fund, Guid.NewGuid(), null, next with { Lines = [next.Lines[1], line] }))).Error;

    private static NormCodeUnknown Unknown(string what, string word) => new("D-01", what, word);

    private async Task<int> DraftedAsync(NormFile file) =>
        (await ledger.Done(TamDuong.Accountant, new DraftNorm(Given.Fund, Guid.NewGuid(), null, file))).Decision;

    private Task<NormsOfFund> ShownAsync(int decision) => ledger.Done(TamDuong.Accountant, new GetNorms(Given.Fund, decision));

    private async Task<PublishNorm> ProposedAsync(NormFile file)
    {
        var draft = await DraftedAsync(file);
        await ledger.Done(TamDuong.Accountant, new ProposeNorm(Given.Fund, Guid.NewGuid(), draft, (await ShownAsync(draft)).Hash));
        return new PublishNorm(Given.Fund, Guid.NewGuid(), draft, (await ShownAsync(draft)).Hash);
    }

    private async Task<int> PublishedAsync(NormFile file)
    {
        var moved = await ledger.Done(TamDuong.Approver, await ProposedAsync(file));
        Assert.Equal("published", moved.State);
        return moved.Decision;
    }
}
