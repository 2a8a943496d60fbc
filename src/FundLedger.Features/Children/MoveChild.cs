using FundLedger.Domain;
using FundLedger.Domain.Children;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Children;

/// <summary>
/// The child lives in another commune from a day on. Who works for the old one does not see it any more; what it got is counted wherever
/// it lives.
/// </summary>
/// <param name="ToUnit">Code of the commune.</param>
/// <param name="On">The first day there; not in the future.</param>
/// <param name="Reason">At least 5 characters; no name of a child.</param>
public sealed record MoveChild(string Fund, Guid Key, string Code, string ToUnit, LocalDate On, string Reason)
    : ICommand<ChildEventRecorded>
{
    public Evidence Evidence { get; init; } = new();
}

public sealed record CommuneUnknown(string ToUnit) : Invalid($"'{ToUnit}' is not the code of another commune.")
{
    public override string Field => "ToUnit";
}

internal sealed class MoveChildHandler(Db db, ChildEventSteps steps) : IRequestHandler<MoveChild, Result<ChildEventRecorded>>
{
    private const string UnitSql = """
        SELECT u.unit_id FROM units u WHERE u.code = @ToUnit AND u.level = 'commune'
            AND (u.valid_to IS NULL OR u.valid_to >= business_today())
            AND u.unit_id <> (SELECT unit_id FROM beneficiaries WHERE beneficiary_code = @Code)
        """;

    private const string MoveSql = "SELECT move_child(@Code, @Unit, @On, @Reason, @Kind, @Number, @Date)";

    public async Task<Result<ChildEventRecorded>> Handle(MoveChild request, CancellationToken cancellationToken)
    {
        var (refusal, _) = await steps.BeginAsync(
            request, request.Code, ChildEventKind.Moved, request.On, request.Reason, cancellationToken);
        if (refusal is not null) return refusal;
        if (await db.FindAsync<int?>(UnitSql, new { request.ToUnit, request.Code }, cancellationToken) is not { } unit)
        {
            return new CommuneUnknown(request.ToUnit);
        }

        await db.ExecuteAsync(
            MoveSql,
            new
            {
                request.Code, Unit = unit, request.On, request.Reason,
                request.Evidence.Kind, request.Evidence.Number, request.Evidence.Date,
            },
            cancellationToken);
        return new ChildEventRecorded(request.Code);
    }
}
