using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Vouchers;

/// <summary>Vouchers of one type and one year, with how often each was printed: what a run of prints is chosen from.</summary>
/// <param name="Type">The two letters before the number: PT, PC, …</param>
/// <param name="First">Lowest number; null for the first of the days.</param>
/// <param name="Last">Highest number; null for the last of the days.</param>
public sealed record ListVouchers(string Fund, string Type, LocalDate From, LocalDate To, int? First = null, int? Last = null)
    : IQuery<VoucherList>
{
    /// <summary>All of the choice; else no more rows than a run of prints takes.</summary>
    public bool IsWhole { get; init; }
}

/// <param name="Count">All that the choice takes in, also when they are more than the rows.</param>
public sealed record VoucherList(IReadOnlyList<ListedVoucher> Vouchers, int Count);

public sealed record ListedVoucher
{
    internal string Type { get; init; } = "";

    internal int Year { get; init; }

    internal int No { get; init; }

    public VoucherNumber Number => VoucherNumber.Of(Type, Year, No);

    public LocalDate Date { get; init; }

    public Money Amount { get; init; }

    /// <summary>How often it was printed.</summary>
    public int Prints { get; init; }

    public Instant? LastPrintedAt { get; init; }

    public string? LastPrintedBy { get; init; }
}

internal sealed class ListVouchersHandler(VoucherChoice choice) : IRequestHandler<ListVouchers, Result<VoucherList>>
{
    public async Task<Result<VoucherList>> Handle(ListVouchers request, CancellationToken cancellationToken)
    {
        var range = VoucherRange.Of(request.Type, request.From, request.To, request.First, request.Last);
        if (range.Error is { } error) return error;
        var found = await choice.ListAsync(request.Fund, range.Value, cancellationToken);
        return new VoucherList([.. found.Take(request.IsWhole ? found.Count : PrintVouchers.Most)], found.Count);
    }
}
