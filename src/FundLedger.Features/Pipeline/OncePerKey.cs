using System.Security.Cryptography;
using System.Text.Json;
using FundLedger.Domain;
using MediatR;

namespace FundLedger.Features.Pipeline;

/// <summary>Carries a command out in one transaction, once per key: the second asker waits for the first and gets its answer.</summary>
internal sealed class OncePerKey(Db db)
{
    private const string ClaimSql = """
        SELECT f.fund_id, c.* FROM funds f CROSS JOIN LATERAL claim_request(f.fund_id, @Key, @Request, @ContentHash) c WHERE f.code = @Fund
        """;

    private const string AnswerSql = "SELECT answer_request(@FundId, @Key, @Answer::jsonb)";

    private sealed record Claim
    {
        public int FundId { get; init; }

        public bool IsNew { get; init; }

        public bool SameContent { get; init; }

        public string? Answer { get; init; }
    }

    public async Task<TResponse> RunAsync<TResponse>(ICommand command, RequestHandlerDelegate<TResponse> next, CancellationToken token)
        where TResponse : IOutcome<TResponse>
    {
        var request = command.GetType().Name;
        var content = SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(command, command.GetType(), Json.Options));
        var claim = await db.BeginCommandAsync<Claim>(
            ClaimSql, new { command.Fund, command.Key, Request = request, ContentHash = content }, token);
        if (claim is null) return TResponse.Refuse(new FundNotFound(command.Fund));
        if (!claim.IsNew)
        {
            return claim.SameContent && claim.Answer is { } answer
                ? Replay<TResponse>(answer)
                : TResponse.Refuse(new KeyUsedForOther(command.Key));
        }

        var response = await next();
        if (response.Error is null)
        {
            var stored = JsonSerializer.Serialize(response.Value, Json.Options);
            await db.CommitAsync(AnswerSql, new { claim.FundId, command.Key, Answer = stored }, token);
        }

        return response;
    }

    private static TResponse Replay<TResponse>(string answer)
        where TResponse : IOutcome<TResponse>
    {
        var type = typeof(TResponse).GetGenericArguments()[0];
        return TResponse.Ok(JsonSerializer.Deserialize(answer, type, Json.Options)!);
    }
}
