using FundLedger.Domain.Children;
using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Vault;

/// <summary>A child of the register that is like another one, or like one that is about to be registered.</summary>
internal sealed record LikeChild(OwnChild Child, ChildLikeness Likeness);

/// <summary>
/// Who of the children of a fund's units is like whom, judged in memory. Children of sealed groups take part only while their case is open
/// to the acting person: whoever could ask whether a name is like a sealed one would learn it.
/// </summary>
internal sealed class LikeChildren(Db db, IdentityVault vault, OwnChildren own)
{
    private const string ToldSql = """
        SELECT beneficiary_code AS one, other_code AS other, own_mark, other_mark
        FROM child_events e WHERE event = 'told_apart' AND child_event_holds(event_no)
        """;

    private const string DoubtSql = "SELECT doubt_later(@Code, @Others)";

    private const string TellSql = "SELECT tell_apart(@Code, @Other, @Reason, @OwnMark, @OtherMark)";

    /// <summary>The pairs that nobody decided yet, the likest first.</summary>
    public async Task<IReadOnlyList<(OwnChild One, OwnChild Other, ChildLikeness Likeness)>> PairsAsync(
        string fund, CancellationToken token)
    {
        var children = (await own.ReadAsync(fund, OwnChildren.Sealed.WhileOpen, token)).Where(child => child.IsThere)
            .OrderBy(child => child.Code, StringComparer.Ordinal).ToList();
        var told = (await db.ListAsync<ToldRow>(ToldSql, null, token)).ToLookup(row => PairOf(row.One, row.Other));
        return [.. DuplicateSearch.Pairs([.. children.Select(child => child.Traits)])
            .Select(pair => (One: children[pair.One], Other: children[pair.Other], pair.Likeness))
            .Where(pair => !told[PairOf(pair.One.Code, pair.Other.Code)].Any(row => StillHolds(row, pair.One, pair.Other)))];
    }

    /// <summary>
    /// The pairs that nobody decided yet, of children that are to get something, by code: so like that registering would have asked. Nobody
    /// of a sealed group is among them.
    /// </summary>
    public async Task<IReadOnlyList<(string Code, string Other)>> UndecidedOfAsync(
        string fund, IReadOnlyCollection<string> codes, CancellationToken token)
    {
        var wanted = codes.ToHashSet(StringComparer.Ordinal);
        var children = (await own.ReadAsync(fund, OwnChildren.Sealed.Never, token, anyRole: true)).Where(child => child.IsThere)
            .OrderBy(child => child.Code, StringComparer.Ordinal).ToList();
        var some = Enumerable.Range(0, children.Count).Where(place => wanted.Contains(children[place].Code)).ToHashSet();
        var pairs = DuplicateSearch.StrongPairsOf(some, [.. children.Select(child => child.Traits)]);
        if (pairs.Count == 0) return [];
        var told = (await db.ListAsync<ToldRow>(ToldSql, null, token)).ToLookup(row => PairOf(row.One, row.Other));
        return [.. pairs.Select(pair => (One: children[pair.One], Other: children[pair.Other]))
            .Where(pair => !told[PairOf(pair.One.Code, pair.Other.Code)].Any(row => StillHolds(row, pair.One, pair.Other)))
            .Select(pair => wanted.Contains(pair.One.Code) ? (pair.One.Code, pair.Other.Code) : (pair.Other.Code, pair.One.Code))];
    }

    /// <summary>Who is so like a child to be registered that somebody has to say why it is another one.</summary>
    public async Task<IReadOnlyList<LikeChild>> StrongAsync(string fund, Identity identity, string? household, CancellationToken token)
    {
        var children = (await own.ReadAsync(fund, OwnChildren.Sealed.WhileOpen, token, anyRole: true))
            .Where(child => child.IsThere).ToList();
        return [.. DuplicateSearch.Like(identity.TraitsIn(household), [.. children.Select(child => child.Traits)])
            .Where(pair => pair.Likeness.Kind == PairKind.Strong).Select(pair => new LikeChild(children[pair.Place], pair.Likeness))];
    }

    public Task TellApartAsync(OwnChild one, OwnChild other, string reason, CancellationToken token) => db.ExecuteAsync(
        TellSql,
        new
        {
            one.Code, Other = other.Code, Reason = reason.Trim(), OwnMark = vault.Mark(one.Code, one.Identity),
            OtherMark = vault.Mark(other.Code, other.Identity),
        },
        token);

    // Of a child of a sealed group it is not written down whom it resembles.
    public async Task TellApartFromAllAsync(OwnChild one, IReadOnlyList<LikeChild> others, string reason, CancellationToken token)
    {
        if (one.Identity.SealedGroup is not null) return;
        foreach (var other in others.Where(other => other.Child.Identity.SealedGroup is null))
        {
            await TellApartAsync(one, other.Child, reason, token);
        }
    }

    /// <summary>
    /// Whom some fund is about to support elsewhere. In a large plan reading them takes a while: it is asked before the fund is held.
    /// </summary>
    public Task<IReadOnlyList<OwnChild>> AwaitingElsewhereAsync(string fund, CancellationToken token) =>
        own.AwaitingSupportAsync(fund, token);

    /// <summary>
    /// Writes down whom of <paramref name="awaiting"/> those just registered are like: the next step for these waits until somebody
    /// decides. Of a child of a sealed group nothing is written down.
    /// </summary>
    public async Task DoubtLaterAsync(IReadOnlyList<OwnChild> added, IReadOnlyList<OwnChild> awaiting, CancellationToken token)
    {
        var open = added.Where(child => child.Identity.SealedGroup is null).ToList();
        if (open.Count == 0 || awaiting.Count == 0) return;
        List<OwnChild> all = [.. open, .. awaiting];
        var pairs = DuplicateSearch.StrongPairsOf(Enumerable.Range(0, open.Count).ToHashSet(), [.. all.Select(child => child.Traits)]);
        foreach (var likes in pairs.Where(pair => pair.One < open.Count && pair.Other >= open.Count).GroupBy(pair => pair.One))
        {
            var doubt = new { all[likes.Key].Code, Others = likes.Select(pair => all[pair.Other].Code).ToArray() };
            await db.ExecuteAsync(DoubtSql, doubt, token);
        }
    }

    private bool StillHolds(ToldRow row, OwnChild one, OwnChild other)
    {
        var (first, second) = row.One == one.Code ? (one, other) : (other, one);
        return row.OwnMark.AsSpan().SequenceEqual(vault.Mark(first.Code, first.Identity))
            && row.OtherMark.AsSpan().SequenceEqual(vault.Mark(second.Code, second.Identity));
    }

    private static (string, string) PairOf(string one, string other) =>
        string.CompareOrdinal(one, other) < 0 ? (one, other) : (other, one);

    private sealed record ToldRow
    {
        public string One { get; init; } = "";

        public string Other { get; init; } = "";

        public byte[] OwnMark { get; init; } = [];

        public byte[] OtherMark { get; init; } = [];
    }
}
