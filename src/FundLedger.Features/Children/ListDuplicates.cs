using FundLedger.Domain;
using FundLedger.Domain.Children;
using FundLedger.Domain.Text;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Vault;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Children;

/// <summary>
/// Pairs of children of the officer's communes that may be one child, by code: which fields agree, and no name. What was decided is left
/// out until an identity changes. Pairs with a child of a sealed group are there only while its case is open to the reader.
/// </summary>
public sealed record ListDuplicates(string Fund) : IQuery<DuplicateList>;

public sealed record DuplicateList(IReadOnlyList<DuplicatePair> Pairs, IReadOnlyList<MergedChild> Merged)
{
    /// <summary>More than five children under one guardian's name: to be looked at, for they may be nobody. Most children first.</summary>
    public IReadOnlyList<SharedGuardian> SharedGuardians { get; init; } = [];
}

/// <summary>Children whose guardian has one and the same name, which is not told here.</summary>
public sealed record SharedGuardian(IReadOnlyList<string> Children, int Households);

/// <param name="SameHousehold">Otherwise two households claim the child, if it is one.</param>
public sealed record DuplicatePair(string One, string Other, ChildLikeness Likeness, bool SameHousehold);

/// <summary>A code that was merged into another one.</summary>
public sealed record MergedChild
{
    public string Code { get; init; } = "";

    public string Kept { get; init; } = "";

    public string Reason { get; init; } = "";

    public string DecidedBy { get; init; } = "";

    public Instant DecidedAt { get; init; }
}

internal sealed class ListDuplicatesHandler(Db db, OwnChildren own, LikeChildren likes)
    : IRequestHandler<ListDuplicates, Result<DuplicateList>>
{
    private const string MergedSql = """
        SELECT e.beneficiary_code AS code, e.other_code AS kept, e.reason, coalesce(w.display_name, e.recorded_by) AS decided_by,
            e.recorded_at AS decided_at
        FROM child_events e JOIN beneficiaries b USING (beneficiary_code) JOIN funds f ON b.unit_id = ANY (units_of_fund(f.fund_id))
        LEFT JOIN users w ON w.user_name = e.recorded_by
        WHERE f.code = @Fund AND e.event = 'merged' AND child_event_holds(e.event_no) ORDER BY e.event_no DESC
        """;

    private const int ManyChildren = 5;

    public async Task<Result<DuplicateList>> Handle(ListDuplicates request, CancellationToken cancellationToken)
    {
        if (!await own.IsOfficerAsync(request.Fund, cancellationToken)) return new SearchNeedsOfficer();
        var pairs = await likes.PairsAsync(request.Fund, cancellationToken);
        return new DuplicateList(
            [.. pairs.Select(pair => new DuplicatePair(
                pair.One.Code, pair.Other.Code, pair.Likeness, pair.One.Household == pair.Other.Household))],
            await db.ListAsync<MergedChild>(MergedSql, request, cancellationToken))
        {
            SharedGuardians = SharedBy(await own.ReadAsync(request.Fund, OwnChildren.Sealed.Never, cancellationToken)),
        };
    }

    private static List<SharedGuardian> SharedBy(IEnumerable<OwnChild> children) => [.. children
        .Where(child => child.IsThere && child.Identity.GuardianName.Length > 0)
        .GroupBy(child => SpellingKey.Of(child.Identity.GuardianName))
        .Where(group => group.Count() > ManyChildren).OrderByDescending(group => group.Count())
        .Select(group => new SharedGuardian(
            [.. group.Select(child => child.Code).Order(StringComparer.Ordinal)],
            group.Select(child => child.Household).Distinct().Count()))];
}
