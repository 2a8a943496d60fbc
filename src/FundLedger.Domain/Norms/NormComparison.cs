namespace FundLedger.Domain.Norms;

/// <summary>What a norm line says; two decisions are compared term by term.</summary>
public enum NormTerm
{
    Name,
    Support,
    Payee,
    Groups,
    Ages,
    Amounts,
    Frequency,
    JudgedOn,
    Goods,
    Batch,
    Sources,
    Approver,
    Exception,
    Papers,
}

/// <summary>One line of two decisions, side by side.</summary>
/// <param name="Before">Null when the line is new.</param>
/// <param name="After">Null when the line is gone.</param>
/// <param name="Differing">What the two lines say differently; empty when one of them is missing.</param>
public sealed record ComparedLine(string Code, NormLine? Before, NormLine? After, IReadOnlySet<NormTerm> Differing)
{
    public bool IsSame => Before is not null && After is not null && Differing.Count == 0;
}

/// <summary>Two decisions side by side.</summary>
public static class NormComparison
{
    /// <summary>Every line of either, matched by its code; the lines that are gone stand last.</summary>
    public static IReadOnlyList<ComparedLine> Of(IReadOnlyList<NormLine> before, IReadOnlyList<NormLine> after)
    {
        var old = before.ToDictionary(line => line.Code);
        var kept = after.Select(line => Compared(old.GetValueOrDefault(line.Code), line));
        var codes = after.Select(line => line.Code).ToHashSet();
        return [.. kept, .. before.Where(line => !codes.Contains(line.Code)).Select(line => Compared(line, null))];
    }

    private static ComparedLine Compared(NormLine? before, NormLine? after) => new(
        (after ?? before)!.Code,
        before,
        after,
        Enum.GetValues<NormTerm>().Where(term => before is not null && after is not null && Differ(term, before, after)).ToHashSet());

    private static bool Differ(NormTerm term, NormLine one, NormLine other) => term switch
    {
        NormTerm.Name => one.Name != other.Name,
        NormTerm.Support => one.Support != other.Support,
        NormTerm.Payee => one.Payee != other.Payee,
        // The order is part of what is said: a child of several groups is judged by the first.
        NormTerm.Groups => !one.Groups.SequenceEqual(other.Groups),
        NormTerm.Ages => (one.AgeFrom, one.AgeTo) != (other.AgeFrom, other.AgeTo),
        NormTerm.Amounts => !one.Amounts.SequenceEqual(other.Amounts),
        NormTerm.Frequency => one.Frequency != other.Frequency,
        NormTerm.JudgedOn => one.JudgedOn != other.JudgedOn,
        NormTerm.Goods => one.GoodsAllowed != other.GoodsAllowed,
        NormTerm.Batch => one.Batch != other.Batch,
        NormTerm.Sources => !one.SourceKinds.Order().SequenceEqual(other.SourceKinds.Order()),
        NormTerm.Approver => one.ApproverLevel != other.ApproverLevel,
        NormTerm.Exception => one.ExceptionLevel != other.ExceptionLevel,
        NormTerm.Papers => !one.Papers.SequenceEqual(other.Papers),
        _ => throw new ArgumentOutOfRangeException(nameof(term), term, "Not a term."),
    };
}
