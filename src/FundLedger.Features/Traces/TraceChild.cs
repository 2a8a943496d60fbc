using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Traces;

/// <summary>Where the money that a child received from this fund had come from, under all codes that the child has had.</summary>
public sealed record TraceChild(string Fund, string Code) : IQuery<SupportTrace>;

public sealed record TracedChildNotFound(string Code) : NotFound($"There is no child {Code} among those of this user.");

internal sealed class TraceChildHandler(SupportTraceReader traces) : IRequestHandler<TraceChild, Result<SupportTrace>>
{
    public Task<Result<SupportTrace>> Handle(TraceChild request, CancellationToken cancellationToken) =>
        traces.OfChildAsync(request, cancellationToken);
}
