using System.Security.Cryptography;
using System.Text.Json;
using FundLedger.Domain;
using MediatR;

namespace FundLedger.Features.Pipeline;

/// <summary>Carries a command out once per key: the second asker waits for the first and gets its answer.</summary>
internal sealed class OncePerKey(Db db)
{
    private const string FundSql = "SELECT fund_id FROM funds WHERE code = @Fund";
    private const string ClaimSql = "SELECT * FROM claim_request(@FundId, @Key, @Request, @ContentHash)";
    private const string AnswerSql = "SELECT answer_request(@FundId, @Key, @Answer::jsonb)";

    private sealed record Claim
    {
        public bool IsNew { get; init; }

        public bool SameContent { get; init; }

        public string? Answer { get; init; }
    }

    public async Task<TResponse> RunAsync<TResponse>(ICommand command, RequestHandlerDelegate<TResponse> next, CancellationToken token)
        where TResponse : IOutcome<TResponse>
    {
        if (await db.FindAsync<int?>(FundSql, new { command.Fund }, token) is not { } fundId)
        {
            return TResponse.Refuse(new FundNotFound(command.Fund));
        }

        var request = command.GetType().Name;
        var content = SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(command, command.GetType(), Json.Options));
        var claim = await db.SingleAsync<Claim>(
            ClaimSql, new { FundId = fundId, command.Key, Request = request, ContentHash = content }, token);
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
            await db.ExecuteAsync(AnswerSql, new { FundId = fundId, command.Key, Answer = stored }, token);
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
