namespace FundLedger.Domain.Ledger;

/// <summary>Sealed records out of the bytes that their hash covers: for who has the log and not the database.</summary>
public static class SealedText
{
    /// <summary>
    /// An entry, the sealed terms of something, or a step of a transfer; null for a record of another kind, which is a link and no more.
    /// </summary>
    public static SealedRecord? Read(ReadOnlyMemory<byte> content)
    {
        var text = new CanonicalReader(content);
        return text.Word() switch
        {
            "entry" => Entry(text),
            "reference" => Reference(text),
            "transfer" => Transfer(text),
            _ => null,
        };
    }

    private static SealedEntry Entry(CanonicalReader text)
    {
        var entry = new SealedEntry
        {
            HashVersion = text.Count(), FundId = text.Count(), Book = text.Word(), EntryNo = text.Whole(), EntryDate = text.Date(),
            RecordedAt = text.Moment(), RecordedBy = text.Word(), Kind = text.Word(), VoucherType = text.Text(),
            VoucherYear = text.CountOrNull(), VoucherNo = text.CountOrNull(), DisbursementId = text.Number(),
            DisbursementLine = text.CountOrNull(), ReversesEntryNo = text.Number(), RequestKey = text.Id(), RequestLine = text.Count(),
            LineCount = text.Count(), SourceHash = text.Hex(), LogNo = text.Whole(),
        };
        var postings = new List<SealedPosting>();
        while (!text.AtEnd) postings.Add(Posting(text, entry));
        return entry with { Postings = postings };
    }

    private static SealedPosting Posting(CanonicalReader text, SealedEntry entry) => new()
    {
        Book = entry.Book, EntryNo = entry.EntryNo, EntryDate = entry.EntryDate, Line = text.Count(), AccountCode = text.Word(),
        PoolId = text.Count(), Side = text.Word(), Amount = text.Whole(), SupportKind = text.Text(), OccasionCode = text.Text(),
        OccasionYear = text.CountOrNull(), DecisionId = text.CountOrNull(), NormLine = text.Text(), BeneficiaryCode = text.Text(),
        ClassCode = text.Text(), UnitId = text.CountOrNull(),
    };

    private static SealedReference Reference(CanonicalReader text) => new()
    {
        HashVersion = text.Count(), FundId = text.Count(), Subject = text.Word(), SubjectKey = text.Word(), ContentHash = text.Hex() ?? [],
        RecordedAt = text.Moment(), RecordedBy = text.Word(), LogNo = text.Whole(),
    };

    private static SealedTransferEvent Transfer(CanonicalReader text) => new()
    {
        HashVersion = text.Count(), FundId = text.Count(), TransferId = text.Whole(), Event = text.Word(), RecordedAt = text.Moment(),
        Actor = text.Word(), PersonId = text.Whole(), ContentHash = text.Hex() ?? [], ReasonCommitment = text.Hex(), LogNo = text.Whole(),
    };
}
