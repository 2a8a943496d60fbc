using FundLedger.Domain;
using FundLedger.Domain.Children;
using FundLedger.Domain.Norms;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Vault;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Children;

/// <summary>
/// Writes down what happened to a child: died, left, came of age, of a group or not any more, suspended, resumed, registered again.
/// What is asked for the child and not paid yet is judged again by it.
/// </summary>
/// <param name="On">The first day on which it holds; not in the future.</param>
/// <param name="Reason">At least 5 characters; no name of a child.</param>
public sealed record RecordChildEvent(string Fund, Guid Key, string Code, ChildEventKind Event, LocalDate On, string Reason)
    : ICommand<ChildEventRecorded>
{
    /// <summary>Class code of a group event; a sealed one is kept in the vault only.</summary>
    public string? Class { get; init; }

    public int? Subgroup { get; init; }

    public Evidence Evidence { get; init; } = new();
}

public sealed record ChildClassUnknown(string? Class) : Invalid($"'{Class}' is no class that a child can be of.")
{
    public override string Field => "Class";
}

public sealed record EventOfOtherForm(ChildEventKind Event) : Invalid($"{Event} is recorded by its own command.")
{
    public override string Field => "Event";
}

/// <summary>A child is of one sealed group at a time, or of none.</summary>
public sealed record SealedGroupDiffers(string Child) : Refused($"{Child} is of another sealed group, or of none, on that day.")
{
    public override string Field => "Class";
}

internal sealed class RecordChildEventHandler(Db db, ChildEventSteps steps) : IRequestHandler<RecordChildEvent, Result<ChildEventRecorded>>
{
    private const string ClassSql = """
        SELECT privacy_tier FROM child_classes WHERE class_code = @Class AND class_code NOT IN ('any_child', 'protected')
        """;

    private const string RecordSql = """
        SELECT record_child_event(@Code, @Event, @On, @Reason, @Class, @Subgroup, @Kind, @Number, @Date, NULL)
        """;

    public async Task<Result<ChildEventRecorded>> Handle(RecordChildEvent request, CancellationToken cancellationToken)
    {
        if (request.Event is ChildEventKind.Moved or ChildEventKind.CarerChanged or ChildEventKind.Corrected
            or ChildEventKind.Merged or ChildEventKind.ToldApart)
        {
            return new EventOfOtherForm(request.Event);
        }

        var (refusal, today) = await steps.BeginAsync(
            request, request.Code, request.Event, request.On, request.Reason, cancellationToken);
        if (refusal is not null) return refusal;
        var isOfGroup = request.Event is ChildEventKind.GroupAdded or ChildEventKind.GroupEnded;
        var tier = isOfGroup ? await db.FindAsync<string>(ClassSql, new { request.Class }, cancellationToken) : null;
        if (isOfGroup && tier is null) return new ChildClassUnknown(request.Class);
        if (tier == "sealed" && await ResealAsync(request, cancellationToken) is { } differs) return differs;
        if (request.Event == ChildEventKind.AgedOut && await IsUnderAgeAsync(request.Code, today, cancellationToken))
        {
            return new ChildNotOfAge(request.Code);
        }

        await db.ExecuteAsync(RecordSql, Parameters(request, today, isOfGroup, tier == "sealed"), cancellationToken);
        return new ChildEventRecorded(request.Code);
    }

    // That a child came of age is dated today: the day itself would tell its birthday.
    private static object Parameters(RecordChildEvent request, LocalDate today, bool isOfGroup, bool isSealed) => new
    {
        request.Code, Event = ChildCodes.Of(request.Event), On = request.Event == ChildEventKind.AgedOut ? today : request.On,
        request.Reason, Class = isSealed ? "protected" : isOfGroup ? request.Class : null,
        Subgroup = isSealed || !isOfGroup ? null : request.Subgroup,
        Kind = isSealed ? null : request.Evidence.Kind, Number = isSealed ? null : request.Evidence.Number,
        Date = isSealed ? null : request.Evidence.Date,
    };

    private async Task<bool> IsUnderAgeAsync(string code, LocalDate today, CancellationToken token) =>
        await steps.IdentityAsync(code, token) is { } identity && Childhood.Covers(identity.AgeOn(today));

    private async Task<Refused?> ResealAsync(RecordChildEvent request, CancellationToken token)
    {
        if (await steps.IdentityAsync(request.Code, token) is not { } identity) return new IdentityErased(request.Code);
        var holds = identity.SealedGroup is not null && (identity.SealedUntil is null || request.On < identity.SealedUntil);
        var changed = request.Event == ChildEventKind.GroupAdded
            ? holds ? null : Added(identity, request)
            : holds && identity.SealedGroup == request.Class ? identity with { SealedUntil = request.On } : null;
        if (changed is null) return new SealedGroupDiffers(request.Code);
        await steps.ResealAsync(request.Code, changed, token);
        return null;
    }

    private static Identity Added(Identity identity, RecordChildEvent request) => identity with
    {
        SealedGroup = request.Class, SealedSubgroup = request.Subgroup, SealedUntil = null, SealedEvidence = request.Evidence.InWords,
    };
}
