using FundLedger.Domain;
using FundLedger.Domain.Goods;
using FundLedger.Domain.Norms;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Disbursements;

/// <summary>Asks for gifts on one occasion for many children; reserves the total in the pool.</summary>
/// <param name="Occasion">Occasion code, e.g. <c>tet</c>.</param>
public sealed record RequestHolidayGifts(string Fund, Guid Key, string Pool, string Occasion, int Year, IReadOnlyList<GiftLine> Lines)
    : ICommand<DisbursementRequested>
{
    /// <summary>Those that the norm lines ask for before the payment, and any other; no sealed group's child is named there.</summary>
    public IReadOnlyList<AttachedPaper> Papers { get; init; } = [];

    /// <summary>The returned request that this one mends; null for none.</summary>
    public long? Replaces { get; init; }
}

/// <param name="Amount">Null for the amount of the norm.</param>
public sealed record GiftLine(string Beneficiary, Money? Amount = null)
{
    /// <summary>Value of the goods among the amount, where the norm line lets goods be given; zero when all is money.</summary>
    public Money Goods { get; init; }

    /// <summary>What the child gets out of the fund's own stock; its value counts among the amount, and is not paid.</summary>
    public IReadOnlyList<GoodsWanted> Stock { get; init; } = [];

    /// <summary>No money goes with it: the amount is what the goods out of stock are worth.</summary>
    public bool IsStockOnly { get; init; }
}

public sealed record OccasionUnknown(string Occasion, int Year) : Invalid($"The date of {Occasion} {Year} is not in the calendar.")
{
    public override string Field => "Occasion";
}

internal sealed class RequestHolidayGiftsHandler(Db db, FundLock fundLock, DisbursementRequest requests, RequestOrigin origin)
    : IRequestHandler<RequestHolidayGifts, Result<DisbursementRequested>>
{
    public const string HolidayGift = "holiday_gift";

    internal const string OccasionSql = "SELECT held_on FROM occasion_dates WHERE occasion_code = @Occasion AND year = @Year";

    public async Task<Result<DisbursementRequested>> Handle(RequestHolidayGifts request, CancellationToken cancellationToken)
    {
        if (await db.FindAsync<LocalDate?>(OccasionSql, new { request.Occasion, request.Year }, cancellationToken) is not { } heldOn)
        {
            return new OccasionUnknown(request.Occasion, request.Year);
        }

        var doubts = await origin.FindAsync(request.Fund, [.. request.Lines.Select(line => line.Beneficiary)], cancellationToken);
        var fund = await fundLock.TakeAsync(request.Fund, cancellationToken);
        var lines = request.Lines
            .Select(line => new SupportLine(line.Beneficiary, line.Amount, CaseCost.None, null)
            {
                Goods = line.Goods, Wanted = line.Stock, IsStockOnly = line.IsStockOnly,
            }).ToList();
        var sought = new SupportSought(HolidayGift, request.Occasion);
        var asked = new SupportAsked(request.Fund, request.Key, request.Pool, sought, request.Year, heldOn, lines)
        {
            Papers = request.Papers, Replaces = request.Replaces, Doubts = doubts,
        };
        return await requests.SubmitAsync(fund, asked, cancellationToken);
    }
}
