using FundLedger.Domain;
using FundLedger.Web.Localisation;
using Microsoft.AspNetCore.Razor.TagHelpers;
using NodaTime;
using NodaTime.Text;

namespace FundLedger.Web.Components;

/// <summary><c>&lt;money of="@amount" /&gt;</c>: 1.234.567 ₫, negative in brackets, nothing as a dash.</summary>
[HtmlTargetElement("money", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class MoneyTagHelper : TagHelper
{
    public Money? Of { get; set; }

    /// <summary>False leaves the sign away, for tables whose heading names the unit.</summary>
    public bool Unit { get; set; } = true;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", Of is { IsNegative: true } ? "money negative" : "money");
        output.Content.SetContent(Of is not { } amount ? "–" : Unit ? Screen.Show(amount) : amount.ToString());
    }
}

/// <summary><c>&lt;date of="@date" /&gt;</c>: 20/12/2021.</summary>
[HtmlTargetElement("date", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class DateTagHelper : TagHelper
{
    public LocalDate? Of { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output) =>
        TimeElement.Write(output, Of is { } date ? LocalDatePattern.Iso.Format(date) : null, Of is { } shown ? Screen.Show(shown) : "–");
}

/// <summary><c>&lt;moment of="@instant" /&gt;</c>: 20/12/2021 08:15, Vietnamese time.</summary>
[HtmlTargetElement("moment", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class MomentTagHelper : TagHelper
{
    public Instant? Of { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output) =>
        TimeElement.Write(output, Of is { } at ? InstantPattern.General.Format(at) : null, Of is { } shown ? Screen.Show(shown) : "–");
}

internal static class TimeElement
{
    public static void Write(TagHelperOutput output, string? machine, string people)
    {
        output.TagName = machine is null ? "span" : "time";
        output.TagMode = TagMode.StartTagAndEndTag;
        if (machine is not null) output.Attributes.SetAttribute("datetime", machine);
        output.Content.SetContent(people);
    }
}
