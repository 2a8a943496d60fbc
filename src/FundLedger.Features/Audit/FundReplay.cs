using System.Globalization;
using FundLedger.Domain.Ledger;
using FundLedger.Domain.Text;
using NodaTime;
using NodaTime.Text;

namespace FundLedger.Features.Audit;

/// <summary>The state of one fund at a point of its log: last hash, last numbers, closed months, what the postings add up to.</summary>
internal sealed class FundReplay(VerifiedFund fund, LogTallies tallies, VoucherPapers papers, HashBatch hashes)
{
    private readonly CanonicalText text = new();
    private readonly Dictionary<string, long> lastEntryNo = [];
    private byte[]? previous = HashLog.Genesis(fund.Code);
    private long next = 1;
    private long postings;
    private readonly PeriodReplay periods = new(fund, tallies);

    public VoucherPapers Papers => papers;

    public FundFigures Figures { get; } = new();

    public Turnovers Turnovers { get; } = new();

    public RoleReplay Roles { get; } = new();

    /// <summary>The last sealed content of the fund, of each pool and of each norm decision, by subject and number.</summary>
    public Dictionary<(string Subject, string Key), SealedReference> References { get; } = [];

    /// <summary>Plays the records from <paramref name="from"/> to <paramref name="to"/>, whichever of them are there.</summary>
    /// <param name="checkpoints">Those of the records, by number.</param>
    public void Play(
        long from, long to, IReadOnlyList<SealedRecord> records, LogDocuments documents, IReadOnlyDictionary<long, Checkpoint> checkpoints)
    {
        next = from;
        Hash(records);
        for (var i = 0; i < records.Count; i++)
        {
            var record = records[i];
            CheckPlace(record);
            CheckHash(record, hashes[i]);
            if (record is SealedEntry entry) Play(entry, documents);
            if (record is SealedClosing closing) periods.Play(closing, Figures, lastEntryNo.GetValueOrDefault("financial"));
            if (record is SealedPeriodEvent step) periods.Play(step);
            if (record is SealedStatement statement) periods.Play(statement);
            if (record is SealedYearEnd decision) periods.Play(decision, Figures);
            if (record is SealedOpening opening) periods.Play(opening, Figures);
            if (record is SealedRoleEvent change) Roles.Play(change);
            if (record is SealedReference terms) References[(terms.Subject, terms.SubjectKey)] = terms;
            if (checkpoints.TryGetValue(record.LogNo, out var checkpoint)) tallies.Signed.Check(checkpoint, record.Hash, Figures);
        }

        papers.Check();
        if (next <= to) Missing(next);
        next = to + 1;
    }

    // Each record rests on the stored hash of the one before, so that all can be hashed at once.
    private void Hash(IReadOnlyList<SealedRecord> records)
    {
        hashes.Clear();
        var before = previous;
        foreach (var record in records)
        {
            record.Write(text.Clear());
            hashes.Add(before, text.Bytes);
            before = record.Hash;
        }

        hashes.Run();
    }

    /// <summary>A record whose number cannot be right, since there are fewer records.</summary>
    public void Stray(long logNo) =>
        tallies.HashLog.Wrong(new WrongRecord(fund.Code, "log record", Digits(logNo), "log_no", $"1 to {Digits(next - 1)}", Digits(logNo)));

    public void End(LogBounds bounds, PeriodStateRow? state)
    {
        periods.End(state);
        tallies.HashLog.Compare(fund.Code, "head", fund.Code, "log_no", Digits(next - 1), bounds.LogNo is { } head ? Digits(head) : null);
        tallies.HashLog.Compare(fund.Code, "head", fund.Code, "log_hash", Hex(previous), Hex(bounds.LogHash));
        tallies.Entries.Compare(fund.Code, "postings", fund.Code, "count", Digits(postings), Digits(bounds.Postings));
    }

