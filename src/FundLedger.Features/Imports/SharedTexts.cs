using System.Text;

namespace FundLedger.Features.Imports;

/// <summary>
/// The shared texts of a workbook, packed as UTF-8 in a few large blocks: a hundred thousand names as objects would take ten times as much.
/// </summary>
internal sealed class SharedTexts
{
    private const int Block = 1024 * 1024;
    private const long Most = 128L * 1024 * 1024;

    private readonly List<byte[]> blocks = [];
    private readonly List<(int Block, int Start, int Length)> places = [];
    private int used = Block;
    private long total;

    public int Count => places.Count;

    /// <summary>Raises <see cref="ArgumentOutOfRangeException"/> for a text that the workbook does not have.</summary>
    public string this[int place]
    {
        get
        {
            var (block, start, length) = places[place];
            return Encoding.UTF8.GetString(blocks[block], start, length);
        }
    }

    public void Add(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        total += length;
        if (total > Most) throw new TableUnusableException(new ImportFileTooLarge(OpenTable.MostMegabytes));
        if (used + length > Block)
        {
            blocks.Add(new byte[Math.Max(Block, length)]);
            used = 0;
        }

        Encoding.UTF8.GetBytes(text, blocks[^1].AsSpan(used));
        places.Add((blocks.Count - 1, used, length));
        used += length;
    }
}
