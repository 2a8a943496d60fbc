using System.Diagnostics;

namespace FundLedger.Features.Database;

/// <summary>
/// As whom the server runs. PostgreSQL refuses to run as root, so root steps down, in the first of these ways that reaches the data
/// folder and the programs: as the system user postgres; in a user namespace in which root's files belong to nobody (for folders below
/// a private home; many containers forbid it); as that user with the one capability of passing through private folders.
/// </summary>
internal sealed class ServerAccount
{
    private static readonly string[] Direct = ["setpriv"];
    private static readonly string[] Namespace = ["unshare", "--user", "--map-user=65534", "--map-group=65534", "setpriv"];
    private static readonly string[] PassThrough = ["--inh-caps=+dac_override", "--ambient-caps=+dac_override"];

    private readonly string[] stepDown;
    private readonly string[] capabilities;
    private readonly string? owner;

    private ServerAccount(string[] stepDown, string? owner, params string[] capabilities)
    {
        this.stepDown = stepDown;
        this.capabilities = capabilities;
        this.owner = owner;
    }

    public static ServerAccount Choose(ServerFolder folder, PostgresBinaries binaries)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new DatabaseSetupException("The embedded PostgreSQL runs on Linux only. Name a running server in FUNDLEDGER_DATABASE.");
        }

        if (!Environment.IsPrivilegedProcess)
        {
            return new ServerAccount(Direct, owner: null);
        }

        ServerAccount[] ways =
        [
            SystemUser("postgres"), new(Namespace, "0:0"), SystemUser("postgres", PassThrough),
            SystemUser("nobody"), SystemUser("nobody", PassThrough),
        ];
        return ways.FirstOrDefault(way => way.Reaches(folder, binaries))
            ?? throw new DatabaseSetupException(
                $"PostgreSQL must not run as root, and no other user can reach both {folder.Root} and {binaries.Folder}. Start as a " +
                "normal user, or choose a data folder in FUNDLEDGER_DATA that every user may enter.");
    }

    /// <summary>A command of the server as that user; it replaces itself step by step, so that the process started is the server.</summary>
    public IEnumerable<string> Command(IEnumerable<string> command, bool diesWithParent) =>
        [.. stepDown, .. capabilities, .. diesWithParent ? (string[])["--pdeathsig", "INT"] : [], .. command];

    /// <summary>Hands a folder of ours with all that is in it to that user.</summary>
    public async Task GiveAsync(string path, CancellationToken token)
    {
        if (owner is not null)
        {
            await ShellCommand.RunAsync(["chown", "-R", owner, path], token);
        }
    }

    private static ServerAccount SystemUser(string name, params string[] capabilities) =>
        new(["setpriv", $"--reuid={name}", "--regid=" + GroupOf(name), "--init-groups"], name + ":", capabilities);

    private static string GroupOf(string name) => name == "nobody" ? "65534" : name;

    // The server asks for its programs as the bare user, whatever its capabilities.
    private bool Reaches(ServerFolder folder, PostgresBinaries binaries) =>
        Succeeds([.. stepDown, .. capabilities, "sh", "-c", "cd \"$0\"", folder.Root]) &&
        Succeeds([.. stepDown, "test", "-x", binaries.Initdb]);

    private static bool Succeeds(string[] command)
    {
        using var asked = Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = "/",
            RedirectStandardError = true,
        })!;
        asked.StandardError.ReadToEnd();
        asked.WaitForExit();
        return asked.ExitCode == 0;
    }
}
