using Dapper;
using FundLedger.Domain.Text;
using FundLedger.Features.Pipeline;
using Npgsql;

namespace FundLedger.Features.Vault;

/// <summary>The operator's work on the keys of the vault, while others go on working.</summary>
public static class VaultWork
{
    private const int Batch = 200;

    private const string IdentitiesSql = """
        SELECT beneficiary_code, key_id, nonce, sealed FROM identity_vault WHERE key_id NOT LIKE 'k-%'
        ORDER BY beneficiary_code LIMIT @Batch
        """;

    // Only what nobody sealed anew meanwhile.
    private const string ResealSql = """
        UPDATE identity_vault SET key_id = @KeyId, nonce = @Nonce, sealed = @Sealed
        WHERE beneficiary_code = @BeneficiaryCode AND key_id = @Before AND nonce = @NonceBefore
        """;

    private const string EarlierSql = "SELECT count(*) FROM identity_vault WHERE key_id NOT LIKE 'k-%'";

    private const string ErasedSql = """
        SELECT DISTINCT r.beneficiary_code FROM identity_requests r JOIN identity_answers a USING (request_no)
        WHERE r.purpose = 'erase' AND a.is_granted
        """;

    private const string RemoveSql = """
        WITH identity AS (DELETE FROM identity_vault WHERE beneficiary_code = @Code AND key_id = @Id RETURNING 1),
             carer AS (DELETE FROM carers WHERE beneficiary_code = @Code AND key_id = @Id RETURNING 1)
        SELECT (SELECT count(*) FROM identity) + (SELECT count(*) FROM carer)
        """;

    /// <summary>
    /// A new key in front of the ring wraps the keys of all children; rows of the first version, sealed with a key of the ring itself, are
    /// sealed anew with a key of their child's. Stopped in between, the next run goes on with the same key.
    /// </summary>
    public static async Task<VaultRotated> RotateAsync(string owner, VaultKey keys, CancellationToken token)
    {
        await using var source = FeaturesSetup.OpenDataSource(owner);
        await using var connection = await source.OpenConnectionAsync(token);
        keys.Reload();
        var isResumed = keys.Count > 1 && (keys.Children.WrappedEarlier() > 0 || await EarlierAsync(connection, token) > 0);
        if (!isResumed) keys.Renew();
        var resealed = await ResealAsync(connection, new IdentityVault(keys), token);
        keys.RewrapDrafts();
        return new VaultRotated(keys.Id, keys.Children.Rewrap(token), resealed, isResumed);
    }

    /// <summary>
    /// Forgets the earlier keys of the ring; raises <see cref="UnusableContentException"/> while something still needs one.
    /// </summary>
    public static async Task ForgetAsync(string owner, VaultKey keys, CancellationToken token)
    {
        await using var source = FeaturesSetup.OpenDataSource(owner);
        await using var connection = await source.OpenConnectionAsync(token);
        keys.Reload();
        var needed = keys.Children.WrappedEarlier() + await EarlierAsync(connection, token);
        if (needed > 0)
        {
            throw new UnusableContentException(
                $"{needed} danh tính còn cần khóa cũ: hãy thay khóa (vault rotate) trước.",
                $"{needed} identities still need an earlier key: rotate first.");
        }

        keys.ForgetEarlier();
    }

    /// <summary>
    /// What was erased stays erased: after a restore of the database, rows whose keys were destroyed go; after a restore of the keys'
    /// folder, keys of identities that the books say were erased are destroyed again.
    /// </summary>
    public static async Task<VaultSwept> SweepAsync(string owner, VaultKey keys, CancellationToken token)
    {
        DapperSetup.Apply();
        await using var source = FeaturesSetup.OpenDataSource(owner);
        await using var connection = await source.OpenConnectionAsync(token);
        var destroyed = 0;
        foreach (var code in await connection.QueryAsync<string>(new CommandDefinition(ErasedSql, cancellationToken: token)))
        {
            destroyed += keys.Children.Destroy(code);
        }

        var rows = 0L;
        foreach (var (code, id) in keys.Children.AllDestroyed().ToList())
        {
            rows += await connection.QuerySingleAsync<long>(new CommandDefinition(RemoveSql, new { code, id }, cancellationToken: token));
        }

        return new VaultSwept(destroyed, rows);
    }

    private static Task<int> EarlierAsync(NpgsqlConnection connection, CancellationToken token) =>
        connection.QuerySingleAsync<int>(new CommandDefinition(EarlierSql, cancellationToken: token));

    private static async Task<int> ResealAsync(NpgsqlConnection connection, IdentityVault vault, CancellationToken token)
    {
        DapperSetup.Apply();
        for (var count = 0; ;)
        {
            var rows = (await connection.QueryAsync<SealedIdentity>(
                new CommandDefinition(IdentitiesSql, new { Batch }, cancellationToken: token))).AsList();
            if (rows.Count == 0) return count;
            foreach (var row in rows)
            {
                var anew = vault.Seal(row.BeneficiaryCode, vault.Open(row));
                var values = new { anew.KeyId, anew.Nonce, anew.Sealed, row.BeneficiaryCode, Before = row.KeyId, NonceBefore = row.Nonce };
                count += await connection.ExecuteAsync(new CommandDefinition(ResealSql, values, cancellationToken: token));
            }
        }
    }
}

/// <param name="Rewrapped">Keys of children that the present key wraps now.</param>
/// <param name="Resealed">Identities of the first version that have a key of their own now.</param>
/// <param name="IsResumed">An earlier rotation was stopped in between and is complete now.</param>
public sealed record VaultRotated(string KeyId, int Rewrapped, int Resealed, bool IsResumed);

/// <param name="KeysDestroyed">Keys that had come back with a copy of their folder.</param>
/// <param name="RowsRemoved">Ciphertexts that had come back with a backup of the database.</param>
public sealed record VaultSwept(int KeysDestroyed, long RowsRemoved);
