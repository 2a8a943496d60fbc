using FundLedger.Domain.Children;
using FundLedger.Features.Vault;
using NodaTime;

namespace FundLedger.Features.Children;

/// <summary>A class as registrations choose it.</summary>
internal sealed record ChoosableClass
{
    public const string Sql = """
        SELECT class_code, group_no, name_vi, name_en, privacy_tier FROM child_classes
        WHERE class_code <> 'any_child' ORDER BY sort_order
        """;

    public string ClassCode { get; init; } = "";

    /// <summary>1 to 14, or null for a local class.</summary>
    public int? GroupNo { get; init; }

    public string NameVi { get; init; } = "";

    public string NameEn { get; init; } = "";

    public string PrivacyTier { get; init; } = "";

    public bool IsSealed => PrivacyTier == "sealed";
}

/// <summary>The classes of one child: the sealed one for the vault, the others for the list.</summary>
/// <param name="Sealed">Null for a child of no sealed group.</param>
/// <param name="Open">What the list says; "protected" in place of the sealed one.</param>
internal sealed record ChosenClasses(string? Sealed, string[] Open)
{
    /// <summary>Null unless all are known, at least one is chosen and at most one is sealed.</summary>
    public static ChosenClasses? Of(IEnumerable<ChoosableClass> known, IReadOnlyCollection<string> codes)
    {
        var chosen = known.Where(one => codes.Contains(one.ClassCode)).ToList();
        if (chosen.Count == 0 || chosen.Count != codes.Distinct().Count() || chosen.Count(one => one.IsSealed) > 1) return null;
        return new ChosenClasses(
            chosen.FirstOrDefault(one => one.IsSealed)?.ClassCode,
            [.. chosen.Select(one => one.IsSealed ? "protected" : one.ClassCode).Distinct()]);
    }
}

/// <summary>What an identity's own number says otherwise than the rest: to look at again, never to refuse.</summary>
internal static class NumberDoubts
{
    public static bool OtherYear(Identity identity) =>
        Own(identity) is { } number && PersonalId.TellsOtherYear(number, identity.BirthDate);

    public static bool OtherSex(Identity identity) =>
        Own(identity) is { } number && identity.Sex is { } sex && PersonalId.TellsOtherSex(number, sex);

    /// <summary>The child's own number; a parent's tells nothing of the child.</summary>
    public static string? Own(Identity identity) => string.IsNullOrEmpty(identity.PersonalIdOf) ? identity.PersonalId : null;
}
