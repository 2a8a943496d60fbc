using Dapper;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Ledger;
using Npgsql;

namespace FundLedger.IntegrationTests.Audit;

/// <summary>What an attacker does who has the program but not the key: every hash of the district's log made to fit.</summary>
internal static class HashesAgain
{
    private const string FundSql = "SELECT fund_id FROM funds WHERE code = 'Q106'";
    private const string ReplicaSql = "SET session_replication_role = replica";
    private const string HeadSql = "UPDATE fund_heads SET log_hash = @Hash WHERE fund_id = @fund";
    private const string HashSql = "UPDATE {T} SET hash = @Hash WHERE fund_id = @fund AND log_no = @LogNo";

    public static async Task ComputeAsync(AuditedLedger audited)
    {
        var rows = new List<(string Table, long LogNo, byte[] Hash)>();
        var fund = await audited.Ledger.Ask<int>(FundSql);
        await audited.Read(async db =>
        {
            var previous = HashLog.Genesis("Q106");
            var log = await LogBatch.OpenAsync(db, fund, Ledger.Token);
            foreach (var record in await log.LoadAsync(1, 100_000, Ledger.Token))
            {
                var text = new CanonicalText();
                record.Write(text);
                previous = HashLog.Next(previous, text.Bytes);
                rows.Add((TableOf(record), record.LogNo, previous));
            }
        });
        await using var connection = new NpgsqlConnection(audited.Ledger.Database.Administrator);
        await connection.OpenAsync(Ledger.Token);
        await connection.ExecuteAsync(ReplicaSql);
        foreach (var (table, logNo, hash) in rows)
        {
            await connection.ExecuteAsync(
                HashSql.Replace("{T}", table, StringComparison.Ordinal), new { fund, LogNo = logNo, Hash = hash });
        }

        await connection.ExecuteAsync(HeadSql, new { rows[^1].Hash, fund });
    }

    private static string TableOf(SealedRecord record) => record switch
    {
        SealedEntry => "journal_entries",
        SealedDecision => "disbursement_events",
        SealedRefusal => "refusals",
        SealedClosing => "closed_periods",
        SealedRoleEvent => "role_events",
        SealedAdjustmentEvent => "adjustment_events",
        SealedReference => "reference_events",
        SealedPeriodEvent => "period_events",
        SealedStatement => "statement_seals",
        SealedTransferEvent => "pool_transfer_events",
        SealedYearEnd => "year_end_decisions",
        SealedOpening => "year_openings",
        SealedIdentityLook => "identity_access_events",
        SealedChildEvent => "child_event_seals",
        SealedImport => "import_ends",
        _ => throw new InvalidOperationException($"Which table is of {record}?"),
    };
}
