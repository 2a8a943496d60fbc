using System.Text.Json;
using Dapper;
using FundLedger.Domain.Text;
using FundLedger.Features.Pipeline;
using NodaTime;
using Npgsql;

namespace FundLedger.Features.Backup;

/// <summary>What a backup must be found to hold when it is restored; it lies beside the backup as FILE.json.</summary>
/// <param name="SchemaVersion">The newest migration of the database.</param>
/// <param name="Sha256">Of the file, in hex.</param>
public sealed record BackupManifest(
    int Format, Instant TakenAt, long SchemaVersion, string Server, long Bytes, string Sha256, IReadOnlyList<BackedUpFund> Funds)
{
    public const int CurrentFormat = 1;

    private static readonly JsonSerializerOptions Readable = new(Json.Options) { WriteIndented = true };

    /// <summary>What is kept outside the database on purpose, and is therefore not in the backup.</summary>
    public IReadOnlyList<string> NotIncluded { get; init; } =
    [
        "the keys of the identity vault (FUNDLEDGER_VAULT_KEY, or vault.key in the data folder): without them children's names stay shut",
        "the children's own keys (the folder of that name with .children): whose key was destroyed is erased here too",
        "the key of the key ring (FUNDLEDGER_KEYRING_KEY): without it everybody signs in again",
        "the key that signs checkpoints: without it new checkpoints need a new key",
        "the passwords of the database's roles",
    ];

    public static string PathFor(string file) => file + ".json";

    public Task WriteAsync(string file, CancellationToken token) =>
        File.WriteAllTextAsync(PathFor(file), JsonSerializer.Serialize(this, Readable) + "\n", token);

    /// <summary>Raises <see cref="UnusableContentException"/> when it cannot be read.</summary>
    public static async Task<BackupManifest> ReadAsync(string file, CancellationToken token)
    {
        try
        {
            await using var stream = File.OpenRead(PathFor(file));
            var read = await JsonSerializer.DeserializeAsync<BackupManifest>(stream, Readable, token);
            return read is { Format: CurrentFormat, Sha256.Length: 64, Funds: not null }
                ? read
                : throw new UnusableContentException(
                    $"{PathFor(file)} không phải bản kê sao lưu dạng {CurrentFormat}.",
                    $"{PathFor(file)} is no manifest of format {CurrentFormat}.");
        }
        catch (JsonException unreadable)
        {
            throw new UnusableContentException(
                $"{PathFor(file)} không phải bản kê sao lưu.", $"{PathFor(file)} is no manifest: {unreadable.Message}", unreadable);
        }
    }

    /// <summary>The first thing of a restored database that is not as it was backed up; null when all is.</summary>
    public string? DifferenceTo(IReadOnlyList<BackedUpFund> restored)
    {
        var found = restored.ToDictionary(fund => fund.Fund);
        foreach (var expected in Funds)
        {
            if (!found.Remove(expected.Fund, out var fund)) return $"the fund {expected.Fund} is missing";
            if (fund != expected) return $"{expected.Fund} was backed up as {expected} and is restored as {fund}";
        }

        return found.Count > 0 ? $"there is a fund {found.Keys.Min()} that was not backed up" : null;
    }
}

/// <summary>A fund at the moment of the backup.</summary>
public sealed record BackedUpFund
{
    private const string FundsSql = """
        SELECT f.code AS fund, h.log_no, encode(h.log_hash, 'hex') AS log_hash,
            (SELECT count(*) FROM journal_entries e WHERE e.fund_id = f.fund_id) AS entries,
            encode(sha256(convert_to(coalesce(b.lines, ''), 'UTF8')), 'hex') AS trial_balance
        FROM funds f JOIN fund_heads h USING (fund_id)
        CROSS JOIN LATERAL (
            SELECT string_agg(s.line, E'\n' ORDER BY s.line COLLATE "C") AS lines
            FROM (SELECT concat_ws(' ', p.book, p.account_code, p.pool_id, p.side, sum(p.amount)) AS line
                  FROM postings p WHERE p.fund_id = f.fund_id GROUP BY p.book, p.account_code, p.pool_id, p.side) s) b
        ORDER BY f.code
        """;

    public string Fund { get; init; } = "";

    public long LogNo { get; init; }

    /// <summary>The head of the hash log, in hex.</summary>
    public string LogHash { get; init; } = "";

    public long Entries { get; init; }

    /// <summary>SHA-256 over the debits and credits of every account in every pool and book, in hex.</summary>
    public string TrialBalance { get; init; } = "";

    internal static async Task<IReadOnlyList<BackedUpFund>> ReadAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, CancellationToken token)
    {
        DapperSetup.Apply();
        var command = new CommandDefinition(FundsSql, transaction: transaction, commandTimeout: 0, cancellationToken: token);
        return (await connection.QueryAsync<BackedUpFund>(command)).AsList();
    }
}
