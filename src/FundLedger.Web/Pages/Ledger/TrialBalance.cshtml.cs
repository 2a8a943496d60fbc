using FundLedger.Domain;
using FundLedger.Features.Ledger;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace FundLedger.Web.Pages.Ledger;

/// <summary>Opening, turnover and closing of every account by pool.</summary>
internal sealed class TrialBalanceModel(IMediator mediator, CurrentUser me, IClock clock) : LedgerPeriod(mediator, me, clock)
{
    public TrialBalance? Balance { get; private set; }

    /// <summary>The lines of each account, in the order of its number.</summary>
    public IEnumerable<IGrouping<string, TrialBalanceLine>> Accounts => Balance!.Lines.GroupBy(line => line.Account);

    public async Task<IActionResult> OnGetAsync()
    {
        if (!LedgerReaders.Includes(Me)) return Forbid();
        if (ReadDays() is not { } days) return Page();
        var balance = await Send(new GetTrialBalance(FundCode, days.From, days.To) { Book = ChosenBook });
        if (balance.Error is { } error) return Show(error);
        Balance = balance.Value;
        return Page();
    }

    /// <summary>The sum of one column over an account's pools, by its side.</summary>
    public static Money Sum(IEnumerable<TrialBalanceLine> lines, Func<TrialBalanceLine, Money> column) =>
        lines.Aggregate(Money.Zero, (sum, line) => sum + column(line));
}
