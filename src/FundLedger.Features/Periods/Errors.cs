using FundLedger.Domain;
using NodaTime;

namespace FundLedger.Features.Periods;

public sealed record MonthNotEnded(LocalDate Month, LocalDate Today)
    : Refused($"{Month:uuuu-MM} has not ended on {Today:uuuu-MM-dd}.");

public sealed record MonthNotNext(LocalDate Month, LocalDate Next) : Refused($"Months are closed in order: the next is {Next:uuuu-MM}.");

/// <summary>The checklist is not clear; every finding that blocks is listed.</summary>
public sealed record PeriodHasBlockers(LocalDate Month, IReadOnlyList<CloseFinding> Findings)
    : Refused($"{Month:uuuu-MM} cannot be closed: {string.Join(", ", Findings.Select(found => $"{found.CheckCode} {found.Item}"))}.")
{
    public int Count => Findings.Count;

    public string Items => string.Join(", ", Findings.Select(found => found.Item));
}

public sealed record ClosingAlreadyStarted(LocalDate Month) : Refused($"{Month:uuuu-MM} is being closed already.");

public sealed record ClosingNotStarted(LocalDate Month) : Refused($"{Month:uuuu-MM} is not being closed.");

/// <summary>Whoever began the closing does not accept what it leaves open.</summary>
public sealed record AccepterIsCloser(LocalDate Month)
    : Refused($"What stays open in {Month:uuuu-MM} is accepted by someone other than who began its closing.");

public sealed record OpenItemsChanged(LocalDate Month) : Refused($"The open items of {Month:uuuu-MM} are not the ones that were seen.");

/// <param name="Last">First day of the last closed month; null when none is closed.</param>
public sealed record MonthNotReopenable(LocalDate Month, LocalDate? Last)
    : Refused($"Only the month that was closed last is reopened, while none is being closed; {Month:uuuu-MM} is not it.");

public sealed record ReopeningAlreadyAsked(LocalDate Month)
    : Refused($"The reopening of {Month:uuuu-MM} was asked for and is not decided.");

public sealed record ReopeningNotAsked(long Request) : NotFound($"There is no request {Request} for a reopening.");

public sealed record ReopeningDecided(long Request) : Refused($"Request {Request} for a reopening was decided already.");

public sealed record ReopenerIsRequester(long Request)
    : Refused($"Request {Request} for a reopening is decided by someone other than who made it.");
