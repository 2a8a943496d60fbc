using FundLedger.Domain;
using NodaTime;

namespace FundLedger.Features.Vouchers;

/// <summary>What an officer took in advance, and what became of it: the figures of the form C43-BB.</summary>
public sealed record SettledAdvance
{
    internal int VoucherNo { get; init; }

    /// <summary>The voucher by which the money was advanced.</summary>
    public string PaidBy { get; init; } = "";

    public LocalDate PaidOn { get; init; }

    public Money Advanced { get; init; }

    public Money Spent { get; init; }

    public Money Left => Advanced - Spent;

    /// <summary>The voucher by which what was left came back; null where nothing was left.</summary>
    public string? ReturnedBy { get; init; }
}
