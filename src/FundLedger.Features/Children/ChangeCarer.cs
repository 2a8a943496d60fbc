using FundLedger.Domain;
using FundLedger.Domain.Children;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Vault;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Children;

/// <summary>Somebody else cares for the child from a day on. Name and relation go to the vault; the event tells neither.</summary>
/// <param name="On">The first day of the new carer; not in the future.</param>
/// <param name="Reason">At least 5 characters; no name.</param>
public sealed record ChangeCarer(string Fund, Guid Key, string Code, string Name, string Relation, LocalDate On, string Reason)
    : ICommand<ChildEventRecorded>;

public sealed record CarerMissing() : Invalid("The name of the carer and the relation to the child are needed.")
{
    public override string Field => "CarerName";
}

internal sealed class ChangeCarerHandler(Db db, ChildEventSteps steps) : IRequestHandler<ChangeCarer, Result<ChildEventRecorded>>
{
    private const string NumberSql = "SELECT next_carer_no(@Code)";
    private const string ChangeSql = "SELECT change_carer(@Code, @No, @On, @Reason, @KeyId, @Nonce, @Sealed)";

    public async Task<Result<ChildEventRecorded>> Handle(ChangeCarer request, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(request.Name) || string.IsNullOrWhiteSpace(request.Relation)) return new CarerMissing();
        var (refusal, _) = await steps.BeginAsync(
            request, request.Code, ChildEventKind.CarerChanged, request.On, request.Reason, cancellationToken);
        if (refusal is not null) return refusal;
        var no = await db.SingleAsync<int>(NumberSql, new { request.Code }, cancellationToken);
        var row = steps.Seal(request.Code, no, new Carer(request.Name.Trim(), request.Relation.Trim()));
        await db.ExecuteAsync(
            ChangeSql, new { request.Code, No = no, request.On, request.Reason, row.KeyId, row.Nonce, row.Sealed }, cancellationToken);
        return new ChildEventRecorded(request.Code);
    }
}
