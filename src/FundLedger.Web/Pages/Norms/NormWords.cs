using FundLedger.Domain;
using FundLedger.Domain.Approvals;
using FundLedger.Domain.Norms;
using FundLedger.Features.Norms;
using FundLedger.Web.Localisation;
using Microsoft.Extensions.Localization;

namespace FundLedger.Web.Pages.Norms;

/// <summary>A norm line as people say it.</summary>
internal static class NormWords
{
    /// <summary>The amounts of a line, each with its name where there are several.</summary>
    public static IEnumerable<string> RulesOf(NormLine line, IStringLocalizer<Texts> texts) => line.Amounts.Select(amount =>
        string.Join(": ", new[] { Bilingual.Of(amount.Name.Vi, amount.Name.En), BandOf(amount, texts), RuleOf(amount.Rule, texts) }
            .Where(part => !string.IsNullOrEmpty(part))));

    /// <summary>The most that any case gets by the line; null when only its facts set a bound.</summary>
    public static Money? HighestOf(NormLine line) =>
        line.Amounts.All(amount => amount.Rule.Highest is not null) ? line.Amounts.Max(amount => amount.Rule.Highest) : null;

    public static string RuleOf(AmountRule rule, IStringLocalizer<Texts> texts) => rule switch
    {
        AmountRule.Fixed one => texts["mức cố định {0}", Screen.Show(one.Amount)],
        AmountRule.TopUpTo one => texts["bù cho đủ {0} cùng với quà của các quỹ khác", Screen.Show(one.Total)],
        AmountRule.PercentOfNetCost one =>
            texts["{0}% chi phí còn lại sau bảo hiểm và hỗ trợ khác, trần {1}", one.Percent, Screen.Show(one.Ceiling)],
        AmountRule.ActualUpTo one => texts["theo chi phí thực tế, trần {0}", Screen.Show(one.Ceiling)],
        AmountRule.Range one => texts["từ {0} đến {1} tùy mức độ, nêu lý do", Screen.Show(one.From), Screen.Show(one.To)],
        AmountRule.PerUnit { Most: { } most } one =>
            texts["{0} × số {1}, không quá {2}", Screen.Show(one.Amount), NameOf(one.Unit), most],
        AmountRule.PerUnit one => texts["{0} × số {1}", Screen.Show(one.Amount), NameOf(one.Unit)],
        AmountRule.Expense { Ceiling: { } ceiling } one => texts["{0} thực tế, trần {1}", NameOf(one.Item), Screen.Show(ceiling)],
        AmountRule.Expense one => texts["{0} thực tế", NameOf(one.Item)],
        AmountRule.PercentOf one => texts["{0}% của {1}", one.Percent, NameOf(one.Base)],
        AmountRule.Sum sum => string.Join(" + ", sum.Parts.Select(part => RuleOf(part, texts))),
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "Not a rule."),
    };

    /// <summary>What else the line asks for: to whom it goes, ages, batch, sources, exception.</summary>
    public static IEnumerable<string> TermsOf(NormLine line, IStringLocalizer<Texts> texts)
    {
        if (line.GoodsAllowed) yield return texts["có thể trao bằng hiện vật có giá trị kê khai"];
        if (line.AgeFrom is not null || line.AgeTo is not null)
        {
            yield return texts["từ {0} đến {1} tuổi", line.AgeFrom ?? 0, line.AgeTo ?? (Childhood.EndsAtAge - 1)];
        }

        if (line.Batch?.Shares is { } shares) yield return texts["mỗi đợt không quá {0} suất", shares];
        if (line.Batch?.Ceiling is { } ceiling) yield return texts["mỗi đợt không quá {0}", Screen.Show(ceiling)];
        if (line.ExceptionLevel is { } level) yield return texts["vượt mức khi có quyết định riêng của {0}", ApproverOf(level)];
    }

    public static string ValidityOf(ListedDecision decision, IStringLocalizer<Texts> texts) => decision.ValidTo is { } last
        ? texts["{0} – {1}", Screen.Show(decision.ValidFrom), Screen.Show(last)]
        : texts["từ {0} đến khi có quyết định thay thế", Screen.Show(decision.ValidFrom)];

    public static string StepOf(string step, IStringLocalizer<Texts> texts) => step switch
    {
        "drafted" => texts["Soạn dự thảo"],
        "proposed" => texts["Trình ban hành"],
        "returned" => texts["Trả lại"],
        "published" => texts["Ban hành"],
        "superseded" => texts["Có quyết định thay thế"],
        "discarded" => texts["Bỏ dự thảo"],
        _ => step,
    };

    public static string PayeeOf(NormPayee payee, IStringLocalizer<Texts> texts) => payee switch
    {
        NormPayee.Household => texts["Hộ gia đình"],
        NormPayee.Institution => texts["Cơ sở, đơn vị tổ chức"],
        NormPayee.Fund => texts["Chi quản lý của Quỹ"],
        _ => texts["Trẻ em"],
    };

    public static string FrequencyOf(NormLine line, IStringLocalizer<Texts> texts)
    {
        var frequency = FrequencyOf(NormCodes.Units.Of(line.Frequency.Unit), line.Frequency.Limit, texts);
        return line.Frequency.LifeLimit is { } life ? $"{frequency}; {texts["cả thời thơ ấu không quá {0} lần", life]}" : frequency;
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

    public static string ApproverOf(string level) => Bilingual.Of(ApprovalLevel.NameOf(level));

    /// <summary>
    /// The groups of a line, the numbered ones by number. "Protected" is how a sealed group appears about a child; where the norm names
    /// the sealed groups themselves, it adds nothing.
    /// </summary>
    public static string GroupsOf(NormLine line, IReadOnlyList<NormGroup> groups, IStringLocalizer<Texts> texts)
    {
        if (line.Payee != NormPayee.Child) return PayeeOf(line.Payee, texts);
        var named = groups.Where(group => line.Groups.Contains(group.Code)).ToList();
        if (named.Exists(group => group.IsSealed)) named.RemoveAll(group => group.Code == "protected");
        var numbers = named.Where(group => group.No is not null).Select(group => group.No).ToList();
        var others = named.Where(group => group.No is null).Select(group => Bilingual.Of(group.NameVi, group.NameEn));
        var byNumber = numbers.Count == 0 ? [] : new[] { texts["Nhóm {0}", Screen.ShowAny(numbers)].Value };
        return string.Join("; ", byNumber.Concat(others));
    }

    /// <summary>What is asked for in a form.</summary>
    public static string LabelOf(CaseQuantity quantity, IStringLocalizer<Texts> texts) => quantity switch
    {
        CaseQuantity.Day => texts["Số ngày điều trị"],
        CaseQuantity.Child => texts["Số trẻ em trong hộ"],
        CaseQuantity.Fare => texts["Tiền vé phương tiện công cộng (₫)"],
        _ => texts["Số thu không chỉ định mục đích trong năm (₫)"],
    };

    public static string NameOf(CaseQuantity quantity)
    {
        var name = CaseQuantities.Name(quantity);
        return Bilingual.Of(name.Vi, name.En);
    }

    private static string BandOf(NormVariant amount, IStringLocalizer<Texts> texts) => (amount.CostFrom, amount.CostBelow) switch
    {
        ({ } from, { } below) => texts["chi phí từ {0} đến dưới {1}", Screen.Show(from), Screen.Show(below)],
        ({ } from, null) => texts["chi phí từ {0}", Screen.Show(from)],
        (null, { } below) => texts["chi phí dưới {0}", Screen.Show(below)],
        _ => "",
    };
}
