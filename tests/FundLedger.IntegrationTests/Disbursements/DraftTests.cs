using FundLedger.Features.Disbursements;
using FundLedger.Features.Vault;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Disbursements;

/// <summary>What somebody has begun and not sent: kept for that person only, encrypted, and not for ever.</summary>
public sealed class DraftTests(Ledger ledger) : IClassFixture<Ledger>
{
    private const string Paper = "Biên bản của xã";

    private readonly RequestDraft typed = new(Guid.NewGuid(), Given.Fund, "support", "D-12")
    {
        Key = Guid.NewGuid(), Fields = new Dictionary<string, string[]> { ["Beneficiary"] = ["TE-000777"], ["Amount"] = ["1.500.000"] },
    };

    [Fact]
    public async Task What_is_typed_comes_back_with_its_files_and_its_key()
    {
        await SaveAsync(typed, new SentPaper(Paper, @"C:\giấy tờ\biên bản.pdf", SamplePapers.File));
        await SaveAsync(typed with { Fields = new Dictionary<string, string[]> { ["Amount"] = ["2.000.000"] } });
        var back = await ledger.Done(TamDuong.Accountant, new GetDraft(Given.Fund, typed.Id));
        Assert.Equal((typed.Key, "2.000.000", null), (back.Key, back.Field("Amount"), back.Field("Beneficiary")));
        Assert.Equal((Paper, "biên bản.pdf"), (Assert.Single(back.Papers).Paper, back.Papers[0].FileName));
        var files = await ledger.Done(TamDuong.Accountant, new GetDraftPapers(Given.Fund, typed.Id));
        Assert.Equal(SamplePapers.File, Assert.Single(files).Content);
        await ledger.Done(TamDuong.Accountant, new DropDraft(Given.Fund, typed.Id));
        Assert.IsType<DraftNotFound>((await ledger.Send(TamDuong.Accountant, new GetDraft(Given.Fund, typed.Id))).Error);
    }

    [Fact]
    public async Task A_form_that_carries_a_part_of_its_lines_leaves_the_others_as_they_were()
    {
        var list = typed with { Id = Guid.NewGuid(), Form = "gifts", Place = "tet/2021", Fields = Lines(["A", "B"], ("A", "1"), ("B", "2"), ("C", "3")) };
        await SaveAsync(list);
        var part = new SaveDraft(list with { Fields = Lines(["C"], ("B", "2"), ("C", "4")) }, []) { IsPartOfList = true };
        var saved = (await ledger.Done(TamDuong.Accountant, part)).Draft;
        Assert.Equal(["A", "C"], saved.Fields["Chosen"]);
        Assert.Equal(("1", "2", "4"), (saved.Field("Amount-A"), saved.Field("Amount-B"), saved.Field("Amount-C")));
        var lost = part with { Draft = list with { Id = Guid.NewGuid() } };
        Assert.IsType<DraftNotFound>((await ledger.Send(TamDuong.Accountant, lost)).Error);
    }

    private static Dictionary<string, string[]> Lines(string[] chosen, params (string Code, string Amount)[] amounts) =>
        new(amounts.Select(line => KeyValuePair.Create<string, string[]>($"Amount-{line.Code}", [line.Amount]))) { ["Chosen"] = chosen };

    [Fact]
    public async Task A_file_for_the_same_paper_takes_its_place_and_a_bad_one_changes_nothing()
    {
        await SaveAsync(typed, new SentPaper(Paper, "một.pdf", SamplePapers.File), new SentPaper("", "khác.pdf", SamplePapers.File));
        var saved = await SaveAsync(typed, new SentPaper(Paper, "hai.pdf", SamplePapers.File), new SentPaper("", "lạ.exe", "MZ"u8.ToArray()));
        Assert.IsType<PaperUnusable>(saved.Problem);
        Assert.Equal(["khác.pdf", "hai.pdf"], saved.Draft.Papers.Select(paper => paper.FileName));
        var left = await ledger.Done(TamDuong.Accountant, new RemoveDraftPaper(Given.Fund, typed.Id, saved.Draft.Papers[0].No));
        Assert.Equal("hai.pdf", Assert.Single(left.Papers).FileName);
    }

    [Fact]
    public async Task Twenty_files_are_kept_of_which_those_for_no_paper_stand_beside_each_other()
    {
        var draft = typed with { Id = Guid.NewGuid() };
        var unnamed = Enumerable.Range(1, 19).Select(no => new SentPaper("", $"{no}.pdf", SamplePapers.File));
        var full = await SaveAsync(draft, [.. unnamed, new SentPaper(Paper, "một.pdf", SamplePapers.File)]);
        Assert.Equal((20, null), (full.Draft.Papers.Count, full.Problem));
        Assert.Equal(Enumerable.Range(1, 20), full.Draft.Papers.Select(paper => paper.No));
        Assert.Equal(new TooManyPapers(20), (await SaveAsync(draft, new SentPaper("", "thêm.pdf", SamplePapers.File))).Problem);
        Assert.Equal(new TooManyPapers(20), (await SaveAsync(draft, new SentPaper("Đơn", "đơn.pdf", SamplePapers.File))).Problem);
        var name = new string('x', 121) + ".pdf";
        var replaced = await SaveAsync(draft, new SentPaper(Paper, name, SamplePapers.File));
        Assert.Equal((null, 20, 21, new string('x', 120)), (
            replaced.Problem, replaced.Draft.Papers.Count, replaced.Draft.Papers[^1].No, replaced.Draft.Papers[^1].FileName));
        Assert.Equal(SamplePapers.File.Length, replaced.Draft.Papers[^1].Size);
        var lying = Directory.GetFiles(ledger.Folder, "paper.*", SearchOption.AllDirectories)
            .Where(file => file.Contains(draft.Id.ToString(), StringComparison.Ordinal));
        Assert.Equal(20, lying.Count());
    }

