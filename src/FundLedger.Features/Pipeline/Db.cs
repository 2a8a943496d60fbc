using System.Data;
using Dapper;
using NodaTime;
using NodaTime.Text;
using Npgsql;

namespace FundLedger.Features.Pipeline;

/// <summary>The connection and transaction of the request that is running. The pipeline opens and ends it; handlers only ask.</summary>
public sealed class Db(NpgsqlDataSource source, Actor actor, IClock clock) : IAsyncDisposable
{
    private const string BeginCommandSql = "BEGIN ISOLATION LEVEL READ COMMITTED; ";
    private const string BeginQuerySql = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; ";
    private const string BeginRoundSql = "BEGIN ISOLATION LEVEL REPEATABLE READ; ";
    private const string IdentifySql = "SELECT set_config('app.actor', @Actor, true), set_config('app.now', @Now, true)";

    // Each twin has its processor: a worker process started for a small fund costs more than the fund.
    private const string AloneSql = "SET LOCAL max_parallel_workers_per_gather = 0; ";

    private const string ExportSnapshotSql = "SELECT pg_export_snapshot()";

    private readonly List<Action> whenCommitted = [];
    private NpgsqlConnection? connection;
    private bool isOpen;

    public Task<T?> FindAsync<T>(string sql, object? parameters, CancellationToken token) =>
        Connection.QuerySingleOrDefaultAsync<T>(Define(sql, parameters, token))!;

    public Task<T> SingleAsync<T>(string sql, object? parameters, CancellationToken token) =>
        Connection.QuerySingleAsync<T>(Define(sql, parameters, token));

    public async Task<IReadOnlyList<T>> ListAsync<T>(string sql, object? parameters, CancellationToken token) =>
        (await Connection.QueryAsync<T>(Define(sql, parameters, token))).AsList();

    /// <summary>
    /// Two statements in one round trip: what the first returns is passed over, the second sees what the first did or waited for.
    /// </summary>
    public async Task<T> SingleAfterAsync<T>(string first, string second, object? parameters, CancellationToken token)
    {
        await using var answers = await Connection.QueryMultipleAsync(Define($"{first}; {second}", parameters, token));
        await answers.ReadAsync();
        return await answers.ReadSingleAsync<T>();
    }

    /// <summary>The same with a third statement, for what may be missing.</summary>
    public async Task<(TSecond Second, TThird? Third)> PairAfterAsync<TSecond, TThird>(
        string first, string second, string third, object? parameters, CancellationToken token)
    {
        await using var answers = await Connection.QueryMultipleAsync(Define($"{first}; {second}; {third}", parameters, token));
        await answers.ReadAsync();
        return (await answers.ReadSingleAsync<TSecond>(), await answers.ReadSingleOrDefaultAsync<TThird>());
    }

    /// <summary>Rows as they arrive, for exports that must not hold them all.</summary>
    public IAsyncEnumerable<T> StreamAsync<T>(string sql, object? parameters) =>
        Connection.QueryUnbufferedAsync<T>(sql, parameters);

    /// <summary>Rows mapped by hand, for the few places that read millions; parameters are $1, $2, …</summary>
    internal async Task<List<T>> ReadAsync<T>(string sql, Func<CopyRows, T> map, CancellationToken token, params object[] values)
    {
        var copy = await Connection.BeginRawBinaryCopyAsync(CopyRows.Command(sql, values), token);
        await using (copy)
        {
            var read = new List<T>();
            for (var rows = new CopyRows(copy); rows.Next();) read.Add(map(rows));
            return read;
        }
    }

    public Task ExecuteAsync(string sql, object? parameters, CancellationToken token) =>
        Connection.ExecuteAsync(Define(sql, parameters, token));

