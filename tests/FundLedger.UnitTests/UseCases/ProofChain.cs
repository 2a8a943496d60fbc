using System.Security.Cryptography;
using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Domain.Statements;
using FundLedger.Domain.Text;
using FundLedger.Features.Checkpoints;
using FundLedger.Features.Statements;
using NodaTime;

namespace FundLedger.UnitTests.UseCases;

/// <summary>Sealed records one after the other, as a proof encloses them, and the proof that goes with them.</summary>
internal sealed class ProofChain
{
    public static readonly LocalDate Day = new(2021, 1, 20);

    public static readonly string?[] FundTerms = ["fund", "1", "Q106", "", "Quỹ huyện", "District fund", "", ""];
    public static readonly string?[] PoolTerms = ["pool", "1", "1", "CHUNG", "Nguồn chung", "General", "donation", null, null];
    public static readonly string?[] TetTerms = ["pool", "1", "2", "TET", "Quà Tết", "Tet", "donation", null, null];

    private readonly List<(ReadOnlyMemory<byte> Text, byte[] Hash)> records = [];

    public static StatementPeriod Period { get; } =
        StatementPeriod.Create(new(2021, 1, 1), new(2021, 1, 31), new(2021, 1, 1), new(2021, 3, 1)).Value;

    public IReadOnlyList<(ReadOnlyMemory<byte> Text, byte[] Hash)> Records => records;

    public byte[] Last => records.Count == 0 ? HashLog.Genesis("Q106") : records[^1].Hash;

    public FundFigures Figures { get; } = new();

    /// <summary>The terms of the fund and of two pools, sealed.</summary>
    public static ProofChain WithTerms()
    {
        var chain = new ProofChain();
        chain.Seal("fund", "1", FundTerms);
        chain.Seal("pool", "1", PoolTerms);
        return chain.Seal("pool", "2", TetTerms);
    }

    public ProofChain Seal(string subject, string key, string?[] terms) => Add(new SealedReference
    {
        HashVersion = 1, FundId = 1, Subject = subject, SubjectKey = key, ContentHash = HashOf(terms), RecordedBy = "ketoan",
        RecordedAt = Instant.FromUtc(2021, 1, 4, 5, 0), LogNo = records.Count + 1,
    });

    public ProofChain Receipt(long number, long amount, LocalDate? on = null) => Add(Entry("receipt", number, on ?? Day,
        ("cash", 1, "debit", amount), ("fund_balance", 1, "credit", amount)));

    /// <summary>Money from CHUNG to TET.</summary>
    public ProofChain Transfer(long number, long amount, LocalDate? on = null) => Add(Entry("transfer", number, on ?? Day,
        ("fund_balance", 1, "debit", amount), ("cash", 1, "credit", amount), ("cash", 2, "debit", amount), ("fund_balance", 2, "credit", amount)));

    public ProofChain Posted(string?[] terms, string step = "posted") => Add(new SealedTransferEvent
    {
        HashVersion = 1, FundId = 1, TransferId = 1, Event = step, RecordedAt = Instant.FromUtc(2021, 1, 20, 5, 0), Actor = "duyet2",
        PersonId = 4, ContentHash = HashOf(terms), LogNo = records.Count + 1,
    });

    public ProofChain Closed() => Add(new SealedClosing
    {
        HashVersion = 1, FundId = 1, Month = new(2021, 1, 1), Version = 1, ClosedAt = Instant.FromUtc(2021, 2, 3, 5, 0), ClosedBy = "ketoan",
        LogNo = records.Count + 1,
    });

    public SealedEntry Entry(string kind, long number, LocalDate on, params (string Account, int Pool, string Side, long Amount)[] lines) => new()
    {
        HashVersion = 1, FundId = 1, Book = "financial", EntryNo = number, EntryDate = on, RecordedAt = Instant.FromUtc(2021, 1, 20, 5, 0),
        RecordedBy = "ketoan", Kind = kind, VoucherType = kind == "transfer" ? "DC" : "PT", VoucherYear = 2021, VoucherNo = (int)number,
        LineCount = lines.Length, LogNo = records.Count + 1, Postings =
        [
            .. lines.Select((line, i) => new SealedPosting
            {
                Book = "financial", EntryNo = number, EntryDate = on, Line = i + 1, AccountCode = line.Account, PoolId = line.Pool,
                Side = line.Side, Amount = line.Amount,
            }),
        ],
    };

    public ProofChain Add(SealedRecord record)
    {
        var text = new CanonicalText();
        record.Write(text);
        var bytes = text.Bytes.ToArray();
        records.Add((bytes, HashLog.Next(Last, bytes)));
        if (record is SealedEntry entry) Figures.Add(entry);
        return this;
    }

    /// <summary>The proof of the records so far, with the last of them as seal and checkpoint.</summary>
    public ProofContent Proof(bool isClosed = true, params string?[][] transfers)
    {
        var seal = new StatementSeal(isClosed, records.Count, Convert.ToHexStringLower(Last), Instant.FromUtc(2021, 2, 3, 5, 0));
        var figures = new StatementFigures("Q106", Period, seal)
        {
            FundName = new Wording("Quỹ huyện", "District fund"), Unit = "Huyện Tam Đường", Opening = Money.Zero, Closing = Money.Zero,
        };
        return new ProofContent
        {
            Format = ProofContent.FormatName, Version = 2, Statement = ProvenStatement.Of(figures), Digest = "",
            Terms = [FundTerms, PoolTerms, TetTerms], Transfers = transfers, Records = records.Count, Checkpoint = Anchor(),
        };
    }

    public AnchorLine Anchor() => AnchorLine.Of(1, new Checkpoint
    {
        Fund = "Q106", LogNo = records.Count, LogHash = Last, TrialDigest = Figures.TrialDigest("Q106"), PublicKey = [1, 2, 3],
        MadeAt = Instant.FromUtc(2021, 2, 3, 5, 1),
    });

    public static byte[] HashOf(string?[] terms) => SHA256.HashData(CanonicalText.Of(terms));
}
