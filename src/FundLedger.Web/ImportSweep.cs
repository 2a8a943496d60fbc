using FundLedger.Features.Vault;
using NodaTime;

namespace FundLedger.Web;

/// <summary>Destroys the files of imports that nobody ended within a day, and drafts that nobody touched for thirty.</summary>
internal sealed class ImportSweep(VaultKey key, IClock clock, ILogger<ImportSweep> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var quarters = new PeriodicTimer(Pause);
        do
        {
            Sweep();
        }
        while (await quarters.WaitForNextTickAsync(stoppingToken));
    }

    // A file that is open elsewhere at this moment goes the next time.
    private void Sweep()
    {
        try
        {
            var count = key.Imports.Sweep(clock.GetCurrentInstant());
            if (count > 0) log.LogInformation("Destroyed the files of {Count} imports that were not ended", count);
            var drafts = key.SweepDrafts(clock.GetCurrentInstant());
            if (drafts > 0) log.LogInformation("Destroyed {Count} drafts that nobody touched", drafts);
        }
        catch (IOException failure)
        {
            log.LogError(failure, "The files of imports and drafts could not be swept");
        }
    }
}
