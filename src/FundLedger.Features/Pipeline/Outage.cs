using Npgsql;

namespace FundLedger.Features.Pipeline;

/// <summary>
/// A database that is away, restarts or has no room at this moment. Nothing is known then of a request that was under way, and nothing
/// needs to be: it may be sent again under its key.
/// </summary>
public static class Outage
{
    // Connection lost; deadlock; no room on the disk, in memory or among the connections; stopped by its operator; error of the disk.
    private static readonly string[] Classes = ["08", "40", "53", "57", "58"];

    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(400), TimeSpan.FromSeconds(1.5)];

    /// <summary>How long whoever was turned away should wait, in seconds.</summary>
    public const int RetryAfterSeconds = 5;

    /// <summary>Whether this failure, or the one behind it, is the database's being away rather than a mistake of ours.</summary>
    public static bool IsOne(Exception failure) => failure switch
    {
        PostgresException refused => Classes.Contains(refused.SqlState[..2]),
        NpgsqlException => true,
        { InnerException: { } cause } => IsOne(cause),
        _ => false,
    };

    /// <summary>
    /// Does what may be done twice, again when the database was away: a connection that broke in the pool is then replaced, and a short
    /// restart is waited for, about two seconds.
    /// </summary>
    public static async Task<T> OverAsync<T>(Func<Task<T>> attempt, CancellationToken token)
    {
        foreach (var pause in Pauses)
        {
            try
            {
                return await attempt();
            }
            catch (Exception failure) when (IsOne(failure) && !token.IsCancellationRequested)
            {
                await Task.Delay(pause, token);
            }
        }

        return await attempt();
    }
}
