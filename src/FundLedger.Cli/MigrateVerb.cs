using System.CommandLine;
using FundLedger.Features.Database;
using FundLedger.Features.Setup;

namespace FundLedger.Cli;

/// <summary>Makes the database ready: roles, schema, reference data. Safe to repeat.</summary>
internal static class MigrateVerb
{
    public static Command Create(SharedOptions shared) => shared.Verb(
        "migrate", new("Chuẩn bị cơ sở dữ liệu", "prepare the database"), RunAsync);

    private static async Task<int> RunAsync(Verb verb, CancellationToken token)
    {
        await using var database = await LedgerDatabase.OpenAsync(verb.Settings, token);
        var applied = await database.PrepareAsync(token);
        if (database.OwnerConnection is { } owner) await LoadReference.RunAsync(owner, token);
        return verb.Answer(
            ExitCode.Done, new { applied, embedded = database.IsEmbedded },
            verb.In($"Cơ sở dữ liệu đã sẵn sàng ({applied} bước mới).", $"The database is ready ({applied} new steps)."));
    }
}
