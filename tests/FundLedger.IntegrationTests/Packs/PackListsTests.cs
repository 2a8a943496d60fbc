using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FundLedger.Features.Findings;
using FundLedger.Features.Packs;
using FundLedger.Features.Papers;
using FundLedger.IntegrationTests.Statements;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Packs;

/// <summary>The lists of a pack as a spreadsheet opens them, and what the pack says of itself as it leaves.</summary>
public sealed class PackListsTests(FirstQuarter quarter) : IClassFixture<FirstQuarter>
{
    private static readonly byte[] Mark = [0xEF, 0xBB, 0xBF];

    [Fact]
    public async Task What_somebody_wrote_is_kept_from_being_run_and_a_figure_below_zero_stays_a_figure()
    {
        await quarter.Ledger.Done(TamDuong.Auditor, new OpenFinding(Given.Fund, Guid.NewGuid(), "other", "@TET", FirstQuarter.Formula));
        await quarter.Ledger.Done(TamDuong.Auditor, new OpenFinding(Given.Fund, Guid.NewGuid(), "other", "", "Thiếu biên bản kiểm quỹ"));
        var (_, zip) = await PackAsync(PaperLanguage.Vietnamese);
        using var opened = zip;
        var findings = (await zip.Csv("4-danh-sach/phat-hien.csv")).Skip(1).ToList();
        Assert.Equal((2, "1", "other", "'@TET", "opened"), (findings.Count, findings[0][0], findings[0][1], findings[0][2], findings[0][3]));
        Assert.Equal(("kiemtoan", $"'{FirstQuarter.Formula}", ""), (findings[0][5], findings[0][6], findings[0][7]));
        Assert.Equal(("2", "", "Thiếu biên bản kiểm quỹ"), (findings[1][0], findings[1][2], findings[1][6]));
        var handouts = (await zip.Csv("4-danh-sach/phat-theo-ma.csv")).Skip(1).ToList();
        Assert.Equal(17, handouts.Count);
        var reversed = Assert.Single(handouts, row => row[6].Number() < 0);
        Assert.Equal(("-300000", "PC-2021-00001", "1"), (reversed[6], reversed[7], reversed[4]));
        Assert.All(handouts, row => Assert.Matches("^TE-", row[5]));
    }

    [Theory]
    [InlineData(PaperLanguage.Vietnamese)]
    [InlineData(PaperLanguage.English)]
    public async Task Each_list_is_utf8_with_its_mark_has_its_headings_and_as_many_rows_as_the_manifest_says(PaperLanguage language)
    {
        var (_, zip) = await PackAsync(language);
        using var opened = zip;
        using var manifest = JsonDocument.Parse(await zip.Bytes("manifest.json"));
        var files = manifest.RootElement.GetProperty("files").EnumerateArray().ToDictionary(file => file.GetProperty("name").GetString()!);
        foreach (var list in PackSql.All)
        {
            var name = $"{PackWords.Lists(language)}/{list.Name.In(language)}.csv";
            var bytes = await zip.Bytes(name);
            Assert.Equal(Mark, bytes[..3]);
            var lines = Encoding.UTF8.GetString(bytes[3..]).Split("\r\n");
            Assert.Equal(string.Join(',', list.Columns.Select(column => language.Of(column.Vi, column.En))), lines[0]);
            Assert.Equal("", lines[^1]);
            Assert.DoesNotContain(lines, line => line.Contains('\n', StringComparison.Ordinal));
            Assert.Equal(files[name].GetProperty("rows").GetInt64(), lines.Length - 2);
            var about = files[name].GetProperty("about");
            Assert.Equal((list.About.Vi, list.About.En), (about.GetProperty("vi").GetString(), about.GetProperty("en").GetString()));
        }
    }

    [Theory]
    [InlineData(PaperLanguage.Vietnamese, "kiem-toan-Q106-20210101-20210331.zip")]
    [InlineData(PaperLanguage.English, "audit-pack-Q106-20210101-20210331.zip")]
    public async Task A_pack_says_its_name_the_state_of_the_books_its_rows_and_the_digest_of_its_manifest(PaperLanguage language, string name)
    {
        var (made, zip) = await PackAsync(language);
        using var opened = zip;
        Assert.Equal((name, "application/zip"), (made.File.Name, made.File.ContentType));
        var statement = await quarter.Statement();
        Assert.Equal((true, 1, statement.Figures.Seal), (made.Seal.IsClosed, made.Seal.Version, made.Seal));
        Assert.True(made.ReadAt > made.Seal.At, "It was read before the books were closed.");
        var bytes = await zip.Bytes("manifest.json");
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), made.Manifest);
        using var manifest = JsonDocument.Parse(bytes);
        var root = manifest.RootElement;
        Assert.Equal(root.GetProperty("files").EnumerateArray().Sum(file => file.GetProperty("rows").GetInt64()), made.Rows);
        Assert.Equal(("fund-ledger-audit-pack", 1, "Q106"), (Of(root, "format"), root.GetProperty("version").GetInt32(), Of(root, "fund")));
        Assert.Equal(("2021-01-01", "2021-03-31", statement.Digest), (Of(root, "from"), Of(root, "to"), Of(root, "digest")));
        Assert.Equal(4, root.GetProperty("leftOut").GetArrayLength());
        var folders = zip.Entries.Where(entry => entry.FullName.Contains('/', StringComparison.Ordinal)).Select(entry => entry.FullName.Split('/')[0]);
        Assert.Equal(
            [PackWords.Statement(language), PackWords.Journals(language), PackWords.Books(language), PackWords.Lists(language)], folders.Distinct());
        Assert.Equal(["SHA256SUMS", "manifest.json"], zip.Entries.Select(entry => entry.FullName).Reverse().Take(2));
    }

    private static string? Of(JsonElement root, string name) => root.GetProperty(name).GetString();

    private async Task<(ExportedPack Made, ZipArchive Zip)> PackAsync(PaperLanguage language)
    {
        var made = await quarter.Ledger.Done(TamDuong.Auditor, new ExportPack(Given.Fund, FirstQuarter.From, FirstQuarter.To, language));
        await using var file = made.File;
        Assert.Equal(0, file.Content.Position);
        var bytes = new MemoryStream();
        await file.Content.CopyToAsync(bytes, Ledger.Token);
        return (made, new ZipArchive(bytes, ZipArchiveMode.Read));
    }
}
