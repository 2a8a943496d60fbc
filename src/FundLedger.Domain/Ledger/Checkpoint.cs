using System.Security.Cryptography;
using NodaTime;

namespace FundLedger.Domain.Ledger;

/// <summary>
/// The head of a fund's hash log and what the fund held there, signed (ECDSA P-256 over SHA-256) by a key outside the database: who has
/// one can show later that everything up to it stands as it stood.
/// </summary>
public sealed record Checkpoint
{
    /// <summary>The only rule of signing so far.</summary>
    public const int Version = 1;

    /// <summary>Code of the fund.</summary>
    public string Fund { get; init; } = "";

    public long LogNo { get; init; }

    public byte[] LogHash { get; init; } = [];

    /// <summary>Hash over what each pool and each money account held.</summary>
    public byte[] TrialDigest { get; init; } = [];

    /// <summary>To the microsecond.</summary>
    public Instant MadeAt { get; init; }

    /// <summary>How many funds were in the tree.</summary>
    public int TreeSize { get; init; }

    /// <summary>This fund's place among them, from 0.</summary>
    public int TreeIndex { get; init; }

    /// <summary>One hash over the heads of all funds at that moment.</summary>
    public byte[] TreeHead { get; init; } = [];

    /// <summary>From this fund's head to <see cref="TreeHead"/>.</summary>
    public IReadOnlyList<byte[]> TreePath { get; init; } = [];

    /// <summary>Of the key that signed, as SubjectPublicKeyInfo.</summary>
    public byte[] PublicKey { get; init; } = [];

    /// <summary>64 bytes: r and s.</summary>
    public byte[] Signature { get; init; } = [];

    /// <summary>Names the key that signed.</summary>
    public string KeyFingerprint => FingerprintOf(PublicKey);

    /// <summary>The start of the key's SHA-256, 16 hexadecimal digits: compare it with the one that the key's owner tells.</summary>
    public static string FingerprintOf(byte[] publicKey) => Convert.ToHexStringLower(SHA256.HashData(publicKey).AsSpan(0, 8));

    /// <summary>The bytes that are signed.</summary>
    public byte[] Content() => new CanonicalText()
        .Add("checkpoint").Add(Version).Add(Fund).Add(LogNo).AddHex(LogHash).AddHex(TrialDigest).Add(MadeAt).Add(TreeSize).Add(TreeIndex)
        .AddHex(TreeHead).Bytes.ToArray();

    /// <summary>What is not as it must be, in a word; null when the signature and the place in the tree hold.</summary>
    /// <param name="publicKey">The key that one trusts; null to take the enclosed one.</param>
    public string? Flaw(byte[]? publicKey = null)
    {
        if (publicKey is not null && !publicKey.AsSpan().SequenceEqual(PublicKey)) return "key";
        if (!IsSigned()) return "signature";
        var root = HashTree.RootOf(HashTree.Leaf(Fund, LogNo, LogHash), TreeIndex, TreeSize, TreePath);
        return root is not null && root.AsSpan().SequenceEqual(TreeHead) ? null : "tree_head";
    }

    private bool IsSigned()
    {
        using var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(PublicKey, out var read);
            return read == PublicKey.Length && key.KeySize == 256 && key.VerifyData(Content(), Signature, HashAlgorithmName.SHA256);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
