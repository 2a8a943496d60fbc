using System.Text;
using FundLedger.Features.Books;
using FundLedger.Features.Papers;

namespace FundLedger.UnitTests.UseCases.Golden;

/// <summary>A file as text under a line with its name, its media type and its number of rows.</summary>
internal static class FilesText
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<string> Of(OpenBook book, string format, PaperLanguage language) =>
        await Of(await new BookWriter(new PaperPrinter()).WriteAsync(book, format, language, Token));

    public static async Task<string> Of(ExportedBook made)
    {
        await using var file = made.File;
        return FormattableString.Invariant($"## {file.Name} · {file.ContentType} · {made.Rows}\n{await ContentAsync(file)}");
    }

    public static async Task<string> Of(ExportedFile made)
    {
        await using var file = made;
        return FormattableString.Invariant($"## {file.Name} · {file.ContentType} · {made.Rows}\n{await ContentAsync(file)}");
    }

    private static async Task<string> ContentAsync(ExportedFile file)
    {
        Assert.Equal(0, file.Content.Position);
        using var memory = new MemoryStream();
        await file.Content.CopyToAsync(memory, Token);
        memory.Position = 0;
        return Path.GetExtension(file.Name) switch
        {
            ".pdf" => PaperText.Of(memory.ToArray()),
            ".xlsx" => SheetText.Of(memory),
            ".csv" => Csv(memory.ToArray()),
            _ => Encoding.UTF8.GetString(memory.ToArray()).Replace("},{", "},\n{", StringComparison.Ordinal) + "\n",
        };
    }

    // A byte order mark, and lines that end as RFC 4180 has them; in the golden file they end as its own.
    private static string Csv(byte[] bytes)
    {
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        var lines = Encoding.UTF8.GetString(bytes[3..]).Split("\r\n");
        Assert.All(lines, line => Assert.DoesNotContain('\n', line));
        return string.Join('\n', lines);
    }
}
