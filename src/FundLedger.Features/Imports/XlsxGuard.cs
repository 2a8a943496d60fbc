using System.IO.Compression;
using FundLedger.Domain;

namespace FundLedger.Features.Imports;

/// <summary>Looks at a packed file before any library opens it: a bomb is counted out, not unpacked into memory.</summary>
internal static class XlsxGuard
{
    private const int MostEntries = 2_000;
    private const long MostBytes = 400L * 1024 * 1024;
    private const int MostUnpackedMegabytes = 400;

    // What 60,000 plain rows come to is packed by a factor of 20 or so; a million zeros by a thousand.
    private const int MostRatio = 300;
    private const long SmallEntry = 4L * 1024 * 1024;

    /// <summary>Null when the file may be opened.</summary>
    public static ImportFileUnusable? Refusal(byte[] content)
    {
        using var zip = new ZipArchive(new MemoryStream(content, writable: false), ZipArchiveMode.Read);
        if (zip.Entries.Count > MostEntries) return new ImportFileTooLarge(MostUnpackedMegabytes);
        if (OfKind(zip) is { } other) return other;
        if (zip.Entries.Sum(entry => entry.Length) > MostBytes) return new ImportFileTooLarge(MostUnpackedMegabytes);
        var (total, buffer) = (0L, new byte[128 * 1024]);
        foreach (var entry in zip.Entries)
        {
            total += Unpacked(entry, MostBytes - total, buffer);
            if (total > MostBytes) return new ImportFileTooLarge(MostUnpackedMegabytes);
        }

        return null;
    }

    // The length that a file claims may be a lie, so it is unpacked once into nothing; more than may be when it is a bomb.
    private static long Unpacked(ZipArchiveEntry entry, long left, byte[] buffer)
    {
        var unpacked = 0L;
        using var stream = entry.Open();
        for (int read; (read = stream.Read(buffer)) > 0 && unpacked <= left;)
        {
            unpacked += read;
            if (unpacked > SmallEntry && unpacked > entry.CompressedLength * MostRatio) return MostBytes + 1;
        }

        return unpacked;
    }

    private static ImportFileUnusable? OfKind(ZipArchive zip)
    {
        if (Has("xl/vbaProject.bin")) return new ImportFileHasMacros();
        if (Has("mimetype") || Has("xl/workbook.bin")) return new ImportFileIsOtherOffice();
        if (Has("EncryptionInfo") || Has("META-INF/encryption.xml")) return new ImportFileProtected();
        return Has("[Content_Types].xml") ? null : new ImportFileUnreadable();

        bool Has(string name) => zip.Entries.Any(entry => entry.FullName.Equals(name, StringComparison.OrdinalIgnoreCase));
    }
}
