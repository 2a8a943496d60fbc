using FundLedger.Domain;
using FundLedger.Domain.Statements;
using FundLedger.Domain.Text;
using FundLedger.Features.Checkpoints;
using NodaTime;

namespace FundLedger.Features.Statements;

/// <summary>
/// What a proof says besides the sealed records: the statement, the terms that its figures rest on, and the signed heads of the log. No
/// name of a person is in it.
/// </summary>
internal sealed record ProofContent
{
    public const string FormatName = "fund-ledger-proof";

    /// <summary>The part of the package that holds this, as JSON.</summary>
    public const string ContentFile = "proof.json";

    /// <summary>The sealed records from the first one on: length (4 bytes, big-endian), the bytes hashed, the hash (32 bytes).</summary>
    public const string RecordsFile = "records.bin";

    public const string KeyFile = "public-key.pem";

    public required string Format { get; init; }

    /// <summary>2; a proof of version 1 carries no transfers.</summary>
    public required int Version { get; init; }

    public required ProvenStatement Statement { get; init; }

    /// <summary>SHA-256 over the figures.</summary>
    public required string Digest { get; init; }

    /// <summary>Of the fund and its pools, as sealed.</summary>
    public required IReadOnlyList<IReadOnlyList<string?>> Terms { get; init; }

    /// <summary>Of the transfers that the statement lists, as sealed: what was asked and why, and the decision cited.</summary>
    public IReadOnlyList<IReadOnlyList<string?>> Transfers { get; init; } = [];

    /// <summary>How many sealed records are enclosed.</summary>
    public required long Records { get; init; }

    /// <summary>The checkpoint that the statement prints; null when there was none.</summary>
    public AnchorLine? Printed { get; init; }

    /// <summary>The latest checkpoint.</summary>
    public required AnchorLine Checkpoint { get; init; }
}

/// <summary>A statement in JSON.</summary>
internal sealed record ProvenStatement
{
    public required string Fund { get; init; }

    public required LocalDate From { get; init; }

    public required LocalDate To { get; init; }

    public required StatementSeal Seal { get; init; }

    public required PrintedCheckpoint? Checkpoint { get; init; }

    /// <summary>Null in packages of before papers named where they are checked.</summary>
    public StatementPaper? Paper { get; init; }

    public required Wording FundName { get; init; }

    public required string Unit { get; init; }

    public required Money Opening { get; init; }

    public required Money Closing { get; init; }

    public required IReadOnlyList<SourceReceived> Receipts { get; init; }

    public required IReadOnlyList<KindSupported> Disbursements { get; init; }

    public required int Children { get; init; }

    public required IReadOnlyList<PoolMovement> Pools { get; init; }

    public IReadOnlyList<StatementTransfer> Transfers { get; init; } = [];

    public required IReadOnlyList<StatementVoucher> Vouchers { get; init; }

    public static ProvenStatement Of(StatementFigures figures) => new()
    {
        Fund = figures.Fund, From = figures.Period.From, To = figures.Period.To, Seal = figures.Seal, Checkpoint = figures.Checkpoint,
        Paper = figures.Paper, FundName = figures.FundName, Unit = figures.Unit, Opening = figures.Opening, Closing = figures.Closing,
        Receipts = figures.Receipts,
        Disbursements = figures.Disbursements, Children = figures.Children, Pools = figures.Pools, Transfers = figures.Transfers,
        Vouchers = figures.Vouchers,
    };

    /// <summary>Raises <see cref="UnusableContentException"/> when its period cannot be one.</summary>
    public StatementFigures ToFigures() => StatementPeriod.Create(From, To, From, To) is { IsOk: true } period
        ? new StatementFigures(Fund, period.Value, Seal)
        {
            Checkpoint = Checkpoint, Paper = Paper ?? StatementPaper.Plain, FundName = FundName,
            Unit = Unit, Opening = Opening, Closing = Closing, Receipts = Receipts,
            Disbursements = Disbursements, Children = Children, Pools = Pools, Transfers = Transfers, Vouchers = Vouchers,
        }
        : throw new UnusableContentException("Kỳ sao kê kết thúc trước khi bắt đầu.", "The statement ends before it starts.");
}
