using FundLedger.Domain;
using FundLedger.Domain.Statements;
using FundLedger.Domain.Text;
using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Books;

/// <summary>A book that is open: its head, and its rows as they are read. Only while the query runs.</summary>
/// <param name="IsEmpty">Nothing was ever posted that it would show.</param>
internal sealed record OpenBook(BookHead Head, IAsyncEnumerable<BookRow> Rows, bool IsEmpty);

/// <summary>Opens a book in the snapshot of the running query; head, openings and rows are of one moment.</summary>
internal sealed class BookReader(Db db)
{
    // See StatementReader: among many funds the planner would join the postings of one fund with its entries pair by pair.
    private const string NotPairByPairSql = "SET LOCAL enable_nestloop = off";

    /// <summary>The book, or why it cannot be read: no such fund or book, no right to it, days that cannot be.</summary>
    public Task<Result<OpenBook>> OpenAsync(BookQuestion question, CancellationToken token) => OpenAsync(question, null, token);

    /// <param name="seal">
    /// The closing of the last month: the book is headed by it and tells nothing that was recorded later. Null for the books as they are.
    /// </param>
    public async Task<Result<OpenBook>> OpenAsync(BookQuestion question, StatementSeal? seal, CancellationToken token)
    {
        if (BookForms.Find(question.Book) is not { } form) return new BookUnknown(question.Book);
        var all = await db.ListAsync<BookFund>(BookSql.Funds, new { question.Fund, question.WithUnits }, token);
        if (all.Count == 0 || all[0].Code != question.Fund) return new FundNotFound(question.Fund);
        if (!all[0].MayRead) return new RoleMissing($"The books of {question.Fund} are read by its accountants, approvers and auditors.");
        var funds = all.Where(fund => fund.MayRead).Select(fund => fund.As(seal)).ToList();
        var period = StatementPeriod.Create(question.From, question.To, funds.Min(fund => fund.OpenedOn), funds[0].Today);
        if (period.Error is { } refusal) return refusal;
        var circular = await db.FindAsync<string>(BookSql.Circular, new { funds[0].Regime, question.To }, token);
        var accounts = await db.ListAsync<BookAccount>(BookSql.Accounts, new { funds[0].Regime, Circular = circular }, token);
        var head = new BookHead
        {
            Form = funds.Count > 1 ? form.Together() : form, Question = question, Funds = funds, Circular = circular, At = funds[0].At,
            IsCircularConfirmed = accounts.All(account => account.Number is null || account.IsConfirmed),
        };
        await db.ExecuteAsync(NotPairByPairSql, null, token);
        return await OpenAsync(head, accounts, seal, token);
    }

    private async Task<OpenBook> OpenAsync(
        BookHead head, IReadOnlyList<BookAccount> accounts, StatementSeal? seal, CancellationToken token)
    {
        var source = BookSource.Of(head.Form, head.Question);
        var scope = new BookScope
        {
            FundIds = [.. head.Funds.Select(fund => fund.FundId)], Accounts = source.Accounts, SectionBy = source.SectionBy,
            NamedFunds = [.. head.Funds.Where(fund => fund.MayName).Select(fund => fund.FundId)], OnlyBudget = source.OnlyBudget,
            From = head.Question.From, To = head.Question.To, Pool = head.Question.Pool, Donor = head.Question.Donor,
            KnownLog = seal?.LogNo, KnownAt = seal?.At,
        };
        var hidden = new HiddenEntries(db);
        scope = await hidden.LeaveOutAsync(scope, source.IsOfPlace, head.Funds.Count > 1, token);
        return head.Form.Code switch
        {
            "trial-balance" => await TrialBalanceRows.OpenAsync(db, head, accounts, scope, token),
            "vouchers" => await VoucherRegister.OpenAsync(db, head, scope, token),
            "internal" => InternalRows.Open(head, hidden.Internal),
            _ => await OpenAsync(head, accounts, source, scope, token),
        };
    }

    private async Task<OpenBook> OpenAsync(
        BookHead head, IReadOnlyList<BookAccount> accounts, BookSource source, BookScope scope, CancellationToken token)
    {
        var byCode = accounts.ToDictionary(account => account.Code);
        var rows = await db.ListAsync<SectionRow>(source.SectionsSql, scope, token);
        var order = accounts.Select((account, place) => (account.Code, place)).ToDictionary(pair => pair.Code, pair => pair.place);
        var ordered = scope.SectionBy == "account" ? [.. rows.OrderBy(row => order[row.Account])] : rows;
        var sections = ordered.Select(row => row.Section(head, scope, byCode)).ToList();
        var keyed = scope with { Keys = [.. sections.Select(section => section.Key)] };
        var scroll = new Scroll(head, sections, byCode);
        return new OpenBook(
            head with { Narrowed = Narrowed(scope, byCode, rows) },
            scroll.RowsAsync(db.StreamAsync<BookLine>(source.LinesSql, keyed), token), sections.Count == 0);
    }

    private static List<Wording> Narrowed(
        BookScope scope, Dictionary<string, BookAccount> accounts, IReadOnlyList<SectionRow> rows)
    {
        List<Wording> narrowed = [];
        if (scope.SectionBy is "" or "account" && scope.Accounts is [var one] && accounts.TryGetValue(one, out var account))
        {
            narrowed.Add(new Wording($"Tài khoản: {account.Name.Vi}", $"Account: {account.Name.En}"));
        }

        if (scope.Donor is not null && rows.Count > 0)
        {
            narrowed.Add(new Wording($"Nhà tài trợ: {rows[0].TitleVi}", $"Donor: {rows[0].TitleEn}"));
        }

        if (scope.Pool is not { } pool) return narrowed;
        var name = rows.Count > 0 ? new Wording(rows[0].PoolVi, rows[0].PoolEn) : new Wording(pool, pool);
        narrowed.Add(new Wording($"Nguồn: {name.Vi} ({pool})", $"Pool: {name.En} ({pool})"));
        return narrowed;
    }
}
