using FundLedger.Domain;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Plans;

/// <summary>
/// Proposes what the fund means to receive and to use in a year; an approver who is another person decides. What changes is proposed as a
/// new version of the whole, with its reason.
/// </summary>
/// <param name="Reason">Of a new version, 10 to 500 letters; nothing for the first.</param>
public sealed record ProposeYearPlan(
    string Fund, Guid Key, int Year, string? Reason, IReadOnlyList<PlannedReceipt> Receipts, IReadOnlyList<PlannedUse> Uses)
    : ICommand<YearPlanProposed>;

/// <param name="Source">Code of a kind of source.</param>
public sealed record PlannedReceipt(string Source, Money Money);

/// <param name="Kind">Code of a support kind.</param>
public sealed record PlannedUse(string Kind, Money Money, int Children);

public sealed record YearPlanProposed(int Plan, int Version);

public sealed record PlannedYearOdd(int Year, int ThisYear) : Invalid($"A plan of {Year} is not made in {ThisYear}.")
{
    public override string Field => "Year";
}

public sealed record YearPlanEmpty() : Invalid("A plan names at least one source or kind with money.");

/// <param name="Line">Code of the source or kind.</param>
public sealed record YearPlanLineOdd(string Line)
    : Invalid($"'{Line}' is unknown, named twice, or has no money, more than anybody plans, or children below nothing.");

public sealed record YearPlanReasonMissing(int Version) : Invalid($"Version {Version} of a plan needs its reason, 10 to 500 letters.")
{
    public override string Field => "Reason";
}

public sealed record YearPlanWaits(int Year) : Refused($"A plan of {Year} waits for its decision: decide on it first.");

internal sealed class ProposeYearPlanHandler(Db db, FundLock fundLock) : IRequestHandler<ProposeYearPlan, Result<YearPlanProposed>>
{
    private const string FactsSql = """
        SELECT (SELECT count(*) FROM year_plans y WHERE y.fund_id = @FundId AND y.year = @Year)::int + 1 AS version,
            EXISTS (SELECT FROM year_plans y LEFT JOIN year_plan_decisions d USING (fund_id, plan_no)
                WHERE y.fund_id = @FundId AND y.year = @Year AND d.plan_no IS NULL) AS waits,
            ARRAY(SELECT source_kind FROM source_kinds) AS sources, ARRAY(SELECT support_kind FROM support_kinds) AS kinds
        """;

    // A thousand thousand billion: nothing that people mean, and two hundred of them can still be added up.
    private const long MostMoney = 1_000_000_000_000_000;

    private const string ProposeSql = """
        SELECT propose_year_plan(@FundId, @Year, @Reason, @Sources, @SourceMoney, @Kinds, @KindMoney, @KindChildren)
        """;

    public async Task<Result<YearPlanProposed>> Handle(ProposeYearPlan request, CancellationToken cancellationToken)
    {
        var fund = await fundLock.TakeAsync(request.Fund, cancellationToken);
        if (Math.Abs(request.Year - fund.Today.Year) > 1) return new PlannedYearOdd(request.Year, fund.Today.Year);
        var facts = await db.SingleAsync<Facts>(FactsSql, new { fund.FundId, request.Year }, cancellationToken);
        if (facts.Waits) return new YearPlanWaits(request.Year);
        if (Flaw(request, facts) is { } flaw) return flaw;
        var plan = new
        {
            fund.FundId, request.Year, Reason = facts.Version > 1 ? request.Reason : null,
            Sources = request.Receipts.Select(line => line.Source).ToArray(),
            SourceMoney = request.Receipts.Select(line => line.Money.Dong).ToArray(),
            Kinds = request.Uses.Select(line => line.Kind).ToArray(), KindMoney = request.Uses.Select(line => line.Money.Dong).ToArray(),
            KindChildren = request.Uses.Select(line => line.Children).ToArray(),
        };
        return new YearPlanProposed(await db.SingleAsync<int>(ProposeSql, plan, cancellationToken), facts.Version);
    }

    private static Error? Flaw(ProposeYearPlan request, Facts facts)
    {
        if (request.Receipts.Count + request.Uses.Count == 0) return new YearPlanEmpty();
        var odd = request.Receipts.Where(line => !IsPlannable(line.Money)).Select(line => line.Source)
            .Concat(request.Uses.Where(line => !IsPlannable(line.Money) || line.Children < 0).Select(line => line.Kind))
            .Concat(Unfit(request.Receipts.Select(line => line.Source), facts.Sources))
            .Concat(Unfit(request.Uses.Select(line => line.Kind), facts.Kinds)).FirstOrDefault();
        if (odd is not null) return new YearPlanLineOdd(odd);
        var reason = request.Reason?.Trim().Length ?? 0;
        return facts.Version > 1 && reason is < YearPlanReasons.Shortest or > YearPlanReasons.Longest
            ? new YearPlanReasonMissing(facts.Version) : null;
    }

    private static bool IsPlannable(Money money) => money.IsPositive && money.Dong <= MostMoney;

    // Unknown, or named twice.
    private static IEnumerable<string> Unfit(IEnumerable<string> codes, string[] known) =>
        codes.GroupBy(code => code).Where(code => code.Count() > 1 || !known.Contains(code.Key)).Select(code => code.Key);

    private sealed record Facts
    {
        public int Version { get; init; }

        public bool Waits { get; init; }

        public string[] Sources { get; init; } = [];

        public string[] Kinds { get; init; } = [];
    }
}

internal static class YearPlanReasons
{
    public const int Shortest = 10;
    public const int Longest = 500;
}
