using System.Text.Json;
using FundLedger.Domain.Ledger;
using FundLedger.Domain.Text;
using FundLedger.Features.Pipeline;
using NodaTime;

namespace FundLedger.Features.Checkpoints;

/// <summary>A checkpoint as one line of JSON, as it is kept outside the database.</summary>
public sealed record AnchorLine
{
    /// <summary>Number of the checkpoint: the order of the lines.</summary>
    public required long No { get; init; }

    public required string Fund { get; init; }

    public required long LogNo { get; init; }

    public required string LogHash { get; init; }

    public required string TrialDigest { get; init; }

    public required Instant At { get; init; }

    public required int TreeSize { get; init; }

    public required int TreeIndex { get; init; }

    public required string TreeHead { get; init; }

    public required IReadOnlyList<string> TreePath { get; init; }

    public required string PublicKey { get; init; }

    public required string Signature { get; init; }

    public static AnchorLine Of(long no, Checkpoint checkpoint) => new()
    {
        No = no, Fund = checkpoint.Fund, LogNo = checkpoint.LogNo, LogHash = Hex(checkpoint.LogHash),
        TrialDigest = Hex(checkpoint.TrialDigest), At = checkpoint.MadeAt, TreeSize = checkpoint.TreeSize,
        TreeIndex = checkpoint.TreeIndex, TreeHead = Hex(checkpoint.TreeHead), TreePath = [.. checkpoint.TreePath.Select(Hex)],
        PublicKey = Convert.ToBase64String(checkpoint.PublicKey), Signature = Convert.ToBase64String(checkpoint.Signature),
    };

    /// <summary>Reads a line. Raises <see cref="UnusableContentException"/> when it is none.</summary>
    public static AnchorLine Parse(string json)
    {
        try
        {
            var line = JsonSerializer.Deserialize<AnchorLine>(json, Json.Options);
            return line?.ToCheckpoint() is not null ? line : throw new UnusableContentException("dòng trống.", "An anchor line is empty.");
        }
        catch (Exception unusable) when (unusable is JsonException or FormatException or ArgumentNullException)
        {
            throw new UnusableContentException("không phải điểm đối chiếu.", "It is no anchor: " + unusable.Message, unusable);
        }
    }

    public string ToJson() => JsonSerializer.Serialize(this, Json.Options);

    public Checkpoint ToCheckpoint() => new()
    {
        Fund = Fund, LogNo = LogNo, LogHash = Convert.FromHexString(LogHash), TrialDigest = Convert.FromHexString(TrialDigest), MadeAt = At,
        TreeSize = TreeSize, TreeIndex = TreeIndex, TreeHead = Convert.FromHexString(TreeHead),
        TreePath = [.. TreePath.Select(Convert.FromHexString)], PublicKey = Convert.FromBase64String(PublicKey),
        Signature = Convert.FromBase64String(Signature),
    };

    private static string Hex(byte[] hash) => Convert.ToHexStringLower(hash);
}