    private static string Digits(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(LocalDate? date) => date is { } day ? LocalDatePattern.Iso.Format(day) : "";

    private static string? Hex(byte[]? hash) => hash is null ? null : Convert.ToHexStringLower(hash);

    private void Wrong(PassTally tally, SealedRecord record, Difference difference)
    {
        var (kind, number) = RecordNames.Of(record);
        tally.Wrong(new WrongRecord(fund.Code, kind, number, difference.Field, difference.Expected, difference.Found));
    }

    private void Missing(long logNo)
    {
        tallies.HashLog.Wrong(new WrongRecord(fund.Code, "log record", Digits(logNo), "log_no", Digits(logNo), null));
        previous = null;
    }

    private void CheckPlace(SealedRecord record)
    {
        if (record.LogNo > next) Missing(next);
        if (record.LogNo < next) Wrong(tallies.HashLog, record, new Difference("log_no", Digits(next), Digits(record.LogNo)));
        next = record.LogNo + 1;
    }

    // After a wrong record the chain goes on from its stored hash, so that only the wrong one is named and not all that follow.
    private void CheckHash(SealedRecord record, ReadOnlySpan<byte> hash)
    {
        tallies.HashLog.Count();
        if (record.HashVersion < 1 || record.HashVersion > record.NewestVersion)
        {
            Wrong(tallies.HashLog, record, new Difference("hash_version", Digits(record.NewestVersion), Digits(record.HashVersion)));
        }

        if (previous is not null && !hash.SequenceEqual(record.Hash))
        {
            Wrong(tallies.HashLog, record, new Difference("hash", Convert.ToHexStringLower(hash), Hex(record.Hash)));
        }

        if (ReasonOf(record) is ({ } reason, { } salt, var promise)) CheckReason(record, reason, salt, promise);
        previous = record.Hash;
    }

    private static (string? Reason, byte[]? Salt, byte[]? Promise) ReasonOf(SealedRecord record) => record switch
    {
        SealedDecision decision => (decision.Reason, decision.ReasonSalt, decision.ReasonCommitment),
        SealedPeriodEvent step => (step.Reason, step.ReasonSalt, step.ReasonCommitment),
        SealedTransferEvent moved => (moved.Reason, moved.ReasonSalt, moved.ReasonCommitment),
        SealedYearEnd year => (year.Reason, year.ReasonSalt, year.ReasonCommitment),
        _ => default,
    };

    private void CheckReason(SealedRecord record, string reason, byte[] salt, byte[]? promise)
    {
        var (commitment, promised) = (Hex(HashLog.Commitment(salt, reason)), Hex(promise));
        if (commitment != promised) Wrong(tallies.HashLog, record, new Difference("reason", commitment, promised));
    }

    private void Play(SealedEntry entry, LogDocuments documents)
    {
        tallies.Entries.Count();
        tallies.Documents.Count();
        postings += entry.Postings.Count;
        Figures.Add(entry);
        Turnovers.Add(entry);
        CheckForm(entry);
        if (periods.RefusalOf(entry) is { } late) Wrong(tallies.Closings, entry, late);
        var judged = entry.Judge();
        if (judged.Error is { } broken) Wrong(tallies.Entries, entry, Difference.Of(broken));
        else CheckDocument(entry, judged.Value, documents);
        papers.Play(entry, documents.Vouchers);
    }

    private void CheckForm(SealedEntry entry)
    {
        var number = lastEntryNo.GetValueOrDefault(entry.Book) + 1;
        lastEntryNo[entry.Book] = entry.EntryNo;
        if (entry.EntryNo != number) Wrong(tallies.Entries, entry, new Difference("entry_no", Digits(number), Digits(entry.EntryNo)));
        if (entry.LineCount != entry.Postings.Count)
        {
            Wrong(tallies.Entries, entry, new Difference("line_count", Digits(entry.Postings.Count), Digits(entry.LineCount)));
        }

        if (entry.EntryDate < fund.OpenedOn)
        {
            Wrong(tallies.Entries, entry, new Difference("entry_date", "from " + Text(fund.OpenedOn), Text(entry.EntryDate)));
        }

        if (entry.Postings.FirstOrDefault(posting => posting.EntryDate != entry.EntryDate) is { } other)
        {
            Wrong(tallies.Entries, entry, new Difference($"posting {other.Line} entry_date", Text(entry.EntryDate), Text(other.EntryDate)));
        }
    }

    private void CheckDocument(SealedEntry entry, JournalEntry found, LogDocuments documents)
    {
        if (documents.Expected(entry) is not { } expected)
        {
            tallies.Documents.CouldNotFinish(new Wording(
                $"{fund.Code} bút toán {entry.Book}/{entry.EntryNo}: không có quy tắc cho loại {entry.Kind}.",
                $"{fund.Code} entry {entry.Book}/{entry.EntryNo}: no rule for the kind {entry.Kind}."));
            return;
        }

        var difference = expected.Error is { } missing ? Difference.Of(missing) : Difference.Between(expected.Value, found);
        if (difference is not null) Wrong(tallies.Documents, entry, difference);
    }
}
