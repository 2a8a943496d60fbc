using Microsoft.AspNetCore.Mvc.Rendering;

namespace FundLedger.Web.Components;

/// <summary>The elements that a field can hold.</summary>
internal static class FieldInputs
{
    /// <summary>One line of text. Money and dates are typed as text, because a person types 1.234.567 and 31/12.</summary>
    public static TagBuilder Line(string kind, string typed)
    {
        var input = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing };
        input.Attributes["type"] = kind is "password" or "file" ? kind : "text";
        if (kind != "file") input.Attributes["value"] = typed;
        if (kind == "money") input.Attributes["inputmode"] = "numeric";
        if (kind == "date")
        {
            input.Attributes["inputmode"] = "numeric";
            input.Attributes["placeholder"] = "dd/MM/yyyy";
        }
        if (kind is "money" or "date") input.Attributes[$"data-{kind}"] = "";
        return input;
    }

    public static TagBuilder Area(string typed)
    {
        var area = new TagBuilder("textarea");
        area.Attributes["rows"] = "3";
        area.InnerHtml.Append(typed);
        return area;
    }

    public static TagBuilder Select(IEnumerable<SelectListItem> options, string chosen)
    {
        var select = new TagBuilder("select");
        var all = options.ToList();
        if (all.TrueForAll(option => option.Value.Length > 0)) all.Insert(0, new SelectListItem("–", ""));
        foreach (var option in all) select.InnerHtml.AppendHtml(Option(option, chosen));
        return select;
    }

    private static TagBuilder Option(SelectListItem item, string chosen)
    {
        var option = new TagBuilder("option");
        option.Attributes["value"] = item.Value;
        if (item.Value == chosen || (chosen.Length == 0 && item.Selected)) option.Attributes["selected"] = "selected";
        if (item.Disabled) option.Attributes["disabled"] = "disabled";
        option.InnerHtml.Append(item.Text);
        return option;
    }
}
