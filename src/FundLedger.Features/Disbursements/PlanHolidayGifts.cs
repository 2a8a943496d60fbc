using FundLedger.Domain;
using FundLedger.Domain.Children;
using FundLedger.Domain.Norms;
using FundLedger.Domain.Text;
using FundLedger.Features.Ledger;
using FundLedger.Features.Norms;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Disbursements;

/// <summary>
/// Who may get a gift on an occasion, by the norm in force on its date: each child with its amount, or the reason why not.
/// </summary>
/// <param name="Unit">Name of a commune to look at only its children, or null. Children without a place on paper are then left out.</param>
/// <param name="Class">Class code to look at only its children, or null. A child of a sealed group is of "protected" and no other.</param>
public sealed record PlanHolidayGifts(string Fund, string Occasion, int Year, string? Unit = null, string? Class = null) : IQuery<GiftPlan>
{
    /// <summary>
    /// Full years on the day of the occasion, both included; null for no bound. Children of sealed groups are then left out, since their
    /// age would be told.
    /// </summary>
    public int? AgeFrom { get; init; }

    public int? AgeTo { get; init; }
}

/// <param name="HeldOn">The occasion's date, by which everything is judged.</param>
/// <param name="Pools">The pools that may be used for it, with what they hold.</param>
public sealed record GiftPlan(LocalDate HeldOn, NormDecisionPaper Decision, IReadOnlyList<GiftChild> Children, IReadOnlyList<Pool> Pools)
{
    /// <summary>What the norm lines of the occasion ask for.</summary>
    public IReadOnlyList<Wording> Papers { get; init; } = [];

    /// <summary>A part of each gift, or all of it, may be goods.</summary>
    public bool GoodsAllowed { get; init; }

    public IReadOnlyList<GiftChild> Allowed { get; } = [.. Children.Where(child => child.Refusal is null)];

    public IReadOnlyList<GiftChild> Refused { get; } = [.. Children.Where(child => child.Refusal is not null)];

    public Money Sum => new(Allowed.Sum(child => child.Limit.Dong));

    /// <summary>What all the allowed children of each class would get.</summary>
    public IReadOnlyList<SheetSum> ByClass { get; } = [.. Children.Where(child => child.Refusal is null)
        .GroupBy(child => child.Class).OrderBy(group => group.Key.SortOrder)
        .Select(group => new SheetSum(group.Key.NameVi, group.Key.NameEn, group.Count(), new Money(group.Sum(child => child.Limit.Dong))))];
}

/// <summary>A child of the plan.</summary>
/// <param name="Unit">Null for a child of a sealed group.</param>
/// <param name="Class">The class judged by, or "protected"; for a refused child the first of its classes.</param>
/// <param name="Limit">The most that the norm gives; zero for a refused child.</param>
/// <param name="Citation">Null for a refused child.</param>
public sealed record GiftChild(string Code, string? Unit, GiftClass Class, Money Limit, NormCitation? Citation, Error? Refusal);

/// <summary>A class with the names under which it may be shown.</summary>
public sealed record GiftClass
{
    public string Code { get; init; } = "";

    public string NameVi { get; init; } = "";

    public string NameEn { get; init; } = "";

    public int SortOrder { get; init; }
}

internal sealed class PlanHolidayGiftsHandler(Db db, NormStore norms, ChildFactsReader children, Pools pools)
    : IRequestHandler<PlanHolidayGifts, Result<GiftPlan>>
{
    private const string ClassesSql = "SELECT class_code AS code, name_vi, name_en, sort_order FROM child_classes";

    public async Task<Result<GiftPlan>> Handle(PlanHolidayGifts request, CancellationToken cancellationToken)
    {
        var occasion = new { request.Occasion, request.Year };
        if (await db.FindAsync<LocalDate?>(RequestHolidayGiftsHandler.OccasionSql, occasion, cancellationToken) is not { } heldOn)
        {
            return new OccasionUnknown(request.Occasion, request.Year);
        }

        var decision = await norms.InForceAsync(request.Fund, heldOn, cancellationToken);
        if (decision is null) return new NoNormInForce(request.Fund, heldOn);
        var sought = new SupportSought(RequestHolidayGiftsHandler.HolidayGift, request.Occasion);
        var use = new NormUse { On = heldOn, OccasionYear = request.Year };
        var facts = await children.ReadAsync(request.Fund, null, [.. decision.LinesFor(sought)], use, cancellationToken);
        var classes = (await db.ListAsync<GiftClass>(ClassesSql, null, cancellationToken)).ToDictionary(row => row.Code);
        var judged = facts.Where(child => Wanted(child, request)).Select(child => Judge(decision, sought, child, classes));
        var all = await pools.ListAsync(request.Fund, cancellationToken);
        var allowing = all.Where(pool => pool.Allows(sought.Kind, sought.OccasionCode));
        return new GiftPlan(heldOn, decision.Paper, [.. judged], [.. allowing])
        {
            GoodsAllowed = decision.LinesFor(sought).All(line => line.GoodsAllowed),
            Papers = [.. decision.LinesFor(sought).SelectMany(line => line.Papers).DistinctBy(paper => paper.Vi)],
        };
    }

    // Who is gone is in no list; who is suspended is, with the reason.
    // Where a child of a sealed group lives would be told by the filter as well as by the row.
    private static bool Wanted(ChildFacts child, PlanHolidayGifts request) =>
        child.Absence is null or ChildSuspended
        && (string.IsNullOrEmpty(request.Unit) || (!child.IsProtected && child.UnitName == request.Unit))
        && (request is { AgeFrom: null, AgeTo: null } || (!child.IsProtected && IsOfAge(child, request)))
        && (string.IsNullOrEmpty(request.Class) || ShownClasses(child).Contains(request.Class));

    private static bool IsOfAge(ChildFacts child, PlanHolidayGifts request) =>
        child.Facts.AgeInYears >= (request.AgeFrom ?? 0) && child.Facts.AgeInYears <= (request.AgeTo ?? int.MaxValue);

    private static IEnumerable<string> ShownClasses(ChildFacts child) =>
        child.IsProtected ? [ChildFactsReader.Protected] : child.Facts.ClassCodes;

    private static GiftChild Judge(NormDecision decision, SupportSought sought, ChildFacts child, Dictionary<string, GiftClass> classes)
    {
        var unit = child.IsProtected ? null : child.UnitName;
        if (child.Absence is { } gone)
        {
            return new GiftChild(child.Code, unit, FirstOf(child, classes), Money.Zero, null, gone);
        }

        var verdict = decision.BestLineFor(sought, child.Facts);
        if (verdict.Error is { } refusal) return new GiftChild(child.Code, unit, FirstOf(child, classes), Money.Zero, null, refusal);
        var given = verdict.Value;
        return new GiftChild(child.Code, unit, classes[child.Shown(given.JudgedClass)], given.Limit, given.Citation, null);
    }

    private static GiftClass FirstOf(ChildFacts child, Dictionary<string, GiftClass> classes) =>
        ShownClasses(child).Select(code => classes[code]).MinBy(row => row.SortOrder) ?? new GiftClass();
}
