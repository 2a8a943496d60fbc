using FundLedger.Domain;
using FundLedger.Domain.Norms;
using FundLedger.Domain.Text;

namespace FundLedger.Features.Norms;

/// <summary>One line of a <see cref="NormFile"/>. With one amount it has a rule, with several it has variants.</summary>
public sealed record NormFileLine
{
    public string Code { get; init; } = "";

    public NormFileSupport Support { get; init; } = new("");

    public Wording Name { get; init; } = new("", "");

    public NormFileRule? Rule { get; init; }

    public IReadOnlyList<NormFileVariant>? Variants { get; init; }

    public NormFileFrequency Frequency { get; init; } = new("", 0);

    /// <summary>child, household, institution or fund; null: child.</summary>
    public string? Payee { get; init; }

    public IReadOnlyList<string> Groups { get; init; } = [];

    public int? AgeFrom { get; init; }

    public int? AgeTo { get; init; }

    /// <summary>request, occasion or event; null: request.</summary>
    public string? JudgedOn { get; init; }

    public bool GoodsAllowed { get; init; }

    public NormFileBatch? Batch { get; init; }

    public IReadOnlyList<string>? SourceKinds { get; init; }

    public string ApproverLevel { get; init; } = "";

    public string? ExceptionLevel { get; init; }

    public IReadOnlyList<Wording> Papers { get; init; } = [];

    internal static NormFileLine Of(NormLine line) => new()
    {
        Code = line.Code,
        Support = new NormFileSupport(line.Support.Kind, line.Support.OccasionCode, line.Support.Need),
        Name = line.Name,
        Rule = line.Amounts is [{ Code: "" } only] ? NormFileRule.Of(only.Rule) : null,
        Variants = line.Amounts is [{ Code: "" }] ? null : [.. line.Amounts.Select(NormFileVariant.Of)],
        Frequency = new NormFileFrequency("per_" + NormCodes.Units.Of(line.Frequency.Unit), line.Frequency.Limit, line.Frequency.LifeLimit),
        Payee = NormCodes.Payees.Of(line.Payee),
        Groups = line.Groups,
        AgeFrom = line.AgeFrom,
        AgeTo = line.AgeTo,
        JudgedOn = NormCodes.Days.Of(line.JudgedOn),
        GoodsAllowed = line.GoodsAllowed,
        Batch = line.Batch is { } batch ? new NormFileBatch(batch.Shares, batch.Ceiling) : null,
        SourceKinds = line.SourceKinds.Count > 0 ? line.SourceKinds : null,
        ApproverLevel = line.ApproverLevel,
        ExceptionLevel = line.ExceptionLevel,
        Papers = line.Papers,
    };

    /// <summary>Refused with <see cref="NormWordUnknown"/> or <see cref="NormLineUnsound"/>.</summary>
    internal Result<NormLine> ToLine()
    {
        var unit = Frequency.Unit.StartsWith("per_", StringComparison.Ordinal) ? Frequency.Unit[4..] : Frequency.Unit;
        if (NormCodes.Units.TryFind(unit) is not { } span) return new NormWordUnknown(Code, "frequency", Frequency.Unit);
        if (NormCodes.Payees.TryFind(Payee ?? "child") is not { } payee) return new NormWordUnknown(Code, "payee", Payee!);
        if (NormCodes.Days.TryFind(JudgedOn ?? "request") is not { } day) return new NormWordUnknown(Code, "judgedOn", JudgedOn!);
        var amounts = Amounts();
        if (amounts.Error is { } error) return error;
        return new NormLine
        {
            Code = Code.Trim(),
            Support = new SupportSought(Support.Kind, Support.Occasion, Support.Need),
            Name = Name,
            Amounts = amounts.Value,
            Frequency = new Frequency(span, Frequency.Limit, Frequency.LifeLimit),
            Payee = payee,
            Groups = Groups,
            AgeFrom = AgeFrom,
            AgeTo = AgeTo,
            JudgedOn = day,
            GoodsAllowed = GoodsAllowed,
            Batch = Batch is { } batch ? new BatchQuota(batch.Shares, batch.Ceiling) : null,
            SourceKinds = SourceKinds ?? [],
            ApproverLevel = ApproverLevel,
            ExceptionLevel = ExceptionLevel,
            Papers = Papers,
        };
    }

