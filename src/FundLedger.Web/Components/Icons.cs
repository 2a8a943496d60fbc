using Microsoft.AspNetCore.Razor.TagHelpers;

namespace FundLedger.Web.Components;

/// <summary>The drawings of the site: 24 × 24, one stroke width, in the colour of the text around them.</summary>
public static class Icons
{
    private static readonly Dictionary<string, string> Drawings = new(StringComparer.Ordinal)
    {
        ["tasks"] = "<path d='M10 6h10M10 12h10M10 18h10M3.5 6l1.5 1.5L7.5 5M3.5 12l1.5 1.5L7.5 11M3.5 18l1.5 1.5L7.5 17'/>",
        ["fund"] = "<path d='M3 10l9-6 9 6M4 20h16M6 10v10M10 13v7M14 13v7M18 10v10'/>",
        ["receipt"] = "<path d='M12 3v11M7.5 9.5L12 14l4.5-4.5M4 15v4a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2v-4'/>",
        ["disbursement"] = "<path d='M12 14V3M7.5 7.5L12 3l4.5 4.5M4 15v4a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2v-4'/>",
        ["goods"] = "<path d='M4 8l8-4 8 4v8l-8 4-8-4zM4 8l8 4 8-4M12 12v8'/>",
        ["child"] = "<circle cx='12' cy='7' r='3.5'/><path d='M5 21c0-4.5 3-7.5 7-7.5s7 3 7 7.5'/>",
        ["norm"] = "<path d='M12 4v16M7 20h10M5 7h14M5 7l-2.5 6a2.7 2.7 0 0 0 5 0zM19 7l-2.5 6a2.7 2.7 0 0 0 5 0z'/>",
        ["ledger"] = "<path d='M5 4h11a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3zM5 17a3 3 0 0 1 3-3h11M9 8h6'/>",
        ["lock"] = "<rect x='5' y='11' width='14' height='9' rx='2'/><path d='M8 11V8a4 4 0 0 1 8 0v3M12 15v2'/>",
        ["statement"] = "<path d='M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6'/>",
        ["audit"] = "<path d='M12 3l7 3v5c0 4.7-2.9 8-7 10-4.1-2-7-5.3-7-10V6zM9 12l2 2 4-4'/>",
        ["search"] = "<circle cx='11' cy='11' r='6.5'/><path d='M16 16l4.5 4.5'/>",
        ["bell"] = "<path d='M6 16v-5a6 6 0 0 1 12 0v5l1.5 2h-15zM10 20.5h4M12 5V3'/>",
        ["menu"] = "<path d='M4 7h16M4 12h16M4 17h16'/>",
        ["close"] = "<path d='M6 6l12 12M18 6L6 18'/>",
        ["plus"] = "<path d='M12 5v14M5 12h14'/>",
        ["check"] = "<path d='M5 12.5l4.5 4.5L19 7.5'/>",
        ["cross"] = "<path d='M7 7l10 10M17 7L7 17'/>",
        ["clock"] = "<circle cx='12' cy='12' r='8.5'/><path d='M12 7.5V12l3 2'/>",
        ["warning"] = "<path d='M12 4l9 16H3zM12 10v4M12 17v.3'/>",
        ["refusal"] = "<circle cx='12' cy='12' r='8.5'/><path d='M6 18L18 6'/>",
        ["info"] = "<circle cx='12' cy='12' r='8.5'/><path d='M12 11v5M12 7.7V8'/>",
        ["undo"] = "<path d='M8 5L4 9l4 4M4 9h10a6 6 0 0 1 0 12H9'/>",
        ["print"] = "<path d='M7 8V3h10v5M7 17H4v-7a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v7h-3M7 14h10v7H7z'/>",
        ["download"] = "<path d='M12 4v11M7.5 10.5L12 15l4.5-4.5M5 20h14'/>",
        ["calendar"] = "<rect x='4' y='5.5' width='16' height='15' rx='2'/><path d='M4 10h16M8.5 3v4M15.5 3v4'/>",
        ["user"] = "<circle cx='12' cy='8' r='4'/><path d='M4 21c.6-4.4 3.8-7 8-7s7.4 2.6 8 7'/>",
        ["sign-out"] = "<path d='M10 4H6a2 2 0 0 0-2 2v12a2 2 0 0 0 2 2h4M15 8l4 4-4 4M19 12H9'/>",
        ["keyboard"] = "<rect x='2.5' y='6' width='19' height='12' rx='2'/><path d='M6 10h.2M10 10h.2M14 10h.2M18 10h.2M8 14h8'/>",
        ["empty"] = "<path d='M4 13l3-8h10l3 8v6H4zM4 13h4l1.5 3h5L16 13h4'/>",
        ["arrow"] = "<path d='M5 12h14M13 6l6 6-6 6'/>",
        ["draft"] = "<path d='M4 20l1-4L16 5l3 3L8 19zM14 7l3 3'/>",
        ["handout"] = "<circle cx='15' cy='6' r='3.5'/>"
            + "<path d='M3 14h3l4-2h3.5a1.6 1.6 0 0 1 0 3.2H10.5M14 14.5l4.5-2.4a1.7 1.7 0 0 1 1.7 2.9L14 19H8l-2-1H3z'/>",
        ["camera"] = "<path d='M4 8h4l1.5-2.5h5L16 8h4v11H4z'/><circle cx='12' cy='13' r='3.5'/>",
        ["paid"] = "<rect x='3' y='6' width='18' height='12' rx='2'/><circle cx='12' cy='12' r='2.5'/><path d='M6.5 12h.2M17.3 12h.2'/>",
    };

    public static IReadOnlyCollection<string> Names => Drawings.Keys;

    /// <summary>The drawing as SVG. Raises <see cref="KeyNotFoundException"/> for a name that has none.</summary>
    public static string Svg(string name) =>
        $"<svg class='icon' viewBox='0 0 24 24' aria-hidden='true' focusable='false'>{Drawings[name]}</svg>";
}

/// <summary><c>&lt;icon of="receipt" /&gt;</c>. Decorative: the words beside it carry the meaning.</summary>
[HtmlTargetElement("icon", TagStructure = TagStructure.WithoutEndTag)]
public sealed class IconTagHelper : TagHelper
{
    public required string Of { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(Icons.Svg(Of));
    }
}
