using System.Globalization;
using System.IO.Compression;
using System.Text;
using CsvHelper;

namespace FundLedger.IntegrationTests.Statements;

/// <summary>Reads the files of an archive by how their names begin and end.</summary>
internal static class Packed
{
    public static async Task<byte[]> Bytes(this ZipArchive zip, string start, string end = "")
    {
        var entry = zip.Entries.Single(entry =>
            entry.FullName.StartsWith(start, StringComparison.Ordinal) && entry.FullName.EndsWith(end, StringComparison.Ordinal));
        using var memory = new MemoryStream();
        await using (var content = entry.Open()) await content.CopyToAsync(memory, Ledger.Token);
        return memory.ToArray();
    }

    public static async Task<string> Text(this ZipArchive zip, string start, string end = "") =>
        Encoding.UTF8.GetString(await zip.Bytes(start, end));

    public static async Task<List<string[]>> Csv(this ZipArchive zip, string start)
    {
        using var parser = new CsvParser(new StreamReader(new MemoryStream(await zip.Bytes(start, ".csv"))), CultureInfo.InvariantCulture);
        var rows = new List<string[]>();
        while (await parser.ReadAsync()) rows.Add(parser.Record!);
        return rows;
    }

    public static long Number(this string cell) => long.Parse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}
