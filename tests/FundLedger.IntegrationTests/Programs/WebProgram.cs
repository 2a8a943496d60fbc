using System.Diagnostics;
using System.Text;

namespace FundLedger.IntegrationTests.Programs;

/// <summary>The web application as its own process, as <c>./run</c> starts it, with nothing but the environment given here.</summary>
internal sealed class WebProgram : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Process process;
    private readonly StringBuilder said = new();
    private readonly TaskCompletionSource<Uri> address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private WebProgram(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>What it has written to both of its outputs.</summary>
    public string Said
    {
        get
        {
            lock (said) return said.ToString();
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <param name="settings">Environment variables without their prefix FUNDLEDGER_. Any free port is taken.</param>
    public static WebProgram Start(params (string Name, string Value)[] settings)
    {
        // Tests that were started in the background ignore Ctrl+C, and so would everything that they start.
        var start = new ProcessStartInfo("env", ["--default-signal=INT,QUIT", "dotnet", Built("FundLedger.Web")])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8, StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("FUNDLEDGER_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["FUNDLEDGER_URLS"] = "http://127.0.0.1:0";
        foreach (var (name, value) in settings) start.Environment["FUNDLEDGER_" + name] = value;
        return new WebProgram(Process.Start(start)!);
    }

    /// <summary>Where it answers, once it does; fails with what it said when it ends before.</summary>
    public async Task<Uri> AddressAsync()
    {
        var ended = process.WaitForExitAsync(Token);
        await Task.WhenAny(address.Task, ended).WaitAsync(Patience, Token);
        Assert.True(address.Task.IsCompletedSuccessfully, Said);
        return await address.Task;
    }

    /// <summary>Presses Ctrl+C and waits for the end; answers the exit code.</summary>
    public async Task<int> InterruptAsync()
    {
        using var kill = Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        return await ExitCodeAsync();
    }

    /// <summary>What <c>kill -9</c> does: it cannot say goodbye to anybody.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await ExitCodeAsync();
    }

    public async Task<int> ExitCodeAsync()
    {
        await process.WaitForExitAsync(Token).WaitAsync(Patience, Token);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) await InterruptAsync();
        process.Dispose();
    }

    /// <summary>The processes of this machine that name a folder in their command line.</summary>
    public static List<string> ProcessesNaming(string folder) =>
        [.. Directory.GetDirectories("/proc").Select(CommandOf).Where(command => command.Contains(folder, StringComparison.Ordinal))];

    // The built program of the same configuration as this test, found from where this test was built.
    internal static string Built(string project, string? assembly = null)
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        var configuration = output.Parent!.Name;
        var root = output;
        while (!File.Exists(Path.Combine(root.FullName, "FundLedger.sln"))) root = root.Parent!;
        return Path.Combine(root.FullName, "src", project, "bin", configuration, output.Name, (assembly ?? project) + ".dll");
    }

    private static string CommandOf(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "cmdline"));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private void Hear(string? line)
    {
        if (line is null) return;
        lock (said) said.AppendLine(line);
        if (!line.StartsWith("Fund Ledger (", StringComparison.Ordinal)) return;
        address.TrySetResult(new Uri(line[(line.IndexOf("): ", StringComparison.Ordinal) + 3)..]));
    }
}
