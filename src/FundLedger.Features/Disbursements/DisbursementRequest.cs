using FundLedger.Domain;
using FundLedger.Domain.Disbursements;
using FundLedger.Domain.Ledger;
using FundLedger.Domain.Norms;
using FundLedger.Domain.Text;
using FundLedger.Features.Ledger;
using FundLedger.Features.Norms;
using FundLedger.Features.Pipeline;
using NodaTime;

namespace FundLedger.Features.Disbursements;

/// <summary>What is asked, for whom, from which pool; common to gifts and single cases.</summary>
internal sealed record SupportAsked(
    string Fund, Guid Key, string Pool, SupportSought Sought, int? OccasionYear, LocalDate JudgedOn, IReadOnlyList<SupportLine> Lines)
{
    /// <summary>The one norm line to judge by; null for the best of those that fit.</summary>
    public string? Line { get; init; }

    public IReadOnlyList<AttachedPaper> Papers { get; init; } = [];

    public CaseTerms Terms { get; init; } = CaseTerms.None;

    /// <summary>The returned request that this one mends; null for none.</summary>
    public long? Replaces { get; init; }

    public RequestDoubts Doubts { get; init; } = RequestDoubts.None;

    /// <summary>Under whose key the papers lie.</summary>
    public string Holder => Lines is [var only] ? only.Beneficiary : PaperCabinet.HolderOf(Key);
}

public sealed record DisbursementRequested(long Id, Money Total, int Lines);

