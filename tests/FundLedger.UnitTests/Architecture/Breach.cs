namespace FundLedger.UnitTests.Architecture;

/// <summary>One place where a file breaks one rule.</summary>
internal sealed record Breach(string File, int Line, string Rule)
{
    public override string ToString() => $"{File}:{Line} {Rule}";
}
