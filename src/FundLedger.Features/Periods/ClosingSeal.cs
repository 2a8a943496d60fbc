using FundLedger.Domain;
using FundLedger.Features.Checkpoints;
using FundLedger.Features.Ledger;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Statements;
using NodaTime;

namespace FundLedger.Features.Periods;

/// <summary>
/// What a closing leaves in its own transaction: the sealed digest of the month's statement, a signed checkpoint, and what the papers of
/// the closing are made with for ever, with the digests of the statements that end with it.
/// </summary>
internal sealed class ClosingSeal(
    Db db, StatementReader statements, CheckpointMaker checkpoints, PublicAddress address, PaperPrinter printer)
{
    private const int MonthsOfQuarter = 3;

    private const string SealSql = "SELECT seal_statement(@FundId, @Month, decode(@Digest, 'hex'))";

    private const string KeepSql = "SELECT keep_closing_papers(@FundId, @Month, @Address, @Fonts, @Froms, @Digests)::text";

    /// <summary>The closing, or why there can be no statement of the month.</summary>
    public async Task<Result<PeriodClosing>> SealAsync(string code, LockedFund fund, LocalDate month, CancellationToken token)
    {
        var digests = new List<string>();
        var froms = FirstDays(month, fund.OpenedOn);
        var version = 1;
        foreach (var from in froms)
        {
            var statement = await statements.ReadAsync(code, from, month.With(DateAdjusters.EndOfMonth), null, token);
            if (statement.Error is { } contradiction) return contradiction;
            digests.Add(statement.Value.Digest);
            version = statement.Value.Figures.Seal.Version ?? version;
        }

        await db.ExecuteAsync(SealSql, new { fund.FundId, Month = month, Digest = digests[0] }, token);
        await checkpoints.MakeAsync(fund.FundId, token);
        var kept = new
        {
            fund.FundId, Month = month, Address = address.Text, Fonts = printer.FontsDigest(), Froms = froms.ToArray(),
            Digests = digests.Select(Convert.FromHexString).ToArray(),
        };
        await db.ExecuteAsync(KeepSql, kept, token);
        return new PeriodClosing(month, version, digests[0]);
    }

    /// <summary>
    /// First days of the statements that end with a month: its own, and at the end of a quarter that of the quarter and of the year so far.
    /// </summary>
    internal static IReadOnlyList<LocalDate> FirstDays(LocalDate month, LocalDate openedOn)
    {
        IEnumerable<LocalDate> days = month.Month % MonthsOfQuarter == 0
            ? [month, month.PlusMonths(1 - MonthsOfQuarter), new LocalDate(month.Year, 1, 1)]
            : [month];
        return [.. days.Select(day => LocalDate.Max(day, openedOn)).Distinct()];
    }
}