    private Result<List<NormVariant>> Amounts()
    {
        var amounts = new List<NormVariant>();
        foreach (var variant in Variants ?? [new NormFileVariant("", new Wording("", ""), Rule ?? new NormFileRule { Type = "" })])
        {
            var rule = variant.Rule.ToRule(Code);
            if (rule.Error is { } error) return error;
            amounts.Add(new NormVariant(variant.Code, variant.Name, rule.Value)
            {
                CostFrom = variant.CostFrom, CostBelow = variant.CostBelow,
            });
        }

        return amounts;
    }
}

public sealed record NormFileSupport(string Kind, string? Occasion = null, string? Need = null);

/// <param name="Unit">per_occasion, per_incident, per_year, per_school_year, per_months_36 or per_life.</param>
public sealed record NormFileFrequency(string Unit, int Limit, int? LifeLimit = null);

public sealed record NormFileBatch(int? Shares = null, Money? Ceiling = null);

public sealed record NormFileVariant(string Code, Wording Name, NormFileRule Rule, Money? CostFrom = null, Money? CostBelow = null)
{
    internal static NormFileVariant Of(NormVariant variant) =>
        new(variant.Code, variant.Name, NormFileRule.Of(variant.Rule), variant.CostFrom, variant.CostBelow);
}

/// <summary>A rule of <see cref="AmountRule"/> by its type, with the figures that this type has.</summary>
public sealed record NormFileRule
{
    /// <summary>fixed, range, top_up, percent_of_net_cost, actual_up_to, per_unit, expense, percent_of or sum.</summary>
    public string Type { get; init; } = "";

    public Money? Amount { get; init; }

    public int? Percent { get; init; }

    public Money? Ceiling { get; init; }

    public Money? From { get; init; }

    public Money? To { get; init; }

    public Money? Total { get; init; }

    public string? Unit { get; init; }

    public string? Base { get; init; }

    public int? Most { get; init; }

    public IReadOnlyList<NormFileRule>? Parts { get; init; }

    internal static NormFileRule Of(AmountRule rule) => rule switch
    {
        AmountRule.Fixed one => new() { Type = "fixed", Amount = one.Amount },
        AmountRule.Range one => new() { Type = "range", From = one.From, To = one.To },
        AmountRule.TopUpTo one => new() { Type = "top_up", Total = one.Total },
        AmountRule.PercentOfNetCost one => new() { Type = "percent_of_net_cost", Percent = one.Percent, Ceiling = one.Ceiling },
        AmountRule.ActualUpTo one => new() { Type = "actual_up_to", Ceiling = one.Ceiling },
        AmountRule.PerUnit one => new()
        {
            Type = "per_unit", Amount = one.Amount, Unit = NormCodes.Quantities.Of(one.Unit), Most = one.Most,
        },
        AmountRule.Expense one => new() { Type = "expense", Unit = NormCodes.Quantities.Of(one.Item), Ceiling = one.Ceiling },
        AmountRule.PercentOf one => new() { Type = "percent_of", Percent = one.Percent, Base = NormCodes.Quantities.Of(one.Base) },
        AmountRule.Sum sum => new() { Type = "sum", Parts = [.. sum.Parts.Select(Of)] },
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "Not a rule."),
    };

    internal Result<AmountRule> ToRule(string line)
    {
        if (Type == "sum") return ToSum(line);
        var counted = (Unit ?? Base) is { } word ? NormCodes.Quantities.TryFind(word) : CaseQuantity.Day;
        if (counted is not { } unit) return new NormWordUnknown(line, "unit", Unit ?? Base ?? "");
        // A figure that is missing is zero, which no rule lets pass as sound.
        Money Of(Money? figure) => figure ?? Money.Zero;
        return Type switch
        {
            "fixed" => new AmountRule.Fixed(Of(Amount)),
            "range" => new AmountRule.Range(Of(From), Of(To)),
            "top_up" => new AmountRule.TopUpTo(Of(Total)),
            "percent_of_net_cost" => new AmountRule.PercentOfNetCost(Percent ?? 0, Of(Ceiling)),
            "actual_up_to" => new AmountRule.ActualUpTo(Of(Ceiling)),
            "per_unit" => new AmountRule.PerUnit(Of(Amount), unit, Most),
            "expense" => new AmountRule.Expense(unit, Ceiling),
            "percent_of" => new AmountRule.PercentOf(Percent ?? 0, unit),
            _ => new NormWordUnknown(line, "rule", Type),
        };
    }

    private Result<AmountRule> ToSum(string line)
    {
        var parts = (Parts ?? []).Select(part => part.ToRule(line)).ToList();
        return parts.Find(part => !part.IsOk)?.Error is { } error
            ? error
            : new AmountRule.Sum([.. parts.Select(part => part.Value)]);
    }
}
