using FundLedger.Features.Norms;
using FundLedger.Web.Localisation;
using Microsoft.Extensions.Localization;

namespace FundLedger.Web.Pages.Norms;

/// <summary>A norm line as people say it.</summary>
internal static class NormWords
{
    public static string RuleOf(ListedNormLine line, IStringLocalizer<Texts> texts) => line.AmountRule switch
    {
        "fixed" => texts["mức cố định"],
        "percent_of_net_cost" => texts["{0}% chi phí còn lại sau bảo hiểm và hỗ trợ khác", line.Percent ?? 0],
        "actual_up_to" => texts["theo chi phí thực tế"],
        "range" => texts["từ {0}, tùy mức độ", Screen.ShowAny(line.Amount)],
        _ => line.AmountRule,
    };

    public static string FrequencyOf(ListedNormLine line, IStringLocalizer<Texts> texts)
    {
        var frequency = FrequencyOf(line.Frequency, line.FrequencyLimit, texts);
        return line.LifeLimit is { } life ? $"{frequency}; {texts["cả thời thơ ấu không quá {0} lần", life]}" : frequency;
    }

    public static string FrequencyOf(string frequency, int limit, IStringLocalizer<Texts> texts) => frequency switch
    {
        "occasion" => texts["{0} lần mỗi dịp", limit],
        "incident" => texts["{0} lần mỗi vụ việc", limit],
        "year" => texts["{0} lần mỗi năm", limit],
        "school_year" => texts["{0} lần mỗi năm học", limit],
        "months_36" => texts["{0} lần trong 36 tháng", limit],
        "life" => texts["{0} lần trong cả thời thơ ấu", limit],
        _ => frequency,
    };

    public static string ApproverOf(string level, IStringLocalizer<Texts> texts) => level switch
    {
        "council_chair" => texts["Chủ tịch Hội đồng quản lý Quỹ"],
        "office_head" => texts["Trưởng cơ quan thường trực Quỹ"],
        "office_head_or_chair" => texts["Trưởng cơ quan thường trực Quỹ hoặc Chủ tịch Hội đồng"],
        "commune_chair" => texts["Chủ tịch UBND xã"],
        "commune_vice_chair" => texts["Phó Chủ tịch UBND xã"],
        _ => level,
    };

    /// <summary>
    /// The groups of a line, the numbered ones by number. "Protected" is how a sealed group appears about a child; where the norm names
    /// the sealed groups themselves, it adds nothing.
    /// </summary>
    public static string GroupsOf(ListedNormLine line, IReadOnlyList<NormGroup> groups, IStringLocalizer<Texts> texts)
    {
        var named = groups.Where(group => line.Classes.Contains(group.Code)).ToList();
        if (named.Exists(group => group.IsSealed)) named.RemoveAll(group => group.Code == "protected");
        var numbers = named.Where(group => group.No is not null).Select(group => group.No).ToList();
        var others = named.Where(group => group.No is null).Select(group => Bilingual.Of(group.NameVi, group.NameEn));
        var byNumber = numbers.Count == 0 ? [] : new[] { texts["Nhóm {0}", Screen.ShowAny(numbers)].Value };
        return string.Join("; ", byNumber.Concat(others));
    }
}
