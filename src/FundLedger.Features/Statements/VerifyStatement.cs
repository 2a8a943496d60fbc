using FundLedger.Domain.Ledger;
using FundLedger.Domain.Statements;
using FundLedger.Domain.Text;
using FundLedger.Features.Checkpoints;

namespace FundLedger.Features.Statements;

/// <summary>What was found of a proof: each step that held, and the first thing that did not.</summary>
/// <param name="Flaw">What is not as it must be; null when everything holds.</param>
/// <param name="Gap">What could not be vouched for, though nothing is wrong; null when nothing is left open.</param>
public sealed record StatementVerdict(
    string Fund, StatementPeriod Period, string Digest, long Records, long Entries, string KeyFingerprint, bool IsKeyEnclosed,
    Wording? Flaw, Wording? Gap)
{
    public bool IsProven => Flaw is null && Gap is null;
}

/// <summary>
/// Checks a proof with no database and no network: chain, entries, balances, signatures, and the statement counted again from the
/// entries.
/// </summary>
public static class VerifyStatement
{
    /// <summary>Raises what <see cref="ProofWords.IsDamage"/> knows when the file is no proof at all.</summary>
    /// <param name="package">Path of the proof.</param>
    /// <param name="trustedKey">The key that must have signed; null to take the enclosed one.</param>
    /// <param name="paper">Path of a statement as PDF, XLSX, CSV or JSON that must be this one; null for none.</param>
    public static StatementVerdict Run(string package, byte[]? trustedKey, string? paper)
    {
        using var file = File.OpenRead(package);
        using var other = paper is null ? null : File.OpenRead(paper);
        return Run(
            new StrangersFile(package, file), trustedKey, other is null ? null : new StrangersFile(Path.GetFileName(paper!), other),
            ProofLimits.Own);
    }

    /// <summary>The same for files that were sent.</summary>
    /// <param name="limits">How much of them is read.</param>
    public static StatementVerdict Run(StrangersFile package, byte[]? trustedKey, StrangersFile? paper, ProofLimits limits)
    {
        using var proof = ProofPackage.Open(package, limits);
        var content = proof.Content;
        var stated = content.Statement.ToFigures();
        var (flaw, gap, replay) = (Signatures(content, trustedKey), (Wording?)null, new ProofReplay(content, stated.Period));
        try
        {
            flaw ??= replay.Play(proof.Records()) ?? (stated.Fund == content.Checkpoint.Fund
                ? null
                : ProofWords.CheckpointElsewhere);
            if (replay.IsTooOld) gap = ProofWords.TooOld;
            else flaw ??= Figures(replay, content, stated);
            if (flaw is null && content.Checkpoint.LogNo < stated.Seal.LogNo)
            {
                gap = ProofWords.NotSignedYet(content.Checkpoint.LogNo + 1, stated.Seal.LogNo);
            }

            if (flaw is null && gap is null && paper is not null) (flaw, gap) = Paper(stated, paper, gap);
        }
        catch (Exception broken) when (ProofWords.IsDamage(broken))
        {
            flaw = ProofWords.Of(broken);
        }

        var key = Convert.FromBase64String(content.Checkpoint.PublicKey);
        return new StatementVerdict(
            stated.Fund, stated.Period, content.Digest, replay.Records, replay.Entries, Checkpoint.FingerprintOf(key), trustedKey is null,
            flaw, gap);
    }

    private static Wording? Signatures(ProofContent content, byte[]? trustedKey)
    {
        foreach (var line in (AnchorLine?[])[content.Printed, content.Checkpoint])
        {
            if (line?.ToCheckpoint().Flaw(trustedKey) is not { } flaw) continue;
            return ProofWords.OfCheckpoint(line.LogNo, flaw, line.ToCheckpoint().KeyFingerprint);
        }

        return null;
    }

    private static Wording? Figures(ProofReplay replay, ProofContent content, StatementFigures stated)
    {
        var counted = FundStatement.Create(replay.Figures(stated));
        if (counted.Error is { } contradiction) return ProofWords.Of(contradiction);
        var statement = FundStatement.Create(stated);
        if (statement.Error is { } own) return ProofWords.Of(own);
        if (statement.Value.Digest != content.Digest) return ProofWords.OtherDigest;
        if (counted.Value.Digest == content.Digest) return Names(replay, stated, counted.Value.Figures);
        var (ours, theirs) = (Lines(counted.Value.Figures), Lines(stated));
        var place = Enumerable.Range(0, Math.Max(ours.Length, theirs.Length)).First(i => At(ours, i) != At(theirs, i));
        return ProofWords.OtherStatement(At(ours, place), At(theirs, place));

        static string At(string[] lines, int place) => lines.ElementAtOrDefault(place)?.Trim() ?? "";
    }

    private static Wording? Names(ProofReplay replay, StatementFigures stated, StatementFigures counted) =>
        stated.FundName != replay.FundName ? ProofWords.OtherFundName
        : !stated.Pools.SequenceEqual(counted.Pools) ? ProofWords.OtherPoolName
        : !stated.Transfers.SequenceEqual(counted.Transfers) ? ProofWords.OtherTransfers
        : !stated.Vouchers.SequenceEqual(counted.Vouchers) ? ProofWords.OtherVouchers
        : stated.Checkpoint is { } printed && !replay.Has(printed) ? ProofWords.NotInLog(printed.LogNo)
        : null;

    private static string[] Lines(StatementFigures figures) => StatementDigest.CanonicalText(figures).Split('\n');

    private static (Wording? Flaw, Wording? Gap) Paper(StatementFigures stated, StrangersFile paper, Wording? gap)
    {
        var (same, why) = StatementPapers.IsSame(FundStatement.Create(stated).Value, paper);
        return same switch
        {
            true => (null, gap),
            false => (ProofWords.OtherPaper(paper.Name, why), gap),
            null => (null, gap ?? why),
        };
    }
}
