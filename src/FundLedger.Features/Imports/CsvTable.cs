using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using FundLedger.Domain;
using FundLedger.Domain.Text;

namespace FundLedger.Features.Imports;

/// <summary>A text file with columns separated by commas, semicolons or tabs; every cell is a text.</summary>
internal sealed class CsvTable : TableFile
{
    private const int LinesLookedAt = 20;
    private const int LongestCell = 10_000;
    private static readonly char[] Separators = [';', ',', '\t'];

    private readonly byte[] content;
    private readonly int skip;
    private readonly System.Text.Encoding encoding;
    private readonly char separator;

    private CsvTable(byte[] content)
    {
        this.content = content;
        (encoding, skip) = TextEncoding.Of(content);
        separator = SeparatorOf();
    }

    public override IReadOnlyList<TableSheet> Sheets { get; } = [new TableSheet("CSV", IsHidden: false)];

    public static Result<TableFile> Open(byte[] content)
    {
        if (content.Length == 0) return new ImportFileEmpty();
        var table = new CsvTable(content);
        var start = table.Text().ReadLines(LinesLookedAt);
        // A picture or a program is full of signs that no table has.
        return string.Concat(start).Any(sign => char.IsControl(sign) && sign is not ('\t' or '\r' or '\n'))
            ? new ImportFileUnreadable()
            : table;
    }

    public override IEnumerable<SheetRow> Rows(int sheet)
    {
        using var csv = new CsvParser(Text(), new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = separator.ToString(), DetectDelimiter = false, BadDataFound = null, IgnoreBlankLines = false,
            Mode = CsvMode.RFC4180, MaxFieldSize = LongestCell,
        });
        for (var number = 1; ReadOn(csv); number++)
        {
            if (number > MostRows) throw new TableUnusableException(new ImportFileTooLong(MostRows));
            if (number == 1 && IsHint(csv)) continue;
            var fields = csv.Record ?? [];
            var row = new SheetRow(number, [.. fields.Take(MostColumns).Select(TableCell.OfText)]);
            if (!row.IsEmpty) yield return row;
        }
    }

    public override SheetTraits TraitsOf(int sheet) => SheetTraits.None;

    private static bool ReadOn(CsvParser csv)
    {
        try
        {
            return csv.Read();
        }
        catch (CsvHelperException)
        {
            throw new TableUnusableException(new ImportFileUnreadable());
        }
    }

    // Excel's own way of naming the separator in a first line, "sep=;".
    private static bool IsHint(CsvParser csv) => csv.RawRecord.StartsWith("sep=", StringComparison.OrdinalIgnoreCase);

    private StreamReader Text() => new(
        new MemoryStream(content, skip, content.Length - skip, writable: false), encoding, detectEncodingFromByteOrderMarks: false);

    // The one that occurs in the first lines most evenly: as often in each of them as in the first that has it.
    private char SeparatorOf()
    {
        var lines = Text().ReadLines(LinesLookedAt).Where(line => line.Length > 0).ToList();
        if (lines.Count > 0 && lines[0].StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && lines[0].Length > 4) return lines[0][4];
        return Separators.MaxBy(sign => lines.Sum(line => Outside(line, sign) is > 0 and var count
            ? 1 + (count == lines.Max(other => Outside(other, sign)) ? 2 : 0) : 0));
    }

    private static int Outside(string line, char sign)
    {
        var (count, isQuoted) = (0, false);
        foreach (var one in line)
        {
            if (one == '"') isQuoted = !isQuoted;
            else if (one == sign && !isQuoted) count++;
        }

        return count;
    }
}

internal static class TextLines
{
    /// <summary>The first lines of a text; at most a thousand signs of each, and the text is closed.</summary>
    public static IReadOnlyList<string> ReadLines(this StreamReader text, int count)
    {
        using (text)
        {
            var buffer = new char[count * 1000];
            var read = text.ReadBlock(buffer);
            return [.. new string(buffer, 0, read).Split('\n').Take(count).Select(line => line.TrimEnd('\r'))];
        }
    }
}
