using FundLedger.Domain;

namespace FundLedger.Features.Papers;

/// <summary>A paper that somebody scanned and uploads: a PDF, PNG or JPEG file of at most 10 MiB, known by its first bytes.</summary>
/// <param name="FileName">As the browser names it; the last part of its path is kept.</param>
public sealed record ScannedPaper(string FileName, byte[] Content)
{
    private const int Most = 10 * 1024 * 1024;

    /// <summary>Null when the file is of no kind that is taken, or too large.</summary>
    internal string? MediaType => Content.Length > Most ? null
        : Begins("%PDF-"u8) ? "application/pdf"
        : Begins([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) ? "image/png"
        : Begins([0xFF, 0xD8, 0xFF]) ? "image/jpeg"
        : null;

    internal string SafeName
    {
        get
        {
            var last = FileName[(FileName.LastIndexOfAny(['/', '\\']) + 1)..];
            var safe = string.Concat(last.Where(letter => !char.IsControl(letter))).Trim();
            return safe.Length == 0 ? "scan" : safe[^Math.Min(safe.Length, 200)..];
        }
    }

    private bool Begins(ReadOnlySpan<byte> mark) => Content.AsSpan().StartsWith(mark);
}

public sealed record ScanUnusable(string FileName) : Invalid($"{FileName} is no PDF, PNG or JPEG file of at most 10 MiB.")
{
    public override string Field => "Scan";
}