/// <summary>
/// Judges every line by the norm in force, checks the pool and writes the request. Shared by the commands that ask for support.
/// </summary>
internal sealed class DisbursementRequest(
    Db db, Pools pools, NormStore norms, SupportFactsReader facts, PaperCabinet cabinet, RequestSteps steps,
    RequestStock stock, RequestOrigin origin)
{
    private const string SubmitSql = """
        SELECT submit_disbursement(@FundId, @Key, @SupportKind, @Occasion, @OccasionYear, @Need, @PoolId, @DecisionId, @JudgedOn,
            @Beneficiary, @Class, @LineCode, @Cost, @Insurance, @OtherAid, @CaseReference, @Allowed, @Amount, @ReasonsVi, @ReasonsEn,
            @Variant, @Quantities, @Exception::jsonb, @Paper, @Goods)
        """;

    private sealed record Judged(SupportLine Line, ChildFacts Child, NormVerdict Verdict);

    public async Task<Result<DisbursementRequested>> SubmitAsync(LockedFund fund, SupportAsked asked, CancellationToken token)
    {
        if (asked.Lines.Count == 0) return new NoLines();
        if (asked.Terms.FlawWith(asked.Lines[0].Cost.OtherAid) is { } unclear) return unclear;
        if (await origin.FlawAsync(fund, asked.Fund, asked.Replaces, token) is { } elsewhere) return elsewhere;
        if (await pools.FindAsync(asked.Fund, asked.Pool, token) is not { } pool) return new PoolNotFound(asked.Pool);
        if (await norms.InForceAsync(asked.Fund, asked.JudgedOn, token) is not { } decision)
        {
            return new NoNormInForce(asked.Fund, asked.JudgedOn);
        }

        if (!pool.Allows(asked.Sought.Kind, asked.Sought.OccasionCode))
        {
            return new PoolNotForPurpose(pool.Code, asked.Sought.Kind, asked.Sought.OccasionCode);
        }

        var lines = await stock.PickAsync(fund.FundId, pool, asked.Lines, token);
        if (lines.Error is { } lacking) return lacking;
        asked = asked with { Lines = lines.Value };
        var judged = await JudgeAsync(decision, pool, asked, token);
        if (judged.Error is { } refused) return refused;
        if (AboveQuota(decision, judged.Value) is { } tooMuch) return tooMuch;
        var papers = PaperRules.Judge(asked.Papers, LinesOf(decision, judged.Value));
        if (papers.Error is { } flaw) return flaw;
        var total = new Money(judged.Value.Sum(line => line.Verdict.Allowed.Dong));
        var money = total - new Money(judged.Value.Sum(line => line.Line.StockValue.Dong));
        if (money > pool.Available) return new PoolShort(pool.Code, money, pool.Available);
        var verdicts = judged.Value.Select(line => line.Verdict).ToList();
        if (await steps.RefusalAsync(fund, asked, verdicts, token) is { } unclimbable) return unclimbable;
        await asked.Terms.PutAsync(db, fund.FundId, token);
        await origin.PutAsync(fund.FundId, asked.Replaces, asked.Doubts, token);
        await cabinet.PutAsync(fund.FundId, asked.Holder, papers.Value, token);
        await stock.ReserveAsync(fund.FundId, [.. judged.Value.Select(line => line.Line)], token);
        var id = await db.SingleAsync<long>(SubmitSql, Parameters(fund, asked, pool, decision, judged.Value), token);
        return new DisbursementRequested(id, total, judged.Value.Count);
    }

    private async Task<Result<IReadOnlyList<Judged>>> JudgeAsync(
        NormDecision decision, Pool pool, SupportAsked asked, CancellationToken token)
    {
        var lines = decision.LinesFor(asked.Sought).Where(line => asked.Line is null || line.Code == asked.Line).ToList();
        var use = new NormUse { On = asked.JudgedOn, OccasionYear = asked.OccasionYear, CaseReference = asked.Lines[0].CaseReference };
        if (lines.Select(line => UsageKey.Of(line, use).Error).FirstOrDefault(error => error is not null) is { } uncountable)
        {
            return uncountable;
        }

        var codes = asked.Lines.Select(line => line.Beneficiary).ToArray();
        var known = (await facts.ReadAsync(asked.Fund, codes, lines, use, token)).ToDictionary(child => child.Code);
        var judged = new List<Judged>();
        var refusals = new List<(string Code, Error Why)>();
        foreach (var line in asked.Lines)
        {
            var found = known.GetValueOrDefault(line.Beneficiary);
            var whole = found is null ? line : line.With(found);
            var outcome = Judge(decision, pool, asked, whole, found);
            if (outcome.Error is { } why) refusals.Add((line.Beneficiary, why));
            else judged.Add(new Judged(whole, found!, outcome.Value));
        }

        return refusals.Count > 0 ? new LineRefused(refusals[0].Code, refusals[0].Why, refusals.Count) : judged;
    }

    private static List<NormLine> LinesOf(NormDecision decision, IReadOnlyList<Judged> judged)
    {
        var codes = judged.Select(line => line.Verdict.Citation.LineCode).ToHashSet(StringComparer.Ordinal);
        return [.. decision.Lines.Where(line => codes.Contains(line.Code))];
    }

    private static BatchAboveQuota? AboveQuota(NormDecision decision, IReadOnlyList<Judged> judged) => judged
        .GroupBy(line => line.Verdict.Citation.LineCode)
        .Select(group => decision.Lines.Single(line => line.Code == group.Key).JudgeBatch(
            decision, group.Count(), new Money(group.Sum(line => line.Verdict.Allowed.Dong))))
        .FirstOrDefault(refused => refused is not null);

    private static Result<NormVerdict> Judge(
        NormDecision decision, Pool pool, SupportAsked asked, SupportLine line, ChildFacts? child) =>
        child is null
            ? new BeneficiaryNotFound(line.Beneficiary)
            : child.ObstacleFor(asked.Sought.Kind, line) is { } obstacle
            ? obstacle
            : decision.BestLineFor(asked.Sought, line.Of(child.Facts, pool), asked.Line);

    private static object Parameters(
        LockedFund fund, SupportAsked asked, Pool pool, NormDecision decision, IReadOnlyList<Judged> lines) => new
    {
        fund.FundId, asked.Key, SupportKind = asked.Sought.Kind, Occasion = asked.Sought.OccasionCode, asked.OccasionYear,
        asked.Sought.Need, pool.PoolId, DecisionId = decision.Id.Value, asked.JudgedOn,
        Beneficiary = lines.Select(line => line.Line.Beneficiary).ToArray(),
        Class = lines.Select(line => line.Child.ClassOf(line.Verdict.JudgedClass)).ToArray(),
        LineCode = lines.Select(line => line.Verdict.Citation.LineCode).ToArray(),
        Cost = lines.Select(line => Known(line.Line.Cost.Cost)).ToArray(),
        Insurance = lines.Select(line => Known(line.Line.Cost.Insurance)).ToArray(),
        OtherAid = lines.Select(line => Known(line.Line.Cost.OtherAid)).ToArray(),
        CaseReference = lines.Select(line => UsageKey.CanonicalReference(line.Line.CaseReference)).ToArray(),
        Allowed = lines.Select(line => line.Verdict.Limit.Dong).ToArray(),
        Amount = lines.Select(line => line.Verdict.Allowed.Dong).ToArray(),
        ReasonsVi = lines.Select(line => Reasons(line, wording => wording.Vi)).ToArray(),
        ReasonsEn = lines.Select(line => Reasons(line, wording => wording.En)).ToArray(),
        Variant = lines.Select(line => line.Verdict.Variant).ToArray(),
        Quantities = lines.Select(line => QuantitiesText.Of(line.Line.Quantities)).ToArray(),
        Exception = lines[0].Line.Exception?.ToJson(),
        Paper = lines[0].Line.Exception?.Decision.Content,
        Goods = lines.Select(line => Known(line.Line.Goods)).ToArray(),
    };

    private static long? Known(Money amount) => amount.IsPositive ? amount.Dong : null;

    // The sentence that names the class is left out: a sealed group would be told by it, and the line has its own column for the rest.
    private static string Reasons(Judged line, Func<Wording, string> language) =>
        string.Join("; ", line.Verdict.Reasons.Where(reason => reason is not ClassCovered).Select(reason => language(reason.Sentence)));
}

public sealed record BeneficiaryNotFound(string Beneficiary) : NotFound($"There is no {Beneficiary} among those that this fund supports.")
{
    public override string Field => "Beneficiary";
}
