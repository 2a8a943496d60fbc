using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Traces;

/// <summary>
/// What became of the money of a receipt: whom it reached, what went back, what is left. First in, first out in each pool; worked out
/// anew each time from the books as they stand (decision 0037).
/// </summary>
/// <param name="Number">As printed: <c>PT-2021-00001</c>.</param>
public sealed record TraceReceipt(string Fund, string Number) : IQuery<ReceiptTrace>
{
    /// <summary>The largest <see cref="Take"/> that a screen asks for; a file takes them all.</summary>
    public const int Page = 200;

    /// <summary>At most so many lines of support; the sums are over all.</summary>
    public int Take { get; init; } = Page;
}

/// <param name="Supported">What reached children and others, also those among <paramref name="Foreign"/>.</param>
/// <param name="Returned">Budget money that lapsed and is due back.</param>
/// <param name="Adjusted">What entries by hand took out.</param>
/// <param name="Remaining">
/// What is still in a pool. With the three before it adds up to the receipt, or to nothing when it was reversed.
/// </param>
/// <param name="Uses">Lines of support in the order of payment, those that this user may see.</param>
/// <param name="UseCount">How many there are, also beyond those taken.</param>
public sealed record ReceiptTrace(
    TracedReceipt Receipt, Money Supported, Money Returned, Money Adjusted, Money Remaining, IReadOnlyList<TracedUse> Uses, int UseCount,
    ForeignSupport Foreign, IReadOnlyList<TracedOther> Others, IReadOnlyList<TracedTransfer> Transfers, IReadOnlyList<PoolShare> Left);

/// <param name="Donor">Null for readers who do not see the list of receipts.</param>
/// <param name="ReversedBy">Voucher of the reversal: the receipt brought nothing. Null while it stands.</param>
public sealed record TracedReceipt(string Number, LocalDate Date, string? Donor, TracedPool Pool, Money Amount, string? ReversedBy);

public sealed record ReceiptNotFound(string Fund, string Number) : NotFound($"Fund {Fund} has no receipt {Number} that this user may see.");

internal sealed class TraceReceiptHandler(ReceiptTraceReader traces) : IRequestHandler<TraceReceipt, Result<ReceiptTrace>>
{
    public Task<Result<ReceiptTrace>> Handle(TraceReceipt request, CancellationToken cancellationToken) =>
        traces.ReadAsync(request, cancellationToken);
}
