using FundLedger.Domain;
using FundLedger.Features.Imports;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Imports;

/// <summary>
/// Every file of the corpus through the door: sent, its columns found or chosen, looked at, and carried out. What the preview said is what
/// the commit does.
/// </summary>
public sealed class CorpusTests(Ledger ledger) : IClassFixture<Ledger>
{
    private const string ChildrenSql = "SELECT count(*) FROM beneficiaries";

    private static readonly ImportCase[] Cases =
        [.. CorpusOfCells.All, .. CorpusOfShapes.All, .. CorpusOfTexts.All, .. CorpusOfTwins.All, .. CorpusOfForms.All];

    public static TheoryData<string> Ids => [.. Cases.Select(one => one.Id)];

    [Fact]
    public void The_corpus_has_sixty_files_at_least_and_no_case_twice()
    {
        Assert.InRange(Cases.Length, 60, int.MaxValue);
        Assert.Equal(Cases.Length, Cases.Select(one => one.Id).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Each_file_has_its_outcome(string id)
    {
        var one = Cases.Single(known => known.Id == id);
        if (one.Before is { } before) await ImportAsync(before());
        var sent = await ledger.Send(TamDuong.Officer, Upload(one.File()));
        if (one.Refused is { } reason)
        {
            Assert.IsType(reason, sent.Error);
            await CorpusOutcome.MatchesAsync(one, sent.Error!);
            return;
        }

        Assert.Null(sent.Error);
        var isAsked = one.Mapped is not null && one.Id != "XI1-m";
        Assert.Equal(!isAsked, sent.Value.IsMapped);
        var import = sent.Value.Import;
        var mapping = one.Mapped?.Invoke(await ViewAsync(import));
        var check = await ledger.Done(TamDuong.Officer, new CheckImport(TamDuong.BinhLu, Guid.NewGuid(), import, mapping));
        var view = await ViewAsync(import);
        Expect(one, check.Counts, view);
        await CorpusOutcome.MatchesAsync(one, view);
        await CommitAsync(one, import, check);
    }

    private async Task CommitAsync(ImportCase one, Guid import, ImportChecked check)
    {
        var before = await ledger.Ask<long>(ChildrenSql);
        var commit = new CommitImport(TamDuong.BinhLu, Guid.NewGuid(), import, ImportedRows.Good, check.Seen);
        var committed = await ledger.Send(TamDuong.Officer, commit);
        Assert.Equal(before + one.Good, await ledger.Ask<long>(ChildrenSql));
        if (one.Good == 0) Assert.IsType<ImportAddsNothing>(committed.Error);
        else Assert.Equal(one.Good, committed.Value.Added);
    }

    private static void Expect(ImportCase one, ImportCounts counts, ImportView view)
    {
        var flaws = string.Join("; ", view.Rows.SelectMany(row => row.Flaws).Select(flaw => $"{flaw.Cell}: {flaw.Problem.Vi}"));
        Assert.True(
            (one.Good, one.Bad, one.AlreadyIn, one.Duplicate) == (counts.Good, counts.Bad, counts.AlreadyIn, counts.Duplicate),
            $"{one}: {counts}; {flaws}; {string.Join("; ", view.Rows.Select(row => row.Match?.Why.Vi))}");
        if (one.Flaw is { } flaw) Assert.Contains(flaw, flaws, StringComparison.Ordinal);
        if (one.Finding is { } finding) Assert.Contains(view.Check!.Findings, said => said.Vi.Contains(finding, StringComparison.Ordinal));
        if (one.Read is { } read) Assert.Contains(view.Rows[0].Cells, cell => cell.Read?.Vi == read);
        if (one.Warning is { } warning)
        {
            Assert.Contains(view.Rows[0].Warnings, said => said.Vi.Contains(warning, StringComparison.Ordinal));
        }
    }

    private async Task ImportAsync(byte[] file)
    {
        var sent = await ledger.Done(TamDuong.Officer, Upload(file));
        var check = await ledger.Done(TamDuong.Officer, new CheckImport(TamDuong.BinhLu, Guid.NewGuid(), sent.Import, null));
        await ledger.Done(
            TamDuong.Officer, new CommitImport(TamDuong.BinhLu, Guid.NewGuid(), sent.Import, ImportedRows.All, check.Seen));
    }

    private Task<ImportView> ViewAsync(Guid import) => ledger.Done(TamDuong.Officer, new GetImport(TamDuong.BinhLu, import));

    private static UploadImport Upload(byte[] file) => new(TamDuong.BinhLu, Guid.NewGuid(), "children", "Danh sách thử", file);
}
