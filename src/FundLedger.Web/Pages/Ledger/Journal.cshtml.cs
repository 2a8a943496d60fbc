using System.Globalization;
using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Ledger;
using FundLedger.Web.Localisation;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;
using NodaTime;
using NodaTime.Text;

namespace FundLedger.Web.Pages.Ledger;

/// <summary>The journal of the chosen fund, entry by entry.</summary>
internal sealed class JournalModel(IMediator mediator, CurrentUser me, IClock clock, IStringLocalizer<Texts> texts)
    : LedgerPeriod(mediator, me, clock)
{
    [BindProperty(SupportsGet = true)]
    public string? Pool { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Account { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Kind { get; set; }

    /// <summary>Date and number of the last entry of the page before, <c>2021-01-28~57</c>.</summary>
    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    public EntryPage Entries { get; private set; } = new([], null);

    public IReadOnlyList<Pool> AllPools { get; private set; } = [];

    public IReadOnlyList<ListedAccount> AllAccounts { get; private set; } = [];

    public bool IsFiltered => new[] { Pool, Account, Kind, After }.Any(filter => !string.IsNullOrEmpty(filter))
        || Request.Query.ContainsKey(nameof(From)) || Request.Query.ContainsKey(nameof(To));

    public IEnumerable<SelectListItem> Pools => WithAll(AllPools.Select(pool => new SelectListItem(NameOf(pool.Code), pool.Code)));

    public IEnumerable<SelectListItem> Accounts => WithAll(AllAccounts.Select(account =>
        new SelectListItem(EntryWords.AccountOf(account.RegimeAccount, account.NameVi, account.NameEn), account.Code)));

    public IEnumerable<SelectListItem> Kinds =>
        WithAll(EntryWords.KindsOf(ChosenBook).Select(kind => new SelectListItem(EntryWords.KindOf(kind, texts), kind)));

    public Money Debit => Sum(Side.Debit);

    public Money Credit => Sum(Side.Credit);

    public string NameOf(string pool) =>
        AllPools.FirstOrDefault(one => one.Code == pool) is { } known ? Bilingual.Of(known.NameVi, known.NameEn) : pool;

    public string NextUrl => QueryHelpers.AddQueryString("/ledger", new Dictionary<string, string?>
    {
        [nameof(Book)] = Book, [nameof(From)] = From, [nameof(To)] = To, [nameof(Pool)] = Pool, [nameof(Account)] = Account,
        [nameof(Kind)] = Kind,
        [nameof(After)] = WordOf(Entries.Next!),
    });

    public async Task<IActionResult> OnGetAsync()
    {
        if (!LedgerReaders.Includes(Me)) return Forbid();
        var accounts = await Send(new ListAccounts(FundCode, ChosenBook));
        var pools = await Send(new ListPools(FundCode));
        (AllAccounts, AllPools) = (accounts.Value.Accounts, pools.Value.Pools);
        if (ReadDays() is not { } days) return Page();
        var entries = await Send(new ListEntries(FundCode, days.From, days.To)
        {
            Book = ChosenBook, Pool = Chosen(Pool), Account = Chosen(Account), Kind = Chosen(Kind), After = PlaceOf(After),
        });
        if (entries.Error is { } error) return Show(error);
        Entries = entries.Value;
        return Page();
    }

    private static string? Chosen(string? code) => string.IsNullOrEmpty(code) ? null : code;

    private static string WordOf(EntryPlace place) =>
        string.Create(CultureInfo.InvariantCulture, $"{LocalDatePattern.Iso.Format(place.Date)}~{place.EntryNo}");

    private static EntryPlace? PlaceOf(string? after) =>
        after?.Split('~') is [var day, var number] && LocalDatePattern.Iso.Parse(day) is { Success: true } date
            && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var no)
            ? new EntryPlace(date.Value, no) : null;

    private Money Sum(Side side) => Entries.Entries.SelectMany(entry => entry.Postings)
        .Where(posting => posting.Side == side).Aggregate(Money.Zero, (sum, posting) => sum + posting.Amount);

    private IEnumerable<SelectListItem> WithAll(IEnumerable<SelectListItem> items) =>
        items.Prepend(new SelectListItem(texts["Tất cả"], ""));
}
