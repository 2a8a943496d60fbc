using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace FundLedger.Features.Database;

/// <summary>
/// The running server. It asked the kernel to be interrupted when its parent goes, and for the kernel the parent is the thread that
/// started it: hence a thread of its own that lives as long as the server, not one of the pool.
/// </summary>
internal sealed class ServerProcess
{
    private const int Interrupt = 2;
    private const int Quit = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TaskCompletionSource<int> started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerProcess()
    {
    }

    public bool HasExited => exited.Task.IsCompleted;

    /// <summary>Starts the command in a session of its own, so that Ctrl+C at the terminal reaches only us.</summary>
    public static async Task<ServerProcess> StartAsync(IEnumerable<string> command, string logFile)
    {
        var start = new ProcessStartInfo("setsid") { WorkingDirectory = "/" };
        string[] words = ["sh", "-c", "umask 077; exec \"$@\" </dev/null >\"$0\" 2>&1", logFile, .. command];
        foreach (var word in words)
        {
            start.ArgumentList.Add(word);
        }

        var server = new ServerProcess();
        new Thread(() => server.Watch(start)) { IsBackground = true, Name = "parent of PostgreSQL" }.Start();
        await server.started.Task;
        return server;
    }

    /// <summary>Ends the sessions and the server ("fast"); after half a minute without waiting for its last writes.</summary>
    public async Task StopAsync()
    {
        await SignalAsync(Interrupt);
        if (await Task.WhenAny(exited.Task, Task.Delay(Patience)) != exited.Task)
        {
            await SignalAsync(Quit);
        }

        await exited.Task;
    }

    private void Watch(ProcessStartInfo start)
    {
        try
        {
            using var process = Process.Start(start)!;
            started.SetResult(process.Id);
            process.WaitForExit();
        }
        catch (Exception failure) when (started.TrySetException(failure))
        {
            // Whoever awaits the start receives it.
        }

        exited.SetResult();
    }

    private async Task SignalAsync(int signal)
    {
        var id = await started.Task;
        const int noSuchProcess = 3;
        if (!HasExited && Kill(id, signal) != 0 && Marshal.GetLastPInvokeError() != noSuchProcess)
        {
            throw new Win32Exception();
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
