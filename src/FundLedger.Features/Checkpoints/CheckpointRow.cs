using FundLedger.Domain.Ledger;
using NodaTime;

namespace FundLedger.Features.Checkpoints;

/// <summary>A checkpoint as the database keeps it.</summary>
internal sealed record CheckpointRow
{
    public long CheckpointNo { get; init; }

    public string Fund { get; init; } = "";

    public long LogNo { get; init; }

    public byte[] LogHash { get; init; } = [];

    public byte[] TrialDigest { get; init; } = [];

    public Instant MadeAt { get; init; }

    public int TreeSize { get; init; }

    public int TreeIndex { get; init; }

    public byte[] TreeHead { get; init; } = [];

    public byte[][] TreePath { get; init; } = [];

    public byte[] PublicKey { get; init; } = [];

    public byte[] Signature { get; init; } = [];

    public Checkpoint Checkpoint => new()
    {
        Fund = Fund, LogNo = LogNo, LogHash = LogHash, TrialDigest = TrialDigest, MadeAt = MadeAt, TreeSize = TreeSize,
        TreeIndex = TreeIndex, TreeHead = TreeHead, TreePath = TreePath, PublicKey = PublicKey, Signature = Signature,
    };
}
