using FundLedger.Features.Reports;
using FundLedger.Web.Pages.Reports;
using FundLedger.Web.SignIn;
using MediatR;
using NodaTime;

namespace FundLedger.Web.Api;

/// <summary>The reports as files.</summary>
internal static class ReportEndpoints
{
    /// <summary>Of which days; an occasion for the report that is of one.</summary>
    internal sealed record ReportFilter(Day From, Day To, string? Occasion, bool? Units, bool? Shared);

    /// <summary>What is kept as it is now: figures to the cut-off of a period that may end later.</summary>
    internal sealed record NewFrozenReport(string Report, LocalDate From, LocalDate CutOff, LocalDate To)
    {
        public string? Occasion { get; init; }

        public FreezeReport In(string fund, RequestKey key) => new(fund, key.Value, Report, From, CutOff, To) { Occasion = Occasion };
    }

    /// <param name="TellDays">So many days before each report its accountants are told, 1 to 60.</param>
    internal sealed record CalendarPlan(int TellDays);

    /// <summary>A frozen report, or another document by its number and date.</summary>
    internal sealed record SentForDue(int? Freeze, string? Document);

    public static void MapReports(this RouteGroupBuilder funds)
    {
        funds.MapGet("/reports/{report}/{format}", AnswerAsync)
            .OnlyFor(Role.FundAccountant, Role.Approver, Role.Auditor)
            .Produces(StatusCodes.Status200OK, null, "application/octet-stream")
            .WithSummary("A report as a file: pdf, xlsx, csv or json")
            .WithDescription("receipt-use, occasion, matrix, publication. With shared=true small counts are left out, of whole "
                + "quarters, halves and years only. Each file is noted in the fund's log before it leaves.");
        funds.MapGet("/frozen-reports",
            (string fund, IMediator mediator, CancellationToken token) => mediator.Answer(new ListFrozenReports(fund), token))
            .OnlyFor(Role.FundAccountant, Role.Approver, Role.Auditor).WithSummary("The reports that were frozen, the last one first");
        funds.MapGet("/frozen-reports/{number:int}/difference",
            (string fund, int number, IMediator mediator, CancellationToken token) =>
                mediator.Answer(new GetReportDifference(fund, number), token))
            .OnlyFor(Role.FundAccountant, Role.Approver, Role.Auditor)
            .WithSummary("What a final report has that the one before it had not; of that one, what the books have since");
        funds.MapGet("/frozen-reports/{number:int}/{format}", FrozenAsync)
            .OnlyFor(Role.FundAccountant, Role.Approver, Role.Auditor)
            .Produces(StatusCodes.Status200OK, null, "application/octet-stream")
            .WithSummary("A frozen report as a file, the same bytes each time: pdf, xlsx, csv or json");
        funds.MapPost("/frozen-reports", (string fund, RequestKey key, NewFrozenReport body, IMediator mediator, CancellationToken token) =>
                mediator.Answer(body.In(fund, key), token))
            .OnlyFor(Role.FundAccountant).WithSummary("Freeze a report as the books know it now");
        funds.MapPost("/frozen-reports/{number:int}/final",
            (string fund, int number, RequestKey key, IMediator mediator, CancellationToken token) =>
                mediator.Answer(new FinishReport(fund, key.Value, number), token))
            .OnlyFor(Role.FundAccountant).WithSummary("The final report of a period, after the one that was frozen before it ended");
        MapCalendar(funds);
    }

    private static void MapCalendar(RouteGroupBuilder funds)
    {
        funds.MapGet("/report-calendar/{year:int}", (string fund, int year, IMediator mediator, CancellationToken token) =>
                mediator.Answer(new GetReportCalendar(fund, year), token))
            .OnlyFor(Role.FundAccountant, Role.Approver, Role.Auditor).WithSummary("The reports that the fund owes for a year");
        funds.MapPost("/report-calendar/{year:int}",
            (string fund, int year, RequestKey key, CalendarPlan body, IMediator mediator, CancellationToken token) =>
                mediator.Answer(new PlanReports(fund, key.Value, year, body.TellDays), token))
            .OnlyFor(Role.FundAccountant).WithSummary("Enter the reports of a year into the calendar");
        funds.MapPost("/report-calendar/dues/{due:int}/answer",
            (string fund, int due, RequestKey key, SentForDue body, IMediator mediator, CancellationToken token) =>
                mediator.Answer(new AnswerDue(fund, key.Value, due) { Freeze = body.Freeze, Document = body.Document }, token))
            .OnlyFor(Role.FundAccountant).WithSummary("Say what was sent for a due report");
        funds.MapGet("/report-frame",
            (string fund, IMediator mediator, CancellationToken token) => mediator.Answer(new GetReportFrame(fund), token))
            .OnlyFor(Role.FundAccountant, Role.Approver, Role.Auditor).WithSummary("How reports are headed and signed today");
        funds.MapPost("/report-frame", (string fund, RequestKey key, ReportFrame body, IMediator mediator, CancellationToken token) =>
                mediator.Answer(new SetReportFrame(fund, key.Value, body), token))
            .OnlyFor(Role.FundAccountant).WithSummary("Say how reports are headed and signed from a day on");
    }

    private static async Task<IResult> FrozenAsync(
        string fund, int number, string format, IMediator mediator, CancellationToken token)
    {
        var file = await ReportDownloads.MakeAsync(mediator, new ExportFrozenReport(fund, number, format, Answers.Language), token);
        return file.Match<IResult>(
            made => TypedResults.Stream(made.Content, made.ContentType, made.Name), refused => Problems.From(refused));
    }

    private static async Task<IResult> AnswerAsync(
        string fund, string report, string format, [AsParameters] ReportFilter filter, IMediator mediator, CancellationToken token)
    {
        var question = new ReportQuestion(fund, report, filter.From.Date, filter.To.Date)
        {
            Occasion = filter.Occasion, WithUnits = filter.Units ?? false, IsShared = filter.Shared ?? false,
        };
        var file = await ReportDownloads.MakeAsync(mediator, new ExportReport(question, format, Answers.Language), token);
        return file.Match<IResult>(
            made => TypedResults.Stream(made.Content, made.ContentType, made.Name), refused => Problems.From(refused));
    }
}
