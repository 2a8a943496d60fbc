using System.Security.Cryptography;

namespace FundLedger.Domain.Ledger;

/// <summary>
/// One hash over many: a binary tree whose leaves are the heads of the funds' logs. A leaf proves that it is in the tree by the hashes
/// beside its way to the root. Leaves and nodes are hashed with different first bytes, so that no node passes for a leaf.
/// </summary>
public sealed class HashTree
{
    private const byte LeafMark = 0;
    private const byte NodeMark = 1;

    private readonly List<byte[][]> levels;

    /// <param name="leaves">At least one.</param>
    public HashTree(IReadOnlyList<byte[]> leaves)
    {
        levels = [[.. leaves]];
        while (levels[^1].Length > 1)
        {
            levels.Add([.. levels[^1].Chunk(2).Select(pair => pair.Length == 2 ? Node(pair[0], pair[1]) : pair[0])]);
        }
    }

    public int Size => levels[0].Length;

    public byte[] Root => levels[^1][0];

    public static byte[] Leaf(string fund, long logNo, byte[] logHash) =>
        Marked(LeafMark, new CanonicalText().Add(fund).Add(logNo).AddHex(logHash).Bytes, []);

    /// <summary>The hashes beside the way from a leaf to the root, from below.</summary>
    public IReadOnlyList<byte[]> Path(int index)
    {
        var path = new List<byte[]>();
        foreach (var level in levels)
        {
            // The last of an odd number goes up alone.
            if ((index ^ 1) < level.Length) path.Add(level[index ^ 1]);
            index /= 2;
        }

        return path;
    }

    /// <summary>The root that a leaf and its path lead to; null when the path is not one of that place.</summary>
    public static byte[]? RootOf(byte[] leaf, int index, int size, IReadOnlyList<byte[]> path)
    {
        if (index < 0 || index >= size) return null;
        var (hash, used) = (leaf, 0);
        for (; size > 1; (index, size) = (index / 2, (size + 1) / 2))
        {
            if ((index ^ 1) >= size) continue;
            if (used == path.Count) return null;
            var beside = path[used++];
            hash = index % 2 == 0 ? Node(hash, beside) : Node(beside, hash);
        }

        return used == path.Count ? hash : null;
    }

    private static byte[] Node(byte[] left, byte[] right) => Marked(NodeMark, left, right);

    private static byte[] Marked(byte mark, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        var all = new byte[1 + first.Length + second.Length];
        all[0] = mark;
        first.CopyTo(all.AsSpan(1));
        second.CopyTo(all.AsSpan(1 + first.Length));
        return SHA256.HashData(all);
    }
}
