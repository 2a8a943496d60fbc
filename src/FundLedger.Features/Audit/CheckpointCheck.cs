using System.Globalization;
using FundLedger.Domain.Ledger;

namespace FundLedger.Features.Audit;

/// <summary>Each checkpoint was signed, and the log that is replayed still has the record and the balances that it signed.</summary>
/// <param name="trustedKey">The key that must have signed; null to take the enclosed ones and to name them.</param>
internal sealed class CheckpointCheck(PassTally tally, byte[]? trustedKey)
{
    /// <summary>Compares a checkpoint with the record of its number and with the figures right after it.</summary>
    /// <param name="hash">Null when the log has no such record.</param>
    public void Check(Checkpoint checkpoint, byte[]? hash, FundFigures figures)
    {
        var number = checkpoint.LogNo.ToString(CultureInfo.InvariantCulture);
        tally.Compare(checkpoint.Fund, "checkpoint", number, "proof", null, checkpoint.Flaw(trustedKey));
        tally.Compare(checkpoint.Fund, "checkpoint", number, "log_hash", Hex(checkpoint.LogHash), Hex(hash));
        if (hash is not null)
        {
            var digest = Hex(figures.TrialDigest(checkpoint.Fund));
            tally.Compare(checkpoint.Fund, "checkpoint", number, "trial_digest", Hex(checkpoint.TrialDigest), digest);
        }

        if (trustedKey is null) tally.Note(checkpoint.KeyFingerprint);
    }

    private static string? Hex(byte[]? hash) => hash is null ? null : Convert.ToHexStringLower(hash);
}
