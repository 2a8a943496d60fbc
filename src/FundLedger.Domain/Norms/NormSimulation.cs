namespace FundLedger.Domain.Norms;

/// <summary>A support that was given, with what is needed to judge it again by another decision.</summary>
/// <param name="Beneficiary">The child's code.</param>
/// <param name="Facts">As on the day of the support; the uses in it are not looked at: the simulation counts its own.</param>
public sealed record PastSupport(string Beneficiary, SupportSought Sought, NormUse Use, CaseFacts Facts, Money Given);

/// <summary>What one line of the decision would have done with the supports that fall under it.</summary>
/// <param name="Line">Null for the supports that the decision would have refused.</param>
/// <param name="Reason">Why, for the refused ones: the stable code of the refusal; empty for a line.</param>
/// <param name="Supports">How many of them.</param>
/// <param name="Children">How many different children.</param>
/// <param name="Given">What they got.</param>
/// <param name="Would">What they would have got.</param>
public sealed record SimulatedLine(NormLine? Line, string Reason, int Supports, int Children, Money Given, Money Would)
{
    public Money Difference => Would - Given;
}

/// <summary>What a decision would have cost for the supports of a past year: "+4.500.000 ₫ for 90 children".</summary>
public sealed record NormSimulation(IReadOnlyList<SimulatedLine> Lines, int Supports, int Children, Money Given, Money Would)
{
    public Money Difference => Would - Given;

    /// <summary>
    /// Judges each support again, one after another as they were given, by a decision as if it had been in force. An amount that was
    /// chosen within bounds stays as it was, as far as the new bounds let it.
    /// </summary>
    /// <param name="decision">Its range is not looked at.</param>
    public static NormSimulation Of(NormDecision decision, IReadOnlyList<PastSupport> past)
    {
        var uses = new Dictionary<(string Child, string Key), int>();
        var inForce = decision.AsIfInForce(past);
        var outcomes = past.Select(support => OutcomeOf(inForce, support, uses)).ToList();
        var lines = outcomes
            .GroupBy(outcome => (outcome.Line?.Code, outcome.Reason))
            .Select(group => new SimulatedLine(
                group.First().Line,
                group.Key.Reason,
                group.Count(),
                group.Select(outcome => outcome.Past.Beneficiary).Distinct().Count(),
                Sum(group.Select(outcome => outcome.Past.Given)),
                Sum(group.Select(outcome => outcome.Would))))
            .OrderBy(line => line.Line is null).ThenBy(line => line.Line?.Code ?? line.Reason, StringComparer.Ordinal)
            .ToList();
        return new NormSimulation(
            lines,
            past.Count,
            past.Select(support => support.Beneficiary).Distinct().Count(),
            Sum(past.Select(support => support.Given)),
            Sum(outcomes.Select(outcome => outcome.Would)));
    }

    private sealed record Outcome(PastSupport Past, NormLine? Line, string Reason, Money Would);

    private static Outcome OutcomeOf(
        NormDecision decision, PastSupport past, Dictionary<(string Child, string Key), int> uses)
    {
        var keys = decision.LinesFor(past.Sought).ToDictionary(line => line.Code, line => (Line: line, Keys: KeysOf(line, past.Use)));
        var counted = keys.ToDictionary(
            pair => pair.Key, pair => new UsesCounted(Count(pair.Value.Keys[0]), Count(pair.Value.Keys[^1])));
        var verdict = decision.BestLineFor(past.Sought, past.Facts with
        {
            Uses = counted, Requested = null, ReasonForAmount = "as it was",
        });
        if (verdict.Error is { } refused) return new Outcome(past, null, refused.Code, Money.Zero);
        var (line, used) = keys[verdict.Value.Citation.LineCode];
        foreach (var key in used.Distinct()) uses[(past.Beneficiary, key)] = Count(key) + 1;
        return new Outcome(past, line, "", Within(line, verdict.Value, past.Given));

        int Count(string key) => uses.GetValueOrDefault((past.Beneficiary, key));
    }

    private static string[] KeysOf(NormLine line, NormUse use) =>
        UsageKey.Of(line, use) is { IsOk: true } key ? [key.Value.Text, UsageKey.OfLife(line).Text] : [UsageKey.OfLife(line).Text];

    // Where somebody chooses, what was chosen is the best guess of what would be.
    private static Money Within(NormLine line, NormVerdict verdict, Money given)
    {
        var rule = line.Amounts.First(amount => amount.Code == verdict.Variant).Rule;
        if (!rule.IsChosen) return verdict.Limit;
        return given < rule.Lowest ? rule.Lowest : given < verdict.Limit ? given : verdict.Limit;
    }

    private static Money Sum(IEnumerable<Money> amounts) => new(amounts.Sum(amount => amount.Dong));
}
