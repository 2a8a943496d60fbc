namespace FundLedger.Domain.Text;

/// <summary>How well a name answers what was typed to find it, the best first.</summary>
public enum NameHit
{
    /// <summary>The whole name with its accents.</summary>
    Whole,

    /// <summary>Syllables one after another with their accents.</summary>
    Part,

    /// <summary>The whole name but for accents.</summary>
    WholePlain,

    /// <summary>Syllables one after another but for accents.</summary>
    PartPlain,

    /// <summary>Beginnings of its syllables in their order, but for accents.</summary>
    Beginnings,

    /// <summary>Beginnings of its syllables in any order, but for accents.</summary>
    AnyOrder,

    None,
}

/// <summary>
/// What somebody types to find a person. Accents narrow nothing: they bring the names that have them to the front.
/// </summary>
public sealed class NameSearch
{
    private readonly IReadOnlyList<VietnameseSyllable> typed;

    private NameSearch(IReadOnlyList<VietnameseSyllable> typed) => this.typed = typed;

    public static NameSearch For(string? words) => new(VietnameseName.Of(words).Syllables);

    /// <summary>Nothing was typed that a name is made of.</summary>
    public bool IsEmpty => typed.Count == 0;

    public NameHit Find(string? name)
    {
        var known = VietnameseName.Of(name).Syllables;
        if (IsEmpty || known.Count == 0) return NameHit.None;
        if (known.SequenceEqual(typed)) return NameHit.Whole;
        if (Stands(known, (one, other) => one == other)) return NameHit.Part;
        if (known.Count == typed.Count && Stands(known, SamePlain)) return NameHit.WholePlain;
        if (Stands(known, SamePlain)) return NameHit.PartPlain;
        return InOrder(known) ? NameHit.Beginnings : InAnyOrder(known) ? NameHit.AnyOrder : NameHit.None;
    }

    private bool Stands(IReadOnlyList<VietnameseSyllable> known, Func<VietnameseSyllable, VietnameseSyllable, bool> isSame) =>
        Enumerable.Range(0, Math.Max(0, known.Count - typed.Count + 1))
            .Any(start => typed.Select((one, i) => isSame(one, known[start + i])).All(same => same));

    private bool InOrder(IReadOnlyList<VietnameseSyllable> known)
    {
        var next = 0;
        foreach (var one in known)
        {
            if (next < typed.Count && Begins(typed[next], one)) next++;
        }

        return next == typed.Count;
    }

    // The longest first, so that a short beginning does not take the syllable that a longer one needs.
    private bool InAnyOrder(IReadOnlyList<VietnameseSyllable> known)
    {
        var left = known.ToList();
        return typed.OrderByDescending(one => one.Plain.Length).All(one =>
            left.FindIndex(syllable => Begins(one, syllable)) is var place and >= 0 && Take(left, place));
    }

    private static bool Take(List<VietnameseSyllable> left, int place)
    {
        left.RemoveAt(place);
        return true;
    }

    private static bool Begins(VietnameseSyllable typed, VietnameseSyllable known) =>
        known.Plain.StartsWith(typed.Plain, StringComparison.Ordinal);

    private static bool SamePlain(VietnameseSyllable one, VietnameseSyllable other) => one.Plain == other.Plain;
}
