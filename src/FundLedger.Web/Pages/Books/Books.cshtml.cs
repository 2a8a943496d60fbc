using System.Globalization;
using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Books;
using FundLedger.Features.Ledger;
using FundLedger.Web.Localisation;
using FundLedger.Web.Pages.Ledger;
using FundLedger.Web.Pages.Statements;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace FundLedger.Web.Pages.Books;

/// <summary>The books of the chosen fund, each with the same choices, the same table and the same files.</summary>
internal sealed class BooksModel(IMediator mediator, CurrentUser me, IClock clock, IStringLocalizer<Texts> texts) : LedgerPage(mediator, me)
{
    /// <summary>Code of the book; empty for the first one.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Book { get; set; }

    /// <summary>Empty for the first day of the year.</summary>
    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    /// <summary>Empty for today.</summary>
    [BindProperty(SupportsGet = true)]
    public string? To { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Account { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Pool { get; set; }

    [BindProperty(SupportsGet = true)]
    public long? Donor { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Units { get; set; }

    /// <summary>The last line of the page before, see <see cref="BookLinks.WordOf"/>.</summary>
    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    public BookPage? Shown { get; private set; }

    public IReadOnlyList<ListedAccount> AllAccounts { get; private set; } = [];

    public IReadOnlyList<Pool> AllPools { get; private set; } = [];

    public IReadOnlyList<Giver> AllGivers { get; private set; } = [];

    public LocalDate Today { get; } = BusinessDate.Of(clock.GetCurrentInstant());

    public BookForm Form => BookForms.Find(Book) ?? BookForms.All[0];

    /// <summary>Books of several funds can be read together only by who has several.</summary>
    public bool HasUnits => Me.Funds.Count(fund => BookLinks.Readers.Any(fund.Roles.Contains)) > 1;

    public IEnumerable<SelectListItem> Forms =>
        BookForms.All.Select(form => new SelectListItem(Bilingual.Of(form.Name), form.Code, form == Form));

    public IEnumerable<SelectListItem> Accounts => AllAccounts
        .Select(account => new SelectListItem(
            EntryWords.AccountOf(account.RegimeAccount, account.NameVi, account.NameEn), account.Code, account.Code == Account))
        .Prepend(new SelectListItem(texts["Tất cả"], ""));

    public IEnumerable<SelectListItem> Pools => AllPools
        .Select(pool => new SelectListItem(Bilingual.Of(pool.NameVi, pool.NameEn), pool.Code, pool.Code == Pool))
        .Prepend(new SelectListItem(texts["Tất cả"], ""));

    public IEnumerable<SelectListItem> Givers => AllGivers
        .Select(giver => new SelectListItem(
            giver.Name ?? texts["Nhà tài trợ số {0}", giver.DonorId], giver.DonorId.ToString(CultureInfo.InvariantCulture),
            giver.DonorId == Donor))
        .Prepend(new SelectListItem(texts["Tất cả"], ""));

    /// <summary>This month and the one before, the quarters, halves and the whole year, none longer than today.</summary>
    public IReadOnlyList<PeriodChoice> Choices
    {
        get
        {
            var year = new LocalDate(Today.Year, 1, 1);
            var month = Today.With(DateAdjusters.StartOfMonth);
            return
            [
                Choice(Texts.Key("Tháng này"), 0, month, 1), Choice(Texts.Key("Tháng trước"), 0, month.PlusMonths(-1), 1),
                .. Enumerable.Range(1, 4).Select(quarter => Choice(Texts.Key("Quý {0}"), quarter, year.PlusMonths(3 * (quarter - 1)), 3))
                    .Where(choice => choice.From <= Today),
                Choice(Texts.Key("6 tháng đầu năm"), 0, year, 6),
                .. Today.Month > 6 ? [Choice(Texts.Key("6 tháng cuối năm"), 0, year.PlusMonths(6), 6)] : (PeriodChoice[])[],
                Choice(Texts.Key("Năm {0}"), Today.Year, year, 12),
            ];
        }
    }

    public async Task<IActionResult> OnGetAsync()
    {
        if (!Me.IsAny(BookLinks.Readers)) return Forbid();
        AllAccounts = (await Send(new ListAccounts(FundCode))).Value.Accounts;
        AllPools = (await Send(new ListPools(FundCode))).Value.Pools;
        if (Form.Filters.HasFlag(BookFilters.Donor)) AllGivers = (await Send(new ListGivers(FundCode))).Value.Givers;
        var from = Day(nameof(From), From, new LocalDate(Today.Year, 1, 1));
        var to = Day(nameof(To), To, Today);
        if (from is null || to is null) return Page();
        var book = await Send(new GetBook(Asked(from.Value, to.Value)) { After = BookLinks.PlaceOf(After) });
        if (book.Error is { } refusal) return Show(refusal);
        Shown = book.Value;
        return Page();
    }

    /// <summary>The same book between other days.</summary>
    public string ChoiceUrl(PeriodChoice choice) => BookLinks.UrlOf(Asked(choice.From, choice.To));

    public bool IsChosen(PeriodChoice choice) =>
        Shown is { } book && (choice.From, choice.To) == (book.Head.Question.From, book.Head.Question.To);

    public string NextUrl => $"{BookLinks.UrlOf(Shown!.Head.Question)}&after={BookLinks.WordOf(Shown.Next!)}";

    public string FileUrl(string format) => BookLinks.FileUrlOf(Shown!.Head.Question, format);

    // What the book is not narrowed by may still stand in the address, from the book before.
    private BookQuestion Asked(LocalDate from, LocalDate to) => new(FundCode, Form.Code, from, to)
    {
        Account = Form.Filters.HasFlag(BookFilters.Account) ? Chosen(Account) : null,
        Pool = Form.Filters.HasFlag(BookFilters.Pool) ? Chosen(Pool) : null,
        Donor = Form.Filters.HasFlag(BookFilters.Donor) ? Donor : null, WithUnits = Units,
    };

    private PeriodChoice Choice(string label, int number, LocalDate start, int months) =>
        new(label, number, start, LocalDate.Min(start.PlusMonths(months).PlusDays(-1), Today));

    // Links carry ISO dates; the fields show every date that was understood the way people write it.
    private LocalDate? Day(string field, string? typed, LocalDate otherwise)
    {
        var day = string.IsNullOrWhiteSpace(typed) ? otherwise : Read(field, DateReader.Read(typed, Today));
        if (day is { } understood) ModelState.SetModelValue(field, PrintedDate.Of(understood), PrintedDate.Of(understood));
        return day;
    }

    private static string? Chosen(string? code) => string.IsNullOrEmpty(code) ? null : code;
}
