using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace FundLedger.Web.Components;

/// <summary>
/// Which build of the program made a page. A form sends it back, so that one from before an update is known: it is taken as ever, and the
/// answer says that the page is of an earlier version.
/// </summary>
internal static class PageVersion
{
    public const string Field = "PageVersion";

    /// <summary>The same for the same code.</summary>
    public static string Current { get; } =
        typeof(PageVersion).Module.ModuleVersionId.ToString("N", CultureInfo.InvariantCulture)[..12];

    public static bool IsOutdated(HttpRequest request) =>
        request.HasFormContentType && request.Form.TryGetValue(Field, out var sent) && sent.Count > 0 && sent[0] != Current;
}

/// <summary>Adds the version to every form that is posted.</summary>
[HtmlTargetElement("form", Attributes = "[method=post]")]
public sealed class PageVersionTagHelper : TagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output) => output.PostContent.AppendHtml(
        $"<input type=\"hidden\" name=\"{PageVersion.Field}\" value=\"{PageVersion.Current}\">");
}
