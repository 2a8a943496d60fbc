using FundLedger.Features;

namespace FundLedger.FeaturesTests;

/// <summary>The only test that Stryker runs: no mutant is covered, so it ends when it has made them.</summary>
public sealed class KeepMutants
{
    [Fact]
    public void The_assembly_is_kept_as_it_runs_here()
    {
        var kept = Environment.GetEnvironmentVariable("FUNDLEDGER_MUTATED")!;
        File.Copy(typeof(FeaturesSetup).Assembly.Location, kept, overwrite: true);
        Assert.True(File.Exists(kept));
    }
}
