using FundLedger.Features.Disbursements;
using Microsoft.AspNetCore.Mvc;

namespace FundLedger.Web.Pages.Disbursements;

/// <summary>The list in parts, by code: a district's has thousands of children.</summary>
internal sealed partial class GiftsModel
{
    /// <summary>Children of one part of the list.</summary>
    public const int RowsShown = 300;

    /// <summary>The address of the part of the list that begins after a child; null for its beginning.</summary>
    public string PartAfter(string? child) =>
        Url.Page("/Disbursements/Gifts", new { Occasion, Unit, Class, AgeFrom, AgeTo, After = child, Draft })!;

    /// <summary>Where the next part begins; null when this is the last.</summary>
    public string? NextAfter => Part.Count == RowsShown && AllowedChildren[^1].Code != Part[^1].Code ? Part[^1].Code : null;

    private List<GiftChild> Part => [.. AllowedChildren.Where(IsFurther).Take(RowsShown)];

    private bool IsFurther(GiftChild child) => string.IsNullOrEmpty(After) || string.CompareOrdinal(child.Code, After) > 0;

    // What was ticked in another part of the list stays in the form.
    private IEnumerable<GiftChild> ShownOf(HashSet<string> ticked)
    {
        var part = Part.Select(child => child.Code).ToHashSet(StringComparer.Ordinal);
        return AllowedChildren.Where(child => part.Contains(child.Code) || ticked.Contains(child.Code));
    }
}
