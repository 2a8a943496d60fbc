using System.IO.Compression;
using System.Security.Cryptography;
using FundLedger.Domain.Text;
using FundLedger.Features.Papers;

namespace FundLedger.Features.Packs;

/// <param name="Name">With its folder.</param>
/// <param name="Sha256">64 hexadecimal digits.</param>
/// <param name="Rows">0 for what is no list.</param>
internal sealed record PackedFile(string Name, Wording About, long Size, string Sha256, long Rows);

/// <summary>An archive that is written file by file; one file is open at a time and none is held. The output stays open.</summary>
internal sealed class PackArchive(Stream output) : IDisposable
{
    private const int Piece = 1 << 16;

    private readonly ZipArchive zip = new(output, ZipArchiveMode.Create, leaveOpen: true);
    private readonly List<PackedFile> files = [];
    private readonly List<(Wording What, Wording Why)> leftOut = [];

    public IReadOnlyList<PackedFile> Files => files;

    /// <summary>What somebody may look for and does not find, with the reason.</summary>
    public IReadOnlyList<(Wording What, Wording Why)> LeftOut => leftOut;

    public long Rows => files.Sum(file => file.Rows);

    public void LeaveOut(Wording what, Wording why) => leftOut.Add((what, why));

    /// <summary>Takes the file over and disposes it.</summary>
    public async Task AddAsync(string folder, ExportedFile file, Wording about, long rows, CancellationToken token)
    {
        await using (file)
        {
            await AddAsync($"{folder}/{file.Name}", file.Content, about, rows, token);
        }
    }

    public async Task<PackedFile> AddAsync(string name, Stream content, Wording about, long rows, CancellationToken token)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = ReproducibleZip.NoTime;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var piece = new byte[Piece];
        long size = 0;
        await using (var part = entry.Open())
        {
            for (int read; (read = await content.ReadAsync(piece, token)) > 0; size += read)
            {
                hash.AppendData(piece, 0, read);
                await part.WriteAsync(piece.AsMemory(0, read), token);
            }
        }

        var packed = new PackedFile(name, about, size, Convert.ToHexStringLower(hash.GetHashAndReset()), rows);
        files.Add(packed);
        return packed;
    }

    /// <summary>Writes the directory of the archive; nothing is added after it.</summary>
    public void Dispose() => zip.Dispose();
}
