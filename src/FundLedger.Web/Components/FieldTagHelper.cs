using FundLedger.Web.Localisation;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Localization;

namespace FundLedger.Web.Components;

/// <summary>
/// Label, hint, input and error of one field: <c>&lt;field for="Amount" label="Số tiền" kind="money" hint="…" required="true" /&gt;</c>.
/// Shows what was typed when the form comes back. Label and hint are Vietnamese keys wrapped in <c>T[…]</c> by the page.
/// </summary>
[HtmlTargetElement("field", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class FieldTagHelper(IStringLocalizer<Texts> texts) : TagHelper
{
    /// <summary>The bound property; its name is the input's name and the key of its errors.</summary>
    public required ModelExpression For { get; set; }

    public required string Label { get; set; }

    public string? Hint { get; set; }

    /// <summary>text, password, money, date, area, file or select.</summary>
    public string Kind { get; set; } = "text";

    public bool Required { get; set; }

    /// <summary>The choices of a select; without a selected one the list starts empty.</summary>
    public IEnumerable<SelectListItem> Options { get; set; } = [];

    /// <summary>The browser's own name for what is asked: username, current-password, off.</summary>
    public string Autocomplete { get; set; } = "off";

    public bool Autofocus { get; set; }

    public int? Maxlength { get; set; }

    /// <summary>Id of a datalist on the page with things that may be typed, or null.</summary>
    public string? List { get; set; }

    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    private string Id => TagBuilder.CreateSanitizedId(For.Name, "_");

    private string? ErrorText => ViewContext.ModelState.TryGetValue(For.Name, out var entry) && entry.Errors.Count > 0
        ? entry.Errors[0].ErrorMessage
        : null;

    // A password that was typed never travels back, and a browser lets no page fill in a file.
    private string Typed => Kind == "file" ? ""
        : ViewContext.ModelState.TryGetValue(For.Name, out var entry) && entry.AttemptedValue is { } attempted
        ? Kind == "password" ? "" : attempted
        : Screen.ShowInput(For.Model);

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", ErrorText is null ? $"field field-{Kind}" : $"field field-{Kind} has-error");
        output.Content.AppendHtml(LabelElement());
        if (Hint is not null) output.Content.AppendHtml(Note("hint", Hint));
        output.Content.AppendHtml(Framed(InputElement()));
        if (ErrorText is { } error) output.Content.AppendHtml(Note("error", error));
    }

    private TagBuilder LabelElement()
    {
        var label = new TagBuilder("label");
        label.Attributes["for"] = Id;
        label.InnerHtml.Append(Label);
        if (Required) return label;
        var optional = new TagBuilder("span");
        optional.AddCssClass("optional");
        optional.InnerHtml.Append(texts["không bắt buộc"]);
        label.InnerHtml.Append(" ").AppendHtml(optional);
        return label;
    }

    private TagBuilder Note(string kind, string sentence)
    {
        var note = new TagBuilder("p");
        note.AddCssClass(kind);
        note.Attributes["id"] = $"{Id}-{kind}";
        if (kind == "error") note.InnerHtml.AppendHtml(Icons.Svg("warning"));
        note.InnerHtml.Append(sentence);
        return note;
    }

    private TagBuilder Framed(TagBuilder input)
    {
        if (Kind != "money") return input;
        var frame = new TagBuilder("div");
        frame.AddCssClass("with-unit");
        var unit = new TagBuilder("span");
        unit.Attributes["aria-hidden"] = "true";
        unit.InnerHtml.Append("₫");
        frame.InnerHtml.AppendHtml(input).AppendHtml(unit);
        return frame;
    }

    private TagBuilder InputElement()
    {
        var input = Kind switch
        {
            "area" => FieldInputs.Area(Typed),
            "select" => FieldInputs.Select(Options, Typed),
            _ => FieldInputs.Line(Kind, Typed),
        };
        input.Attributes["id"] = Id;
        input.Attributes["name"] = For.Name;
        if (Kind is not "select") input.Attributes["autocomplete"] = Autocomplete;
        if (Required) input.Attributes["required"] = "required";
        if (Autofocus) input.Attributes["autofocus"] = "autofocus";
        if (Maxlength is { } length) input.Attributes["maxlength"] = Screen.ShowAny(length);
        if (List is not null) input.Attributes["list"] = List;
        if (ErrorText is not null) input.Attributes["aria-invalid"] = "true";
        string?[] described = [Hint is null ? null : $"{Id}-hint", ErrorText is null ? null : $"{Id}-error"];
        var notes = string.Join(' ', described.OfType<string>());
        if (notes.Length > 0) input.Attributes["aria-describedby"] = notes;
        return input;
    }
}
