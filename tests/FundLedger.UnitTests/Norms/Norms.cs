using FundLedger.Domain;
using FundLedger.Domain.Norms;
using FundLedger.Domain.Text;
using NodaTime;

namespace FundLedger.UnitTests.Norms;

/// <summary>Norm lines and cases to judge, each differing from the plain one only where a test says so.</summary>
internal static class Norms
{
    public static readonly LocalDate Day = new(2021, 6, 1);

    public static readonly SupportSought HeartSurgery = new("surgery", Need: "heart");

    public static readonly NormLine Heart = new()
    {
        Code = "D-07",
        Support = HeartSurgery,
        Name = new Wording("Phẫu thuật tim bẩm sinh", "Congenital heart surgery"),
        Amounts = NormVariant.Only(new AmountRule.PercentOfNetCost(80, new Money(10_000_000))),
        Frequency = new Frequency(FrequencyUnit.PerIncident, 1, LifeLimit: 2),
        Groups = ["g04", "g13", "poor", "near_poor"],
        ApproverLevel = "council_chair",
    };

    public static readonly NormLine TetGift = Heart with
    {
        Code = "D-01",
        Support = new SupportSought("holiday_gift", "tet"),
        Amounts = NormVariant.Only(new AmountRule.Fixed(new Money(300_000))),
        Frequency = new Frequency(FrequencyUnit.PerOccasion, 1),
    };

    public static readonly CaseFacts Poor = new()
    {
        JudgedOn = Day,
        AgeInYears = 9,
        ClassCodes = new HashSet<string> { "poor" },
        Uses = new Dictionary<string, UsesCounted>(),
        Cost = Cost(45_000_000, 30_000_000, 2_000_000),
    };

    public static CaseCost Cost(long cost, long insurance = 0, long otherAid = 0) =>
        CaseCost.Of(new Money(cost), new Money(insurance), new Money(otherAid)).Value;

    public static Dictionary<string, UsesCounted> Used(NormLine line, int inPeriod, int inLife) =>
        new() { [line.Code] = new UsesCounted(inPeriod, inLife) };

    public static Result<NormDecision> Decide(params NormLine[] lines) => NormDecision.Create(
        new NormDecisionId(1),
        new NormDecisionPaper
        {
            Number = "MẪU-01/QĐ-QBTTE",
            IssuedOn = new LocalDate(2021, 1, 4),
            IssuedBy = "Quỹ mẫu",
            Title = new Wording("Định mức", "Norms"),
            IsSample = true,
        },
        Validity.Between(new LocalDate(2021, 1, 4), new LocalDate(2021, 12, 31)).Value,
        lines);

    public static Result<NormVerdict> Judge(NormLine line, CaseFacts facts) => line.Judge(Decide(line).Value, facts);
}
