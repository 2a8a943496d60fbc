using System.IO.Compression;
using System.Text;
using FundLedger.Domain.Statements;
using FundLedger.Domain.Text;
using FundLedger.Features.Packs;
using FundLedger.Features.Papers;
using FundLedger.Features.Statements;

namespace FundLedger.UnitTests.UseCases.Golden;

/// <summary>What a pack says of itself, and the lists that only a pack has.</summary>
public sealed class PackFilesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_pack_says_what_it_is_and_names_its_files(bool isClosed)
    {
        var statement = isClosed ? SampleStatements.Closed : SampleStatements.Open;
        using var output = new MemoryStream();
        var digest = await WriteAsync(output, statement, isClosed ? PaperLanguage.Vietnamese : PaperLanguage.English);
        output.Position = 0;
        using var zip = new ZipArchive(output, ZipArchiveMode.Read);
        var text = new StringBuilder();
        foreach (var entry in zip.Entries)
        {
            using var content = new StreamReader(await entry.OpenAsync(Token));
            var lines = (await content.ReadToEndAsync(Token)).Replace("},{", "},\n{", StringComparison.Ordinal);
            text.Append(FormattableString.Invariant($"## {entry.FullName} · {entry.LastWriteTime:yyyy-MM-dd HH:mm}\n{lines}\n"));
        }

        GoldenFile.Matches(isClosed ? "pack-closed" : "pack-open", $"{text}{digest}");
    }

    [Fact]
    public void The_lists_of_a_pack_and_what_it_names()
    {
        var text = new StringBuilder();
        foreach (var list in PackSql.All)
        {
            text.Append(FormattableString.Invariant($"{list.Name.Vi} / {list.Name.En}: {list.About.Vi} / {list.About.En}\n"));
            foreach (var column in list.Columns) text.Append(FormattableString.Invariant($"  {column.Vi} / {column.En}{(column.IsWord ? " (words)" : "")}\n"));
        }

        foreach (var language in Enum.GetValues<PaperLanguage>())
        {
            text.Append(string.Join(' ', PackWords.Statement(language), PackWords.Journals(language), PackWords.Books(language), PackWords.Lists(language)));
            text.Append(FormattableString.Invariant($" {PackWords.FileName(language.Of("thu-chi-Q106.zip", "statement-Q106.zip"), language)}\n"));
        }

        GoldenFile.Matches("pack-lists", $"{text}{PackWords.JournalFor(ExportFormat.Hledger)}");
    }

    private static async Task<string> WriteAsync(Stream output, FundStatement statement, PaperLanguage language)
    {
        using var archive = new PackArchive(output);
        await PackReadme.WriteAsync(archive, statement, Token);
        var list = new ExportedFile("a.csv", "text/csv", new MemoryStream(Encoding.UTF8.GetBytes(new string('x', 200) + "\n")));
        await archive.AddAsync("4-danh-sach", list, new Wording("Danh sách", "List"), 3, Token);
        Assert.False(list.Content.CanRead);
        foreach (var (what, why) in PackWords.NeverIn) archive.LeaveOut(what, why);
        Assert.Equal(3, archive.Rows);
        return await PackManifest.WriteAsync(archive, statement, language, Token);
    }
}
