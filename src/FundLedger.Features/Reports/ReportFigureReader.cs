using FundLedger.Domain;
using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Reports;

/// <summary>Reads the figures of a report, all in the snapshot of the running request.</summary>
internal sealed class ReportFigureReader(Db db)
{
    /// <summary>The figures with those of the year before, or the first that contradicts the others.</summary>
    public async Task<Result<ReportFigures>> ReadAsync(ReportScope scope, CancellationToken token)
    {
        var figures = await OfAsync(scope, token);
        if (scope.AYearBefore() is { } before) figures = figures with { YearBefore = await OfAsync(before, token) };
        return scope.Occasion is null && figures.Contradiction() is { } flaw ? flaw : figures;
    }

    /// <summary>Without those of the year before.</summary>
    public async Task<ReportFigures> OfAsync(ReportScope scope, CancellationToken token)
    {
        var balances = await db.SingleAsync<Balances>(ReportSql.Balances, scope, token);
        return new ReportFigures(scope.From, scope.To)
        {
            Opening = new Worth(balances.OpeningMoney, balances.OpeningGoods),
            Closing = new Worth(balances.ClosingMoney, balances.ClosingGoods),
            Gone = new Worth(balances.Lapsed, balances.Lost),
            Sources = await db.ListAsync<ReportSource>(ReportSql.Sources, scope, token),
            Uses = await db.ListAsync<ReportUse>(ReportSql.Uses, scope, token),
        };
    }

    private sealed record Balances
    {
        public Money OpeningMoney { get; init; }

        public Money OpeningGoods { get; init; }

        public Money ClosingMoney { get; init; }

        public Money ClosingGoods { get; init; }

        public Money Lapsed { get; init; }

        public Money Lost { get; init; }
    }
}
