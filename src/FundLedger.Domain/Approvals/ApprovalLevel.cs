using FundLedger.Domain.Text;

namespace FundLedger.Domain.Approvals;

/// <summary>
/// The levels that norm decisions and ladders name by code, and what they are called. A code of one's own is called by itself.
/// </summary>
public static class ApprovalLevel
{
    private static readonly Dictionary<string, Wording> Names = new(StringComparer.Ordinal)
    {
        ["office_head"] = new("Trưởng cơ quan thường trực Quỹ", "Head of the standing office"),
        ["office_head_or_chair"] = new(
            "Trưởng cơ quan thường trực Quỹ hoặc Chủ tịch Hội đồng", "Head of the standing office or chair of the council"),
        ["council_chair"] = new("Chủ tịch Hội đồng quản lý Quỹ", "Chair of the Fund Council"),
        ["council_or_uband_chair"] = new(
            "Hội đồng quản lý Quỹ hoặc Chủ tịch UBND", "Fund Council or chair of the People's Committee"),
        ["full_council"] = new("Hội đồng quản lý Quỹ", "Fund Council"),
        ["commune_vice_chair"] = new("Phó Chủ tịch UBND xã", "Vice-chair of the commune People's Committee"),
        ["commune_chair"] = new("Chủ tịch UBND xã", "Chair of the commune People's Committee"),
    };

    public static IReadOnlyCollection<string> Codes => Names.Keys;

    public static Wording NameOf(string code) => Names.TryGetValue(code, out var name) ? name : new Wording(code, code);
}
