namespace FundLedger.Domain.Text;

/// <summary>How much alike two names are written, the closest first.</summary>
public enum NameLikeness
{
    /// <summary>The same but for spacing, case, the letter that bears the tone, i or y.</summary>
    Same,

    /// <summary>One of them is written without accents, or with the same given name and some of the others'.</summary>
    AccentsMissing,

    /// <summary>The same syllables in another order.</summary>
    OrderSwapped,

    /// <summary>One letter more, less, other or exchanged with its neighbour; or a space.</summary>
    OneLetter,

    /// <summary>Family and given name the same, some between them left out.</summary>
    PartLeftOut,

    /// <summary>The same letters with other accents: Hòa and Hóa are two names, or one that was mistyped.</summary>
    AccentsDiffer,

    Different,
}

/// <summary>A person's name, compared as Vietnamese names are written and mistyped. Says nothing of persons: many share one name.</summary>
public sealed class VietnameseName
{
    // Of shorter names one letter is too much of them.
    private const int ShortestToMistype = 5;

    private readonly VietnameseSyllable[] syllables;

    private readonly VietnameseSyllable[] sorted;

    private VietnameseName(VietnameseSyllable[] syllables)
    {
        this.syllables = syllables;
        sorted = [.. syllables.OrderBy(one => one.Plain, StringComparer.Ordinal)
            .ThenBy(one => one.Letters, StringComparer.Ordinal).ThenBy(one => one.Tone)];
        Joined = string.Concat(syllables.Select(one => one.Plain));
        IsPlain = syllables.All(one => one.IsPlain);
    }

    public static VietnameseName Of(string? name) => new([.. TypedText.Normalise(name)
        .Split([' ', '-', '.', ',', '\''], StringSplitOptions.RemoveEmptyEntries)
        .Select(VietnameseSyllable.Of).Where(one => one.Plain.Length > 0)]);

    public bool IsEmpty => syllables.Length == 0;

    internal IReadOnlyList<VietnameseSyllable> Syllables => syllables;

    /// <summary>The name without accents, in lower case with single spaces.</summary>
    public string Plain => string.Join(' ', syllables.Select(one => one.Plain));

    /// <summary>
    /// Whether the given names, which stand last, are the same or one is written without accents; a space left out does not matter.
    /// </summary>
    public bool SharesGivenNameWith(VietnameseName other) =>
        !IsEmpty && !other.IsEmpty && (syllables[^1] == other.syllables[^1]
            || (syllables.Length != other.syllables.Length && Joined == other.Joined)
            || (syllables[^1].Plain == other.syllables[^1].Plain && (IsPlain || other.IsPlain)));

    public NameLikeness Compare(VietnameseName other)
    {
        if (IsEmpty || other.IsEmpty) return NameLikeness.Different;
        if (syllables.SequenceEqual(other.syllables)) return NameLikeness.Same;
        var inOrder = SamePlain(syllables, other.syllables);
        if (inOrder && (Lacks(this, other) || Lacks(other, this))) return NameLikeness.AccentsMissing;
        if (inOrder) return NameLikeness.AccentsDiffer;
        if (IsSwapped(other)) return NameLikeness.OrderSwapped;
        if (IsPart(this, other) || IsPart(other, this)) return NameLikeness.PartLeftOut;
        return IsMistyped(other) ? NameLikeness.OneLetter : NameLikeness.Different;
    }

    private string Joined { get; }

    private bool IsPlain { get; }

    private static bool SamePlain(VietnameseSyllable[] some, VietnameseSyllable[] others) =>
        some.Length == others.Length && Enumerable.Range(0, some.Length).All(i => some[i].Plain == others[i].Plain);

    // "Nguyễn Thị Hoa" does not lack the accent of "Nguyễn Thị Hòa": who writes the others would have written it.
    private static bool Lacks(VietnameseName less, VietnameseName full) =>
        (less.IsPlain || less.syllables[^1] == full.syllables[^1])
        && less.syllables.Zip(full.syllables).All(pair => pair.First.LacksOnlyMarksOf(pair.Second));

    private bool IsSwapped(VietnameseName other) =>
        syllables.Length == other.syllables.Length && Joined.Length == other.Joined.Length && (IsPlain || other.IsPlain
            ? SamePlain(sorted, other.sorted) : sorted.SequenceEqual(other.sorted));

    private static bool IsPart(VietnameseName part, VietnameseName whole)
    {
        if (part.syllables.Length < 2 || part.syllables.Length >= whole.syllables.Length) return false;
        if (!part.SharesGivenNameWith(whole) || part.syllables[0].Plain != whole.syllables[0].Plain) return false;
        var next = 0;
        foreach (var one in whole.syllables)
        {
            if (next < part.syllables.Length && part.syllables[next].Plain == one.Plain) next++;
        }

        return next == part.syllables.Length;
    }

    private bool IsMistyped(VietnameseName other) =>
        Math.Min(Joined.Length, other.Joined.Length) >= ShortestToMistype && Math.Abs(Joined.Length - other.Joined.Length) <= 1
        && IsOneEdit(Joined, other.Joined);

    private static bool IsOneEdit(string some, string others)
    {
        if (some.Length > others.Length) (some, others) = (others, some);
        var start = 0;
        while (start < some.Length && some[start] == others[start]) start++;
        var end = 0;
        while (end < some.Length - start && some[^(end + 1)] == others[^(end + 1)]) end++;
        var left = some.Length - start - end;
        return (others.Length - some.Length) switch
        {
            0 => left <= 1 || (left == 2 && some[start] == others[start + 1] && some[start + 1] == others[start]),
            1 => left == 0,
            _ => false,
        };
    }
}
