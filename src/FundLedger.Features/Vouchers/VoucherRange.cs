using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using NodaTime;

namespace FundLedger.Features.Vouchers;

public sealed record VoucherTypeUnknown(string Type) : Invalid($"{Type} is no type of voucher.")
{
    public override string? Field => "Type";
}

/// <summary>Numbers begin anew each year, so a range of them lies in one.</summary>
public sealed record VouchersOfOneYear(LocalDate From, LocalDate To) : Invalid($"{From} and {To} are not two days of one year, in order.")
{
    public override string? Field => "To";
}

/// <summary>What is printed together: a type, days of one year, and where wanted a range of numbers.</summary>
internal sealed record VoucherRange(string Type, LocalDate From, LocalDate To, int First, int Last)
{
    public int Year => From.Year;

    public static Result<VoucherRange> Of(string type, LocalDate from, LocalDate to, int? first, int? last)
    {
        if (VoucherNumber.TypeOf(type) is null) return new VoucherTypeUnknown(type);
        if (from > to || from.Year != to.Year) return new VouchersOfOneYear(from, to);
        return new VoucherRange(type, from, to, first ?? 1, last ?? int.MaxValue);
    }
}