    [Fact]
    public async Task Of_several_bad_files_the_first_is_named_and_the_good_ones_are_kept()
    {
        var draft = typed with { Id = Guid.NewGuid() };
        var bad = "MZ"u8.ToArray();
        var saved = await SaveAsync(
            draft, new SentPaper("Đơn", "a.exe", bad), new SentPaper("", "b.pdf", SamplePapers.File), new SentPaper(Paper, "c.exe", bad));
        Assert.Equal(new PaperUnusable("Đơn"), saved.Problem);
        Assert.Equal("b.pdf", Assert.Single(saved.Draft.Papers).FileName);
        var full = Enumerable.Range(1, 20).Select(no => new SentPaper("", $"{no}.pdf", SamplePapers.File));
        Assert.Equal(new PaperUnusable("Đơn"), (await SaveAsync(draft, [new SentPaper("Đơn", "a.exe", bad), .. full])).Problem);
    }

    [Fact]
    public async Task What_was_sent_is_not_begun_anew_by_a_late_saving()
    {
        var draft = typed with { Id = Guid.NewGuid() };
        await SaveAsync(draft, new SentPaper(Paper, "một.pdf", SamplePapers.File));
        await ledger.Done(TamDuong.Accountant, new FinishDraft(Given.Fund, draft.Id, 41));
        var late = await SaveAsync(draft, new SentPaper(Paper, "hai.pdf", SamplePapers.File));
        Assert.Equal((41, null, draft.Key), (late.Draft.SentAs, late.Problem, late.Draft.Key));
        Assert.Empty(late.Draft.Fields);
        Assert.Empty(late.Draft.Papers);
        Assert.DoesNotContain(await ledger.Done(TamDuong.Accountant, new ListDrafts(Given.Fund)), one => one.Id == draft.Id);
    }

    [Fact]
    public async Task Somebody_has_fifty_drafts_at_most_and_goes_on_with_each_of_them()
    {
        var drafts = Enumerable.Range(1, 50).Select(no => typed with { Id = Guid.NewGuid(), Place = $"D-{no}" }).ToList();
        foreach (var draft in drafts) await ledger.Done(TamDuong.SecondAccountant, new SaveDraft(draft, []));
        var oneMore = await ledger.Send(TamDuong.SecondAccountant, new SaveDraft(typed with { Id = Guid.NewGuid() }, []));
        Assert.Equal(new TooManyDrafts(50), oneMore.Error);
        await ledger.Done(TamDuong.SecondAccountant, new SaveDraft(drafts[0], []));
        Assert.Equal("D-1", (await ledger.Done(TamDuong.SecondAccountant, new ListDrafts(Given.Fund)))[0].Place);
    }

    [Fact]
    public async Task Nobody_else_sees_it_and_nothing_of_it_lies_in_clear()
    {
        await SaveAsync(typed, new SentPaper("", "TE-000777.pdf", SamplePapers.File));
        foreach (var other in (string[])[TamDuong.SecondAccountant, TamDuong.AccountantsOtherAccount, TamDuong.Approver])
        {
            Assert.IsType<DraftNotFound>((await ledger.Send(other, new GetDraft(Given.Fund, typed.Id))).Error);
            Assert.DoesNotContain(await ledger.Done(other, new ListDrafts(Given.Fund)), draft => draft.Id == typed.Id);
        }

        Assert.IsType<FundLedger.Features.Pipeline.FundNotFound>(
            (await ledger.Send(TamDuong.Cashier, new SaveDraft(typed with { Id = Guid.NewGuid() }, []))).Error);
        var files = Directory.GetFiles(ledger.Folder, "*", SearchOption.AllDirectories).Where(file => file.Contains("drafts", StringComparison.Ordinal));
        Assert.All(files, file => Assert.Equal(-1, File.ReadAllBytes(file).AsSpan().IndexOf("TE-000777"u8)));
    }

    [Fact]
    public async Task After_thirty_days_without_a_touch_it_is_gone()
    {
        await SaveAsync(typed);
        var key = VaultKey.In(ledger.Folder);
        var now = ledger.Clock.GetCurrentInstant();
        key.SweepDrafts(now + Duration.FromDays(29));
        Assert.Contains(await ledger.Done(TamDuong.Accountant, new ListDrafts(Given.Fund)), draft => draft.Id == typed.Id);
        key.SweepDrafts(now + Duration.FromDays(30));
        Assert.DoesNotContain(await ledger.Done(TamDuong.Accountant, new ListDrafts(Given.Fund)), draft => draft.Id == typed.Id);
    }

    private Task<DraftSaved> SaveAsync(RequestDraft draft, params SentPaper[] files) =>
        ledger.Done(TamDuong.Accountant, new SaveDraft(draft, files));
}
