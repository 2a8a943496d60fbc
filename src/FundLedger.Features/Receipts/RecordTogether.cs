using System.Diagnostics;
using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using MediatR;
using Microsoft.Extensions.Logging;

namespace FundLedger.Features.Receipts;

/// <summary>Before the ordinary way of a receipt: the lane that it shares with others.</summary>
internal sealed class RecordTogether(ReceiptLane lane, Actor actor, ILogger<Db> log)
    : IPipelineBehavior<RecordReceipt, Result<ReceiptRecorded>>
{
    public async Task<Result<ReceiptRecorded>> Handle(
        RecordReceipt request, CancellationToken cancellationToken, RequestHandlerDelegate<Result<ReceiptRecorded>> next)
    {
        var watch = Stopwatch.StartNew();
        if (await lane.SendAsync(request, actor.UserName, cancellationToken) is not { } recorded) return await next();
        log.LogInformation(
            "{Request} by {Actor}: {Outcome} in {Milliseconds} ms", nameof(RecordReceipt), actor.UserName, "ok", watch.ElapsedMilliseconds);
        return recorded;
    }
}
