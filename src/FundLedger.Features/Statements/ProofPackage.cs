using System.Buffers.Binary;
using System.IO.Compression;
using System.Text.Json;
using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Statements;

/// <summary>
/// A proof as a stranger gave it: read with limits, and nothing in it believed. What is no proof raises
/// <see cref="InvalidDataException"/> with a sentence that says why.
/// </summary>
internal sealed class ProofPackage : IDisposable
{
    private const int LongestContent = 256 * 1024 * 1024;
    private const int LongestRecord = 16 * 1024 * 1024;
    private const int HashSize = 32;

    private static readonly string[] Parts = [ProofContent.ContentFile, ProofContent.KeyFile, ProofContent.RecordsFile];

    private readonly ZipArchive zip;

    private ProofPackage(ZipArchive zip, ProofContent content) => (this.zip, Content) = (zip, content);

    public ProofContent Content { get; }

    public static ProofPackage Open(string path)
    {
        ZipArchive zip;
        try
        {
            zip = ZipFile.OpenRead(path);
        }
        catch (InvalidDataException broken)
        {
            throw new InvalidDataException($"{path} is no proof package: {broken.Message}", broken);
        }

        try
        {
            var names = zip.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal);
            if (!names.SequenceEqual(Parts)) throw new InvalidDataException($"{path} is no proof package: it has other parts.");
            return new ProofPackage(zip, ReadContent(zip.GetEntry(ProofContent.ContentFile)!));
        }
        catch
        {
            zip.Dispose();
            throw;
        }
    }

    /// <summary>Record after record: the bytes that are hashed, and the hash that was enclosed.</summary>
    public IEnumerable<(ReadOnlyMemory<byte> Text, byte[] Hash)> Records()
    {
        using var records = new BufferedStream(zip.GetEntry(ProofContent.RecordsFile)!.Open(), 1 << 16);
        var head = new byte[sizeof(int)];
        for (var number = 1L; ; number++)
        {
            var read = records.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            if (read == 0) yield break;
            var length = read == head.Length ? BinaryPrimitives.ReadInt32BigEndian(head) : -1;
            if (length is < 0 or > LongestRecord) throw new InvalidDataException($"Record {number} of the package is cut off or too long.");
            var text = new byte[length + HashSize];
            if (records.ReadAtLeast(text, text.Length, throwOnEndOfStream: false) < text.Length)
            {
                throw new InvalidDataException($"Record {number} of the package is cut off.");
            }

            yield return (text.AsMemory(0, length), text[length..]);
        }
    }

    public void Dispose() => zip.Dispose();

    // The length that the zip file promises is not believed: reading stops at the limit.
    private static ProofContent ReadContent(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var memory = new MemoryStream();
        var piece = new byte[1 << 16];
        for (int read; (read = stream.Read(piece)) > 0;)
        {
            if (memory.Length + read > LongestContent) throw new InvalidDataException($"{entry.Name} of the package is too long.");
            memory.Write(piece, 0, read);
        }

        try
        {
            var content = JsonSerializer.Deserialize<ProofContent>(memory.GetBuffer().AsSpan(0, (int)memory.Length), Json.Options);
            return content is { Format: ProofContent.FormatName, Version: 1 or 2 }
                ? content
                : throw new InvalidDataException("The package is of another format or version.");
        }
        catch (Exception unusable) when (
            unusable is JsonException or NotSupportedException or ArgumentException or InvalidOperationException)
        {
            throw new InvalidDataException($"{entry.Name} of the package cannot be read: {unusable.Message}", unusable);
        }
    }
}
