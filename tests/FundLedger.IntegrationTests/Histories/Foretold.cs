namespace FundLedger.IntegrationTests.Histories;

/// <summary>An answer: the code of the refusal, or what was done.</summary>
internal sealed record Foretold(string? Refusal, string? Answer)
{
    /// <summary>A refusal that leaves no record.</summary>
    public static Foretold Unheard(string code) => new(code, null);
}

/// <summary>Who acts: the person behind the account, and whether the account has the role for it.</summary>
internal sealed record Hand(string User, string Person, bool HasRole);

/// <summary>The pools of the histories: one for anything, one for gifts at Tết, one for something else; bank interest, and money of a budget.</summary>
internal static class Pools
{
    public const string General = "CHUNG";
    public const string Tet = "TET";
    public const string Surgery = "PT";

    public const string Interest = "LAI";
    public const string Budget = "NSTINH";

    /// <summary>Those that children are paid from.</summary>
    public static readonly string[] All = [General, Tet, Surgery];

    public static readonly string[] Every = [.. All, Interest, Budget];

    public static bool IsAllowed(this (string Pool, string Occasion) use) => use.Pool == General || use == (Tet, "tet");
}