    /// <summary>
    /// Opens the transaction of a command and asks its first question, in one round trip; again when the database was away, since nothing
    /// has been done yet.
    /// </summary>
    internal Task<T?> BeginCommandAsync<T>(string first, object parameters, CancellationToken token) => BeginAsync(
        async () =>
        {
            await using var answers = await Connection.QueryMultipleAsync(
                Define($"{BeginCommandSql}{IdentifySql}; {first}", Identified(parameters), token));
            await answers.ReadAsync();
            return await answers.ReadSingleOrDefaultAsync<T>();
        },
        token);

    internal Task BeginQueryAsync(CancellationToken token) => BeginAsync(BeginQuerySql + IdentifySql, token);

    /// <summary>More connections that see what this one sees, by one snapshot; whoever asks ends them.</summary>
    internal async Task<IReadOnlyList<Db>> TwinsAsync(int count, CancellationToken token)
    {
        var snapshot = await SingleAsync<string>(ExportSnapshotSql, null, token);
        var twins = Enumerable.Range(0, count).Select(_ => new Db(source, actor, clock)).ToList();
        var begin = $"{BeginQuerySql}SET TRANSACTION SNAPSHOT '{snapshot}'; {AloneSql}{IdentifySql}";
        foreach (var twin in twins) await twin.BeginAsync(begin, token);
        return twins;
    }

    /// <summary>One snapshot for many questions, whose answers are written down at its end.</summary>
    internal Task BeginRoundAsync(CancellationToken token) => BeginAsync(BeginRoundSql + IdentifySql, token);

    /// <summary>Runs the last statement and commits, in one round trip. A promise that is checked at the end raises here.</summary>
    internal async Task CommitAsync(string last, object? parameters, CancellationToken token)
    {
        await ExecuteAsync($"{last}; COMMIT", parameters, token);
        isOpen = false;
        await DisposeAsync();
        var works = whenCommitted.ToList();
        whenCommitted.Clear();
        foreach (var work in works) work();
    }

    /// <summary>
    /// Work outside the database that must not happen for what is rolled back. It may be lost with the program: what it cleans up is
    /// cleaned up by a sweep as well.
    /// </summary>
    public void WhenCommitted(Action work) => whenCommitted.Add(work);

    /// <summary>Ends the request; what is not committed is rolled back.</summary>
    public async ValueTask DisposeAsync()
    {
        if (connection is null) return;
        await using (connection)
        {
            // A refusal is recorded on this same object next: its commit must not do what the refused request would have done.
            if (isOpen) whenCommitted.Clear();
            if (isOpen && HasSession) await ExecuteAsync("ROLLBACK", null, CancellationToken.None);
            (connection, isOpen) = (null, false);
        }
    }

    /// <summary>Whether the session is still there: the driver ends it when the server goes away or has no memory or disk left.</summary>
    public bool HasSession => connection is { State: ConnectionState.Open };

    private NpgsqlConnection Connection => connection ?? throw new InvalidOperationException("No request is running.");

    private Task<bool> BeginAsync(string first, CancellationToken token) => BeginAsync(
        async () =>
        {
            await ExecuteAsync(first, Identified(null), token);
            return true;
        },
        token);

    private Task<T> BeginAsync<T>(Func<Task<T>> first, CancellationToken token)
    {
        if (connection is not null)
        {
            throw new InvalidOperationException("A request is already running; handlers do not send requests.");
        }

        return Outage.OverAsync(() => TryBeginAsync(first, token), token);
    }

    private async Task<T> TryBeginAsync<T>(Func<Task<T>> first, CancellationToken token)
    {
        connection = await source.OpenConnectionAsync(token);
        isOpen = true;
        try
        {
            return await first();
        }
        catch (Exception failure) when (Outage.IsOne(failure))
        {
            await DisposeAsync();
            throw;
        }
    }

    private DynamicParameters Identified(object? parameters)
    {
        var all = new DynamicParameters(parameters);
        all.Add("Actor", actor.UserName);
        all.Add("Now", InstantPattern.ExtendedIso.Format(clock.GetCurrentInstant()));
        return all;
    }

    private static CommandDefinition Define(string sql, object? parameters, CancellationToken token) =>
        new(sql, parameters, cancellationToken: token);
}
