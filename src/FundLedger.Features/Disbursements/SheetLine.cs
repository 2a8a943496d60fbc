using FundLedger.Domain;
using FundLedger.Domain.Children;
using FundLedger.Domain.Norms;
using FundLedger.Domain.Text;
using NodaTime;

namespace FundLedger.Features.Disbursements;

/// <summary>
/// One recipient's part. A child of a sealed group has no unit, and its class is "protected"; a household, an institution or the fund has
/// the name of its kind for a class.
/// </summary>
public sealed record SheetLine
{
    public int No { get; init; }

    /// <summary>Code of the child, or of the other recipient.</summary>
    public string Child { get; init; } = "";

    public bool IsChild { get; init; }

    /// <summary>Of an institution; null for all others.</summary>
    public string? RecipientName { get; init; }

    public string ClassVi { get; init; } = "";

    public string ClassEn { get; init; } = "";

    public string? Unit { get; init; }

    public string LineCode { get; init; } = "";

    public string NormVi { get; init; } = "";

    public string NormEn { get; init; } = "";

    public string ReasonsVi { get; init; } = "";

    public string ReasonsEn { get; init; } = "";

    public string? CaseReference { get; init; }

    public Money Amount { get; init; }

    /// <summary>Value of the goods among the amount; null when all is money.</summary>
    public Money? Goods { get; init; }

    /// <summary>The part of them that comes out of the fund's own stock; null when none does.</summary>
    public Money? Stock { get; init; }

    /// <summary>Number of the decision by which it is above the norm; null for a line within it.</summary>
    public string? ExceptionNumber { get; init; }

    public LocalDate? ExceptionDate { get; init; }

    public string? ExceptionReason { get; init; }

    /// <summary>Who may take such a decision by the norm line; null when nobody may.</summary>
    public string? ExceptionLevel { get; init; }

    /// <summary>Number of the payment's entry; null until it is paid.</summary>
    public long? EntryNo { get; init; }

    /// <summary>Voucher of that entry: of the payment, or of the settlement of an advance; null until it is paid.</summary>
    public string? Voucher { get; init; }

    /// <summary>Voucher that reversed this line's payment, or null.</summary>
    public string? ReversedBy { get; init; }

    /// <summary>What became of the child since, so that the line may not be paid: the database's word for it, or null.</summary>
    public string? Obstacle { get; init; }

    /// <summary>The same as the refusal that an approval or a payment would get.</summary>
    public ChildAbsent? Absence => Obstacle is { } why ? ChildAbsent.Of(Child, why) : null;

    internal int ClassOrder { get; init; }
}
