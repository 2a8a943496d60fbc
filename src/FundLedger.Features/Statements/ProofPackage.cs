using System.Buffers.Binary;
using System.IO.Compression;
using System.Text.Json;
using FundLedger.Domain.Text;
using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Statements;

/// <summary>A file as somebody gave it: nothing of it is believed, least of all its name.</summary>
/// <param name="Name">As they call it; its ending says what it wants to be.</param>
/// <param name="Content">At its beginning, seekable; closed by who opened it.</param>
public sealed record StrangersFile(string Name, Stream Content);

/// <summary>How much of a package is read, unpacked: a small file can be unpacked into a very large one.</summary>
/// <param name="Content">Bytes of the part with the figures.</param>
/// <param name="Records">Bytes of the sealed records together.</param>
public sealed record ProofLimits(long Content, long Records)
{
    /// <summary>For a file on one's own machine.</summary>
    public static ProofLimits Own { get; } = new(256L * 1024 * 1024, long.MaxValue);

    /// <summary>For a file that anybody may send.</summary>
    public static ProofLimits OfStrangers { get; } = new(32L * 1024 * 1024, 256L * 1024 * 1024);
}

/// <summary>
/// A proof as a stranger gave it: read with limits, and nothing in it believed. What is no proof raises
/// <see cref="UnusableContentException"/> with a sentence that says why.
/// </summary>
internal sealed class ProofPackage : IDisposable
{
    private const int LongestRecord = 16 * 1024 * 1024;
    private const int HashSize = 32;
    private const int ShortestZip = 22;

    private static readonly string[] Parts = [ProofContent.ContentFile, ProofContent.KeyFile, ProofContent.RecordsFile];

    private readonly ZipArchive zip;
    private readonly ProofLimits limits;

    private ProofPackage(ZipArchive zip, ProofLimits limits, ProofContent content) =>
        (this.zip, this.limits, Content) = (zip, limits, content);

    public ProofContent Content { get; }

    public static ProofPackage Open(StrangersFile file, ProofLimits limits)
    {
        ZipArchive zip;
        try
        {
            // Where an end is sought in a file that is shorter than one, the stream of an upload raises an error of its own.
            if (file.Content.Length < ShortestZip) throw new InvalidDataException("It is shorter than any zip file.");
            zip = new ZipArchive(file.Content, ZipArchiveMode.Read, leaveOpen: true);
        }
        catch (InvalidDataException broken)
        {
            throw new UnusableContentException(
                $"{file.Name} không phải gói bằng chứng: không mở được tệp nén.",
                $"{file.Name} is no proof package: {broken.Message}",
                broken);
        }

        try
        {
            var names = zip.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal);
            if (!names.SequenceEqual(Parts))
            {
                throw new UnusableContentException(
                    $"{file.Name} không phải gói bằng chứng: các phần bên trong không đúng.",
                    $"{file.Name} is no proof package: it has other parts.");
            }

            return new ProofPackage(zip, limits, ReadContent(zip.GetEntry(ProofContent.ContentFile)!, limits.Content));
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
        var left = limits.Records;
        for (var number = 1L; ; number++)
        {
            var read = records.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            if (read == 0) yield break;
            var length = read == head.Length ? BinaryPrimitives.ReadInt32BigEndian(head) : -1;
            if (length is < 0 or > LongestRecord) throw CutOff(number);
            left -= length + HashSize;
            if (left < 0) throw TooLong(ProofContent.RecordsFile);
            var text = new byte[length + HashSize];
            if (records.ReadAtLeast(text, text.Length, throwOnEndOfStream: false) < text.Length)
            {
                throw CutOff(number);
            }

            yield return (text.AsMemory(0, length), text[length..]);
        }
    }

    public void Dispose() => zip.Dispose();

    private static UnusableContentException CutOff(long number) => new(
        $"Bản ghi {number} trong gói bị cụt hoặc quá dài.", $"Record {number} of the package is cut off or too long.");

    private static UnusableContentException TooLong(string part) => new(
        $"{part} trong gói quá dài để kiểm tra ở đây.", $"{part} of the package is too long to be checked here.");

    // The length that the zip file promises is not believed: reading stops at the limit.
    private static ProofContent ReadContent(ZipArchiveEntry entry, long longest)
    {
        using var stream = entry.Open();
        using var memory = new MemoryStream();
        var piece = new byte[1 << 16];
        for (int read; (read = stream.Read(piece)) > 0;)
        {
            if (memory.Length + read > longest) throw TooLong(entry.Name);
            memory.Write(piece, 0, read);
        }

        try
        {
            var content = JsonSerializer.Deserialize<ProofContent>(memory.GetBuffer().AsSpan(0, (int)memory.Length), Json.Options);
            return content is { Format: ProofContent.FormatName, Version: 1 or 2 }
                ? content
                : throw new UnusableContentException("Gói thuộc dạng hay phiên bản khác.", "The package is of another format or version.");
        }
        catch (Exception unusable) when (
            unusable is JsonException or NotSupportedException or ArgumentException or InvalidOperationException)
        {
            throw new UnusableContentException(
                $"Không đọc được {entry.Name} trong gói.", $"{entry.Name} of the package cannot be read: {unusable.Message}", unusable);
        }
    }
}
