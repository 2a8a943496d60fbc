using System.Globalization;
using FundLedger.Domain;
using FundLedger.Domain.Norms;
using FundLedger.Features.Norms;
using Xunit;

namespace FundLedger.UnitTests.Reference;

public sealed class NormFileTests
{
    private const string District = "norm-district-sample";
    private const string Commune = "norm-commune-sample";

    [Theory]
    [InlineData(District)]
    [InlineData(Commune)]
    public void Every_row_of_the_table_is_a_line(string table) => Assert.Equal(
        ReferenceFile.Rows($"{table}.csv").Select(row => row["code"]).Order(), Decision(table).Lines.Select(line => line.Code).Order());

    [Theory]
    [InlineData(District)]
    [InlineData(Commune)]
    public void Every_line_has_the_figures_of_its_row(string table)
    {
        var rows = ReferenceFile.Rows($"{table}.csv").ToDictionary(row => row["code"]);
        Assert.All(Decision(table).Lines, line => AssertFigures(line, rows[line.Code]));
    }

    [Fact]
    public void Every_district_line_covers_the_groups_of_its_row_and_no_other()
    {
        var rows = ReferenceFile.Rows($"{District}.csv").ToDictionary(row => row["code"]);
        // The groups of D-17 are those of other lines, and what goes to no single child has none.
        Assert.All(Decision(District).Lines.Where(line => line.Payee == NormPayee.Child && line.Code != "D-17"), line =>
            Assert.Equal(Expanded(rows[line.Code]["who_groups"]), line.Groups.Where(group => group != "protected").Order()));
    }

    [Theory]
    [InlineData(District)]
    [InlineData(Commune)]
    public void A_child_of_a_sealed_group_is_judged_by_the_neutral_class(string table)
    {
        var sealedGroups = ReferenceFile.Rows("child-classes.csv")
            .Where(row => row["privacy_tier"] == "sealed").Select(row => row["code"]).ToList();
        Assert.Equal(["g05", "g06", "g07", "g09", "g10", "g11", "g12"], sealedGroups);
        foreach (var groups in Decision(table).Lines.Select(line => line.Groups).Where(groups => groups.Any(sealedGroups.Contains)))
        {
            // The neutral class stands first, so that a verdict never names a sealed group where the neutral one would do.
            Assert.Contains("protected", groups);
            Assert.DoesNotContain(groups.TakeWhile(group => group != "protected"), sealedGroups.Contains);
        }
    }

    [Theory]
    [InlineData(District)]
    [InlineData(Commune)]
    public void The_lines_use_only_codes_of_the_reference_data(string table) => Assert.All(Decision(table).Lines, line =>
    {
        Assert.Contains(line.Support.Kind, Codes("support-kinds.csv"));
        Assert.Contains(line.Support.OccasionCode ?? "tet", Codes("occasions.csv"));
        Assert.Equal(line.Payee == NormPayee.Child, line.Groups.Count > 0);
        Assert.Subset(Codes("child-classes.csv").Append(NormLine.AnyChild).ToHashSet(), line.Groups.ToHashSet());
    });

    [Theory]
    [InlineData(District)]
    [InlineData(Commune)]
    public void A_sample_calls_itself_a_sample(string table)
    {
        var paper = Decision(table).Paper;
        Assert.True(paper.IsSample);
        Assert.StartsWith("MẪU", paper.Number, StringComparison.Ordinal);
        Assert.Contains("MẪU, không phải văn bản thật", paper.Title.Vi, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(District)]
    [InlineData(Commune)]
    public void A_file_that_is_written_again_says_the_same(string table)
    {
        var file = NormFile.Parse(ReferenceFile.Text($"{table}.json"));
        var again = NormFile.Parse(NormFile.Of(file.Decision, Decision(table).Lines).Text()).ToDecision(1).Value;
        Assert.Equivalent(Decision(table).Lines, again.Lines, strict: true);
    }

    private static NormDecision Decision(string table) => NormFile.Parse(ReferenceFile.Text($"{table}.json")).ToDecision(1).Value;

    private static HashSet<string> Codes(string file) => [.. ReferenceFile.Rows(file).Select(row => row["code"])];

    private static void AssertFigures(NormLine line, IReadOnlyDictionary<string, string> row)
    {
        Assert.Equal(row["kind"], line.Support.Kind);
        Assert.Equal(row["approver_level"], line.ApproverLevel);
        var rules = line.Amounts.SelectMany(amount => amount.Rule is AmountRule.Sum sum ? sum.Parts : [amount.Rule]).ToList();
        Assert.Equal(Number(row["amount_vnd"]), rules.Select(FirstFigure).FirstOrDefault(figure => figure is not null));
        if (Number(row["cap_vnd"]) is { } cap) Assert.Equal(cap, line.Amounts.Max(amount => amount.Rule.Highest)?.Dong);
        Assert.Equal(
            Number(row.GetValueOrDefault("percent_of_net_cost", "")), rules.OfType<AmountRule.PercentOfNetCost>().FirstOrDefault()?.Percent);
        Assert.Equal(row["frequency"].Length > 0 && char.IsDigit(row["frequency"][0]) ? row["frequency"][0] - '0' : 1, line.Frequency.Limit);
        Assert.Equal(row["frequency"].Contains("per life", StringComparison.Ordinal), line.Frequency.LifeLimit == 2);
        Assert.Equal(row["frequency"].Contains("top-up", StringComparison.Ordinal), line.CompletesATotal);
    }

    // The amount that the table gives: of a range where it begins, of parts the first.
    private static long? FirstFigure(AmountRule rule) => rule switch
    {
        AmountRule.Fixed one => one.Amount.Dong,
        AmountRule.TopUpTo one => one.Total.Dong,
        AmountRule.Range one => one.From.Dong,
        AmountRule.PerUnit one => one.Amount.Dong,
        _ => null,
    };

    private static long? Number(string field) => field.Length == 0 ? null : long.Parse(field, CultureInfo.InvariantCulture);

    private static IEnumerable<string> Expanded(string groups) => groups.Split('|').SelectMany(group => group switch
    {
        "1-14" => Enumerable.Range(1, 14).Select(number => $"g{number:00}"),
        "any_child" or "family" => [NormLine.AnyChild],
        "poor" or "near_poor" => [group],
        _ => [$"g{int.Parse(group, CultureInfo.InvariantCulture):00}"],
    }).Order();
}
