using FundLedger.Features.Ledger;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace FundLedger.Web.Pages.Ledger;

/// <summary>One entry of the fund in the address.</summary>
public abstract class EntryPageBase(IMediator mediator, CurrentUser me) : LedgerPage(mediator, me)
{
    [BindProperty(SupportsGet = true)]
    public string Fund { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public long EntryNo { get; set; }

    public ListedEntry? Entry { get; private set; }

    public IReadOnlyList<Pool> Pools { get; private set; } = [];

    public EntryPosted Posted => new(Entry!, Pools);

    /// <summary>Null when it is there and may be read; else the answer.</summary>
    protected async Task<IActionResult?> LoadAsync()
    {
        if (!LedgerReaders.Includes(Me, Fund)) return NotFound();
        var page = await Send(new ListEntries(Fund, LocalDate.MinIsoValue, LocalDate.MaxIsoValue) { Number = EntryNo });
        if (page.Error is { } error) return Show(error);
        if (page.Value.Entries is not [var entry]) return NotFound();
        var pools = await Send(new ListPools(Fund));
        (Entry, Pools) = (entry, pools.Value.Pools);
        return null;
    }
}

/// <summary>What <c>_Postings</c> shows.</summary>
public sealed record EntryPosted(ListedEntry Entry, IReadOnlyList<Pool> Pools);

/// <summary>One entry with its paper, its reversal and its place in the hash log.</summary>
internal sealed class EntryModel(IMediator mediator, CurrentUser me) : EntryPageBase(mediator, me)
{
    public bool MayReverse => LedgerReaders.MayReverse(Me, Fund) && Entry is { Kind: "receipt" or "disbursement", ReversedBy: null };

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ?? Page();
}
