using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Vault;
using MediatR;

namespace FundLedger.Features.Children;

/// <summary>
/// Another person grants or refuses what was asked of an identity. A sealed case is open to the asker for half an hour; an erasure is
/// done at once: the ciphertext goes from the database and the child's keys from their folder, so that no backup reads it again.
/// </summary>
/// <param name="Reason">At least 5 characters.</param>
public sealed record AnswerIdentity(string Fund, Guid Key, string Code, long Request, bool IsGranted, string Reason)
    : ICommand<IdentityAnswered>;

public sealed record IdentityAnswered(string Code, bool IsErased);

public sealed record IdentityRequestGone(long Request) : Refused($"There is no request {Request} that still waits.");

public sealed record AnswererIsAsker(long Request) : Refused($"Request {Request} must be answered by someone other than its asker.");

internal sealed class AnswerIdentityHandler(Db db, IdentityVault vault) : IRequestHandler<AnswerIdentity, Result<IdentityAnswered>>
{
    private const string WaitingSql = """
        SELECT r.requester_person = (SELECT person_id FROM users WHERE user_name = acting_user())
        FROM identity_requests r WHERE r.request_no = @Request AND r.beneficiary_code = @Code
            AND NOT EXISTS (SELECT FROM identity_answers a WHERE a.request_no = r.request_no)
        """;

    private const string AnswerSql = "SELECT answer_identity(@Code, @Request, @IsGranted, @Reason)";

    public async Task<Result<IdentityAnswered>> Handle(AnswerIdentity request, CancellationToken cancellationToken)
    {
        if (request.Reason.Trim().Length < 5) return new ReasonMissing();
        var isOwn = await db.FindAsync<bool?>(WaitingSql, new { request.Request, request.Code }, cancellationToken);
        if (isOwn is null) return new IdentityRequestGone(request.Request);
        if (isOwn.Value) return new AnswererIsAsker(request.Request);
        var purpose = await db.SingleAsync<string>(AnswerSql, request, cancellationToken);
        var isErased = purpose == "erase" && request.IsGranted;

        // Last, when the database has agreed to everything. Stopped before its commit, the keys are gone already;
        // granted again, it is done.
        if (isErased) vault.Erase(request.Code);
        return new IdentityAnswered(request.Code, isErased);
    }
}
