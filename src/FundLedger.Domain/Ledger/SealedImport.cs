using NodaTime;

namespace FundLedger.Domain.Ledger;

/// <summary>What became of a list that was imported from a file; of the file only its hash.</summary>
public sealed record SealedImport : SealedRecord
{
    public Guid ImportId { get; init; }

    public string ListCode { get; init; } = "";

    public byte[] FileHash { get; init; } = [];

    public string Outcome { get; init; } = "";

    public string? Chosen { get; init; }

    public int RowsRead { get; init; }

    public int RowsAdded { get; init; }

    public int RowsAlreadyIn { get; init; }

    public int RowsDuplicate { get; init; }

    public int RowsBad { get; init; }

    public Instant RecordedAt { get; init; }

    public string Actor { get; init; } = "";

    public override void Write(CanonicalText text) =>
        text.Add("import").Add(HashVersion).Add(FundId).Add(ImportId).Add(ListCode).AddHex(FileHash).Add(Outcome).Add(Chosen).Add(RowsRead)
            .Add(RowsAdded).Add(RowsAlreadyIn).Add(RowsDuplicate).Add(RowsBad).Add(RecordedAt).Add(Actor).Add(LogNo);
}
