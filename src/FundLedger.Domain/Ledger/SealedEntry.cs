using NodaTime;

namespace FundLedger.Domain.Ledger;

/// <summary>An entry as it stands in the books, unjudged, in the words of the database.</summary>
public sealed record SealedEntry : SealedRecord
{
    public string Book { get; init; } = "";

    public long EntryNo { get; init; }

    public LocalDate EntryDate { get; init; }

    public Instant RecordedAt { get; init; }

    public string RecordedBy { get; init; } = "";

    public string Kind { get; init; } = "";

    public string? VoucherType { get; init; }

    public int? VoucherYear { get; init; }

    public int? VoucherNo { get; init; }

    public long? DisbursementId { get; init; }

    public int? DisbursementLine { get; init; }

    public long? ReversesEntryNo { get; init; }

    public Guid RequestKey { get; init; }

    public int RequestLine { get; init; }

    public int LineCount { get; init; }

    public byte[]? SourceHash { get; init; }

    /// <summary>By line.</summary>
    public IReadOnlyList<SealedPosting> Postings { get; init; } = [];

    /// <summary>The voucher named; null when the entry names none or no known type.</summary>
    public VoucherNumber? Voucher => VoucherType is { } type && VoucherNumber.TypeOf(type) is { } known
        ? new VoucherNumber(known, VoucherYear ?? 0, VoucherNo ?? 0)
        : null;

    public override void Write(CanonicalText text)
    {
        text.Add("entry").Add(HashVersion).Add(FundId).Add(Book).Add(EntryNo).Add(EntryDate).Add(RecordedAt).Add(RecordedBy).Add(Kind)
            .Add(VoucherType).Add(VoucherYear).Add(VoucherNo).Add(DisbursementId).Add(DisbursementLine).Add(ReversesEntryNo)
            .Add(RequestKey).Add(RequestLine).Add(LineCount).AddHex(SourceHash).Add(LogNo);
        foreach (var posting in Postings)
        {
            posting.Write(text);
        }
    }

    /// <summary>The same as an entry that keeps the rules, or which rule it breaks.</summary>
    public Result<JournalEntry> Judge()
    {
        if (Words<Book>.Parse(Book) is not { } book) return new EntryWordUnknown(nameof(Book), Book);
        if (Words<EntryKind>.Parse(Kind) is not { } kind) return new EntryWordUnknown(nameof(Kind), Kind);
        var postings = new Posting[Postings.Count];
        for (var i = 0; i < postings.Length; i++)
        {
            if (Postings[i].Judge() is not { } posting) return new EntryWordUnknown(nameof(Side), Postings[i].Side);
            postings[i] = posting;
        }

        var head = new EntryHead(book, kind, EntryDate)
        {
            Voucher = Voucher, DisbursementId = DisbursementId, DisbursementLine = DisbursementLine, ReversesEntryNo = ReversesEntryNo,
            SourceHash = SourceHash is null ? null : new Digest(SourceHash),
        };
        return JournalEntry.Create(head, postings);
    }
}

/// <summary>A posting as it stands in the books, unjudged.</summary>
public sealed record SealedPosting
{
    public string Book { get; init; } = "";

    public long EntryNo { get; init; }

    public int Line { get; init; }

    public string AccountCode { get; init; } = "";

    public int PoolId { get; init; }

    public string Side { get; init; } = "";

    public long Amount { get; init; }

    /// <summary>Repeats the entry's date; not hashed by itself.</summary>
    public LocalDate EntryDate { get; init; }

    public string? SupportKind { get; init; }

    public string? OccasionCode { get; init; }

    public int? OccasionYear { get; init; }

    public int? DecisionId { get; init; }

    public string? NormLine { get; init; }

    public string? BeneficiaryCode { get; init; }

    public string? ClassCode { get; init; }

    public int? UnitId { get; init; }

    public void Write(CanonicalText text) =>
        text.Add(Line).Add(AccountCode).Add(PoolId).Add(Side).Add(Amount).Add(SupportKind).Add(OccasionCode).Add(OccasionYear)
            .Add(DecisionId).Add(NormLine).Add(BeneficiaryCode).Add(ClassCode).Add(UnitId);

    /// <summary>Null when its side is neither debit nor credit.</summary>
    public Posting? Judge() => Words<Side>.Parse(Side) is { } side
        ? new Posting(AccountCode, PoolId, side, new Money(Amount)) { Support = Support() }
        : null;

    // Money that came in says nothing of support; most entries do not, and none is made for them.
    private SupportPosted? Support() =>
        (SupportKind ?? OccasionCode ?? NormLine ?? BeneficiaryCode ?? ClassCode) is null && (OccasionYear ?? DecisionId ?? UnitId) is null
            ? null
            : new SupportPosted
            {
                Kind = SupportKind ?? "", Occasion = OccasionCode, OccasionYear = OccasionYear, DecisionId = DecisionId,
                NormLine = NormLine, Beneficiary = BeneficiaryCode, Class = ClassCode, Unit = UnitId,
            };
}
