using System.CommandLine;
using FundLedger.Features.Database;
using FundLedger.Features.Setup;

namespace FundLedger.Cli;

/// <summary>Loads the demo: invented people and money of the year 2021.</summary>
internal static class DemoVerb
{
    public static Command Create(SharedOptions shared) => shared.Verb(
        "demo", new("Nạp dữ liệu trình diễn năm 2021", "load the demo of the year 2021"), RunAsync);

    private static async Task<int> RunAsync(Verb verb, CancellationToken token)
    {
        await using var database = await LedgerDatabase.OpenAsync(verb.Settings, token);
        await database.PrepareAsync(token);
        var owner = OwnerWork.Connection(database);
        await LoadReference.RunAsync(owner, token);
        var keys = VaultVerbs.KeysFor(verb);
        await LoadDemo.RunAsync(owner, database.ApplicationConnection, keys, verb.Progress<string>(told => told), token);
        verb.EndProgress();
        return verb.Answer(
            ExitCode.Done, new { users = DemoUsers.SignIns.Select(user => user.UserName), password = DemoUsers.Password },
            [
                verb.In("Dữ liệu trình diễn đã sẵn sàng. Mật khẩu: ", "The demo is ready. Password: ") + DemoUsers.Password,
                .. DemoUsers.SignIns.Select(user => $"  {user.UserName,-10} {user.Duty}"),
            ]);
    }
}
