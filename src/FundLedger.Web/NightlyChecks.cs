using System.Data.Common;
using FundLedger.Features.Checks;
using NodaTime;

namespace FundLedger.Web;

/// <summary>Runs the standing checks once a night, whichever of several instances comes first.</summary>
/// <param name="hour">From which hour of the business day, 0 to 23.</param>
internal sealed class NightlyChecks(CheckRunner checks, IClock clock, ILogger<NightlyChecks> log, int hour) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private LocalDate? done;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var minutes = new PeriodicTimer(Pause);
        do
        {
            await LookAsync(stoppingToken);
        }
        while (await minutes.WaitForNextTickAsync(stoppingToken));
    }

    // Whatever happens, the next minute tries again: a worker that has died is an alarm that nobody hears.
    private async Task LookAsync(CancellationToken token)
    {
        var night = CheckNight.DueAt(clock.GetCurrentInstant(), hour);
        if (night == done) return;
        try
        {
            await checks.NightlyAsync(night, token);
            done = night;
        }
        catch (Exception failure) when (failure is DbException or InvalidOperationException or TimeoutException)
        {
            log.LogError(failure, "The standing checks of {Night} could not run", night);
        }
    }
}
