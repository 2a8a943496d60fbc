using System.IO.Compression;
using System.Text;
using FundLedger.Features.Packs;
using FundLedger.Features.Papers;
using FundLedger.Features.Statements;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Statements;

/// <summary>The statements, journals and lists of a year with an entry of every kind, as their files have them.</summary>
public sealed class EveryStatementTests(EveryKind year) : IClassFixture<EveryKind>
{
    private const int FirstLines = 40;

    private static readonly LocalDate Today = new(2022, 1, 5);

    [Fact]
    public async Task The_statements_of_the_year_of_a_month_and_of_open_books() => await Documented.GoldenAsync(
        "statements",
        await File(EveryKind.From, EveryKind.To, ExportFormat.Csv) + await File(new(2021, 2, 1), new(2021, 12, 31), ExportFormat.Csv)
        + await File(EveryKind.From, Today, ExportFormat.Csv) + await File(new(2022, 1, 1), Today, ExportFormat.Csv));

    [Fact]
    public async Task The_journals_of_the_year_and_of_its_end() => await Documented.GoldenAsync(
        "journals",
        await File(EveryKind.From, EveryKind.To, ExportFormat.Hledger) + await File(new(2021, 12, 1), EveryKind.To, ExportFormat.Beancount)
        + await File(new(2022, 1, 1), Today, ExportFormat.Ledger));

    [Fact]
    public async Task The_files_of_a_pack_and_its_lists()
    {
        var asked = new ExportPack(Given.Fund, EveryKind.From, EveryKind.To, PaperLanguage.Vietnamese);
        var made = await year.Ledger.Done(TamDuong.Auditor, asked);
        await using var file = made.File;
        using var zip = new ZipArchive(file.Content, ZipArchiveMode.Read);
        var text = new StringBuilder(FormattableString.Invariant($"## {file.Name} · {file.ContentType} · {made.Rows}\n"));
        text.Append(FormattableString.Invariant($"{PackNotes.Of(asked, made).NarrowedTo}\n"));
        foreach (var entry in zip.Entries) text.Append(entry.FullName).Append('\n');
        foreach (var entry in zip.Entries.Where(entry => entry.FullName.StartsWith("4-", StringComparison.Ordinal)))
        {
            using var content = new StreamReader(await entry.OpenAsync(Ledger.Token));
            var lines = (await content.ReadToEndAsync(Ledger.Token)).ReplaceLineEndings("\n").Split('\n');
            text.Append(FormattableString.Invariant($"\n## {entry.FullName}, {lines.Length - 1}\n")).AppendJoin('\n', lines.Take(FirstLines));
        }

        await Documented.GoldenAsync("pack", text.ToString());
    }

    private async Task<string> File(LocalDate from, LocalDate to, ExportFormat format)
    {
        await using var file = await year.Ledger.Done(TamDuong.Auditor, new ExportFund(Given.Fund, from, to, format, PaperLanguage.Vietnamese));
        using var content = new StreamReader(file.Content);
        var text = (await content.ReadToEndAsync(Ledger.Token)).ReplaceLineEndings("\n");
        return FormattableString.Invariant($"## {file.Name} · {file.ContentType} · {file.Rows}\n{text}\n");
    }
}
