using NodaTime;

namespace FundLedger.Cli;

/// <summary>What the command line sees of the world around it.</summary>
public sealed record CliHost(TextWriter Out, TextWriter Error, Func<string, string?> Variable, IClock Clock)
{
    /// <summary>Whether somebody watches <see cref="Error"/>: only then is progress shown.</summary>
    public bool IsWatched { get; init; }

    /// <summary>Asks for a secret, without echo where somebody types it; null at the end of the input.</summary>
    public Func<string, string?> ReadSecret { get; init; } = _ => null;

    public static CliHost OfThisProcess() =>
#pragma warning disable RS0030 // The host is the one place that chooses the clock.
        new(Console.Out, Console.Error, Environment.GetEnvironmentVariable, SystemClock.Instance)
#pragma warning restore RS0030
        {
            IsWatched = !Console.IsErrorRedirected, ReadSecret = ReadSecretFromConsole,
        };

    private static string? ReadSecretFromConsole(string prompt)
    {
        if (Console.IsInputRedirected) return Console.In.ReadLine();
        Console.Error.Write(prompt + ": ");
        var typed = new List<char>();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key != ConsoleKey.Backspace) typed.Add(key.KeyChar);
            else if (typed.Count > 0) typed.RemoveAt(typed.Count - 1);
        }

        Console.Error.WriteLine();
        return new string([.. typed]);
    }
}
