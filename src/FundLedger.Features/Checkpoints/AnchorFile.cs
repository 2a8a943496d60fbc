using System.Text;
using FundLedger.Domain.Text;

namespace FundLedger.Features.Checkpoints;

/// <summary>
/// Checkpoints outside the database, one line of JSON each, in order; only ever appended to. Its last line says what is still to be
/// written, so that nothing is lost when the program stops between a checkpoint and its anchor.
/// </summary>
public sealed class AnchorFile(string path)
{
    private const int LongestLine = 1 << 16;

    public string Path => path;

    /// <summary>The last line; null when there is none. What a crash left half written at the end is cut off.</summary>
    public AnchorLine? Last()
    {
        if (!File.Exists(path)) return null;
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        var tail = new byte[Math.Min(file.Length, LongestLine)];
        file.Seek(-tail.Length, SeekOrigin.End);
        file.ReadExactly(tail);
        var complete = Array.LastIndexOf(tail, (byte)'\n') + 1;
        if (complete < tail.Length) file.SetLength(file.Length - (tail.Length - complete));
        var lines = Encoding.UTF8.GetString(tail, 0, complete).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines.Length == 0 ? null : AnchorLine.Parse(lines[^1]);
    }

    /// <summary>Appends lines and waits until the disk has them.</summary>
    public void Append(IEnumerable<AnchorLine> lines)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);
        using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
        file.Write(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line.ToJson() + "\n"))));
        file.Flush(flushToDisk: true);
    }

    /// <summary>All lines. Raises <see cref="UnusableContentException"/> that names the first line which is none.</summary>
    public static IEnumerable<AnchorLine> Read(string path)
    {
        var number = 0;
        foreach (var text in File.ReadLines(path))
        {
            number++;
            if (text.Length > 0) yield return Parse(text, path, number);
        }
    }

    private static AnchorLine Parse(string text, string path, int number)
    {
        try
        {
            return AnchorLine.Parse(text);
        }
        catch (UnusableContentException unusable)
        {
            throw new UnusableContentException(
                $"{path} dòng {number}: {unusable.Words.Vi}", $"{path} line {number}: {unusable.Words.En}", unusable);
        }
    }
}
