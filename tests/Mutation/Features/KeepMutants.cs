using FundLedger.Features;
using FundLedger.Features.Pipeline;

namespace FundLedger.FeaturesTests;

/// <summary>The only test that Stryker runs. It passes by one mutant: of tests that pass by none Stryker knows nothing and tries them against all.</summary>
public sealed class KeepMutants
{
    [Fact]
    public void The_assembly_is_kept_as_it_runs_here()
    {
        Assert.False(Outage.IsOne(new InvalidOperationException()));
        var kept = Environment.GetEnvironmentVariable("FUNDLEDGER_MUTATED")!;
        File.Copy(typeof(FeaturesSetup).Assembly.Location, kept, overwrite: true);
        Assert.True(File.Exists(kept));
    }
}
