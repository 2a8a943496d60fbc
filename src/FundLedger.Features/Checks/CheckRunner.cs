using FundLedger.Features.Pipeline;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;
using Npgsql;

namespace FundLedger.Features.Checks;

/// <summary>
/// Runs the standing checks for the nightly worker, for a page and for the command line, each run in a scope of its own. Who may ask is for
/// the caller to know; the database refuses whoever is neither auditor nor administrator of any fund.
/// </summary>
public sealed class CheckRunner(IServiceScopeFactory scopes, ILogger<CheckRunner> log)
{
    /// <summary>The name under which the checks read: it sees every fund, and the database lets it change nothing.</summary>
    public const string Actor = "(checks)";

    /// <summary>The run of a night, see <see cref="CheckNight"/>; null when it was made before or is being made elsewhere.</summary>
    public async Task<CheckRun?> NightlyAsync(LocalDate night, CancellationToken token)
    {
        try
        {
            return await InScopeAsync(round => round.RunNightAsync(night, token));
        }
        catch (PostgresException late) when (late.ConstraintName == "checked_once_a_night")
        {
            return null;
        }
    }

    /// <summary>A run now; the same key gives the run that it gave first.</summary>
    public async Task<CheckRun> OnDemandAsync(Guid key, string startedBy, CancellationToken token)
    {
        try
        {
            return await InScopeAsync(round => round.RunAsync(key, startedBy, token));
        }
        catch (PostgresException late) when (late.ConstraintName == "checked_once_per_request")
        {
            return await InScopeAsync(round => round.RunAsync(key, startedBy, token));
        }
    }

    private async Task<TRun> InScopeAsync<TRun>(Func<CheckRound, Task<TRun>> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Pipeline.Actor>().SignIn(Actor);
        var run = await work(scope.ServiceProvider.GetRequiredService<CheckRound>());
        if (run is CheckRun made) Tell(made);
        return run;
    }

    private void Tell(CheckRun run)
    {
        var level = run.State == RunState.Green ? LogLevel.Information : LogLevel.Error;
        var red = string.Join(", ", run.Checks.Where(check => check.State == CheckState.Red).Select(check => check.Name));
        var incomplete = string.Join(", ", run.Checks.Where(check => check.State == CheckState.Incomplete).Select(check => check.Name));
        log.Log(level, "Standing checks, run {Run}: {State}; red: {Red}; incomplete: {Incomplete}", run.No, run.State, red, incomplete);
    }
}
