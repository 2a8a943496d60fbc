using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Domain.Text;
using FundLedger.Features.Papers;
using NodaTime;

namespace FundLedger.Features.Vouchers;

/// <summary>A numbered paper with everything behind it.</summary>
/// <param name="Head">What stands on the paper.</param>
/// <param name="Accounts">Debits and credits of its entries, summed by account.</param>
/// <param name="Lines">Its entries in order: one for a receipt, one for each child of a payment.</param>
public sealed record Voucher(VoucherHead Head, IReadOnlyList<VoucherAccount> Accounts, IReadOnlyList<VoucherEntry> Lines)
{
    /// <summary>What it moved in stock; empty for a voucher of money.</summary>
    public IReadOnlyList<VoucherGoods> Goods { get; init; } = [];

    /// <summary>Each time it was printed; known where one voucher alone was asked for.</summary>
    public IReadOnlyList<PrintedCopy> Prints { get; init; } = [];

    /// <summary>What it looked like when it was recorded, and why it was recorded; known where one voucher alone was asked for.</summary>
    public ReceiptLikeness? Likeness { get; init; }

    /// <summary>More than one child: its list follows the voucher.</summary>
    internal bool IsBatch => Lines is [{ Beneficiary: not null }, _, ..];

    /// <summary>What the advance came to; null for what settles none.</summary>
    public SettledAdvance? Advance { get; init; }
}

public sealed record ReceiptLikeness
{
    /// <summary>The other receipts, with commas between them.</summary>
    public string Vouchers { get; init; } = "";

    public string Reason { get; init; } = "";
}

public sealed record VoucherHead
{
    internal int FundId { get; init; }

    public string Fund { get; init; } = "";

    internal string FundVi { get; init; } = "";

    internal string FundEn { get; init; } = "";

    public Wording FundName => new(FundVi, FundEn);

    /// <summary>Name of the fund's administrative unit.</summary>
    public string Unit { get; init; } = "";

    internal string Type { get; init; } = "";

    internal int Year { get; init; }

    internal int No { get; init; }

    public VoucherNumber Number => VoucherNumber.Of(Type, Year, No);

    public LocalDate Date { get; init; }

    /// <summary>Always positive; a reversal says on its face what it cancels.</summary>
    public Money Amount { get; init; }

    public bool IsBank { get; init; }

    /// <summary>It moved goods and no money.</summary>
    public bool IsGoods { get; init; }

    public string Pool { get; init; } = "";

    internal string PoolVi { get; init; } = "";

    internal string PoolEn { get; init; } = "";

    public Wording PoolName => new(PoolVi, PoolEn);

    internal string KindVi { get; init; } = "";

    internal string KindEn { get; init; } = "";

    /// <summary>Kind of source of a receipt, kind of support of a payment, of what a reversal cancels.</summary>
    public Wording Kind => new(KindVi, KindEn);

    /// <summary>E.g. "Tết Nguyên đán 2021"; null without an occasion.</summary>
    public Wording? Occasion => OccasionVi is null ? null : new Wording($"{OccasionVi} {OccasionYear}", $"{OccasionEn} {OccasionYear}");

    internal string? OccasionVi { get; init; }

    internal string? OccasionEn { get; init; }

    internal int? OccasionYear { get; init; }

    public string? BankReference { get; init; }

    /// <summary>Who paid in or took the money; null for a reversal and where it was erased.</summary>
    public string? Counterparty { get; init; }

    public string? Address { get; init; }

    /// <summary>What it was for in somebody's own words; of a reversal the reason.</summary>
    public string? Content { get; init; }

    public string? Attachments { get; init; }

    /// <summary>The personal words of this voucher were erased; the books kept a commitment of them.</summary>
    public bool IsErased => Number.Type switch
    {
        VoucherType.GoodsIssue => Counterparty is null && Content is null,
        VoucherType.GoodsReceipt when DisbursementId is not null => Content is null,
        VoucherType.Receipt or VoucherType.Payment or VoucherType.BudgetReturn or VoucherType.GoodsReceipt
            or VoucherType.AdvanceSettlement or VoucherType.AdvanceReturn => Counterparty is null,
        _ => Content is null,
    };

    public string PreparedBy { get; init; } = "";

    public Instant RecordedAt { get; init; }

    public long? DisbursementId { get; init; }

    public string? RequestedBy { get; init; }

    public string? ApprovedBy { get; init; }

    public string? PaidBy { get; init; }

    /// <summary>The entry that a reversal cancels; null for others.</summary>
    public long? ReversesEntry { get; init; }

    /// <summary>Number of the voucher of that entry.</summary>
    public string? Reverses { get; init; }

    public LocalDate? ReversesDate { get; init; }

    internal string? ToPool { get; init; }

    internal string? ToVi { get; init; }

    internal string? ToEn { get; init; }

    /// <summary>The pool that a transfer gives to; null for others.</summary>
    public Wording? GivesTo => ToPool is null ? null : new Wording($"{ToVi} ({ToPool})", $"{ToEn} ({ToPool})");

    /// <summary>Accounting regime and version whose account numbers are shown; null where no map is loaded for that date.</summary>
    public string? Regime { get; init; }

    /// <summary>False: the map of account numbers is a draft that no accountant has confirmed.</summary>
    public bool IsRegimeConfirmed { get; init; }
}
