using NodaTime;

namespace FundLedger.Features.Setup;

/// <summary>Something that happens on a day of the demo's year.</summary>
internal sealed record DemoStep(LocalDate On, Func<CancellationToken, Task> RunAsync);
