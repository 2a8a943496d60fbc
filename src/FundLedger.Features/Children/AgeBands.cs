using FundLedger.Domain.Text;

namespace FundLedger.Features.Children;

/// <summary>Which band an age is in, and what bands are called on papers.</summary>
public static class AgeBands
{
    public static AgeBand Of(int age) =>
        age <= 5 ? AgeBand.UpTo5 : age <= 10 ? AgeBand.From6To10 : age <= 15 ? AgeBand.From11To15 : AgeBand.From16;

    public static Wording Name(AgeBand band) => band switch
    {
        AgeBand.UpTo5 => new("0–5 tuổi", "Ages 0–5"),
        AgeBand.From6To10 => new("6–10 tuổi", "Ages 6–10"),
        AgeBand.From11To15 => new("11–15 tuổi", "Ages 11–15"),
        _ => new("từ 16 tuổi", "16 and more"),
    };
}
