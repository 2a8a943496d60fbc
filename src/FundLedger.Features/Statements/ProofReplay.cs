using System.Security.Cryptography;
using FundLedger.Domain.Ledger;
using FundLedger.Domain.Statements;
using FundLedger.Domain.Text;
using FundLedger.Features.Checkpoints;

namespace FundLedger.Features.Statements;

/// <summary>The log of a proof, played from its first record: chain, entries, balances, and what the statement counts.</summary>
internal sealed class ProofReplay(ProofContent content, StatementPeriod period)
{
    private readonly Dictionary<(string Subject, string Key), byte[]> sealedTerms = [];
    private readonly Dictionary<int, PoolTerms> pools = content.Terms.Where(terms => terms is ["pool", ..]).Select(PoolOf)
        .ToDictionary(pool => pool.PoolId);

    private readonly EnclosedTransfers transfers = new(content.Transfers);
    private readonly FundFigures figures = new();
    private Recount? recount;
    private byte[] previous = HashLog.Genesis(content.Statement.Fund);
    private string? printedHash;
    private SealedEntry? moved;

    public long Records { get; private set; }

    public long Entries { get; private set; }

    /// <summary>As sealed; empty names when the fund's terms are not enclosed.</summary>
    public Wording FundName => content.Terms.FirstOrDefault(terms => terms is ["fund", ..]) is { Count: 8 } fund
        ? new Wording(fund[4] ?? "", fund[5] ?? "")
        : new Wording("", "");

    /// <summary>Money moved between pools, and the package is of before proofs carried that.</summary>
    public bool IsTooOld { get; private set; }

    public StatementFigures Figures(StatementFigures stated) => recount!.Figures(stated);

    public bool Has(PrintedCheckpoint printed) => printed.LogNo == content.Printed?.LogNo && printedHash == printed.LogHash
        && content.Printed.ToCheckpoint() is var signed
        && (signed.KeyFingerprint, signed.MadeAt) == (printed.KeyFingerprint, printed.MadeAt);

    /// <summary>Plays everything; returns what is wrong first, or null.</summary>
    public Wording? Play(IEnumerable<(ReadOnlyMemory<byte> Text, byte[] Hash)> records)
    {
        recount = new Recount(period, pools);
        foreach (var (text, hash) in records)
        {
            if (++Records > content.Records) return ProofWords.TooMany(content.Records);
            previous = HashLog.Next(previous, text.Span);
            if (!previous.AsSpan().SequenceEqual(hash)) return ProofWords.Unchained(Records);
            var record = SealedText.Read(text);
            if ((Follow(record) ?? Play(record) ?? Compare(text)) is { } flaw) return flaw;
        }

        return Records < content.Records ? ProofWords.Missing(Records + 1) : Terms();
    }

    private Wording? Play(SealedRecord? record)
    {
        if (record is null) return null;
        if (record.LogNo != Records) return ProofWords.OtherNumber(Records, record.LogNo);
        if (record.HashVersion != HashLog.Version) return ProofWords.OtherVersion(Records, record.HashVersion);
        if (record is SealedReference terms) sealedTerms[(terms.Subject, terms.SubjectKey)] = terms.ContentHash;
        if (record is not SealedEntry entry) return null;
        Entries++;
        if (entry.LineCount != entry.Postings.Count) return ProofWords.PostingsMissing($"{entry.Book}/{entry.EntryNo}");
        if (entry.Judge().Error is { } broken) return ProofWords.OfEntry($"{entry.Book}/{entry.EntryNo}", broken);
        figures.Add(entry);
        if (Records > content.Statement.Seal.LogNo) return null;
        recount!.Add(entry);
        if (entry.Kind == "transfer") moved = entry;
        return null;
    }

    // One transaction posts a transfer and seals that it was posted.
    private Wording? Follow(SealedRecord? record)
    {
        if (moved is not { } entry) return null;
        moved = null;
        if (record is not SealedTransferEvent { Event: "posted" } step) return ProofWords.TransferMissing(entry.EntryNo);
        if (entry.EntryDate < period.From || entry.EntryDate > period.To) return null;
        if (content.Version < 2)
        {
            IsTooOld = true;
            return null;
        }

        var (decision, flaw) = transfers.DecisionOf(entry, step);
        recount!.Cite(entry, decision);
        return flaw;
    }

    // The heads that the statement and the checkpoints name, when their records have just been played.
    private Wording? Compare(ReadOnlyMemory<byte> text)
    {
        var hash = Convert.ToHexStringLower(previous);
        if (Records == content.Statement.Seal.LogNo && content.Statement.Seal.IsClosed && new CanonicalReader(text).Word() != "close")
        {
            return ProofWords.NotClosed(Records);
        }

        if (Records == content.Statement.Seal.LogNo && hash != content.Statement.Seal.LogHash)
        {
            return ProofWords.OtherSeal(Records);
        }

        foreach (var line in (AnchorLine?[])[content.Printed, content.Checkpoint])
        {
            if (line?.LogNo != Records) continue;
            if (line == content.Printed) printedHash = hash;
            if (line.Fund != content.Statement.Fund) return ProofWords.OtherFund(Records);
            if (line.LogHash != hash) return ProofWords.OtherHash(Records);
            if (line.TrialDigest != Convert.ToHexStringLower(figures.TrialDigest(line.Fund)))
            {
                return ProofWords.OtherBalances(Records);
            }
        }

        return null;
    }

    // Terms are words beside the log: their hashes are in it.
    private Wording? Terms()
    {
        foreach (var terms in content.Terms)
        {
            var key = terms.Count > 2 && terms[0] == "pool" ? ("pool", terms[2] ?? "") : ("fund", terms.ElementAtOrDefault(1) ?? "");
            var hash = SHA256.HashData(CanonicalText.Of([.. terms]));
            if (!sealedTerms.TryGetValue(key, out var promised) || !promised.AsSpan().SequenceEqual(hash))
            {
                return ProofWords.OtherTerms(key.Item1, key.Item2);
            }
        }

        return null;
    }

    private static PoolTerms PoolOf(IReadOnlyList<string?> terms) => terms.Count == 9 && int.TryParse(terms[2], out var number)
        ? new PoolTerms(number, terms[3] ?? "", new Wording(terms[4] ?? "", terms[5] ?? ""), terms[6] ?? "")
        : throw new UnusableContentException("Không đọc được thuyết minh của một nguồn.", "The terms of a pool cannot be read.");
}
