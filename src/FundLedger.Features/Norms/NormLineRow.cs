using FundLedger.Domain;
using FundLedger.Domain.Norms;
using FundLedger.Domain.Text;

namespace FundLedger.Features.Norms;

/// <summary>A row of norm_lines with the classes that it covers.</summary>
internal sealed record NormLineRow
{
    public string LineCode { get; init; } = "";

    public string NameVi { get; init; } = "";

    public string NameEn { get; init; } = "";

    public string SupportKind { get; init; } = "";

    public string? OccasionCode { get; init; }

    public string? Need { get; init; }

    public string AmountRule { get; init; } = "";

    public Money? Amount { get; init; }

    public int? Percent { get; init; }

    public Money Ceiling { get; init; }

    public string Frequency { get; init; } = "";

    public int FrequencyLimit { get; init; }

    public int? LifeLimit { get; init; }

    public string ApproverLevel { get; init; } = "";

    public string[] PapersVi { get; init; } = [];

    public string[] PapersEn { get; init; } = [];

    public string[] Classes { get; init; } = [];

    public NormLine ToLine() => new()
    {
        Code = LineCode,
        Support = new SupportSought(SupportKind, OccasionCode, Need),
        Name = new Wording(NameVi, NameEn),
        Rule = Rule(),
        Frequency = new Domain.Norms.Frequency(Unit(), FrequencyLimit, LifeLimit),
        Groups = Classes,
        ApproverLevel = ApproverLevel,
        Papers = [.. PapersVi.Zip(PapersEn, (vi, en) => new Wording(vi, en))],
    };

    private Domain.Norms.AmountRule Rule() => AmountRule switch
    {
        "fixed" => new Domain.Norms.AmountRule.Fixed(Ceiling),
        "percent_of_net_cost" => new Domain.Norms.AmountRule.PercentOfNetCost(Percent!.Value, Ceiling),
        "actual_up_to" => new Domain.Norms.AmountRule.ActualUpTo(Ceiling),
        "range" => new Domain.Norms.AmountRule.Range(Amount!.Value, Ceiling),
        _ => throw new InvalidOperationException($"Norm line {LineCode} has the unknown rule {AmountRule}."),
    };

    private FrequencyUnit Unit() => Frequency switch
    {
        "occasion" => FrequencyUnit.PerOccasion,
        "incident" => FrequencyUnit.PerIncident,
        "year" => FrequencyUnit.PerYear,
        "school_year" => FrequencyUnit.PerSchoolYear,
        "months_36" => FrequencyUnit.PerMonths36,
        "life" => FrequencyUnit.PerLife,
        _ => throw new InvalidOperationException($"Norm line {LineCode} has the unknown frequency {Frequency}."),
    };
}
