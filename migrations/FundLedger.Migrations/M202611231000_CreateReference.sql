-- Reference data: what the law, the ministry and the local decisions give us. Rows are loaded from files by the owner and only read by the application.

CREATE EXTENSION IF NOT EXISTS btree_gist;

-- Deny unless allowed: a function of ours is for its owner only until a grant says otherwise.
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

CREATE TABLE ledger_settings (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    is_demo boolean NOT NULL DEFAULT false
);
COMMENT ON COLUMN ledger_settings.is_demo IS 'A demo ledger takes its clock from the application (app.now), so that 2021 can be replayed; a real one never does.';
INSERT INTO ledger_settings DEFAULT VALUES;

CREATE TABLE units (
    unit_id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code text NOT NULL CHECK (code <> ''),
    name text NOT NULL CHECK (name <> ''),
    level text NOT NULL CHECK (level IN ('province', 'district', 'commune')),
    parent_unit_id int REFERENCES units,
    valid_from date,
    valid_to date,
    CONSTRAINT unit_dates_in_order CHECK (valid_to >= valid_from)
);
COMMENT ON TABLE units IS 'Administrative units with dates. A code is not an identity: after 1/7/2025 codes name other units.';
CREATE UNIQUE INDEX unit_code_once_at_a_time ON units (code, name, coalesce(valid_to, 'infinity'));

CREATE TABLE child_classes (
    class_code text PRIMARY KEY,
    group_no smallint UNIQUE CHECK (group_no BETWEEN 1 AND 14),
    letter text,
    name_vi text NOT NULL,
    name_en text NOT NULL,
    privacy_tier text NOT NULL CHECK (privacy_tier IN ('internal', 'health', 'sealed')),
    sort_order smallint NOT NULL,
    UNIQUE (class_code, privacy_tier)
);
COMMENT ON TABLE child_classes IS 'The 14 groups of Law on Children 2016 Art. 10 and the local classes beside them.';

CREATE TABLE support_kinds (
    support_kind text PRIMARY KEY,
    name_vi text NOT NULL,
    name_en text NOT NULL
);

CREATE TABLE source_kinds (
    source_kind text PRIMARY KEY,
    name_vi text NOT NULL,
    name_en text NOT NULL,
    is_budget boolean NOT NULL
);

CREATE TABLE occasions (
    occasion_code text PRIMARY KEY,
    name_vi text NOT NULL,
    name_en text NOT NULL,
    calendar text NOT NULL CHECK (calendar IN ('solar', 'lunar')),
    date_rule text NOT NULL
);

CREATE TABLE occasion_dates (
    occasion_code text NOT NULL REFERENCES occasions,
    year smallint NOT NULL,
    held_on date NOT NULL,
    PRIMARY KEY (occasion_code, year)
);

CREATE TABLE accounts (
    account_code text PRIMARY KEY,
    name_vi text NOT NULL,
    name_en text NOT NULL,
    book text NOT NULL CHECK (book IN ('financial', 'commitment', 'appropriation')),
    normal_side text NOT NULL CHECK (normal_side IN ('debit', 'credit')),
    is_physical boolean NOT NULL,
    is_liquid boolean NOT NULL,
    is_goods boolean NOT NULL,
    UNIQUE (account_code, book)
);
COMMENT ON COLUMN accounts.is_physical IS 'Money that exists somewhere (cash box, bank): never below zero over all pools.';
COMMENT ON COLUMN accounts.is_liquid IS 'Counts towards what a pool can still spend.';

CREATE TABLE regime_maps (
    regime text NOT NULL,
    version text NOT NULL,
    valid_from date NOT NULL,
    account_code text NOT NULL REFERENCES accounts,
    regime_account text NOT NULL,
    name_vi text NOT NULL,
    statement_line text,
    status text NOT NULL CHECK (status IN ('draft', 'confirmed')),
    PRIMARY KEY (regime, version, account_code)
);
COMMENT ON TABLE regime_maps IS 'How each internal account is called in an accounting regime; data, because no single regime binds every fund.';
