using FundLedger.Features.Checkpoints;
using Npgsql;

namespace FundLedger.Web.Checkpoints;

/// <summary>Signs the heads of the logs at the start and each minute, and writes them down outside. A failure is tried again.</summary>
internal sealed class CheckpointWorker(IServiceScopeFactory scopes, AnchorFile file, ILogger<CheckpointWorker> log, AnchorPost? post = null)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    /// <summary>The first round is over before the first request is served: no statement is printed without a checkpoint.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await RunOnceAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await RunOnceAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The program ends.
        }
    }

    private async Task RunOnceAsync(CancellationToken token)
    {
        await TryAsync("sign the heads", round => round.SignAsync(token));
        await TryAsync("write " + file.Path, round => round.AnchorAsync(file.Last(), lines =>
        {
            file.Append(lines);
            return Task.CompletedTask;
        }, token));
        if (post is not null)
        {
            await TryAsync(
                "send to " + post.Address, round => round.AnchorAsync(post.Last(), lines => post.SendAsync(lines, token), token));
        }
    }

    // Each step on its own: an address that does not answer keeps nothing from the file.
    private async Task TryAsync(string what, Func<CheckpointRound, Task> step)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await step(scope.ServiceProvider.GetRequiredService<CheckpointRound>());
        }
        catch (AnchorBrokenException broken)
        {
            log.LogCritical("{Alarm}", broken.Message);
        }
        catch (Exception failure) when (failure is NpgsqlException or HttpRequestException or IOException or InvalidDataException
            or UnauthorizedAccessException or TaskCanceledException)
        {
            log.LogError("Checkpoints: could not {Step}: {Reason}", what, failure.Message);
        }
    }
}
