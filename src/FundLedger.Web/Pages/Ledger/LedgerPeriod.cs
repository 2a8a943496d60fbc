using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace FundLedger.Web.Pages.Ledger;

/// <summary>What the journal and the trial balance share: days from and to, this year so far unless something was typed.</summary>
public abstract class LedgerPeriod(IMediator mediator, CurrentUser me, IClock clock) : LedgerPage(mediator, me)
{
    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? To { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Book { get; set; }

    public string ChosenBook => Book == "commitment" ? "commitment" : "financial";

    /// <summary>Both days; null when one of them was not understood, with the reason beside it.</summary>
    protected (LocalDate From, LocalDate To)? ReadDays()
    {
        var today = BusinessDate.Of(clock.GetCurrentInstant());
        var from = string.IsNullOrWhiteSpace(From) ? new LocalDate(today.Year, 1, 1) : Read(nameof(From), DateReader.Read(From, today));
        var to = string.IsNullOrWhiteSpace(To) ? today : Read(nameof(To), DateReader.Read(To, today));
        if (from is not { } first || to is not { } last) return null;
        (From, To) = (Localisation.Screen.Show(first), Localisation.Screen.Show(last));
        ModelState.Remove(nameof(From));
        ModelState.Remove(nameof(To));
        return (first, last);
    }
}
