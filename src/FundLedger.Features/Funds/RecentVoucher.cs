using FundLedger.Domain;
using NodaTime;

namespace FundLedger.Features.Funds;

/// <summary>A voucher of late, for whoever looks at the work of the day.</summary>
public sealed record RecentVoucher
{
    public string Number { get; init; } = "";

    public LocalDate Date { get; init; }

    public string? Name { get; init; }

    public Money Amount { get; init; }
}
