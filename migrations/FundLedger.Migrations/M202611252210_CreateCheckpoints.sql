-- Checkpoints: the head of a fund's hash log with what the fund held there, signed by a key that the database never sees.

CREATE TABLE checkpoints (
    fund_id int NOT NULL REFERENCES funds,
    log_no bigint NOT NULL,
    checkpoint_no bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    log_hash bytea NOT NULL CHECK (length(log_hash) = 32),
    trial_digest bytea NOT NULL CHECK (length(trial_digest) = 32),
    made_at timestamptz NOT NULL,
    tree_size int NOT NULL,
    tree_index int NOT NULL CHECK (tree_index >= 0 AND tree_index < tree_size),
    tree_head bytea NOT NULL CHECK (length(tree_head) = 32),
    tree_path bytea[] NOT NULL,
    public_key bytea NOT NULL,
    signature bytea NOT NULL CHECK (length(signature) = 64),
    PRIMARY KEY (fund_id, log_no)
);
COMMENT ON TABLE checkpoints IS 'Signed heads of the hash logs (ECDSA P-256, SHA-256). tree_head is the root of a hash tree over the heads of all funds; tree_path leads from this fund''s head to it.';
COMMENT ON COLUMN checkpoints.checkpoint_no IS 'The order in which they are written to the anchors outside.';
SELECT make_append_only('checkpoints');
ALTER TABLE checkpoints ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_my_funds ON checkpoints FOR SELECT TO fundledger_app USING (fund_id = ANY ((SELECT readable_funds())::int[]));
CREATE POLICY of_all_funds ON checkpoints FOR SELECT TO fundledger_auditor USING (true);
GRANT SELECT ON checkpoints TO fundledger_app, fundledger_auditor;

-- What a fund holds: each pool and each money account that is not at nothing.
CREATE FUNCTION trial_digest(p_fund int) RETURNS bytea STABLE LANGUAGE sql AS $$
    SELECT sha256(canonical('trial-balance', f.code)
        || coalesce((SELECT string_agg(canonical('pool', b.pool_id::text, b.liquid::text, b.committed::text, b.goods::text), ''::bytea
                ORDER BY b.pool_id)
            FROM pool_balances b WHERE b.fund_id = f.fund_id AND (b.liquid, b.committed, b.goods) <> (0, 0, 0)), '')
        || coalesce((SELECT string_agg(canonical('money', m.account_code, m.balance::text), ''::bytea ORDER BY m.account_code COLLATE "C")
            FROM money_balances m WHERE m.fund_id = f.fund_id AND m.balance <> 0), ''))
    FROM funds f WHERE f.fund_id = p_fund
$$;

-- One maker of checkpoints at a time, so that their numbers are committed in order. Taken after the lock of a fund, never before it.
CREATE FUNCTION lock_checkpoints() RETURNS void LANGUAGE sql AS $$
    SELECT pg_advisory_xact_lock(7220, 1)
$$;

-- The heads of all funds, whoever asks: numbers and hashes, no amount. trial_digest only where a checkpoint is due, of p_fund or of any fund.
CREATE FUNCTION heads_to_sign(p_fund int DEFAULT NULL)
RETURNS TABLE (fund_id int, code text, log_no bigint, log_hash bytea, trial_digest bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT h.fund_id, f.code, h.log_no, h.log_hash, CASE WHEN h.log_no > 0 AND h.fund_id = coalesce(p_fund, h.fund_id)
        AND NOT EXISTS (SELECT FROM checkpoints c WHERE c.fund_id = h.fund_id AND c.log_no = h.log_no) THEN trial_digest(h.fund_id) END
    FROM fund_heads h JOIN funds f USING (fund_id) ORDER BY f.code COLLATE "C"
$$;

CREATE FUNCTION add_checkpoint(p_fund int, p_log_no bigint, p_log_hash bytea, p_trial_digest bytea, p_made_at timestamptz, p_tree_size int,
    p_tree_index int, p_tree_head bytea, p_tree_path bytea[], p_public_key bytea, p_signature bytea) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM lock_checkpoints();
    IF NOT EXISTS (SELECT FROM sealed_records WHERE fund_id = p_fund AND log_no = p_log_no AND hash = p_log_hash) THEN
        PERFORM refuse('checkpoint_of_the_log', format('Record %s of the log has another hash.', p_log_no));
    END IF;
    INSERT INTO checkpoints (fund_id, log_no, log_hash, trial_digest, made_at, tree_size, tree_index, tree_head, tree_path, public_key, signature)
    VALUES (p_fund, p_log_no, p_log_hash, p_trial_digest, p_made_at, p_tree_size, p_tree_index, p_tree_head, p_tree_path, p_public_key, p_signature)
    ON CONFLICT (fund_id, log_no) DO NOTHING;
END $$;

-- For the anchors outside, of all funds in order.
CREATE FUNCTION checkpoints_from(p_checkpoint_no bigint, p_limit int)
RETURNS TABLE (checkpoint_no bigint, fund text, log_no bigint, log_hash bytea, trial_digest bytea, made_at timestamptz, tree_size int,
    tree_index int, tree_head bytea, tree_path bytea[], public_key bytea, signature bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT c.checkpoint_no, f.code, c.log_no, c.log_hash, c.trial_digest, c.made_at, c.tree_size, c.tree_index, c.tree_head, c.tree_path,
        c.public_key, c.signature
    FROM checkpoints c JOIN funds f USING (fund_id) WHERE c.checkpoint_no >= p_checkpoint_no ORDER BY c.checkpoint_no LIMIT p_limit
$$;

GRANT EXECUTE ON FUNCTION lock_checkpoints, heads_to_sign, add_checkpoint, checkpoints_from TO fundledger_app;
