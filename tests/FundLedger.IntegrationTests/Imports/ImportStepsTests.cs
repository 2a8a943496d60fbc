using System.Text;
using FundLedger.Features.Imports;
using FundLedger.Features.Pipeline;
using FundLedger.Testing;
using static FundLedger.IntegrationTests.Imports.SampleChildren;

namespace FundLedger.IntegrationTests.Imports;

/// <summary>The steps of an import one by one: which columns may be chosen, what the preview shows of many rows, what the list of imports keeps.</summary>
public sealed class ImportStepsTests(Ledger ledger) : IClassFixture<Ledger>
{
    [Theory]
    [InlineData("fullName", 0, "birthDate=2")]
    [InlineData("birthDate", 0, "fullName=1 groups=4")]
    [InlineData("fullName", 0, "fullName=1 fullName=3 birthDate=2 groups=4 guardianName=6 guardianRelation=7")]
    [InlineData("fullName", 0, "fullName=1 birthDate=1 groups=4 guardianName=6 guardianRelation=7")]
    [InlineData("fullName", 0, "fullName=-1 birthDate=2 groups=4 guardianName=6 guardianRelation=7")]
    [InlineData("guardianRelation", 0, "fullName=1 birthDate=2 groups=4 guardianName=6 guardianRelation=200")]
    [InlineData("fullName", 0, "fullName=1 birthDate=2 groups=4 guardianName=6 guardianRelation=7 shoeSize=3")]
    [InlineData("fullName", 1, "fullName=1 birthDate=2 groups=4 guardianName=6 guardianRelation=7")]
    [InlineData("fullName", -1, "fullName=1 birthDate=2 groups=4 guardianName=6 guardianRelation=7")]
    public async Task A_choice_of_columns_that_cannot_be_read_by_names_the_column(string column, int sheet, string chosen)
    {
        var import = await SentAsync(File(Row(800)));
        var check = Check(import, Mapping(sheet, chosen));
        var unusable = Assert.IsType<ImportMappingUnusable>((await ledger.Send(TamDuong.Officer, check)).Error);
        Assert.Equal((column, "Mapping"), (unusable.Column, unusable.Field));
    }

    [Fact]
    public async Task The_last_column_of_a_sheet_may_be_chosen_and_the_same_column_only_once()
    {
        var import = await SentAsync(File(Row(801)));
        var chosen = Mapping(0, "fullName=1 birthDate=2 groups=4 guardianName=6 guardianRelation=7 personalId=8");
        Assert.Equal(1, (await ledger.Done(TamDuong.Officer, Check(import, chosen))).Counts.Good);
        Assert.Equal(1, (await ledger.Done(TamDuong.Officer, Check(import, null))).Counts.Good);
    }

    [Fact]
    public async Task Fifty_rows_make_a_page_and_the_odd_ones_have_pages_of_their_own()
    {
        var rows = Enumerable.Range(810, 101).Select(no => no % 25 == 0 ? Row(no, (2, "31/31/2016")) : Row(no)).ToArray();
        var import = await SentAsync(File(rows));
        var check = await ledger.Done(TamDuong.Officer, Check(import, null));
        Assert.Equal((101, 97, 4), (check.Counts.Rows, check.Counts.Good, check.Counts.Bad));
        var pages = new List<ImportView>();
        foreach (var page in (int[])[1, 2, 3, 4]) pages.Add(await ViewAsync(new(TamDuong.BinhLu, import, page)));
        Assert.Equal([50, 50, 1, 0], pages.Select(view => view.Rows.Count));
        Assert.All(pages, view => Assert.Equal(3, view.Pages));
        Assert.Equal([2, 52, 102], pages.Take(3).Select(view => view.Rows[0].Row));
        var odd = await ViewAsync(new(TamDuong.BinhLu, import, 1, OnlyOdd: true));
        Assert.Equal((1, "17 42 67 92"), (odd.Pages, string.Join(' ', odd.Rows.Select(row => row.Row))));
        Assert.All(odd.Rows, row => Assert.Equal(RowState.Bad, row.State));
    }

    [Fact]
    public async Task Before_its_rows_were_looked_at_an_import_shows_its_columns_only_and_is_not_carried_out()
    {
        var before = ledger.Clock.GetCurrentInstant();
        var import = await SentAsync(File(Row(920)));
        var view = await ViewAsync(new(TamDuong.BinhLu, import));
        Assert.Equal((null, 0, 0, null), (view.Check, view.Rows.Count, view.Pages, view.Outcome));
        Assert.Equal("Danh sách thử", view.Label);
        Assert.InRange(view.UploadedAt, before, ledger.Clock.GetCurrentInstant());
        var commit = new CommitImport(TamDuong.BinhLu, Guid.NewGuid(), import, ImportedRows.All, "");
        Assert.IsType<ImportNotChecked>((await ledger.Send(TamDuong.Officer, commit)).Error);
    }

