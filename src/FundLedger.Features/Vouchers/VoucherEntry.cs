using FundLedger.Domain;
using FundLedger.Domain.Text;
using NodaTime;

namespace FundLedger.Features.Vouchers;

public sealed record VoucherAccount
{
    internal int VoucherNo { get; init; }

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
    internal int VoucherNo { get; init; }

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
