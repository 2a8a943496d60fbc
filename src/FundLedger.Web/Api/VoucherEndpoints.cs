using FundLedger.Features.Vouchers;
using FundLedger.Web.SignIn;
using MediatR;
using NodaTime;

namespace FundLedger.Web.Api;

/// <summary>Vouchers: to read, to look at as papers, and to print, which is counted.</summary>
internal static class VoucherEndpoints
{
    private static readonly Role[] Readers = [Role.FundAccountant, Role.Approver, Role.Cashier, Role.Auditor];

    internal sealed record NewPrint(string Type, LocalDate From, LocalDate To)
    {
        public int? First { get; init; }

        public int? Last { get; init; }

        public PrintVouchers In(string fund, RequestKey key) => new(fund, key.Value, Type, From, To, First, Last, Answers.Language);
    }

    public static void MapVouchers(this RouteGroupBuilder funds)
    {
        funds.MapGet("/vouchers",
            (string fund, string type, Day from, Day to, int? first, int? last, IMediator books, CancellationToken token) =>
                books.Answer(new ListVouchers(fund, type, from.Date, to.Date, first, last), token))
            .OnlyFor(Readers)
            .WithSummary("Vouchers of one type and year, with how often each was printed")
            .WithDescription("type is PT, PC, TU …; from and to lie in one year; first and last are numbers within it.");
        funds.MapGet("/vouchers/{number}", (string fund, string number, IMediator books, CancellationToken token) =>
            books.Answer(new GetVoucher(fund, number), token))
            .OnlyFor(Readers)
            .WithSummary("A voucher with its entries").WithDescription("The number as printed: PT-2021-00001.");
        funds.MapGet("/vouchers/{number}/pdf", (string fund, string number, IMediator books, CancellationToken token) =>
            books.File(new PreviewVoucher(fund, number, Answers.Language), token))
            .OnlyFor(Readers)
            .Produces(StatusCodes.Status200OK, null, "application/pdf")
            .WithSummary("A voucher as a paper to look at, which says that it is no print");
        funds.MapPost("/vouchers/prints", (string fund, RequestKey key, NewPrint body, IMediator books, CancellationToken token) =>
            books.Answer(body.In(fund, key), token))
            .WithSummary("Count one print of each voucher of a range, up to 240")
            .WithDescription("The file is taken by the number of the run; from its second print on a voucher says which it is.");
        funds.MapGet("/vouchers/prints/{run:int}/pdf", (string fund, int run, IMediator books, CancellationToken token) =>
            books.File(new GetPrintRun(fund, run), token))
            .OnlyFor(Readers)
            .Produces(StatusCodes.Status200OK, null, "application/pdf")
            .WithSummary("The file of a run of prints, for who printed it");
    }
}
