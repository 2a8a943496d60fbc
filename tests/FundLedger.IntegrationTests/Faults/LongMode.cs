namespace FundLedger.IntegrationTests.Faults;

/// <summary>How long the faults are tried: once each, or as often as FUNDLEDGER_LONG_TESTS says.</summary>
internal static class LongMode
{
    public static int Rounds { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("FUNDLEDGER_LONG_TESTS"), out var rounds) && rounds > 0 ? rounds : 1;
}
