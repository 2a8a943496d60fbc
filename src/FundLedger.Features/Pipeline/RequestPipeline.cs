using System.Diagnostics;
using FundLedger.Domain;
using MediatR;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace FundLedger.Features.Pipeline;

/// <summary>What happens around every handler, in one place: snapshot or transaction, actor, once per key, refusal, log.</summary>
internal sealed class RequestPipeline<TRequest, TResponse>(Db db, OncePerKey once, Actor actor, ILogger<Db> log)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
    where TResponse : IOutcome<TResponse>
{
    private const string RecordRefusalSql = """
        SELECT record_refusal(f.fund_id, @Request, @Code, @Message)::text FROM funds f WHERE f.code = @Fund
        """;

    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var watch = Stopwatch.StartNew();
        var response = request is ICommand command
            ? await RunCommandAsync(command, next, cancellationToken)
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

    private async Task<TResponse> RunCommandAsync(ICommand command, RequestHandlerDelegate<TResponse> next, CancellationToken token)
    {
        TResponse response;
        await using (db)
        {
            response = await TryAsync(command, next, token);
        }

        if (response.Error is Refused refused) await RecordAsync(command, refused, token);
        return response;
    }

    // A guard of the database that the handler's own checks let through (a race, a newer rule) becomes the same kind of refusal.
    private async Task<TResponse> TryAsync(ICommand command, RequestHandlerDelegate<TResponse> next, CancellationToken token)
    {
        try
        {
            return await once.RunAsync(command, next, token);
        }
        catch (PostgresException broken) when (DatabaseRefusals.Of(broken) is { } refusal)
        {
            return TResponse.Refuse(refusal);
        }
    }

    // There are no autonomous transactions: the refusal is written after the refused work was rolled back.
    private async Task RecordAsync(ICommand command, Refused refused, CancellationToken token)
    {
        await using (db)
        {
            await db.BeginCommandAsync<string>(
                RecordRefusalSql, new { command.Fund, Request = typeof(TRequest).Name, refused.Code, refused.Message }, token);
            await db.CommitAsync("SELECT", null, token);
        }
    }
}
