using FundLedger.Domain;
using NodaTime;

namespace FundLedger.Features.Vouchers;

/// <summary>One kind of goods on a voucher, at one value.</summary>
public sealed record VoucherGoods
{
    internal int VoucherNo { get; init; }

    public int Item { get; init; }

    public string Name { get; init; } = "";

    public string Unit { get; init; } = "";

    public long Quantity { get; init; }

    /// <summary>Zero while nobody knows.</summary>
    public Money UnitValue { get; init; }

    public Money Value { get; init; }

    public LocalDate? ExpiresOn { get; init; }

    public string? Quality { get; init; }
}
