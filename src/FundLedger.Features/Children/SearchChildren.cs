using System.Text.Json.Serialization;
using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Vault;
using MediatR;

namespace FundLedger.Features.Children;

/// <summary>
/// Finds children of the searcher's own communes by name, guardian or code. Each child shown is a look at its identity, written down with
/// the reason; children of sealed groups never appear. Names are read in memory and nowhere kept.
/// </summary>
/// <param name="Reason">Why the names are needed; at least 5 characters.</param>
public sealed record SearchChildren(string Fund, Guid Key, string Reason) : ICommand<ChildrenFound>
{
    /// <summary>
    /// What was typed: personal data, hence no part of what is kept of the request. Without accents it finds all; names that have the typed
    /// accents come first.
    /// </summary>
    [JsonIgnore]
    public string Words { get; init; } = "";
}

/// <param name="Codes">Of the children shown, in their order.</param>
/// <param name="More">How many more there are, that are not shown: the search is to be narrowed.</param>
public sealed record ChildrenFound(IReadOnlyList<string> Codes, int More)
{
    /// <summary>The children with their names; never part of the stored answer, so empty when the same search is answered again.</summary>
    [JsonIgnore]
    public IReadOnlyList<FoundChild> Children { get; init; } = [];
}

public sealed record FoundChild(string Code, string Household, string Unit, string State)
{
    [JsonIgnore]
    public Identity? Identity { get; init; }

    /// <summary>The guardian's name was found, not the child's.</summary>
    public bool IsByGuardian { get; init; }
}

public sealed record SearchWordsMissing() : Invalid("A search needs at least two letters of a name, or a code.")
{
    public override string Field => "Words";
}

/// <summary>Only the officer of a commune opens names; everybody else searches by code.</summary>
public sealed record SearchNeedsOfficer() : Refused("Only a commune officer searches by name.");

internal sealed class SearchChildrenHandler(Db db, IdentityVault vault, OwnChildren own)
    : IRequestHandler<SearchChildren, Result<ChildrenFound>>
{
    private const int Most = 20;
    private const int ShortestWords = 2;

    private const string LookSql = "SELECT beneficiary_code, key_id, nonce, sealed FROM look_at_identities(@Codes, @Reason)";

    public async Task<Result<ChildrenFound>> Handle(SearchChildren request, CancellationToken cancellationToken)
    {
        if (request.Reason.Trim().Length < 5) return new Domain.Ledger.ReasonMissing();
        var words = request.Words.Trim();
        if (words.Length < ShortestWords) return new SearchWordsMissing();
        if (!await own.IsOfficerAsync(request.Fund, cancellationToken)) return new SearchNeedsOfficer();
        var search = NameSearch.For(words);
        var hits = (await own.ReadAsync(request.Fund, OwnChildren.Sealed.Never, cancellationToken))
            .Select(child => HitOf(child, search, words)).OfType<Hit>()
            .OrderBy(hit => hit.Rank).ThenBy(hit => hit.Child.Identity.FullName, NameOrder.Instance).ThenBy(hit => hit.Child.Code)
            .ToList();
        var shown = hits.Take(Most).ToList();
        var codes = shown.Select(hit => hit.Child.Code).ToArray();
        var opened = (await db.ListAsync<SealedIdentity>(LookSql, new { Codes = codes, Reason = request.Reason.Trim() }, cancellationToken))
            .ToDictionary(row => row.BeneficiaryCode, vault.Open);
        return new ChildrenFound(codes, hits.Count - shown.Count) { Children = [.. shown.Select(hit => Shown(hit, opened))] };
    }

    private static FoundChild Shown(Hit hit, Dictionary<string, Identity> opened) =>
        new(hit.Child.Code, hit.Child.Household, hit.Child.Unit, hit.Child.State)
        {
            Identity = opened.GetValueOrDefault(hit.Child.Code), IsByGuardian = hit.IsByGuardian,
        };

    private static Hit? HitOf(OwnChild child, NameSearch search, string words)
    {
        if (child.Code.EndsWith(words, StringComparison.OrdinalIgnoreCase)) return new Hit(child, -1, false);
        var byName = search.Find(child.Identity.FullName);
        if (byName != NameHit.None) return new Hit(child, (int)byName, false);
        var byGuardian = search.Find(child.Identity.GuardianName);
        return byGuardian == NameHit.None ? null : new Hit(child, (int)NameHit.None + (int)byGuardian, true);
    }

    private sealed record Hit(OwnChild Child, int Rank, bool IsByGuardian);
}