    [Fact]
    public async Task The_columns_of_another_sheet_and_of_another_row_are_shown_when_they_are_asked_for()
    {
        var file = new SampleWorkbook().Sheet("Ghi chú", [["Ghi chú"], ["Không có gì"]]).Sheet("DS", [["Danh sách"], Header, Row(921)]).Bytes();
        var import = await SentAsync(file);
        Assert.Equal((1, 2), Place(await ViewAsync(new(TamDuong.BinhLu, import))));
        Assert.Equal((0, 2), Place(await ViewAsync(new(TamDuong.BinhLu, import) { Sheet = 0, HeaderRow = 2 })));
        Assert.Equal((1, 3), Place(await ViewAsync(new(TamDuong.BinhLu, import) { Sheet = 1, HeaderRow = 3 })));
        var other = await ViewAsync(new(TamDuong.BinhLu, import) { Sheet = 0 });
        Assert.Equal(["Ghi chú"], other.Guess.Headers.Select(header => header.Text));
        Assert.Equal((0, false), (other.Guess.Mapping.Sheet, other.Guess.IsSure));
        foreach (var nowhere in (int[])[-1, 2]) Assert.Equal(0, (await ViewAsync(new(TamDuong.BinhLu, import) { Sheet = nowhere })).Guess.Mapping.Sheet);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    public async Task A_label_has_one_to_a_hundred_characters(int length)
    {
        var upload = Upload(File(Row(922))) with { Label = new string('a', length) + "  " };
        Assert.IsType<ImportLabelMissing>((await ledger.Send(TamDuong.Officer, upload)).Error);
        if (length > 0) await ledger.Done(TamDuong.Officer, upload with { Label = new string('a', length - 1) });
    }

    [Fact]
    public async Task A_list_that_there_is_not_is_not_taken_in() => Assert.Equal(
        new ImportListUnknown("shoes"), (await ledger.Send(TamDuong.Officer, Upload(File(Row(923))) with { List = "shoes" })).Error);

    [Fact]
    public async Task The_list_of_imports_keeps_who_when_and_the_counts_the_newest_first()
    {
        var file = File(Row(924), Row(925, (2, "31/31/2016")), Row(924));
        var import = await SentAsync(file);
        var check = await ledger.Done(TamDuong.Officer, Check(import, null));
        await ledger.Done(TamDuong.Officer, new CommitImport(TamDuong.BinhLu, Guid.NewGuid(), import, ImportedRows.Good, check.Seen));
        var cancelled = await SentAsync(File(Row(926)));
        await ledger.Done(TamDuong.Officer, Check(cancelled, null));
        await ledger.Done(TamDuong.Officer, new CancelImport(TamDuong.BinhLu, Guid.NewGuid(), cancelled));
        var all = await ledger.Done(TamDuong.Officer, new ListImports(TamDuong.BinhLu, "children"));
        var (done, ended) = (all.Single(one => one.Import == import), all.Single(one => one.Import == cancelled));
        Assert.Equal(("committed", true, true, file.Length), (done.Outcome, done.IsMine, done.IsHere, done.FileSize));
        Assert.Equal((3, 1, 0, 1, 1), (done.Rows, done.Added, done.AlreadyIn, done.Duplicate, done.Bad));
        Assert.Equal(("cancelled", true, false), (ended.Outcome, ended.IsMine, ended.IsHere));
        Assert.Equal((1, 0, 0, 0, 0), (ended.Rows, ended.Added, ended.AlreadyIn, ended.Duplicate, ended.Bad));
        Assert.Equal([cancelled, import], all.Select(one => one.Import).Where(one => one == import || one == cancelled));
        Assert.Empty(await ledger.Done(TamDuong.Officer, new ListImports(TamDuong.BinhLu, "shoes")));
    }

    [Fact]
    public async Task More_rows_than_are_added_at_once_are_all_added_and_all_in_the_result()
    {
        var rows = Enumerable.Range(2_000, 540).Select(no => Row(no, (1, $"{Name(no)} {Word(no)}"), (6, $"Lò {Word(no)} {Word(no * 7)}"))).ToArray();
        var import = await SentAsync(File(rows));
        var check = await ledger.Done(TamDuong.Officer, Check(import, null));
        var commit = new CommitImport(TamDuong.BinhLu, Guid.NewGuid(), import, ImportedRows.Good, check.Seen);
        Assert.Equal(check.Counts.Good, (await ledger.Done(TamDuong.Officer, commit)).Added);
        Assert.InRange(check.Counts.Good, 501, 540);
        var result = (await ledger.Done(TamDuong.Officer, new GetImportResult(TamDuong.BinhLu, import)));
        await using var memory = new MemoryStream();
        await result.Content.CopyToAsync(memory, Ledger.Token);
        await result.DisposeAsync();
        using var table = OpenTable.Of(memory.ToArray()).Value;
        Assert.Equal(check.Counts.Good + 1, table.Rows(1).Count());
        Assert.Equal(check.Counts.Rows - check.Counts.Good + 1, table.Rows(0).Count());
    }

    // A word of its own for each number, of letters far from one another.
    private static string Word(int no) => string.Concat(no.ToString(System.Globalization.CultureInfo.InvariantCulture)
        .Select((digit, i) => new string((char)((i == 0 ? 'A' : 'a') + digit - '0'), 2)));

    private static (int Sheet, int Row) Place(ImportView view) => (view.Guess.Mapping.Sheet, view.Guess.Mapping.HeaderRow);

    private static ImportMapping Mapping(int sheet, string chosen) => new(sheet, 1,
        [.. chosen.Split(' ').Select(one => one.Split('=')).Select(one => new ColumnChoice(one[0], int.Parse(one[1], null)))]);

    private async Task<Guid> SentAsync(byte[] file) => (await ledger.Done(TamDuong.Officer, Upload(file))).Import;

    private Task<ImportView> ViewAsync(GetImport request) => ledger.Done(TamDuong.Officer, request);

    private static CheckImport Check(Guid import, ImportMapping? mapping) => new(TamDuong.BinhLu, Guid.NewGuid(), import, mapping);

    private static UploadImport Upload(byte[] file) => new(TamDuong.BinhLu, Guid.NewGuid(), "children", "Danh sách thử", file);
}
