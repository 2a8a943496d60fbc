using FundLedger.Domain;
using FundLedger.Domain.Statements;
using FundLedger.Domain.Text;
using FundLedger.Features.Books;
using FundLedger.Features.Pipeline;
using NodaTime;

namespace FundLedger.Features.Reports;

/// <summary>A report that was read whole: its head, its rows, and the figures that they show.</summary>
internal sealed record OpenReport(BookHead Head, IReadOnlyList<BookRow> Rows, ReportFigures Figures)
{
    /// <summary>How its paper is headed and signed; null leaves that to the hand.</summary>
    public ReportFrame? Frame { get; init; }

    /// <summary>The same as a book, for the files that books make.</summary>
    public OpenBook Book => new(Head, Rows.ToAsyncEnumerable(), Rows.Count == 0);
}

/// <summary>Opens a report in the snapshot of the running query; all of its figures are of one moment.</summary>
internal sealed class ReportReader(Db db)
{
    // See StatementReader: among many funds the planner would join the postings of one fund with its entries pair by pair.
    private const string NotPairByPairSql = "SET LOCAL enable_nestloop = off";

    private readonly ReportFigureReader figures = new(db);

    /// <summary>The report, or why there can be none: no such fund, report or occasion, no right to it, days that cannot be.</summary>
    public async Task<Result<OpenReport>> OpenAsync(ReportQuestion question, CancellationToken token)
    {
        if (ReportForms.Find(question.Report) is not { } form) return new ReportUnknown(question.Report);
        if (form == ReportForms.Publication) question = question with { IsShared = true };
        var all = await db.ListAsync<BookFund>(BookSql.Funds, new { question.Fund, question.WithUnits }, token);
        if (all.Count == 0 || all[0].Code != question.Fund) return new FundNotFound(question.Fund);
        if (!all[0].MayRead) return new RoleMissing($"The reports of {question.Fund} are read by its accountants, approvers and auditors.");
        var funds = all.Where(fund => fund.MayRead).ToList();
        var period = StatementPeriod.Create(question.From, question.To, funds.Min(fund => fund.OpenedOn), funds[0].Today);
        if (period.Error is { } refusal) return refusal;
        var occasion = await OccasionAsync(form, question, token);
        if (occasion.Error is { } unknown) return unknown;
        var head = new BookHead
        {
            Form = form, Funds = funds, At = funds[0].At, Narrowed = Narrowed(occasion.Value, question),
            Question = new BookQuestion(question.Fund, form.Code, question.From, question.To) { WithUnits = question.WithUnits },
        };
        if (form == ReportForms.Publication)
        {
            var said = await Publication.SaidAsync(db, funds, question.From, question.To, token);
            head = head with { Narrowed = [said, .. head.Narrowed] };
        }

        await db.ExecuteAsync(NotPairByPairSql, null, token);
        return await OpenAsync(head, question, await ScopeAsync(head, occasion.Value is null ? null : question.Occasion, token), token);
    }

    /// <summary>The report of figures that are known, under a head that is known.</summary>
    public async Task<OpenReport> OpenAsync(
        BookHead head, ReportFigures read, ReportShade shade, ReportShade before, CancellationToken token)
    {
        var form = head.Form.Code == ReportForms.Matrix.Code ? MatrixRows.Form(read) : head.Form;
        if (form == ReportForms.Publication) read = read with { YearBefore = null };
        var plan = await ReportPlan.FindAsync(db, head, token);
        if (!plan.IsNone)
        {
            form = ReportForms.BesidePlan;
            head = head with { Narrowed = [.. head.Narrowed, plan.Said(head.Question.To.Year)] };
        }

        var places = new { head.Question.Fund, head.Question.From, head.Question.To };
        var table = new ReportTable(head with { Form = form }, read, shade, before)
        {
            Plan = plan, Places = await db.ListAsync<ReportPlace>(ReportSql.Places, places, token),
        };
        var rows = form.Code switch
        {
            "receipt-use" or "publication" => ReceiptUseRows.Of(table),
            "occasion" => OccasionRows.Of(table),
            _ => MatrixRows.Of(table),
        };
        return new OpenReport(table.Head, [.. rows], read);
    }

