using System.Diagnostics;
using System.Globalization;
using System.Text;
using FundLedger.Features.Children;
using FundLedger.Features.Imports;
using FundLedger.Testing;
using static FundLedger.IntegrationTests.Imports.SampleChildren;

namespace FundLedger.IntegrationTests.Imports;

/// <summary>Measured without the memory of others beside it.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class Alone;

/// <summary>A list as long as a province's goes through in memory that does not grow with it; what it took is printed.</summary>
[Collection(typeof(Alone))]
public sealed class FiftyThousandRowsTests(Ledger ledger, ITestOutputHelper output) : IClassFixture<Ledger>
{
    private const int Rows = 50_000;
    private const int Early = 5_000;
    private const long MayGrow = 8L * 1024 * 1024;

    [Theory]
    [InlineData("xlsx")]
    [InlineData("csv")]
    public void Reading_row_by_row_keeps_nothing_of_the_rows_behind(string form)
    {
        var watch = Stopwatch.StartNew();
        using var file = OpenTable.Of(form == "csv" ? LongCsv() : LongWorkbook()).Value;
        var list = ChildrenColumns.Description;
        var pass = new ImportPass(file, list, HeaderFinder.Find(file, list).Mapping);
        var (count, early, late) = (0, 0L, 0L);
        foreach (var row in pass.Rows())
        {
            count++;
            Assert.NotNull(row.Date(ChildrenColumns.BirthDate));
            if (count == Early) early = GC.GetTotalMemory(forceFullCollection: true);
            if (count == Rows) late = GC.GetTotalMemory(forceFullCollection: true);
        }

        Assert.Equal(Rows, count);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{form}: live heap {early >> 20} MB at row {Early}, {late >> 20} MB at row {Rows}, {watch.ElapsedMilliseconds} ms with making the file"));
        Assert.InRange(late - early, long.MinValue, MayGrow);
    }

    [Fact]
    public async Task It_is_sent_and_looked_at_as_any_other()
    {
        var file = LongCsv();
        var watch = Stopwatch.StartNew();
        var sent = await ledger.Done(TamDuong.Officer, new UploadImport(TamDuong.BinhLu, Guid.NewGuid(), "children", "Danh sách dài", file));
        var uploaded = watch.ElapsedMilliseconds;
        var check = await ledger.Done(TamDuong.Officer, new CheckImport(TamDuong.BinhLu, Guid.NewGuid(), sent.Import, null));
        var looked = watch.ElapsedMilliseconds - uploaded;
        Assert.Equal(Rows, check.Counts.Rows);
        var last = await ledger.Done(TamDuong.Officer, new GetImport(TamDuong.BinhLu, sent.Import, Rows / 50));
        Assert.Equal((50, Rows / 50), (last.Rows.Count, last.Pages));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"sent in {uploaded} ms, looked at in {looked} ms, {check.Counts}, last page in {watch.ElapsedMilliseconds - uploaded - looked} ms"));
    }

    private static byte[] LongCsv() => Csv(new UTF8Encoding(false), ';', [.. Enumerable.Range(0, Rows).Select(no => Row(no))]);

    private static byte[] LongWorkbook()
    {
        var rows = new StringBuilder();
        for (var no = 0; no < Rows; no++)
        {
            var cells = Row(no).Select((cell, i) => cell is null ? "" : string.Create(CultureInfo.InvariantCulture,
                $"<x:c r=\"{(char)('A' + i)}{no + 2}\" t=\"inlineStr\"><x:is><x:t>{cell}</x:t></x:is></x:c>"));
            rows.Append(CultureInfo.InvariantCulture, $"<x:row r=\"{no + 2}\">{string.Concat(cells)}</x:row>");
        }

        return SampleWorkbook.Changed(
            File(), "sheet1.xml", text => text.Replace("</x:sheetData>", $"{rows}</x:sheetData>", StringComparison.Ordinal));
    }
}
