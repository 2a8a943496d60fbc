namespace FundLedger.Cli;

/// <summary>What the shell is told.</summary>
public static class ExitCode
{
    public const int Done = 0;

    /// <summary>A rule refused it, or the books are wrong.</summary>
    public const int Refused = 1;

    /// <summary>The command was not typed as it must be.</summary>
    public const int Usage = 2;

    /// <summary>It could not run, or not to its end: no database, no rights, no file.</summary>
    public const int CannotRun = 3;
}