    private async Task<Result<OpenReport>> OpenAsync(BookHead head, ReportQuestion question, ReportScope scope, CancellationToken token)
    {
        var shared = question.IsShared ? Publication.PeriodOf(question.From, question.To, scope.OpenedOn) : null;
        if (question.IsShared && shared is null) return new SharedPeriodOdd(question.From, question.To);
        var read = await figures.ReadAsync(scope, token);
        if (read.Error is { } flaw) return flaw;
        var (shade, before) = shared is null ? (ReportShade.None, ReportShade.None) : await ShadesAsync(scope, shared, read.Value, token);
        return await OpenAsync(head, read.Value, shade, before, token);
    }

    /// <summary>What is left out of figures of a period that are shared, and of those of the year before.</summary>
    public async Task<(ReportShade Shade, ReportShade Before)> ShadesAsync(
        ReportScope scope, ReportPeriod period, ReportFigures read, CancellationToken token)
    {
        var shade = ReportShade.Of(read, await PartsAsync(scope, period, token));
        var before = scope.AYearBefore() is not { } earlier || ReportPeriod.Of(earlier.From, earlier.To) is not { } same ? ReportShade.None
            : ReportShade.Of(read.YearBefore!, await PartsAsync(earlier, same, token));
        return (shade, before);
    }

    // Each shorter period may have been shared before, with what it then left out.
    private async Task<List<ReportShade>> PartsAsync(ReportScope scope, ReportPeriod period, CancellationToken token)
    {
        var shades = new List<ReportShade>();
        foreach (var part in period.Parts.OrderBy(part => part.Parts.Count))
        {
            var inner = part.Parts.Count == 0 ? [] : await PartsAsync(scope, part, token);
            shades.Add(ReportShade.Of(await figures.OfAsync(scope with { From = part.From, To = part.To }, token), inner));
        }

        return shades;
    }

    private async Task<ReportScope> ScopeAsync(BookHead head, string? occasion, CancellationToken token)
    {
        int[] ids = [.. head.Funds.Select(fund => fund.FundId)];
        var gifts = head.Funds.Count == 1 ? []
            : await db.ListAsync<InternalGift>(BookSql.Internal, new { FundIds = ids, head.Question.To }, token);
        var hidden = gifts.SelectMany(gift => gift.GivenEntries.Select(entry => (Fund: gift.GiverId, Entry: entry))
            .Concat(gift.TakenEntries.Select(entry => (Fund: gift.TakerId, Entry: entry)))).ToList();
        return new ReportScope
        {
            FundIds = ids, LogNos = [.. head.Funds.Select(fund => fund.LogNo)], From = head.Question.From, To = head.Question.To,
            Occasion = occasion, OccasionYear = occasion is null ? null : head.Question.To.Year,
            OpenedOn = head.Funds.Min(fund => fund.OpenedOn),
            HiddenFunds = [.. hidden.Select(entry => entry.Fund)], HiddenEntries = [.. hidden.Select(entry => entry.Entry)],
        };
    }

    // Null for a report that is of no occasion.
    private async Task<Result<Wording?>> OccasionAsync(BookForm form, ReportQuestion question, CancellationToken token)
    {
        if (form.Code != ReportForms.OfOccasion.Code) return (Wording?)null;
        var found = await db.FindAsync<OccasionName>(ReportSql.Occasion, new { Occasion = question.Occasion ?? "" }, token);
        return found is null ? new ReportOccasionUnknown(question.Occasion ?? "") : new Wording(found.NameVi, found.NameEn);
    }

    private static List<Wording> Narrowed(Wording? occasion, ReportQuestion question)
    {
        List<Wording> narrowed = [];
        if (occasion is { } name)
        {
            narrowed.Add(new Wording(
                FormattableString.Invariant($"Dịp: {name.Vi} {question.To.Year}"),
                FormattableString.Invariant($"Occasion: {name.En} {question.To.Year}")));
        }

        if (question.IsShared)
        {
            narrowed.Add(Publication.Note);
        }

        return narrowed;
    }

    private sealed record OccasionName
    {
        public string NameVi { get; init; } = "";

        public string NameEn { get; init; } = "";
    }
}
