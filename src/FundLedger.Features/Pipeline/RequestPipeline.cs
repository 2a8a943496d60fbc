using System.Diagnostics;
using FundLedger.Domain;
using MediatR;
using Microsoft.Extensions.Logging;

namespace FundLedger.Features.Pipeline;

/// <summary>What happens around every handler, in one place: snapshot, or one answer per key, and the log.</summary>
internal sealed class RequestPipeline<TRequest, TResponse>(Db db, OncePerKey once, Actor actor, ILogger<Db> log)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
    where TResponse : IOutcome<TResponse>
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var watch = Stopwatch.StartNew();
        var response = request is ICommand command
            ? await once.RunAsync(command, next, cancellationToken)
            : await RunQueryAsync(next, cancellationToken);
        log.LogInformation(
            "{Request} by {Actor}: {Outcome} in {Milliseconds} ms",
            typeof(TRequest).Name, actor.UserName, response.Error?.Code ?? "ok", watch.ElapsedMilliseconds);
        return response;
    }

    private async Task<TResponse> RunQueryAsync(RequestHandlerDelegate<TResponse> next, CancellationToken token)
    {
        await db.BeginQueryAsync(token);
        await using (db)
        {
            return await next();
        }
    }
}
