using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Localization;

namespace FundLedger.Web.Components;

/// <summary>How a status is called and coloured, the same on every page.</summary>
public sealed record StatusLook(string Label, string Colour, string Icon);

/// <summary>The one vocabulary of statuses. Colours: grey draft, amber waiting, green approved, red rejected, blue paid.</summary>
public static class Statuses
{
    private static readonly Dictionary<string, StatusLook> Looks = new(StringComparer.OrdinalIgnoreCase)
    {
        ["draft"] = new(Texts.Key("Bản nháp"), "grey", "draft"),
        ["requested"] = new(Texts.Key("Chờ duyệt"), "amber", "clock"),
        ["approved"] = new(Texts.Key("Đã duyệt"), "green", "check"),
        ["returned"] = new(Texts.Key("Trả lại"), "amber", "undo"),
        ["rejected"] = new(Texts.Key("Từ chối"), "red", "cross"),
        ["withdrawn"] = new(Texts.Key("Đã thu hồi"), "red", "undo"),
        ["paid"] = new(Texts.Key("Đã chi"), "blue", "paid"),
        ["posted"] = new(Texts.Key("Đã ghi sổ"), "green", "check"),
        ["reversed"] = new(Texts.Key("Đã đảo"), "grey", "undo"),
        ["open"] = new(Texts.Key("Đang mở"), "green", "calendar"),
        ["closing"] = new(Texts.Key("Đang khóa sổ"), "amber", "clock"),
        ["half-approved"] = new(Texts.Key("Duyệt lần một"), "amber", "check"),
        ["proposed"] = new(Texts.Key("Chờ ban hành"), "amber", "clock"),
        ["published"] = new(Texts.Key("Đã ban hành"), "green", "check"),
        ["superseded"] = new(Texts.Key("Đã có quyết định thay thế"), "grey", "undo"),
        ["prepared"] = new(Texts.Key("Đã lập lệnh"), "amber", "draft"),
        ["unknown"] = new(Texts.Key("Chưa rõ đã gửi"), "red", "warning"),
        ["sent"] = new(Texts.Key("Đang chi"), "amber", "arrow"),
        ["settled"] = new(Texts.Key("Đã có kết quả"), "green", "check"),
        ["cancelled"] = new(Texts.Key("Lệnh đã hủy"), "grey", "cross"),
        ["partial"] = new(Texts.Key("Chi một phần"), "blue", "paid"),
        ["failed"] = new(Texts.Key("Không chi được"), "red", "cross"),
        ["absent"] = new(Texts.Key("Vắng mặt"), "amber", "clock"),
        ["given-up"] = new(Texts.Key("Trả về quỹ"), "grey", "undo"),
        ["finding-open"] = new(Texts.Key("Chờ quỹ trả lời"), "amber", "clock"),
        ["finding-answered"] = new(Texts.Key("Chờ kiểm toán viên xem"), "amber", "clock"),
        ["finding-accepted"] = new(Texts.Key("Đã chấp nhận"), "green", "check"),
        ["closed"] = new(Texts.Key("Đã khóa sổ"), "grey", "lock"),
    };

    public static IReadOnlyCollection<string> Words => Looks.Keys;

    /// <summary>Raises <see cref="KeyNotFoundException"/> for a word outside the vocabulary.</summary>
    public static StatusLook LookOf(string word) => Looks[word];
}

/// <summary><c>&lt;status-chip of="approved" /&gt;</c>.</summary>
[HtmlTargetElement("status-chip", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class StatusChipTagHelper(IStringLocalizer<Texts> texts) : TagHelper
{
    public required string Of { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var look = Statuses.LookOf(Of);
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", $"chip chip-{look.Colour}");
        output.Content.AppendHtml(Icons.Svg(look.Icon)).Append(texts[look.Label]);
    }
}
