using System.Globalization;
using System.Reflection;
using System.Text.Json;
using CsvHelper;
using FundLedger.Domain.Text;

namespace FundLedger.Features.Setup;

/// <summary>The data files that the program carries in itself.</summary>
public static class ReferenceFile
{
    public static TextReader Open(string name)
    {
        var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new FileNotFoundException($"The program carries no data file {name}.", name);
        return new StreamReader(stream);
    }

    /// <summary>
    /// A CSV file with a header row as a JSON array of objects of text, an empty cell as null: the shape that the loading SQL reads.
    /// </summary>
    public static string CsvAsJson(TextReader csvText)
    {
        using var csv = new CsvReader(csvText, CultureInfo.InvariantCulture);
        var rows = new List<Dictionary<string, string?>>();
        csv.Read();
        csv.ReadHeader();
        var header = csv.HeaderRecord ?? throw new UnusableContentException("Tệp không có dòng tiêu đề.", "The file has no header row.");
        while (csv.Read())
        {
            rows.Add(header.ToDictionary(name => name, name => csv.GetField(name) is { Length: > 0 } cell ? cell : null));
        }

        return JsonSerializer.Serialize(rows);
    }
}
