using System.IO.Compression;

namespace FundLedger.Features.Papers;

/// <summary>
/// Takes the clock out of a zip file (an Excel workbook is one): the same content gives the same bytes whenever it is written.
/// </summary>
internal static class ReproducibleZip
{
    /// <summary>The oldest instant that a zip file can name: the time of every part.</summary>
    public static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static byte[] Of(byte[] zip)
    {
        using var result = new MemoryStream();
        using var source = new ZipArchive(new MemoryStream(zip), ZipArchiveMode.Read);
        using (var target = new ZipArchive(result, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in source.Entries.OrderBy(entry => Order(entry.FullName), StringComparer.Ordinal))
            {
                var copy = target.CreateEntry(entry.FullName, CompressionLevel.Optimal);
                copy.LastWriteTime = NoTime;
                using var from = entry.Open();
                using var to = copy.Open();
                from.CopyTo(to);
            }
        }

        return result.ToArray();
    }

    // Readers that guess the type of a file by its first entry look for this one.
    private static string Order(string name) => name == "[Content_Types].xml" ? "" : name;
}
