using FundLedger.Domain.Text;
using FundLedger.Features.Pipeline;
using Npgsql;

namespace FundLedger.Features.Audit;

/// <summary>A pass that fails must not take the others along, and must not look clean.</summary>
internal static class PassGuard
{
    private const string BeginSql = "SAVEPOINT verification_pass";
    private const string EndSql = "ROLLBACK TO SAVEPOINT verification_pass";

    /// <param name="tallies">Of the passes that <paramref name="look"/> answers: incomplete when it cannot be finished.</param>
    public static async Task RunAsync(Db db, Func<Task> look, IEnumerable<PassTally> tallies, CancellationToken token)
    {
        await db.ExecuteAsync(BeginSql, null, token);
        try
        {
            await look();
        }
        catch (Exception failure) when (IsOfThisPass(failure))
        {
            foreach (var tally in tallies) tally.CouldNotFinish(new Wording(failure.Message, failure.Message));
        }

        await db.ExecuteAsync(EndSql, null, token);
    }

    // After an error of the server itself (XX, 57) the connection is gone, and with it the snapshot: nothing more can be said.
    private static bool IsOfThisPass(Exception failure) => failure switch
    {
        PostgresException refused => refused.SqlState[..2] is not ("XX" or "57"),
        NpgsqlException or OperationCanceledException or OutOfMemoryException => false,
        _ => true,
    };
}
