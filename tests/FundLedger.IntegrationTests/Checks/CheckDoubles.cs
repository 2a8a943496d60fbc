using FundLedger.Features.Checks;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace FundLedger.IntegrationTests.Checks;

/// <summary>
/// A run reads the clock as it asks its first question, as it begins to look and when it has looked: at the second reading something
/// happens, once.
/// </summary>
internal sealed class InterruptedClock(IClock clock, Func<Task> meanwhile) : IClock
{
    private int readings;

    public Instant GetCurrentInstant()
    {
        if (Interlocked.Increment(ref readings) == 2) Task.Run(meanwhile).GetAwaiter().GetResult();
        return clock.GetCurrentInstant();
    }
}

/// <summary>Keeps what the runner logs, with its level.</summary>
internal sealed class ToldLog : ILogger<CheckRunner>
{
    private readonly List<(LogLevel Level, string Text)> lines = [];

    public IReadOnlyList<(LogLevel Level, string Text)> Lines => lines;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        lines.Add((logLevel, formatter(state, exception)));
}
