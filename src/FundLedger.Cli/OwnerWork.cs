using FundLedger.Features.Database;

namespace FundLedger.Cli;

/// <summary>What only the operator may do, as the owner of the schema.</summary>
internal static class OwnerWork
{
    /// <summary>Raises <see cref="DatabaseSetupException"/> when this program was given no such right.</summary>
    public static string Connection(LedgerDatabase database) => database.OwnerConnection ?? throw new DatabaseSetupException(
        "This is the operator's work: set FUNDLEDGER_OWNER_DATABASE to a connection that may change the schema.");

    /// <summary>Does it and answers.</summary>
    public static async Task<int> RunAsync(Verb verb, Func<string, Task<(object Value, string Line)>> work, CancellationToken token)
    {
        await using var database = await LedgerDatabase.OpenAsync(verb.Settings, token);
        var (value, line) = await work(Connection(database));
        return verb.Answer(ExitCode.Done, value, line);
    }
}
