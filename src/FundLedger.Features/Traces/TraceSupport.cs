using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Traces;

/// <summary>Where the money of a payment had come from; the same counting as <see cref="TraceReceipt"/>, the other way.</summary>
/// <param name="Number">As printed: <c>PC-2021-00001</c>.</param>
public sealed record TraceSupport(string Fund, string Number) : IQuery<SupportTrace>
{
    /// <summary>Only this entry of the payment, which is one line; null for all of them.</summary>
    public long? EntryNo { get; init; }
}

/// <param name="Lines">The lines asked about, those that this user may see.</param>
/// <param name="Foreign">The others.</param>
/// <param name="Total">What all lines together were paid, reversed ones left out. The sources add up to it.</param>
/// <param name="Sources">Where it had come from, the money that came first at the top.</param>
/// <param name="Pairs">Which source paid how much of which of the lines shown.</param>
public sealed record SupportTrace(
    IReadOnlyList<TracedLine> Lines, ForeignSupport Foreign, Money Total, IReadOnlyList<TracedSource> Sources,
    IReadOnlyList<TracedPair> Pairs);

public sealed record PaymentNotFound(string Fund, string Number) : NotFound($"Fund {Fund} has no payment {Number} that this user may see.");

internal sealed class TraceSupportHandler(SupportTraceReader traces) : IRequestHandler<TraceSupport, Result<SupportTrace>>
{
    public Task<Result<SupportTrace>> Handle(TraceSupport request, CancellationToken cancellationToken) =>
        traces.OfPaymentAsync(request, cancellationToken);
}
