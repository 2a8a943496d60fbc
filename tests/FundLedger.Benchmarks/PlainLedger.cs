using FundLedger.Testing;

namespace FundLedger.Benchmarks;

/// <summary>
/// A plain double-entry ledger in SQL, as many are written: accounts with a locked balance and a version, a transfer function, entries
/// with the balance before and after. No hash log, no keys, no approval, no periods, no pools: the other yardstick.
/// </summary>
internal sealed class PlainLedger(string database, Pgbench pgbench)
{
    public const string Name = "plain";

    private const string SchemaSql = """
        CREATE TABLE accounts (
            account_id bigint PRIMARY KEY,
            name text NOT NULL,
            balance numeric NOT NULL DEFAULT 0,
            version bigint NOT NULL DEFAULT 0,
            may_be_negative boolean NOT NULL,
            updated_at timestamptz NOT NULL DEFAULT now(),
            CHECK (may_be_negative OR balance >= 0)
        );
        CREATE TABLE transfers (
            transfer_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            from_account bigint NOT NULL REFERENCES accounts,
            to_account bigint NOT NULL REFERENCES accounts,
            amount numeric NOT NULL CHECK (amount > 0),
            note text,
            made_at timestamptz NOT NULL DEFAULT now(),
            CHECK (from_account <> to_account)
        );
        CREATE TABLE entries (
            entry_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            account_id bigint NOT NULL REFERENCES accounts,
            transfer_id bigint NOT NULL REFERENCES transfers,
            amount numeric NOT NULL,
            balance_before numeric NOT NULL,
            balance_after numeric NOT NULL,
            account_version bigint NOT NULL,
            made_at timestamptz NOT NULL DEFAULT now()
        );
        CREATE INDEX ON entries (account_id, entry_id);
        CREATE INDEX ON entries (transfer_id);
        CREATE INDEX ON transfers (from_account);
        CREATE INDEX ON transfers (to_account);

        CREATE FUNCTION transfer(p_from bigint, p_to bigint, p_amount numeric, p_note text) RETURNS bigint LANGUAGE plpgsql AS $$
        DECLARE
            v_transfer bigint;
            v_from accounts;
            v_to accounts;
        BEGIN
            PERFORM FROM accounts WHERE account_id IN (p_from, p_to) ORDER BY account_id FOR UPDATE;
            INSERT INTO transfers (from_account, to_account, amount, note) VALUES (p_from, p_to, p_amount, p_note)
            RETURNING transfer_id INTO v_transfer;
            UPDATE accounts SET balance = balance - p_amount, version = version + 1, updated_at = now() WHERE account_id = p_from
            RETURNING * INTO v_from;
            UPDATE accounts SET balance = balance + p_amount, version = version + 1, updated_at = now() WHERE account_id = p_to
            RETURNING * INTO v_to;
            INSERT INTO entries (account_id, transfer_id, amount, balance_before, balance_after, account_version)
            VALUES (p_from, v_transfer, -p_amount, v_from.balance + p_amount, v_from.balance, v_from.version),
                (p_to, v_transfer, p_amount, v_to.balance - p_amount, v_to.balance, v_to.version);
            RETURN v_transfer;
        END $$;

        INSERT INTO accounts (account_id, name, may_be_negative) SELECT i, 'account ' || i, true FROM generate_series(0, 400) i
        """;

    private const int BatchSize = 500;

    private const string BatchScript = "SELECT count(transfer(1, 2 + i % 50, 100000, 'Support')) FROM generate_series(1, 500) i;\n";

    private const string SoundSql = """
        SELECT (SELECT count(*) FROM accounts a WHERE a.balance <> coalesce(
                (SELECT sum(e.amount) FROM entries e WHERE e.account_id = a.account_id), 0))
            + (SELECT count(*) FROM (SELECT 1 FROM entries GROUP BY transfer_id HAVING sum(amount) <> 0 OR count(*) <> 2) unbalanced)
        """;

    public Task PrepareAsync(CancellationToken token) => OwnerSql.ExecuteAsync(database, SchemaSql, null, token);

    /// <summary>Each client moves money between two accounts of its own.</summary>
    public Task<double> SpreadAsync(int clients, TimeSpan time, CancellationToken token) => pgbench.ScriptAsync(
        Name, "\\set a 100 + :client_id * 2\nSELECT transfer(:a, :a + 1, 100000, 'Donation');\n", clients, time, token);

    /// <summary>All clients give to one account.</summary>
    public Task<double> HotAsync(int clients, TimeSpan time, CancellationToken token) => pgbench.ScriptAsync(
        Name, "\\set a 100 + :client_id\nSELECT transfer(:a, 0, 100000, 'Donation');\n", clients, time, token);

    /// <summary>Transfers per second when many are made in one transaction.</summary>
    public async Task<double> BatchAsync(TimeSpan time, CancellationToken token) =>
        BatchSize * await pgbench.ScriptAsync(Name, BatchScript, 1, time, token);

    public Task<long> BrokenAsync(CancellationToken token) => OwnerSql.SingleAsync<long>(database, SoundSql, null, token);
}
