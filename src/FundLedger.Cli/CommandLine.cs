using System.CommandLine;

namespace FundLedger.Cli;

/// <summary>The command line: which verbs there are.</summary>
public static class CommandLine
{
    private static readonly RootCommand Root = CreateRoot();

    /// <summary>Runs one verb and returns its <see cref="ExitCode"/>.</summary>
    public static async Task<int> RunAsync(string[] args, CliHost host, CancellationToken token)
    {
        var parsed = Root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            await host.Error.WriteLineAsync("fundledger: " + UsageWords.Of(parsed, SharedOptions.IsEnglish(parsed, host)));
            await host.Error.WriteLineAsync("fundledger --help");
            return ExitCode.Usage;
        }

        return await parsed.InvokeAsync(new HostInvocation(host), token);
    }

    private static RootCommand CreateRoot()
    {
        var shared = new SharedOptions();
        var root = new RootCommand("Fund Ledger: sổ kế toán Quỹ Bảo trợ trẻ em / the books of child-protection funds.")
        {
            MigrateVerb.Create(shared),
            DemoVerb.Create(shared),
            new Command("setup", "Thiết lập quỹ, định mức / set up funds and norms.")
            {
                SetupUnitsVerb.Create(shared), SetupNormVerb.Create(shared), SetupClassesVerb.Create(shared),
                SetupLadderVerb.Create(shared),
            },
            new Command("user", "Người dùng / users.")
            {
                UserAddVerb.Create(shared), UserGrantVerb.Create(shared), UserRevokeVerb.Create(shared),
                UserMailVerb.Create(shared),
            },
            MailVerbs.Create(shared),
            ImportReceiptsVerb.Create(shared),
            VerifyVerb.Create(shared),
            CheckVerb.Create(shared),
            VerifyStatementVerb.Create(shared),
            VaultVerbs.Create(shared),
            BackupVerb.Create(shared),
            RestoreVerb.Create(shared),
            ExportVerb.Create(shared),
            StatementVerb.Create(shared),
        };
        shared.AddTo(root);
        return root;
    }
}

/// <summary>Carries the host of one call to its verb; the commands themselves are made once.</summary>
internal sealed class HostInvocation : InvocationConfiguration
{
    public HostInvocation(CliHost host)
    {
        (Host, Output, Error) = (host, host.Out, host.Error);
        EnableDefaultExceptionHandler = false;
    }

    public CliHost Host { get; }
}
