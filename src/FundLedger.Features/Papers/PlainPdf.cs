using System.IO.Compression;
using System.Text;
using PdfSharp.Pdf;
using PdfSharp.Pdf.IO;

namespace FundLedger.Features.Papers;

/// <summary>
/// A PDF without what programs write of its author: names, titles, dates, programs, earlier versions. Its pages are taken over as they are.
/// </summary>
internal static class PlainPdf
{
    private const int MostInflated = 64 * 1024 * 1024;
    private const int Longest = 10 * 1024 * 1024;
    private const int HeadOfStream = 500;

    private static readonly string[] Said = ["/Metadata", "/PieceInfo", "/LastModified"];

    /// <summary>
    /// The file as it was where it is signed, since a signature seals every byte; and where it cannot be read, or not without a password.
    /// </summary>
    public static byte[] Of(byte[] file)
    {
        var text = Encoding.Latin1.GetString(file);
        if (text.Contains("/ByteRange", StringComparison.Ordinal) || InflatesTooFar(file, text)) return file;
        try
        {
            var plain = Rewritten(file);
            return plain.Length <= Longest ? plain : file;
        }
        catch (Exception unreadable) when (unreadable is not OutOfMemoryException)
        {
            return file;
        }
    }

    private static byte[] Rewritten(byte[] file)
    {
        using var input = new MemoryStream(file, writable: false);
        using var document = PdfReader.Open(input, PdfDocumentOpenMode.Modify);
        foreach (var one in document.Internals.GetAllObjects().OfType<PdfDictionary>())
        {
            foreach (var said in Said) one.Elements.Remove(said);
        }

        document.Info.Elements.Clear();
        using var output = new MemoryStream(file.Length);
        document.Save(output, closeStream: false);
        return output.ToArray();
    }

    // Only what a reader has to unpack to find the objects is unpacked; a small file that claims to be a huge one is left alone.
    private static bool InflatesTooFar(byte[] file, string text)
    {
        long sum = 0;
        for (var at = Next(0); at >= 0; at = Next(at + 6))
        {
            var head = text[Math.Max(0, at - HeadOfStream)..at];
            head = head[Math.Max(0, head.LastIndexOf(" obj", StringComparison.Ordinal))..];
            if (!head.Contains("/ObjStm", StringComparison.Ordinal) && !head.Contains("/XRef", StringComparison.Ordinal)) continue;
            // Packed twice: nobody does that but to hide how much it is.
            if (head.Split("FlateDecode").Length > 2) return true;
            sum += Inflated(file, at + (text[at + 6] == '\r' ? 8 : 7));
            if (sum > MostInflated) return true;
        }

        return false;

        int Next(int from) => text.IndexOf("stream", from, StringComparison.Ordinal);
    }

    private static long Inflated(byte[] file, int from)
    {
        if (from >= file.Length) return 0;
        using var packed = new MemoryStream(file, from, file.Length - from);
        using var unpacked = new ZLibStream(packed, CompressionMode.Decompress);
        var buffer = new byte[64 * 1024];
        long sum = 0;
        try
        {
            for (int read; (read = unpacked.Read(buffer)) > 0 && sum <= MostInflated;) sum += read;
        }
        catch (InvalidDataException)
        {
            return sum;
        }

        return sum;
    }
}
