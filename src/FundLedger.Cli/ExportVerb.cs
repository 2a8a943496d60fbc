using System.CommandLine;
using System.Security.Cryptography;
using FundLedger.Features.Papers;
using FundLedger.Features.Statements;
using NodaTime;

namespace FundLedger.Cli;

/// <summary>Writes the books of a fund for a period as a file.</summary>
internal static class ExportVerb
{
    private static readonly Option<string> Format = new("--format")
    {
        Description = "hledger | ledger | beancount | csv | xlsx | pdf | json | proof", Required = true,
    };

    private static readonly Option<string> Fund = SharedOptions.Fund();
    private static readonly Option<LocalDate> From = SharedOptions.Date("--from");
    private static readonly Option<LocalDate> To = SharedOptions.Date("--to");
    private static readonly Option<int?> Closing = SharedOptions.Closing();
    private static readonly Option<FileInfo> Out = SharedOptions.File("--out");

    public static Command Create(SharedOptions shared)
    {
        Format.AcceptOnlyFromAmong("hledger", "ledger", "beancount", "csv", "xlsx", "pdf", "json", "proof");
        return shared.Verb("export", new("Xuất sổ ra tệp", "write the books as a file"), RunAsync, Format, Fund, From, To, Closing, Out);
    }

    private static async Task<int> RunAsync(Verb verb, CancellationToken token)
    {
        await using var books = await Books.OpenAsync(verb, token);
        var language = verb.IsEnglish ? PaperLanguage.English : PaperLanguage.Vietnamese;
        var format = Enum.Parse<ExportFormat>(verb.Get(Format), ignoreCase: true);
        var export = new ExportFund(verb.Get(Fund), verb.Get(From), verb.Get(To), format, language) { Version = verb.Get(Closing) };
        var result = await books.AskAsync(export, token);
        if (result.Error is { } refusal) return verb.Refused(refusal);
        await using var file = result.Value;
        var sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(file.Content, token));
        var path = verb.Get(Out).FullName;
        await WriteAsync(file, path, token);
        var bytes = new FileInfo(path).Length;
        return verb.Answer(ExitCode.Done, new { file = path, bytes, sha256 }, $"{path}: {verb.Number(bytes)} byte, SHA-256 {sha256}");
    }

    // Complete or not at all: a reader never finds half a file under the name.
    private static async Task WriteAsync(ExportedFile file, string path, CancellationToken token)
    {
        var draft = path + ".part";
        file.Content.Position = 0;
        await using (var output = File.Create(draft))
        {
            await file.Content.CopyToAsync(output, token);
        }

        File.Move(draft, path, overwrite: true);
    }
}
