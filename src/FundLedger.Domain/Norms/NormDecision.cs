using FundLedger.Domain.Text;
using NodaTime;

namespace FundLedger.Domain.Norms;

public readonly record struct NormDecisionId(int Value);

/// <summary>The head of the paper.</summary>
public sealed record NormDecisionPaper
{
    public required string Number { get; init; }

    public required LocalDate IssuedOn { get; init; }

    public required string IssuedBy { get; init; }

    public required Wording Title { get; init; }

    /// <summary>A constructed example, not a real document; every citation says so.</summary>
    public required bool IsSample { get; init; }
}

/// <summary>A decision on usage norms (quyết định định mức sử dụng Quỹ). It never changes: another decision follows it.</summary>
public sealed class NormDecision
{
    private NormDecision(NormDecisionId id, NormDecisionPaper paper, Validity inForce, IReadOnlyList<NormLine> lines) =>
        (Id, Paper, InForce, Lines) = (id, paper, inForce, lines);

    public NormDecisionId Id { get; }

    public NormDecisionPaper Paper { get; }

    public Validity InForce { get; }

    public IReadOnlyList<NormLine> Lines { get; }

    /// <summary>Refuses lines that cannot be judged by: <see cref="NormLineUnsound"/>, <see cref="NormLineRepeated"/>.</summary>
    public static Result<NormDecision> Create(NormDecisionId id, NormDecisionPaper paper, Validity inForce, IEnumerable<NormLine> lines)
    {
        NormLine[] all = [.. lines];
        if (Array.Find(all, line => !line.IsSound) is { } unsound) return new NormLineUnsound(unsound.Code);
        var repeated = all.CountBy(line => line.Code).FirstOrDefault(code => code.Value > 1).Key;
        if (repeated is not null) return new NormLineRepeated(repeated);
        return new NormDecision(id, paper, inForce, all);
    }

    public IEnumerable<NormLine> LinesFor(SupportSought sought) => Lines.Where(line => line.Support == sought);

    /// <summary>
    /// The most favourable line for one child and one support: a child in several groups gets the highest amount, once.
    /// When every line refuses, the refusal that came nearest to a payment is given; <see cref="NoNormLine"/> when there is no line.
    /// </summary>
    /// <param name="only">Code of the one line to judge by; null for all that fit.</param>
    public Result<NormVerdict> BestLineFor(SupportSought sought, CaseFacts facts, string? only = null)
    {
        var judged = LinesFor(sought).Where(line => only is null || line.Code == only).Select(line => line.Judge(this, facts)).ToList();
        if (judged.Count == 0) return new NoNormLine(Paper.Number, sought);
        var allowed = judged.Where(outcome => outcome.IsOk).ToList();
        return allowed.Count > 0
            ? allowed.MaxBy(outcome => (outcome.Value.Allowed, outcome.Value.Limit))!
            : judged.MaxBy(outcome => Nearness(outcome.Error!))!;
    }

    /// <summary>The same lines under a range that covers the days of past supports; for a simulation only.</summary>
    internal NormDecision AsIfInForce(IReadOnlyList<PastSupport> past) => past.Count == 0
        ? this
        : new(Id, Paper, Validity.Between(past.Min(one => one.Facts.JudgedOn), past.Max(one => one.Facts.JudgedOn)).Value, Lines);

    /// <summary>A line of another decision raises <see cref="ArgumentException"/>: its citation would be false.</summary>
    internal NormCitation Cite(NormLine line) => Lines.Any(own => ReferenceEquals(own, line))
        ? new NormCitation(Paper.Number, Paper.IssuedOn, line.Code, InForce.From, Paper.IsSample)
        : throw new ArgumentException($"Line {line.Code} is not a line of decision {Paper.Number}.", nameof(line));

    private static (int, Money) Nearness(Error refusal) => refusal switch
    {
        NormExceeded exceeded => (4, exceeded.Allowed),
        RequestedBelowNorm below => (3, -below.Lowest),
        ExceptionNotAllowed exceeded => (4, exceeded.Allowed),
        AmountReasonMissing or GoodsNotAllowed => (3, Money.Zero),
        NetCostNotPositive or TotalReached or QuantityMissing or VariantNotChosen => (2, Money.Zero),
        FrequencyUsedUp => (1, Money.Zero),
        _ => (0, Money.Zero),
    };
}
