using FundLedger.Domain;
using FundLedger.Features.Disbursements;
using Microsoft.AspNetCore.Mvc;

namespace FundLedger.Web.Pages.Disbursements;

/// <summary>The list in parts, by code: a district's has thousands of children.</summary>
internal sealed partial class GiftsModel
{
    private const string InDraft = "draft";

    /// <summary>Ticked children whom a form carries along, whatever part of the list it shows.</summary>
    private const int MostCarried = 1_000;

    /// <summary>Children of one part of the list.</summary>
    public const int RowsShown = 300;

    /// <summary>The address of the part of the list that begins after a child; null for its beginning.</summary>
    public string PartAfter(string? child) =>
        Url.Page("/Disbursements/Gifts", new { Occasion, Unit, Class, AgeFrom, AgeTo, After = child, Draft })!;

    /// <summary>Where the next part begins; null when this is the last.</summary>
    public string? NextAfter => Part.Count == RowsShown && AllowedChildren[^1].Code != Part[^1].Code ? Part[^1].Code : null;

    private List<GiftChild> Part => [.. AllowedChildren.Where(IsFurther).Take(RowsShown)];

    private bool IsFurther(GiftChild child) => string.IsNullOrEmpty(After) || string.CompareOrdinal(child.Code, After) > 0;

    /// <summary>"draft" when ticked children of other parts are in the draft and not in the form.</summary>
    [BindProperty]
    public string? Rest { get; set; }

    protected override bool IsPartOfList => Rest == InDraft;

    /// <summary>How many ticked children are in the draft only.</summary>
    public int CountNotCarried => NotCarried.Count();

    /// <summary>What is asked for them.</summary>
    public Money SumNotCarried => NotCarried.Aggregate(
        Money.Zero, (sum, code) => sum + (ReadAmount(TypedFor(code)) is { IsOk: true, Value: { } amount } ? amount : limits[code]));

    private IEnumerable<string> NotCarried => KeptOfList.Where(code => !carried.Contains(code));

    // Who is on the list no more cannot be unticked either.
    private IEnumerable<string> KeptOfList => !IsPartOfList ? [] :
        (Saved?.Fields.GetValueOrDefault(GiftFields.Chosen) ?? []).Where(limits.ContainsKey);

    private Dictionary<string, Money> limits = [];

    private HashSet<string> carried = [];

    private bool IsInForm(string code) => Request.HasFormContentType && Request.Form.ContainsKey(GiftFields.AmountOf(code));

    private string TypedFor(string code) => IsInForm(code)
        ? Request.Form[GiftFields.AmountOf(code)].ToString()
        : Saved?.Field(GiftFields.AmountOf(code)) ?? "";

    // What was ticked in another part of the list stays in the form, or in the draft when it is too much for a form.
    private IEnumerable<GiftChild> ShownOf(HashSet<string> ticked)
    {
        var part = Part.Select(child => child.Code).ToHashSet(StringComparer.Ordinal);
        limits = AllowedChildren.ToDictionary(child => child.Code, child => child.Limit);
        carried = limits.Keys
            .Where(code => part.Contains(code) || (ticked.Contains(code) && (!IsPartOfList || IsInForm(code))))
            .ToHashSet(StringComparer.Ordinal);
        return AllowedChildren.Where(child => carried.Contains(child.Code));
    }

    protected override void TakeUp(RequestDraft draft)
    {
        var ticked = draft.Fields.GetValueOrDefault(GiftFields.Chosen, []).ToHashSet(StringComparer.Ordinal);
        Rest = ticked.Count > MostCarried ? InDraft : null;
        ShowRows(ticked, code => draft.Field(GiftFields.AmountOf(code)) ?? "");
    }
}
