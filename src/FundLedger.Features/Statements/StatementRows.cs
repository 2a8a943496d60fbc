using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Domain.Statements;
using FundLedger.Domain.Text;
using NodaTime;

namespace FundLedger.Features.Statements;

internal sealed record StatementHead
{
    public int FundId { get; init; }

    public string Code { get; init; } = "";

    public string NameVi { get; init; } = "";

    public string NameEn { get; init; } = "";

    public string Unit { get; init; } = "";

    public LocalDate OpenedOn { get; init; }

    public LocalDate Today { get; init; }

    public bool IsClosed { get; init; }

    public int? Version { get; init; }

    public long LogNo { get; init; }

    public string LogHash { get; init; } = "";

    public Instant At { get; init; }

    /// <summary>As they were when the last month was closed, as JSON; null where nothing was kept then.</summary>
    public string? Names { get; init; }

    public string? Address { get; init; }

    public string? Fonts { get; init; }

    public long? SignedNo { get; init; }

    public StatementSeal Seal => new(IsClosed, LogNo, LogHash, At) { Version = Version };
}

internal sealed record BalanceRow
{
    public Money Opening { get; init; }

    public Money Closing { get; init; }
}

internal sealed record SourceRow
{
    public string Code { get; init; } = "";

    public string NameVi { get; init; } = "";

    public string NameEn { get; init; } = "";

    public Money Amount { get; init; }

    public int Times { get; init; }

    public SourceReceived Figures => new(Code, new Wording(NameVi, NameEn), Amount, Times);
}

/// <summary>A class of a kind; a whole kind when <see cref="Class"/> is null; all kinds when <see cref="Code"/> is null too.</summary>
internal sealed record SupportRow
{
    public string? Code { get; init; }

    public string? Class { get; init; }

    public string NameVi { get; init; } = "";

    public string NameEn { get; init; } = "";

    public Money Amount { get; init; }

    public int Times { get; init; }

    public int Children { get; init; }

    public static IReadOnlyList<KindSupported> Grouped(IReadOnlyList<SupportRow> rows)
    {
        var classes = rows.Where(row => row.Class is not null).ToLookup(row => row.Code);
        return [.. from kind in rows
                   where kind is { Code: not null, Class: null }
                   select new KindSupported(
                       kind.Code!, kind.Name, kind.Amount, kind.Times, kind.Children, [.. classes[kind.Code].Select(row => row.OfClass)])];
    }

    private Wording Name => new(NameVi, NameEn);

    // What goes to a household, an institution or the fund itself is judged by no class.
    private ClassSupported OfClass =>
        new(Class!, Class!.Length == 0 ? new Wording("Không cho riêng trẻ nào", "For no single child") : Name, Amount, Times, Children);
}

internal sealed record PoolRow
{
    public string Code { get; init; } = "";

    public string NameVi { get; init; } = "";

    public string NameEn { get; init; } = "";

    public Money Opening { get; init; }

    public Money Received { get; init; }

    public Money Given { get; init; }

    public Money Closing { get; init; }

    public Money Came { get; init; }

    public Money Went { get; init; }

    public Money Lapsed { get; init; }

    public PoolMovement Figures => new(Code, new Wording(NameVi, NameEn), Opening, Received, Given, Closing)
    {
        TransferredIn = Came, TransferredOut = Went, Lapsed = Lapsed,
    };
}

internal sealed record TransferRow
{
    public int Year { get; init; }

    public int No { get; init; }

    public LocalDate Date { get; init; }

    public string FromPool { get; init; } = "";

    public string ToPool { get; init; } = "";

    public Money Amount { get; init; }

    public string? DecisionNumber { get; init; }

    public LocalDate? DecisionDate { get; init; }

    public StatementTransfer Transfer => new(
        new VoucherNumber(VoucherType.Transfer, Year, No), Date, FromPool, ToPool, Amount,
        StatementTransfer.Cited(DecisionNumber, DecisionDate));
}

internal sealed record VoucherRow
{
    public string Type { get; init; } = "";

    public int Year { get; init; }

    public int No { get; init; }

    public LocalDate Date { get; init; }

    public bool IsReceipt { get; init; }

    public Money Amount { get; init; }

    public string Pool { get; init; } = "";

    public string Kind { get; init; } = "";

    public string NameVi { get; init; } = "";

    public string NameEn { get; init; } = "";

    public string? ReversesType { get; init; }

    public int ReversesYear { get; init; }

    public int ReversesNo { get; init; }

    public LocalDate? ReversesDate { get; init; }

    /// <summary>Its type, and that of what it reverses, are known.</summary>
    public bool IsNumbered =>
        VoucherNumber.TypeOf(Type) is not null && (ReversesType is null || VoucherNumber.TypeOf(ReversesType) is not null);

    public string Figure => $"voucher-{Type}-{Year}-{No}";

    public StatementVoucher Voucher => new(
        VoucherNumber.Of(Type, Year, No), Date, IsReceipt, Amount, Pool, Kind, new Wording(NameVi, NameEn),
        ReversesType is null ? null : VoucherNumber.Of(ReversesType, ReversesYear, ReversesNo)) { ReversesOn = ReversesDate };
}
