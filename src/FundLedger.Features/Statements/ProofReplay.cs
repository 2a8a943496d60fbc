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
    public string? Play(IEnumerable<(ReadOnlyMemory<byte> Text, byte[] Hash)> records)
    {
        recount = new Recount(period, pools);
        foreach (var (text, hash) in records)
        {
            if (++Records > content.Records) return $"There are more records than the {content.Records} that the proof names.";
            previous = HashLog.Next(previous, text.Span);
            if (!previous.AsSpan().SequenceEqual(hash)) return $"Record {Records} does not follow from the record before it.";
            var record = SealedText.Read(text);
            if ((Follow(record) ?? Play(record) ?? Compare(text)) is { } flaw) return flaw;
        }

        return Records < content.Records ? $"Record {Records + 1} is missing." : Terms();
    }

    private string? Play(SealedRecord? record)
    {
        if (record is null) return null;
        if (record.LogNo != Records) return $"Record {Records} says that it is number {record.LogNo}.";
        if (record.HashVersion != HashLog.Version) return $"Record {Records} is of hash version {record.HashVersion}, not known here.";
        if (record is SealedReference terms) sealedTerms[(terms.Subject, terms.SubjectKey)] = terms.ContentHash;
        if (record is not SealedEntry entry) return null;
        Entries++;
        if (entry.LineCount != entry.Postings.Count) return $"Entry {entry.Book}/{entry.EntryNo} has not all its postings.";
        if (entry.Judge().Error is { } broken) return $"Entry {entry.Book}/{entry.EntryNo}: {broken.Message}";
        figures.Add(entry);
        if (Records > content.Statement.Seal.LogNo) return null;
        recount!.Add(entry);
        if (entry.Kind == "transfer") moved = entry;
        return null;
    }

    // One transaction posts a transfer and seals that it was posted.
    private string? Follow(SealedRecord? record)
    {
        if (moved is not { } entry) return null;
        moved = null;
        if (record is not SealedTransferEvent { Event: "posted" } step) return $"Entry {entry.EntryNo} moves money without a transfer.";
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
    private string? Compare(ReadOnlyMemory<byte> text)
    {
        var hash = Convert.ToHexStringLower(previous);
        if (Records == content.Statement.Seal.LogNo && content.Statement.Seal.IsClosed && new CanonicalReader(text).Word() != "close")
        {
            return $"Record {Records} is no closing, but the statement says that the books are closed.";
        }

        if (Records == content.Statement.Seal.LogNo && hash != content.Statement.Seal.LogHash)
        {
            return $"Record {Records} has another hash than the statement's seal.";
        }

        foreach (var line in (AnchorLine?[])[content.Printed, content.Checkpoint])
        {
            if (line?.LogNo != Records) continue;
            if (line == content.Printed) printedHash = hash;
            if (line.Fund != content.Statement.Fund) return $"Checkpoint {Records} is of another fund.";
            if (line.LogHash != hash) return $"Record {Records} has another hash than was signed.";
            if (line.TrialDigest != Convert.ToHexStringLower(figures.TrialDigest(line.Fund)))
            {
                return $"The balances after record {Records} are others than were signed.";
            }
        }

        return null;
    }

    // Terms are words beside the log: their hashes are in it.
    private string? Terms()
    {
        foreach (var terms in content.Terms)
        {
            var key = terms.Count > 2 && terms[0] == "pool" ? ("pool", terms[2] ?? "") : ("fund", terms.ElementAtOrDefault(1) ?? "");
            var hash = SHA256.HashData(CanonicalText.Of([.. terms]));
            if (!sealedTerms.TryGetValue(key, out var promised) || !promised.AsSpan().SequenceEqual(hash))
            {
                return $"The terms of {key.Item1} {key.Item2} are not the sealed ones.";
            }
        }

        return null;
    }

    private static PoolTerms PoolOf(IReadOnlyList<string?> terms) => terms.Count == 9 && int.TryParse(terms[2], out var number)
        ? new PoolTerms(number, terms[3] ?? "", new Wording(terms[4] ?? "", terms[5] ?? ""), terms[6] ?? "")
        : throw new InvalidDataException("The terms of a pool cannot be read.");
}
