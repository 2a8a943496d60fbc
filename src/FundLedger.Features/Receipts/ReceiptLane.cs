using System.Security.Cryptography;
using System.Text.Json;
using Dapper;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Pipeline;
using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Text;
using Npgsql;

namespace FundLedger.Features.Receipts;

/// <summary>
/// Receipts of all requests that arrive together, in one transaction and one round trip. It carries out what needs no question and leaves
/// everything else (a rule forbids it, its key was used before, anything failed) to the ordinary way, which asks, answers and records.
/// </summary>
internal sealed class ReceiptLane
{
    // A fund has its lane, so that groups never wait for each other's funds; two keep two processors busy.
    private const int LaneCount = 2;
    private const int MostPerGroup = 256;

    private const string RecordSql = """
        SELECT place, voucher_year, voucher_no, entry_no
        FROM record_receipts_together(@Now, @By, @Key, @ContentHash, @Fund, @Pool, @Amount, @Date, @Account, @Name, @Kind, @Address,
            @Reference, @Content, @Attachments)
        """;

    private readonly NpgsqlDataSource source;
    private readonly IClock clock;
    private readonly ILogger<Db> log;
    private readonly GroupCommit<Asked, ReceiptRecorded?>[] lanes;

    public ReceiptLane(NpgsqlDataSource source, IClock clock, ILogger<Db> log)
    {
        (this.source, this.clock, this.log) = (source, clock, log);
        lanes =
        [
            .. Enumerable.Range(0, LaneCount)
                .Select(_ => new GroupCommit<Asked, ReceiptRecorded?>(CommitAsync, MostPerGroup, TimeProvider.System)),
        ];
    }

    private sealed record Asked(RecordReceipt Receipt, string By, byte[] ContentHash);

    private sealed record Recorded
    {
        public long Place { get; init; }

        public int VoucherYear { get; init; }

        public int VoucherNo { get; init; }

        public long EntryNo { get; init; }
    }

    /// <summary>The answer, or null when the receipt must go the ordinary way.</summary>
    public async Task<ReceiptRecorded?> SendAsync(RecordReceipt receipt, string by, CancellationToken token) =>
        receipt is { RefusalOfContent: null, DespiteLikeness: null }
            ? await LaneOf(receipt.Fund).SendAsync(new Asked(receipt, by, ContentHashOf(receipt)), token)
            : null;

    private GroupCommit<Asked, ReceiptRecorded?> LaneOf(string fund) =>
        lanes[Math.Abs(StringComparer.Ordinal.GetHashCode(fund) % LaneCount)];

    private static byte[] ContentHashOf(RecordReceipt receipt) =>
        SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(receipt, Json.Options));

    // Nothing is lost when it fails: nothing was committed, or the ordinary way finds the key and its answer.
    private async Task<IReadOnlyList<ReceiptRecorded?>> CommitAsync(IReadOnlyList<Asked> group)
    {
        var answers = new ReceiptRecorded?[group.Count];
        try
        {
            await using var connection = await source.OpenConnectionAsync();
            foreach (var recorded in await connection.QueryAsync<Recorded>(RecordSql, Columns(group)))
            {
                var voucher = new VoucherNumber(VoucherType.Receipt, recorded.VoucherYear, recorded.VoucherNo);
                answers[recorded.Place - 1] = new ReceiptRecorded(voucher.ToString(), recorded.EntryNo);
            }
        }
        catch (NpgsqlException failure)
        {
            log.LogWarning(failure, "{Count} receipts that came together are recorded one by one", group.Count);
        }

        return answers;
    }

    private object Columns(IReadOnlyList<Asked> group)
    {
        T[] Column<T>(Func<RecordReceipt, T> value) => [.. group.Select(asked => value(asked.Receipt))];
        return new
        {
            Now = InstantPattern.ExtendedIso.Format(clock.GetCurrentInstant()),
            By = group.Select(asked => asked.By).ToArray(),
            Key = Column(receipt => receipt.Key),
            ContentHash = group.Select(asked => asked.ContentHash).ToArray(),
            Fund = Column(receipt => receipt.Fund),
            Pool = Column(receipt => receipt.Pool),
            Amount = Column(receipt => receipt.Amount.Dong),
            Date = Column(receipt => receipt.ReceivedOn),
            Account = Column(receipt => receipt.MoneyAccount),
            Name = Column(receipt => receipt.DonorName),
            Kind = Column(receipt => receipt.DonorKind),
            Address = Column(receipt => receipt.DonorAddress),
            Reference = Column(receipt => receipt.BankReference),
            Content = Column(receipt => receipt.Content),
            Attachments = Column(receipt => receipt.Attachments),
        };
    }
}
