using System.Text;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;
using FundLedger.Domain;

namespace FundLedger.Features.Imports;

/// <summary>Tells what kind of file was sent by its content, not by its name, and opens it or says why not.</summary>
internal static class OpenTable
{
    /// <summary>The largest file that is taken in.</summary>
    public const int MostMegabytes = 20;

    private static ReadOnlySpan<byte> Zip => "PK\u0003\u0004"u8;

    private static ReadOnlySpan<byte> OldOffice => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    private static ReadOnlySpan<byte> Pdf => "%PDF"u8;

    public static Result<TableFile> Of(byte[] content)
    {
        if (content.Length > MostMegabytes * 1024 * 1024) return new ImportFileTooLarge(MostMegabytes);
        var bytes = content.AsSpan();
        if (bytes.StartsWith(OldOffice)) return IsProtected(bytes) ? new ImportFileProtected() : new ImportFileIsOldExcel();
        if (bytes.StartsWith(Pdf)) return new ImportFileUnreadable();
        if (bytes.StartsWith(Zip)) return Guarded<TableFile>(() => XlsxTable.Open(content));
        return CsvTable.Open(content);
    }

    /// <summary>
    /// What reading came to, with a damaged or forbidden file as its refusal: what a hostile file may raise ends here.
    /// </summary>
    public static Result<T> Guarded<T>(Func<Result<T>> read)
    {
        try
        {
            return read();
        }
        catch (TableUnusableException bad)
        {
            return bad.Why;
        }
        catch (Exception bad) when (IsDamage(bad))
        {
            return new ImportFileUnreadable();
        }
    }

    /// <summary>Whether an exception tells of a file that is not what it says, not of a mistake of ours.</summary>
    public static bool IsDamage(Exception bad) => bad is InvalidDataException or OpenXmlPackageException or FileFormatException
        or XmlException or FormatException or ArgumentException or InvalidOperationException or NullReferenceException
        or KeyNotFoundException or OverflowException or EndOfStreamException or UriFormatException or NotSupportedException;

    // A workbook with a password is a container of the old form around the packed one; the name of its part is in the directory.
    private static bool IsProtected(ReadOnlySpan<byte> bytes) => bytes.IndexOf(Encoding.Unicode.GetBytes("EncryptedPackage")) >= 0;
}
