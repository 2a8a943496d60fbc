using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Domain.Text;
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

public sealed record VoucherAccount
{
    public string Account { get; init; } = "";

    internal string NameVi { get; init; } = "";

    internal string NameEn { get; init; } = "";

    public Wording Name => new(NameVi, NameEn);

    /// <summary>Number in the fund's accounting regime; null when the regime does not name the account.</summary>
    public string? RegimeAccount { get; init; }

    /// <summary>What people call the account: its number in the regime, else its own name.</summary>
    public string Shown => RegimeAccount ?? NameVi;

    public bool IsDebit { get; init; }

    /// <summary>Negative in a reversal (ghi số âm).</summary>
    public Money Amount { get; init; }
}

public sealed record VoucherEntry
{
    public long EntryNo { get; init; }

    /// <summary>Negative in a reversal.</summary>
    public Money Amount { get; init; }

    /// <summary>Code of the child; null for a receipt.</summary>
    public string? Beneficiary { get; init; }

    internal string? ClassVi { get; init; }

    internal string? ClassEn { get; init; }

    /// <summary>Class that the child was judged under; a protected group is only ever called that.</summary>
    public Wording? Class => ClassVi is null ? null : new Wording(ClassVi, ClassEn!);

    /// <summary>Commune of the child; null for a protected one.</summary>
    public string? Unit { get; init; }

    /// <summary>Number and date of the norm decision; null for a receipt.</summary>
    public Wording? DecisionName => Decision is null ? null : new Wording(
        $"Quyết định {Decision} ngày {PrintedDate.Of(IssuedOn!.Value)}", $"Decision {Decision} of {PrintedDate.Of(IssuedOn.Value)}");

    /// <summary>The decision with the line used; null for a receipt.</summary>
    public Wording? Norm => DecisionName is { } name ? new Wording($"{name.Vi}, dòng {NormLine}", $"{name.En}, line {NormLine}") : null;

    public string? NormLine { get; init; }

    internal string? Decision { get; init; }

    internal LocalDate? IssuedOn { get; init; }

    public long LogNo { get; init; }

    public string Hash { get; init; } = "";

    /// <summary>Number of the voucher that cancelled this entry; null while it stands.</summary>
    public string? ReversedBy { get; init; }
}
