using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using FundLedger.Features.Findings;
using FundLedger.Features.Packs;
using FundLedger.Features.Papers;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Statements;

/// <summary>The lists that only a pack has: their headings, rows and cells, what a spreadsheet does with them, and which packs left.</summary>
public sealed class PackListsTests(FirstQuarter quarter) : IClassFixture<FirstQuarter>
{
    private static readonly ExportPack Asked = new(Given.Fund, FirstQuarter.From, FirstQuarter.To, PaperLanguage.Vietnamese);

    [Fact]
    public async Task Each_list_has_its_headings_and_as_many_rows_as_the_manifest_says()
    {
        var (zip, made) = await OpenAsync(Asked);
        using var opened = zip;
        using var manifest = JsonDocument.Parse(await zip.Bytes("manifest.json"));
        var rows = manifest.RootElement.GetProperty("files").EnumerateArray()
            .ToDictionary(file => file.GetProperty("name").GetString()!, file => file.GetProperty("rows").GetInt64());
        foreach (var list in PackSql.All)
        {
            var name = $"4-danh-sach/{list.Name.Vi}.csv";
            var cells = await zip.Csv(name);
            Assert.Equal(list.Columns.Select(column => column.Vi), cells[0]);
            Assert.Equal(rows[name], cells.Count - 1);
            Assert.All(cells, row => Assert.Equal(list.Columns.Count, row.Length));
        }

        Assert.Equal(rows.Values.Sum(), made.Rows);
        Assert.True(made.Rows > rows.Values.Max());
        Assert.Equal("kiem-toan-Q106-20210101-20210331.zip", made.File.Name);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(await zip.Bytes("manifest.json"))), made.Manifest);
    }

    [Fact]
    public async Task In_English_the_headings_are_English_and_the_rows_are_the_same()
    {
        var (english, _) = await OpenAsync(Asked with { Language = PaperLanguage.English });
        var (vietnamese, _) = await OpenAsync(Asked);
        using var both = english;
        using var one = vietnamese;
        foreach (var list in PackSql.All)
        {
            var cells = await english.Csv($"4-lists/{list.Name.En}.csv");
            Assert.Equal(list.Columns.Select(column => column.En), cells[0]);
            Assert.Equal((await vietnamese.Csv($"4-danh-sach/{list.Name.Vi}.csv")).Skip(1), cells.Skip(1));
        }
    }

    [Fact]
    public async Task A_list_is_UTF_8_with_its_mark_and_lines_as_spreadsheets_want_them()
    {
        using var zip = (await OpenAsync(Asked)).Zip;
        foreach (var list in PackSql.All)
        {
            var bytes = await zip.Bytes($"4-danh-sach/{list.Name.Vi}.csv");
            Assert.Equal([0xEF, 0xBB, 0xBF], bytes.Take(3));
            var text = (await zip.Text($"4-danh-sach/{list.Name.Vi}.csv")).Replace("\r\n", "", StringComparison.Ordinal);
            Assert.DoesNotContain('\n', text);
            Assert.DoesNotContain('\r', text);
        }
    }

    [Fact]
    public async Task Words_are_no_formulas_and_figures_stay_figures()
    {
        var ledger = quarter.Ledger;
        var said = $"{FirstQuarter.Formula} trên phiếu";
        var finding = (await ledger.Done(TamDuong.Auditor, new OpenFinding(Given.Fund, Guid.NewGuid(), "voucher", "-PC-2021", said))).Finding;
        using var zip = (await OpenAsync(Asked)).Zip;
        var row = (await zip.Csv("4-danh-sach/phat-hien.csv")).Single(row => row[0] == FormattableString.Invariant($"{finding}"));
        Assert.Equal(("voucher", "'-PC-2021", "opened", TamDuong.Auditor, $"'{said}", ""), (row[1], row[2], row[3], row[5], row[6], row[7]));
        var back = Assert.Single(await zip.Csv("4-danh-sach/phat-theo-ma.csv"), handout => handout[6].StartsWith('-'));
        Assert.Equal(("-300000", "PC-2021-00001", "1"), (back[6], back[7], back[4]));
        Assert.StartsWith("TE-", back[5], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2021-01-02", "2021-03-31")]
    [InlineData("2021-01-01", "2021-03-30")]
    [InlineData("2021-01-15", "2021-02-15")]
    public async Task A_pack_is_of_whole_months(string from, string to)
    {
        var (first, last) = (Day(from), Day(to));
        var refusal = new PackPeriodOdd(first, last);
        Assert.Equal(refusal, (await quarter.Ledger.Send(TamDuong.Auditor, new PreviewPack(Given.Fund, first, last))).Error);
        Assert.Equal(refusal, (await quarter.Ledger.Send(TamDuong.Auditor, Asked with { From = first, To = last })).Error);
    }

    [Fact]
    public async Task The_preview_is_of_the_statement_that_would_be_enclosed_and_of_the_packs_that_left_the_latest_first()
    {
        var february = new LocalDate(2021, 2, 1);
        var month = Asked with { From = february, To = february.PlusDays(27) };
        var first = await LeftAsync(Asked);
        var second = await LeftAsync(month);
        var preview = await quarter.Ledger.Done(TamDuong.Auditor, new PreviewPack(Given.Fund, month.From, month.To));
        Assert.Equal((month.From, month.To), (preview.Statement.Figures.Period.From, preview.Statement.Figures.Period.To));
        Assert.Equal((await quarter.Statement(month.From, month.To)).Digest, preview.Statement.Digest);
        var (latest, before) = (preview.Before[0], preview.Before[1]);
        Assert.Equal(($"01/02/2021 – 28/02/2021; SHA-256 manifest.json {second.Manifest}", second.Rows), (latest.NarrowedTo, latest.Rows));
        Assert.Equal(($"01/01/2021 – 31/03/2021; SHA-256 manifest.json {first.Manifest}", first.Rows), (before.NarrowedTo, before.Rows));
        Assert.Equal((before.Number + 1, "Kiểm toán viên", "Kiểm toán viên"), (latest.Number, latest.By, before.By));
        Assert.True(latest.At >= before.At);
    }

    private async Task<(ZipArchive Zip, ExportedPack Made)> OpenAsync(ExportPack request)
    {
        var made = await quarter.Ledger.Done(TamDuong.Auditor, request);
        await using var file = made.File;
        var bytes = new MemoryStream();
        await file.Content.CopyToAsync(bytes, Ledger.Token);
        return (new ZipArchive(bytes, ZipArchiveMode.Read), made);
    }

    private async Task<ExportedPack> LeftAsync(ExportPack request)
    {
        var made = await quarter.Ledger.Done(TamDuong.Auditor, request);
        await made.File.DisposeAsync();
        await quarter.Ledger.Done(TamDuong.Auditor, PackNotes.Of(request, made));
        return made;
    }

    private static LocalDate Day(string text) => NodaTime.Text.LocalDatePattern.Iso.Parse(text).Value;
}
