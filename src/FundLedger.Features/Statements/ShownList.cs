using System.Globalization;
using System.Text;
using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Papers;
using NodaTime;

namespace FundLedger.Features.Statements;

/// <summary>A list as a screen shows it, to be taken away as a file: the same rows in the same words.</summary>
/// <param name="Name">Small letters and dashes: what the note of the export and the file are called.</param>
/// <param name="Title">Of the sheet; what is longer than 31 characters is cut.</param>
/// <param name="Rows">
/// A cell for each heading: <see cref="string"/>, <see cref="Money"/>, <see cref="int"/>, <see cref="long"/> or <see cref="LocalDate"/>;
/// null for an empty one.
/// </param>
public sealed record ShownList(string Name, string Title, IReadOnlyList<string> Headings, IReadOnlyList<IReadOnlyList<object?>> Rows)
{
    private const int LongestSheet = 31;
    private const int Narrowest = 10;
    private const int Widest = 60;

    /// <summary>The last line; null for a list that adds up to nothing.</summary>
    public IReadOnlyList<object?>? Sum { get; init; }

    /// <summary>The filters, in words that name nobody.</summary>
    public IReadOnlyList<string?> NarrowedTo { get; init; } = [];

    /// <summary>
    /// A filter into which anything can be typed, the name of a child too: a note stays for ever and says only that there was one.
    /// </summary>
    public static string? Typed(string? filter) => string.IsNullOrWhiteSpace(filter) ? null : "chữ đã gõ";

    public static bool Knows(string? format) => format is "csv" or "xlsx";

    /// <param name="format">See <see cref="Knows"/>.</param>
    public ExportedFile File(string fund, string format)
    {
        var name = $"{fund}-{Name}.{format}";
        return format == "csv" ? Csv(name) : Workbook(name);
    }

    private ExportedFile Csv(string name)
    {
        var csv = new StringBuilder();
        IEnumerable<IReadOnlyList<object?>> lines = Sum is null ? Rows : Rows.Append(Sum);
        foreach (var line in lines.Prepend(Headings)) csv.AppendJoin(',', line.Select(Plain)).Append("\r\n");
        byte[] bytes = [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(csv.ToString())];
        return ExportedFile.Of(name, "text/csv; charset=utf-8", bytes, Rows.Count);
    }

    private ExportedFile Workbook(string name)
    {
        var title = Title[..Math.Min(Title.Length, LongestSheet)];
        var columns = Headings.Select((heading, place) => new TableColumn(new(heading, heading), CellKind.Text, WidthOf(place)));
        var rows = Rows.Select(row => new TableRow([.. row.Select(Typed)]));
        if (Sum is { } sum) rows = rows.Append(new TableRow(TableLevel.Total, [.. sum.Select(Typed)]));
        var table = new StatementTable(new(Title, Title), new(title, title), [.. columns], [.. rows]);
        return StatementWorkbook.Of(name, [table], PaperLanguage.Vietnamese) with { Rows = Rows.Count };
    }

    private int WidthOf(int column) =>
        Math.Clamp(Rows.Select(row => Plain(row[column]).Length).Append(Headings[column].Length).Max(), Narrowest, Widest);

    private static object? Typed(object? cell) => cell is long count ? new Money(count) : cell;

    private static string Plain(object? cell) => cell switch
    {
        null => "",
        Money amount => amount.Dong.ToString(CultureInfo.InvariantCulture),
        int or long => ((IFormattable)cell).ToString(null, CultureInfo.InvariantCulture),
        LocalDate date => PrintedDate.Of(date),
        _ => Quoted(CsvText.Safe((string)cell)),
    };

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
