namespace FundLedger.Domain.Children;

/// <summary>What is compared of two children.</summary>
public enum ChildField
{
    Name,
    Birth,
    Sex,
    Guardian,
    Household,
    PersonalId,
}

/// <summary>How one field of two children compares; what one of them lacks is neither for nor against.</summary>
public enum Agreement
{
    Agrees,
    Nearly,
    Differs,
    Unknown,
}

/// <summary>In which way fields agree, or do not: one sentence of the screen for each.</summary>
public enum Likeness
{
    Same,
    AccentsMissing,
    OrderSwapped,
    OneLetter,
    PartLeftOut,
    AccentsDiffer,
    Different,
    SameYear,
    DayAndMonthSwapped,
    DaysApart,
    OtherYear,
    OneDigit,
    SharedByFamily,
    NotKnown,
}

/// <param name="Points">What the field adds to the score, or takes from it.</param>
public sealed record FieldLikeness(ChildField Field, Agreement Agreement, Likeness How, int Points);

/// <summary>What two children are to each other, by what is written of them. A person decides.</summary>
public enum PairKind
{
    /// <summary>Nothing to ask about.</summary>
    Unlike,

    /// <summary>Worth a look.</summary>
    Possible,

    /// <summary>To be answered before the second one is registered.</summary>
    Strong,

    /// <summary>Born on one day into one family with two given names: two children unless somebody knows better.</summary>
    LikelyTwins,
}

/// <param name="Score">0 to 100.</param>
/// <param name="Fields">One for each <see cref="ChildField"/>, in its order.</param>
public sealed record ChildLikeness(PairKind Kind, int Score, IReadOnlyList<FieldLikeness> Fields)
{
    public FieldLikeness this[ChildField field] => Fields[(int)field];
}
