using FundLedger.Domain;
using MediatR;
using Npgsql;

namespace FundLedger.Features.Pipeline;

/// <summary>
/// Gives a key one answer, whoever asks and however often. The first to commit decides it: by its work in one transaction, or, when a rule
/// forbade that, by the record of the refusal in a second one. Everybody else waits for that and is told the same.
/// </summary>
internal sealed class OncePerKey(Db db)
{
    private const string ClaimSql = """
        SELECT f.fund_id, c.* FROM funds f CROSS JOIN LATERAL claim_request(f.fund_id, @Key, @Request, @ContentHash) c WHERE f.code = @Fund
        """;

    private const string AnswerSql = "SELECT answer_request(@FundId, @Key, @Answer::jsonb)";

    private const string RefuseSql = """
        SELECT record_refusal(@FundId, @Request, @Code, @RuleVersion, @Message, @AnsweredKey, @Answer::jsonb)
        """;

    public async Task<TResponse> RunAsync<TResponse>(ICommand command, RequestHandlerDelegate<TResponse> next, CancellationToken token)
        where TResponse : IOutcome<TResponse>
    {
        var intent = Intent.Of(command);
        var (response, isKept) = await CarryOutAsync(intent, next, token);
        return response.Error is Refused refused && !isKept ? await RefuseAsync<TResponse>(intent, refused) : response;
    }

    // A guard of the database that the handler's own checks let through (a race, a newer rule) becomes the same kind of refusal.
    private async Task<(TResponse Response, bool IsKept)> CarryOutAsync<TResponse>(
        Intent intent, RequestHandlerDelegate<TResponse> next, CancellationToken token)
        where TResponse : IOutcome<TResponse>
    {
        await using (db)
        {
            try
            {
                var claim = await db.BeginCommandAsync<Claim>(ClaimSql, intent, token);
                if (claim is null) return (TResponse.Refuse(new FundNotFound(intent.Fund)), false);
                if (claim.Answer is { } answer) return (StoredAnswer.Read<TResponse>(answer, claim.IsRefusal), true);
                if (!claim.IsNew) return (TResponse.Refuse(new KeyUsedForOther(intent.Key)), false);
                var response = await next();
                if (response.Error is null) await AnswerAsync(claim, intent, response, token);
                return (response, false);
            }
            catch (PostgresException broken) when (DatabaseRefusals.Of(broken) is { } refusal)
            {
                return (TResponse.Refuse(refusal), false);
            }
        }
    }

    private Task AnswerAsync(Claim claim, Intent intent, IOutcome response, CancellationToken token) =>
        db.CommitAsync(AnswerSql, new { claim.FundId, intent.Key, Answer = StoredAnswer.Of(response) }, token);

    // There are no autonomous transactions: the refusal is written after the refused work was rolled back. In between, another asker may
    // have claimed the key and come to an answer of its own; nobody has heard ours yet, so that one holds for both. Whoever hangs up
    // meanwhile is recorded all the same: hence no token.
    private async Task<TResponse> RefuseAsync<TResponse>(Intent intent, Refused refused)
        where TResponse : IOutcome<TResponse>
    {
        await using (db)
        {
            var claim = await db.BeginCommandAsync<Claim>(ClaimSql, intent, CancellationToken.None);
            if (claim is null) return TResponse.Refuse(new FundNotFound(intent.Fund));
            if (claim.Answer is { } answer) return StoredAnswer.Read<TResponse>(answer, claim.IsRefusal);
            var refusal = claim.IsNew ? refused : new KeyUsedForOther(intent.Key);
            var response = TResponse.Refuse(refusal);
            Guid? answered = claim.IsNew ? intent.Key : null;
            await db.CommitAsync(
                RefuseSql,
                new
                {
                    claim.FundId, intent.Request, refusal.Code, RuleVersion = refusal.RuleVersion ?? RuleSet.Version, refusal.Message,
                    AnsweredKey = answered, Answer = StoredAnswer.Of(response),
                },
                CancellationToken.None);
            return response;
        }
    }
}
