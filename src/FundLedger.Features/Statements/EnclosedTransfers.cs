using System.Globalization;
using System.Security.Cryptography;
using FundLedger.Domain.Ledger;
using FundLedger.Domain.Statements;
using FundLedger.Domain.Text;
using FundLedger.Features.Pipeline;
using NodaTime.Text;

namespace FundLedger.Features.Statements;

/// <summary>
/// The transfers that a proof encloses, field by field as their content hash covers them: the decision that a statement prints beside a
/// transfer is in no entry, only in what its approvers saw.
/// </summary>
internal sealed class EnclosedTransfers(IReadOnlyList<IReadOnlyList<string?>> transfers)
{
    private const string ListSql = """
        SELECT ARRAY['pool_transfer', t.fund_id::text, t.transfer_id::text, t.from_pool::text, t.to_pool::text, t.amount::text,
            t.money_account, t.reason, t.decision_number, to_char(t.decision_date, 'YYYY-MM-DD'), to_char(t.requested_on, 'YYYY-MM-DD'),
            t.requester] AS terms
        FROM pool_transfers t
        JOIN journal_entries e ON e.fund_id = t.fund_id AND e.book = 'financial' AND e.voucher_type = t.voucher_type
            AND e.voucher_year = t.voucher_year AND e.voucher_no = t.voucher_no
        WHERE t.fund_id = @FundId AND e.entry_date BETWEEN @From AND @To AND e.log_no <= @LogNo ORDER BY e.log_no
        """;

    private readonly Dictionary<string, IReadOnlyList<string?>> byHash = transfers
        .DistinctBy(HashOf).ToDictionary(HashOf, StringComparer.Ordinal);

    public static async Task<IReadOnlyList<string?[]>> ListAsync(Db db, int fundId, StatementFigures figures, CancellationToken token)
    {
        var listed = new { FundId = fundId, figures.Period.From, figures.Period.To, figures.Seal.LogNo };
        return [.. (await db.ListAsync<Row>(ListSql, listed, token)).Select(row => row.Terms)];
    }

    /// <summary>
    /// The decision that the transfer cites, null when it cites none; or what is wrong with the entry that the step has posted.
    /// </summary>
    public (string? Decision, Wording? Flaw) DecisionOf(SealedEntry entry, SealedTransferEvent step)
    {
        if (byHash.GetValueOrDefault(Convert.ToHexStringLower(step.ContentHash)) is not { Count: 12 } terms)
        {
            return (null, ProofWords.OtherTerms("transfer", $"{step.TransferId}"));
        }

        var moved = entry.Postings.Where(posting => posting.AccountCode == Accounts.FundBalance).OrderByDescending(posting => posting.Side)
            .SelectMany(posting => (long[])[posting.PoolId, posting.Amount]);
        if (!moved.SequenceEqual(Numbers(terms[3], terms[5], terms[4], terms[5])))
        {
            return (null, new(
                $"Bút toán {entry.EntryNo} chuyển tiền khác với phiếu chuyển nguồn {step.TransferId}.",
                $"Entry {entry.EntryNo} moves other money than transfer {step.TransferId} says."));
        }

        return LocalDatePattern.Iso.Parse(terms[9] ?? "") is { Success: true } date
            ? (StatementTransfer.Cited(terms[8], date.Value), null)
            : (null, null);
    }

    private static IEnumerable<long> Numbers(params string?[] fields) => fields.Select(
        field => long.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1);

    private static string HashOf(IReadOnlyList<string?> terms) => Convert.ToHexStringLower(SHA256.HashData(CanonicalText.Of([.. terms])));

    private sealed record Row
    {
        public string?[] Terms { get; init; } = [];
    }
}
