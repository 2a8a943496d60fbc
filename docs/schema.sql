-- The schema that the migrations make, read back from the database by SchemaTests. Written by a test; do not edit.
-- Change a migration, run FUNDLEDGER_UPDATE_DOCS=1 ./test integration, and let the difference be reviewed.

CREATE SEQUENCE beneficiary_numbers;

CREATE SEQUENCE household_numbers;

CREATE SEQUENCE institution_numbers;

CREATE TABLE accounts (
    account_code text NOT NULL,
    name_vi text NOT NULL,
    name_en text NOT NULL,
    book text NOT NULL,
    normal_side text NOT NULL,
    is_physical boolean NOT NULL,
    is_liquid boolean NOT NULL,
    is_goods boolean NOT NULL,
    CONSTRAINT accounts_pkey PRIMARY KEY (account_code),
    CONSTRAINT accounts_account_code_book_key UNIQUE (account_code, book),
    CONSTRAINT accounts_book_check CHECK ((book = ANY (ARRAY['financial'::text, 'commitment'::text, 'appropriation'::text]))),
    CONSTRAINT accounts_normal_side_check CHECK ((normal_side = ANY (ARRAY['debit'::text, 'credit'::text])))
);
-- is_physical: Money that exists somewhere (cash box, bank): never below zero over all pools.
-- is_liquid: Counts towards what a pool can still spend.
CREATE TRIGGER keeps_its_key BEFORE DELETE OR UPDATE OF account_code, book ON public.accounts FOR EACH ROW EXECUTE FUNCTION named_by_the_books();
CREATE TRIGGER keeps_its_rows BEFORE TRUNCATE ON public.accounts FOR EACH STATEMENT EXECUTE FUNCTION append_only();
GRANT SELECT ON accounts TO fundledger_app;
GRANT SELECT ON accounts TO fundledger_auditor;

CREATE TABLE adjustable_accounts (
    account_code text NOT NULL,
    is_allowed boolean NOT NULL,
    reason_vi text NOT NULL,
    reason_en text NOT NULL,
    CONSTRAINT adjustable_accounts_pkey PRIMARY KEY (account_code),
    CONSTRAINT adjustable_accounts_account_code_fkey FOREIGN KEY (account_code) REFERENCES accounts(account_code)
);
GRANT SELECT ON adjustable_accounts TO fundledger_app;
GRANT SELECT ON adjustable_accounts TO fundledger_auditor;

CREATE TABLE adjustment_events (
    fund_id integer NOT NULL,
    adjustment_id bigint NOT NULL,
    event text NOT NULL,
    changes_balance boolean NOT NULL,
    requester_person bigint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    actor text NOT NULL,
    person_id bigint NOT NULL,
    content_hash bytea NOT NULL,
    voucher_type text,
    voucher_year smallint,
    voucher_no integer,
    hash_version smallint NOT NULL,
    log_no bigint NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT adjustment_events_pkey PRIMARY KEY (fund_id, adjustment_id, event),
    CONSTRAINT adjustment_sealed_once UNIQUE (fund_id, log_no),
    CONSTRAINT adjustment_events_fund_id_adjustment_id_changes_balance_re_fkey FOREIGN KEY (fund_id, adjustment_id, changes_balance, requester_person) REFERENCES adjustments(fund_id, adjustment_id, changes_balance, requester_person),
    CONSTRAINT adjustment_events_fund_id_voucher_type_voucher_year_vouche_fkey FOREIGN KEY (fund_id, voucher_type, voucher_year, voucher_no) REFERENCES vouchers(fund_id, voucher_type, voucher_year, voucher_no),
    CONSTRAINT adjustment_events_person_id_fkey FOREIGN KEY (person_id) REFERENCES persons(person_id),
    CONSTRAINT adjustment_actor_present CHECK ((actor <> ''::text)),
    CONSTRAINT adjustment_approver_is_not_requester CHECK (((event <> 'posted'::text) OR (NOT changes_balance) OR (person_id <> requester_person))),
    CONSTRAINT adjustment_events_event_check CHECK ((event = ANY (ARRAY['requested'::text, 'posted'::text, 'rejected'::text]))),
    CONSTRAINT adjustment_events_hash_check CHECK ((length(hash) = 32)),
    CONSTRAINT adjustment_posted_with_voucher CHECK (((event = 'posted'::text) = (voucher_no IS NOT NULL))),
    CONSTRAINT adjustment_rejecter_is_not_requester CHECK (((event <> 'rejected'::text) OR (person_id <> requester_person)))
);
-- Who asked for an adjustment, posted or rejected it, sealed. One that leaves the fund's balance alone is posted by its requester.
CREATE UNIQUE INDEX adjustment_decided_once ON public.adjustment_events USING btree (fund_id, adjustment_id) WHERE (event = ANY (ARRAY['posted'::text, 'rejected'::text]));
CREATE UNIQUE INDEX adjustment_of_voucher ON public.adjustment_events USING btree (fund_id, voucher_type, voucher_year, voucher_no) WHERE (voucher_no IS NOT NULL);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.adjustment_events FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.adjustment_events FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER told AFTER INSERT ON public.adjustment_events FOR EACH ROW EXECUTE FUNCTION tell_of_adjustment();
ALTER TABLE adjustment_events ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON adjustment_events FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON adjustment_events FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON adjustment_events TO fundledger_app;
GRANT SELECT ON adjustment_events TO fundledger_auditor;

CREATE TABLE adjustments (
    fund_id integer NOT NULL,
    adjustment_id bigint NOT NULL,
    adjusted_on date NOT NULL,
    account_codes text[] NOT NULL,
    pool_ids integer[] NOT NULL,
    sides text[] NOT NULL,
    amounts bigint[] NOT NULL,
    total bigint NOT NULL,
    changes_balance boolean NOT NULL,
    reason text,
    reason_salt bytea NOT NULL,
    reason_commitment bytea NOT NULL,
    requester text NOT NULL,
    requester_person bigint NOT NULL,
    content_hash bytea NOT NULL,
    CONSTRAINT adjustments_pkey PRIMARY KEY (fund_id, adjustment_id),
    CONSTRAINT adjustments_fund_id_adjustment_id_changes_balance_requester_key UNIQUE (fund_id, adjustment_id, changes_balance, requester_person),
    CONSTRAINT adjustments_fund_id_fkey FOREIGN KEY (fund_id) REFERENCES funds(fund_id),
    CONSTRAINT adjustments_requester_person_fkey FOREIGN KEY (requester_person) REFERENCES persons(person_id),
    CONSTRAINT adjustment_lines_whole CHECK (((cardinality(account_codes) = cardinality(pool_ids)) AND (cardinality(account_codes) = cardinality(sides)) AND (cardinality(account_codes) = cardinality(amounts)))),
    CONSTRAINT adjustment_requester_present CHECK ((requester <> ''::text)),
    CONSTRAINT adjustment_says_why CHECK ((length(btrim(reason)) >= 5)),
    CONSTRAINT adjustment_sides_known CHECK ((sides <@ ARRAY['debit'::text, 'credit'::text])),
    CONSTRAINT adjustment_two_lines CHECK (((cardinality(account_codes) >= 2) AND (cardinality(account_codes) <= 20))),
    CONSTRAINT adjustments_content_hash_check CHECK ((length(content_hash) = 32)),
    CONSTRAINT adjustments_reason_commitment_check CHECK ((length(reason_commitment) = 32)),
    CONSTRAINT adjustments_reason_salt_check CHECK ((length(reason_salt) = 16)),
    CONSTRAINT adjustments_total_check CHECK ((total > 0))
);
-- What is to be written by hand, line i in element i of the arrays. Never changed: a wrong one is rejected, or answered by its opposite.
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.adjustments FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.adjustments FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER possible BEFORE INSERT ON public.adjustments FOR EACH ROW EXECUTE FUNCTION adjustment_possible();
ALTER TABLE adjustments ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON adjustments FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON adjustments FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON adjustments TO fundledger_app;
GRANT SELECT ON adjustments TO fundledger_auditor;

CREATE TABLE approval_delegations (
    fund_id integer NOT NULL,
    delegation_no integer NOT NULL,
    level_code text NOT NULL,
    holder text NOT NULL,
    holder_person bigint NOT NULL,
    delegate text NOT NULL,
    delegate_person bigint NOT NULL,
    days daterange NOT NULL,
    reason text NOT NULL,
    made_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    ended_by text,
    CONSTRAINT approval_delegations_pkey PRIMARY KEY (fund_id, delegation_no),
    CONSTRAINT approval_delegations_delegate_fkey FOREIGN KEY (delegate) REFERENCES users(user_name),
    CONSTRAINT approval_delegations_delegate_person_fkey FOREIGN KEY (delegate_person) REFERENCES persons(person_id),
    CONSTRAINT approval_delegations_fund_id_fkey FOREIGN KEY (fund_id) REFERENCES funds(fund_id),
    CONSTRAINT approval_delegations_holder_fkey FOREIGN KEY (holder) REFERENCES users(user_name),
    CONSTRAINT approval_delegations_holder_person_fkey FOREIGN KEY (holder_person) REFERENCES persons(person_id),
    CONSTRAINT approval_delegations_delegation_no_check CHECK ((delegation_no > 0)),
    CONSTRAINT approval_delegations_reason_check CHECK (((length(btrim(reason)) >= 5) AND (length(btrim(reason)) <= 300))),
    CONSTRAINT delegate_is_another CHECK ((delegate_person <> holder_person)),
    CONSTRAINT delegation_ended CHECK (((ended_at IS NULL) = (ended_by IS NULL))),
    CONSTRAINT delegation_has_its_days CHECK (((NOT isempty(days)) AND (NOT lower_inf(days)) AND (NOT upper_inf(days)) AND ((upper(days) - lower(days)) <= 366))),
    CONSTRAINT delegated_once EXCLUDE USING gist (fund_id WITH =, level_code WITH =, holder_person WITH =, days WITH &&) WHERE ((ended_at IS NULL))
);
-- A holder of a step lets another approver act in his or her name on some days.
CREATE TRIGGER append_only BEFORE DELETE ON public.approval_delegations FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.approval_delegations FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER moves_forward BEFORE UPDATE ON public.approval_delegations FOR EACH ROW EXECUTE FUNCTION delegation_moves_forward();
CREATE TRIGGER sealed AFTER INSERT OR UPDATE ON public.approval_delegations FOR EACH ROW EXECUTE FUNCTION delegation_sealed();
CREATE TRIGGER told AFTER INSERT OR UPDATE OF ended_at ON public.approval_delegations FOR EACH ROW EXECUTE FUNCTION tell_of_delegation();
ALTER TABLE approval_delegations ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON approval_delegations FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON approval_delegations FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON approval_delegations TO fundledger_app;
GRANT SELECT ON approval_delegations TO fundledger_auditor;

CREATE TABLE approval_ladders (
    fund_id integer NOT NULL,
    ladder_no integer NOT NULL,
    number text NOT NULL,
    issued_on date NOT NULL,
    valid_from date NOT NULL,
    status text NOT NULL,
    proposer text NOT NULL,
    proposer_person bigint,
    proposed_at timestamp with time zone NOT NULL,
    decider text,
    decider_person bigint,
    decided_at timestamp with time zone,
    refusal_reason text,
    CONSTRAINT approval_ladders_pkey PRIMARY KEY (fund_id, ladder_no),
    CONSTRAINT approval_ladders_decider_person_fkey FOREIGN KEY (decider_person) REFERENCES persons(person_id),
    CONSTRAINT approval_ladders_fund_id_fkey FOREIGN KEY (fund_id) REFERENCES funds(fund_id),
    CONSTRAINT approval_ladders_proposer_person_fkey FOREIGN KEY (proposer_person) REFERENCES persons(person_id),
    CONSTRAINT approval_ladders_ladder_no_check CHECK ((ladder_no > 0)),
    CONSTRAINT approval_ladders_number_check CHECK (((number = btrim(number)) AND ((length(number) >= 1) AND (length(number) <= 60)))),
    CONSTRAINT approval_ladders_proposer_check CHECK ((proposer <> ''::text)),
    CONSTRAINT approval_ladders_refusal_reason_check CHECK (((length(btrim(refusal_reason)) >= 5) AND (length(btrim(refusal_reason)) <= 500))),
    CONSTRAINT approval_ladders_status_check CHECK ((status = ANY (ARRAY['proposed'::text, 'adopted'::text, 'refused'::text]))),
    CONSTRAINT ladder_decided CHECK (
CASE status
    WHEN 'proposed'::text THEN (num_nonnulls(decider, decider_person, decided_at, refusal_reason) = 0)
    ELSE ((decider IS NOT NULL) AND (decided_at IS NOT NULL) AND ((status = 'refused'::text) = (refusal_reason IS NOT NULL)) AND ((decider_person IS NULL) = (proposer_person IS NULL)))
END),
    CONSTRAINT ladder_in_two_hands CHECK ((decider_person <> proposer_person))
);
-- Decisions on who approves what; without persons where the operator set the fund up.
CREATE UNIQUE INDEX ladder_proposed_once ON public.approval_ladders USING btree (fund_id) WHERE (status = 'proposed'::text);
CREATE TRIGGER append_only BEFORE DELETE ON public.approval_ladders FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.approval_ladders FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER moves_forward BEFORE UPDATE ON public.approval_ladders FOR EACH ROW EXECUTE FUNCTION ladder_moves_forward();
CREATE TRIGGER starts_proposed BEFORE INSERT ON public.approval_ladders FOR EACH ROW EXECUTE FUNCTION ladder_starts_proposed();
CREATE TRIGGER told AFTER INSERT OR UPDATE OF status ON public.approval_ladders FOR EACH ROW WHEN ((new.proposer_person IS NOT NULL)) EXECUTE FUNCTION tell_of_ladder();
ALTER TABLE approval_ladders ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON approval_ladders FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON approval_ladders FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON approval_ladders TO fundledger_app;
GRANT SELECT ON approval_ladders TO fundledger_auditor;

CREATE TABLE approval_step_holders (
    fund_id integer NOT NULL,
    ladder_no integer NOT NULL,
    step smallint NOT NULL,
    user_name text NOT NULL,
    CONSTRAINT approval_step_holders_pkey PRIMARY KEY (fund_id, ladder_no, step, user_name),
    CONSTRAINT approval_step_holders_fund_id_ladder_no_step_fkey FOREIGN KEY (fund_id, ladder_no, step) REFERENCES approval_steps(fund_id, ladder_no, step),
    CONSTRAINT approval_step_holders_user_name_fkey FOREIGN KEY (user_name) REFERENCES users(user_name)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.approval_step_holders FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.approval_step_holders FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER still_proposed BEFORE INSERT ON public.approval_step_holders FOR EACH ROW EXECUTE FUNCTION ladder_still_proposed();
ALTER TABLE approval_step_holders ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON approval_step_holders FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON approval_step_holders FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON approval_step_holders TO fundledger_app;
GRANT SELECT ON approval_step_holders TO fundledger_auditor;

CREATE TABLE approval_steps (
    fund_id integer NOT NULL,
    ladder_no integer NOT NULL,
    step smallint NOT NULL,
    level_code text NOT NULL,
    name_vi text NOT NULL,
    name_en text NOT NULL,
    above_total bigint,
    above_case bigint,
    norm_levels text[] DEFAULT '{}'::text[] NOT NULL,
    CONSTRAINT approval_steps_pkey PRIMARY KEY (fund_id, ladder_no, step),
    CONSTRAINT level_on_one_step UNIQUE (fund_id, ladder_no, level_code),
    CONSTRAINT approval_steps_fund_id_ladder_no_fkey FOREIGN KEY (fund_id, ladder_no) REFERENCES approval_ladders(fund_id, ladder_no),
    CONSTRAINT approval_steps_above_case_check CHECK ((above_case > 0)),
    CONSTRAINT approval_steps_above_total_check CHECK ((above_total >= 0)),
    CONSTRAINT approval_steps_level_code_check CHECK ((level_code ~ '^[a-z][a-z0-9_]{1,39}$'::text)),
    CONSTRAINT approval_steps_name_en_check CHECK (((name_en = btrim(name_en)) AND ((length(name_en) >= 2) AND (length(name_en) <= 120)))),
    CONSTRAINT approval_steps_name_vi_check CHECK (((name_vi = btrim(name_vi)) AND ((length(name_vi) >= 2) AND (length(name_vi) <= 120)))),
    CONSTRAINT approval_steps_step_check CHECK (((step >= 1) AND (step <= 5))),
    CONSTRAINT first_step_always CHECK (((step > 1) OR ((above_total IS NULL) AND (above_case IS NULL)))),
    CONSTRAINT step_has_a_cause CHECK (((step = 1) OR (above_total IS NOT NULL) OR (above_case IS NOT NULL) OR (norm_levels <> '{}'::text[])))
);
-- above_total: The step is climbed when the request, with what it continues, is above this; NULL for never by the sum.
-- above_case: The same for the largest that one recipient gets.
-- norm_levels: Levels named by norm lines and their exceptions that ask for this step at least.
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.approval_steps FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.approval_steps FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER still_proposed BEFORE INSERT ON public.approval_steps FOR EACH ROW EXECUTE FUNCTION ladder_still_proposed();
ALTER TABLE approval_steps ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON approval_steps FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON approval_steps FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON approval_steps TO fundledger_app;
GRANT SELECT ON approval_steps TO fundledger_auditor;

CREATE TABLE attestations (
    fund_id integer NOT NULL,
    attestation_no integer NOT NULL,
    month date NOT NULL,
    version integer NOT NULL,
    from_date date NOT NULL,
    digest bytea NOT NULL,
    note text,
    attested_at timestamp with time zone NOT NULL,
    attested_by text NOT NULL,
    person_id bigint NOT NULL,
    CONSTRAINT attestations_pkey PRIMARY KEY (fund_id, attestation_no),
    CONSTRAINT attested_once_by_a_person UNIQUE (fund_id, month, version, from_date, person_id),
    CONSTRAINT attestations_person_id_fkey FOREIGN KEY (person_id) REFERENCES persons(person_id),
    CONSTRAINT attests_what_was_issued FOREIGN KEY (fund_id, month, version, from_date, digest) REFERENCES issued_statements(fund_id, month, version, from_date, digest),
    CONSTRAINT attestation_actor_present CHECK ((attested_by <> ''::text)),
    CONSTRAINT attestation_note_short CHECK (((length(btrim(note)) >= 1) AND (length(btrim(note)) <= 1000))),
    CONSTRAINT attestations_attestation_no_check CHECK ((attestation_no > 0))
);
-- An auditor read a statement of closed books and confirms its digest.
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.attestations FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.attestations FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER had_no_part BEFORE INSERT ON public.attestations FOR EACH ROW EXECUTE FUNCTION attester_had_no_part();
CREATE TRIGGER sealed AFTER INSERT ON public.attestations FOR EACH ROW EXECUTE FUNCTION attestation_sealed();
ALTER TABLE attestations ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON attestations FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON attestations FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON attestations TO fundledger_app;
GRANT SELECT ON attestations TO fundledger_auditor;

CREATE TABLE audit_looks (
    fund_id integer NOT NULL,
    look_no bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
    subject text NOT NULL,
    reference text NOT NULL,
    looked_at timestamp with time zone NOT NULL,
    looked_by text NOT NULL,
    CONSTRAINT audit_looks_pkey PRIMARY KEY (fund_id, look_no),
    CONSTRAINT audit_looks_fund_id_fkey FOREIGN KEY (fund_id) REFERENCES funds(fund_id),
    CONSTRAINT audit_looks_reference_check CHECK (((length(reference) >= 1) AND (length(reference) <= 200))),
    CONSTRAINT audit_looks_subject_check CHECK ((subject ~ '^[a-z_]{3,30}$'::text)),
    CONSTRAINT look_actor_present CHECK ((looked_by <> ''::text))
);
-- Which paper of the fund an auditor opened, and when.
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.audit_looks FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.audit_looks FOR EACH STATEMENT EXECUTE FUNCTION append_only();
ALTER TABLE audit_looks ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON audit_looks FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON audit_looks FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON audit_looks TO fundledger_app;
GRANT SELECT ON audit_looks TO fundledger_auditor;

CREATE TABLE beneficiaries (
    beneficiary_code text NOT NULL,
    unit_id integer NOT NULL,
    household_code text NOT NULL,
    registered_at timestamp with time zone NOT NULL,
    registered_by text NOT NULL,
    CONSTRAINT beneficiaries_pkey PRIMARY KEY (beneficiary_code),
    CONSTRAINT beneficiaries_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES units(unit_id),
    CONSTRAINT household_of_same_unit FOREIGN KEY (household_code, unit_id) REFERENCES households(household_code, unit_id),
    CONSTRAINT beneficiaries_beneficiary_code_check CHECK ((beneficiary_code ~ '^TE-[0-9]{6,}$'::text)),
    CONSTRAINT beneficiaries_registered_by_check CHECK ((registered_by <> ''::text))
);
CREATE INDEX beneficiaries_by_household ON public.beneficiaries USING btree (household_code);
CREATE INDEX beneficiaries_by_unit ON public.beneficiaries USING btree (unit_id);
ALTER TABLE beneficiaries ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_units ON beneficiaries FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_units ON beneficiaries FOR SELECT TO fundledger_app USING (unit_id = ANY (( SELECT readable_units() AS readable_units)::integer[]));
GRANT SELECT ON beneficiaries TO fundledger_app;
GRANT SELECT ON beneficiaries TO fundledger_auditor;

CREATE TABLE beneficiary_classes (
    beneficiary_code text NOT NULL,
    class_code text NOT NULL,
    privacy_tier text NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    subgroup_no smallint,
    evidence_kind text,
    evidence_number text,
    evidence_date date,
    CONSTRAINT beneficiary_classes_pkey PRIMARY KEY (beneficiary_code, class_code, valid_from),
    CONSTRAINT beneficiary_classes_beneficiary_code_fkey FOREIGN KEY (beneficiary_code) REFERENCES beneficiaries(beneficiary_code),
    CONSTRAINT beneficiary_classes_class_code_privacy_tier_fkey FOREIGN KEY (class_code, privacy_tier) REFERENCES child_classes(class_code, privacy_tier),
    CONSTRAINT beneficiary_classes_check CHECK ((valid_to >= valid_from)),
    CONSTRAINT beneficiary_classes_subgroup_no_check CHECK ((subgroup_no > 0)),
    CONSTRAINT sealed_evidence_only_in_vault CHECK (((class_code <> 'protected'::text) OR (num_nonnulls(evidence_kind, evidence_number, evidence_date) = 0))) NOT VALID,
    CONSTRAINT sealed_group_only_in_vault CHECK ((privacy_tier <> 'sealed'::text)),
    CONSTRAINT sealed_subgroup_only_in_vault CHECK (((class_code <> 'protected'::text) OR (subgroup_no IS NULL)))
);
-- Groups of a child with dates. A sealed group stands here as "protected"; its name is only in the vault.
ALTER TABLE beneficiary_classes ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_units ON beneficiary_classes FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_units ON beneficiary_classes FOR SELECT TO fundledger_app USING (EXISTS ( SELECT
   FROM beneficiaries b
  WHERE (b.beneficiary_code = beneficiary_classes.beneficiary_code)));
GRANT SELECT ON beneficiary_classes TO fundledger_app;
GRANT SELECT ON beneficiary_classes TO fundledger_auditor;

CREATE TABLE carers (
    beneficiary_code text NOT NULL,
    carer_no smallint NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    key_id text NOT NULL,
    nonce bytea NOT NULL,
    sealed bytea NOT NULL,
    CONSTRAINT carers_pkey PRIMARY KEY (beneficiary_code, carer_no),
    CONSTRAINT carers_beneficiary_code_fkey FOREIGN KEY (beneficiary_code) REFERENCES beneficiaries(beneficiary_code),
    CONSTRAINT carers_carer_no_check CHECK ((carer_no > 0)),
    CONSTRAINT carers_check CHECK ((valid_to >= valid_from)),
    CONSTRAINT carers_nonce_check CHECK ((length(nonce) = 12))
);
-- Who cares for a child, since when and until when; name and relation are ciphertext of the vault.
CREATE UNIQUE INDEX carer_one_at_present ON public.carers USING btree (beneficiary_code) WHERE (valid_to IS NULL);
ALTER TABLE carers ENABLE ROW LEVEL SECURITY;

CREATE TABLE check_canaries (
    entry_no bigint NOT NULL,
    pool_id integer NOT NULL,
    side text NOT NULL,
    amount bigint NOT NULL
);
-- Always empty for everyone else: a canary lives inside one savepoint of a run and cannot be committed.
CREATE CONSTRAINT TRIGGER never_kept AFTER INSERT ON public.check_canaries DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION canary_never_kept();
GRANT SELECT ON check_canaries TO fundledger_app;
GRANT SELECT ON check_canaries TO fundledger_auditor;

CREATE TABLE check_faults (
    fund_id integer NOT NULL,
    run_no bigint NOT NULL,
    check_no smallint NOT NULL,
    faults bigint NOT NULL,
    first_records jsonb NOT NULL,
    CONSTRAINT check_faults_pkey PRIMARY KEY (fund_id, run_no, check_no),
    CONSTRAINT check_faults_fund_id_fkey FOREIGN KEY (fund_id) REFERENCES funds(fund_id),
    CONSTRAINT check_faults_run_no_check_no_fkey FOREIGN KEY (run_no, check_no) REFERENCES check_results(run_no, check_no),
    CONSTRAINT check_faults_faults_check CHECK ((faults > 0))
);
-- What a check found in a fund: how many records, and the first of them. No row: nothing.
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.check_faults FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.check_faults FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER told AFTER INSERT ON public.check_faults REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION tell_of_faults();
ALTER TABLE check_faults ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON check_faults FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON check_faults FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON check_faults TO fundledger_app;
GRANT SELECT ON check_faults TO fundledger_auditor;

CREATE TABLE check_results (
    run_no bigint NOT NULL,
    check_no smallint NOT NULL,
    check_name text NOT NULL,
    has_run boolean NOT NULL,
    note text,
    CONSTRAINT check_results_pkey PRIMARY KEY (run_no, check_no),
    CONSTRAINT check_results_run_no_fkey FOREIGN KEY (run_no) REFERENCES check_runs(run_no),
    CONSTRAINT check_results_check_name_check CHECK ((check_name <> ''::text)),
    CONSTRAINT check_results_check_no_check CHECK ((check_no > 0)),
    CONSTRAINT incomplete_says_why CHECK ((has_run OR (note IS NOT NULL)))
);
-- A check that could not run is neither right nor wrong: has_run is false and note says why.
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.check_results FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.check_results FOR EACH STATEMENT EXECUTE FUNCTION append_only();
GRANT SELECT ON check_results TO fundledger_app;
GRANT SELECT ON check_results TO fundledger_auditor;

CREATE TABLE check_runs (
    run_no bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
    night date,
    request_key uuid,
    started_by text NOT NULL,
    started_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone NOT NULL,
    canary_found boolean NOT NULL,
    CONSTRAINT check_runs_pkey PRIMARY KEY (run_no),
    CONSTRAINT checked_once_a_night UNIQUE (night),
    CONSTRAINT checked_once_per_request UNIQUE (request_key),
    CONSTRAINT check_starter_present CHECK ((started_by <> ''::text)),
    CONSTRAINT nightly_or_asked_for CHECK (((night IS NULL) = (request_key IS NOT NULL)))
);
-- One look over the books of all funds. night is the day whose night it was; NULL when somebody asked.
-- canary_found: Whether the fault planted in this run was found: if not, nothing else that this run says is worth anything.
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.check_runs FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.check_runs FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER told AFTER INSERT ON public.check_runs FOR EACH ROW WHEN ((new.night IS NOT NULL)) EXECUTE FUNCTION tell_of_late_advances();
CREATE TRIGGER told_of_alarm AFTER INSERT ON public.check_runs FOR EACH ROW WHEN ((NOT new.canary_found)) EXECUTE FUNCTION tell_of_broken_alarm();
CREATE TRIGGER told_of_reports AFTER INSERT ON public.check_runs FOR EACH ROW WHEN ((new.night IS NOT NULL)) EXECUTE FUNCTION tell_of_reports();
GRANT SELECT ON check_runs TO fundledger_app;
GRANT SELECT ON check_runs TO fundledger_auditor;

CREATE TABLE checkpoints (
    fund_id integer NOT NULL,
    log_no bigint NOT NULL,
    checkpoint_no bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
    log_hash bytea NOT NULL,
    trial_digest bytea NOT NULL,
    made_at timestamp with time zone NOT NULL,
    tree_size integer NOT NULL,
    tree_index integer NOT NULL,
    tree_head bytea NOT NULL,
    tree_path bytea[] NOT NULL,
    public_key bytea NOT NULL,
    signature bytea NOT NULL,
    CONSTRAINT checkpoints_pkey PRIMARY KEY (fund_id, log_no),
    CONSTRAINT checkpoints_checkpoint_no_key UNIQUE (checkpoint_no),
    CONSTRAINT checkpoints_fund_id_fkey FOREIGN KEY (fund_id) REFERENCES funds(fund_id),
    CONSTRAINT checkpoints_check CHECK (((tree_index >= 0) AND (tree_index < tree_size))),
    CONSTRAINT checkpoints_log_hash_check CHECK ((length(log_hash) = 32)),
    CONSTRAINT checkpoints_signature_check CHECK ((length(signature) = 64)),
    CONSTRAINT checkpoints_tree_head_check CHECK ((length(tree_head) = 32)),
    CONSTRAINT checkpoints_trial_digest_check CHECK ((length(trial_digest) = 32))
);
-- Signed heads of the hash logs (ECDSA P-256, SHA-256). tree_head is the root of a hash tree over the heads of all funds; tree_path leads from this fund's head to it.
-- checkpoint_no: The order in which they are written to the anchors outside.
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.checkpoints FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.checkpoints FOR EACH STATEMENT EXECUTE FUNCTION append_only();
ALTER TABLE checkpoints ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON checkpoints FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON checkpoints FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON checkpoints TO fundledger_app;
GRANT SELECT ON checkpoints TO fundledger_auditor;

CREATE TABLE child_classes (
    class_code text NOT NULL,
    group_no smallint,
    letter text,
    name_vi text NOT NULL,
    name_en text NOT NULL,
    privacy_tier text NOT NULL,
    sort_order smallint NOT NULL,
    CONSTRAINT child_classes_pkey PRIMARY KEY (class_code),
    CONSTRAINT child_classes_class_code_privacy_tier_key UNIQUE (class_code, privacy_tier),
    CONSTRAINT child_classes_group_no_key UNIQUE (group_no),
    CONSTRAINT child_classes_group_no_check CHECK (((group_no >= 1) AND (group_no <= 14))),
    CONSTRAINT child_classes_privacy_tier_check CHECK ((privacy_tier = ANY (ARRAY['internal'::text, 'health'::text, 'sealed'::text])))
);
-- The 14 groups of Law on Children 2016 Art. 10 and the local classes beside them.
CREATE TRIGGER keeps_its_key BEFORE DELETE OR UPDATE OF class_code ON public.child_classes FOR EACH ROW EXECUTE FUNCTION named_by_the_books();
GRANT SELECT ON child_classes TO fundledger_app;
GRANT SELECT ON child_classes TO fundledger_auditor;

CREATE TABLE child_event_seals (
    fund_id integer NOT NULL,
    event_no bigint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    actor text NOT NULL,
    details_commitment bytea NOT NULL,
    hash_version smallint NOT NULL,
    log_no bigint NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT child_event_seals_pkey PRIMARY KEY (fund_id, log_no),
    CONSTRAINT child_event_sealed_once UNIQUE (event_no),
    CONSTRAINT child_event_seals_event_no_fkey FOREIGN KEY (event_no) REFERENCES child_events(event_no),
    CONSTRAINT child_event_seals_fund_id_fkey FOREIGN KEY (fund_id) REFERENCES funds(fund_id),
    CONSTRAINT child_event_seal_actor_present CHECK ((actor <> ''::text)),
    CONSTRAINT child_event_seals_details_commitment_check CHECK ((length(details_commitment) = 32)),
    CONSTRAINT child_event_seals_hash_check CHECK ((length(hash) = 32))
);
-- That something was written down of a child, sealed in the log of the fund of its unit; child, event and reason by a salted commitment.
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.child_event_seals FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.child_event_seals FOR EACH STATEMENT EXECUTE FUNCTION append_only();
ALTER TABLE child_event_seals ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON child_event_seals FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON child_event_seals FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON child_event_seals TO fundledger_app;
GRANT SELECT ON child_event_seals TO fundledger_auditor;

CREATE TABLE child_events (
    event_no bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
    beneficiary_code text NOT NULL,
    event text NOT NULL,
    happened_on date NOT NULL,
    from_unit integer,
    to_unit integer,
    class_code text,
    privacy_tier text,
    subgroup_no smallint,
    reason text NOT NULL,
    evidence_kind text,
    evidence_number text,
    evidence_date date,
    cancels_event_no bigint,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by text NOT NULL,
    salt bytea DEFAULT substr(sha256((uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))), 1, 16) NOT NULL,
    other_code text,
    own_mark bytea,
    other_mark bytea,
    CONSTRAINT child_events_pkey PRIMARY KEY (event_no),
    CONSTRAINT child_event_corrected_once UNIQUE (cancels_event_no),
    CONSTRAINT child_events_beneficiary_code_fkey FOREIGN KEY (beneficiary_code) REFERENCES beneficiaries(beneficiary_code),
    CONSTRAINT child_events_cancels_event_no_fkey FOREIGN KEY (cancels_event_no) REFERENCES child_events(event_no),
    CONSTRAINT child_events_class_code_privacy_tier_fkey FOREIGN KEY (class_code, privacy_tier) REFERENCES child_classes(class_code, privacy_tier) MATCH FULL,
    CONSTRAINT child_events_from_unit_fkey FOREIGN KEY (from_unit) REFERENCES units(unit_id),
    CONSTRAINT child_events_other_code_fkey FOREIGN KEY (other_code) REFERENCES beneficiaries(beneficiary_code),
    CONSTRAINT child_events_to_unit_fkey FOREIGN KEY (to_unit) REFERENCES units(unit_id),
    CONSTRAINT child_event_actor_present CHECK ((recorded_by <> ''::text)),
    CONSTRAINT child_event_complete CHECK ((((event = 'moved'::text) = (to_unit IS NOT NULL)) AND ((event = 'corrected'::text) = (cancels_event_no IS NOT NULL)) AND ((event = ANY (ARRAY['group_added'::text, 'group_ended'::text])) = (class_code IS NOT NULL)))),
    CONSTRAINT child_event_names_the_other CHECK ((((event = ANY (ARRAY['merged'::text, 'told_apart'::text])) = (other_code IS NOT NULL)) AND (other_code <> beneficiary_code) AND ((event = 'told_apart'::text) = ((own_mark IS NOT NULL) AND (other_mark IS NOT NULL))))),
    CONSTRAINT child_event_not_ahead CHECK ((happened_on <= ((recorded_at AT TIME ZONE 'Asia/Ho_Chi_Minh'::text))::date)),
    CONSTRAINT child_event_says_why CHECK ((length(btrim(reason)) >= 5)),
    CONSTRAINT child_events_event_check CHECK ((event = ANY (ARRAY['registered'::text, 'moved'::text, 'died'::text, 'left'::text, 'aged_out'::text, 'group_added'::text, 'group_ended'::text, 'suspended'::text, 'resumed'::text, 'carer_changed'::text, 'corrected'::text, 'merged'::text, 'told_apart'::text]))),
    CONSTRAINT child_events_other_mark_check CHECK ((length(other_mark) = 32)),
    CONSTRAINT child_events_own_mark_check CHECK ((length(own_mark) = 32)),
    CONSTRAINT child_events_salt_check CHECK ((length(salt) = 16)),
    CONSTRAINT sealed_event_evidence_only_in_vault CHECK (((class_code IS DISTINCT FROM 'protected'::text) OR (num_nonnulls(evidence_kind, evidence_number, evidence_date) = 0))) NOT VALID,
    CONSTRAINT sealed_group_not_in_events CHECK ((privacy_tier <> 'sealed'::text))
);
-- What happened to a child, when, and who wrote it down why; a mistake is corrected by another event that cancels it.
-- other_code: The code that a merged child goes on under, or the child it was told apart from.
-- own_mark: Of a pair told apart: a keyed hash of what was compared; another identity has another mark and is asked about again.
CREATE INDEX child_events_by_child ON public.child_events USING btree (beneficiary_code, happened_on, event_no);
CREATE INDEX child_events_by_other ON public.child_events USING btree (other_code) WHERE (other_code IS NOT NULL);
CREATE INDEX child_events_merged ON public.child_events USING btree (beneficiary_code) WHERE (event = 'merged'::text);
CREATE INDEX child_events_that_mark ON public.child_events USING btree (beneficiary_code) WHERE (event = ANY (ARRAY['died'::text, 'left'::text, 'aged_out'::text, 'suspended'::text, 'merged'::text]));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.child_events FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.child_events FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER sealed AFTER INSERT ON public.child_events FOR EACH ROW EXECUTE FUNCTION child_event_sealed();
ALTER TABLE child_events ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_units ON child_events FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_units ON child_events FOR SELECT TO fundledger_app USING (EXISTS ( SELECT
   FROM beneficiaries b
  WHERE (b.beneficiary_code = child_events.beneficiary_code)));
GRANT SELECT ON child_events TO fundledger_app;
GRANT SELECT ON child_events TO fundledger_auditor;

CREATE TABLE class_versions (
    class_code text NOT NULL,
    subgroup_no smallint NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    name_vi text NOT NULL,
    name_en text NOT NULL,
    source text NOT NULL,
    is_confirmed boolean NOT NULL,
    CONSTRAINT class_versions_pkey PRIMARY KEY (class_code, subgroup_no, valid_from),
    CONSTRAINT class_versions_class_code_fkey FOREIGN KEY (class_code) REFERENCES child_classes(class_code),
    CONSTRAINT class_versions_check CHECK ((valid_to >= valid_from)),
    CONSTRAINT class_versions_name_en_check CHECK ((name_en <> ''::text)),
    CONSTRAINT class_versions_name_vi_check CHECK ((name_vi <> ''::text)),
    CONSTRAINT class_versions_source_check CHECK ((source <> ''::text)),
    CONSTRAINT class_versions_subgroup_no_check CHECK ((subgroup_no >= 0)),
    CONSTRAINT class_versions_do_not_overlap EXCLUDE USING gist (class_code WITH =, subgroup_no WITH =, daterange(valid_from, valid_to, '[]'::text) WITH &&)
);
-- How a class (sub-group 0) and its sub-groups are called in which time, and by which source; what no source confirmed yet may be changed by loading a file.
GRANT SELECT ON class_versions TO fundledger_app;
GRANT SELECT ON class_versions TO fundledger_auditor;

CREATE TABLE close_checks (
    check_code text NOT NULL,
    severity text NOT NULL,
    sort_order smallint NOT NULL,
    CONSTRAINT close_checks_pkey PRIMARY KEY (check_code),
    CONSTRAINT close_checks_sort_order_key UNIQUE (sort_order),
    CONSTRAINT close_checks_check_code_check CHECK ((check_code ~ '^[a-z_]+$'::text)),
    CONSTRAINT close_checks_severity_check CHECK ((severity = ANY (ARRAY['blocker'::text, 'open_item'::text, 'warning'::text])))
);
-- severity: blocker: must be mended. open_item: must be settled, or accepted as open by a second person. warning: only said.
GRANT SELECT ON close_checks TO fundledger_app;
GRANT SELECT ON close_checks TO fundledger_auditor;

CREATE TABLE closed_periods (
    fund_id integer NOT NULL,
    month date NOT NULL,
    closed_at timestamp with time zone NOT NULL,
    closed_by text NOT NULL,
    last_entry_no bigint NOT NULL,
    liquid bigint NOT NULL,
    hash_version smallint NOT NULL,
    log_no bigint NOT NULL,
    hash bytea NOT NULL,
    version integer NOT NULL,
    CONSTRAINT closed_periods_pkey PRIMARY KEY (fund_id, month, version),
    CONSTRAINT closed_periods_fund_id_fkey FOREIGN KEY (fund_id) REFERENCES funds(fund_id),
    CONSTRAINT close_actor_present CHECK ((closed_by <> ''::text)),
    CONSTRAINT closed_periods_hash_check CHECK ((length(hash) = 32)),
    CONSTRAINT month_starts_on_first CHECK ((EXTRACT(day FROM month) = (1)::numeric)),
    CONSTRAINT version_from_one CHECK ((version >= 1))
);
-- Each closing of a month, sealed. A statement of version n is the books as known at the log number of closing n.
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.closed_periods FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.closed_periods FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE CONSTRAINT TRIGGER has_statement AFTER INSERT ON public.closed_periods DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION closing_has_statement();
ALTER TABLE closed_periods ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON closed_periods FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON closed_periods FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON closed_periods TO fundledger_app;
GRANT SELECT ON closed_periods TO fundledger_auditor;

CREATE TABLE closing_papers (
    fund_id integer NOT NULL,
    month date NOT NULL,
    version integer NOT NULL,
    signed_no bigint,
    names text NOT NULL,
    address text NOT NULL,
    fonts text,
    kept_at timestamp with time zone NOT NULL,
    kept_by text NOT NULL,
    CONSTRAINT closing_papers_pkey PRIMARY KEY (fund_id, month, version),
    CONSTRAINT closing_papers_fund_id_month_version_fkey FOREIGN KEY (fund_id, month, version) REFERENCES closed_periods(fund_id, month, version),
    CONSTRAINT closing_papers_fund_id_signed_no_fkey FOREIGN KEY (fund_id, signed_no) REFERENCES checkpoints(fund_id, log_no),
    CONSTRAINT closing_address_plain CHECK (((address = ''::text) OR (address ~ '^https?://[!-~]{1,200}$'::text))),
    CONSTRAINT closing_fonts_digest CHECK ((fonts ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT closing_papers_actor_present CHECK ((kept_by <> ''::text))
);
-- What the papers of a closing are made with, as it was then: they stay the same bytes whatever changes later.
-- signed_no: Log record of the checkpoint that was signed with the closing; null where nothing was signed.
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.closing_papers FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.closing_papers FOR EACH STATEMENT EXECUTE FUNCTION append_only();
ALTER TABLE closing_papers ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON closing_papers FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON closing_papers FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON closing_papers TO fundledger_app;
GRANT SELECT ON closing_papers TO fundledger_auditor;

CREATE TABLE coverage_targets (
    target_no bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
    unit_id integer NOT NULL,
    year smallint NOT NULL,
    class_code text,
    percent smallint NOT NULL,
    source text NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by text NOT NULL,
    CONSTRAINT coverage_targets_pkey PRIMARY KEY (target_no),
    CONSTRAINT coverage_targets_class_code_fkey FOREIGN KEY (class_code) REFERENCES child_classes(class_code),
    CONSTRAINT coverage_targets_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES units(unit_id),
    CONSTRAINT coverage_targets_recorded_by_check CHECK ((recorded_by <> ''::text)),
    CONSTRAINT coverage_targets_year_check CHECK (((year >= 2000) AND (year <= 2100))),
    CONSTRAINT target_has_source CHECK (((length(btrim(source)) >= 5) AND (length(btrim(source)) <= 200))),
    CONSTRAINT target_of_a_hundred CHECK (((percent >= 0) AND (percent <= 100)))
);
-- How many of a hundred registered children a plan wants supported in a year; class_code NULL for all. The last one written holds.
CREATE INDEX coverage_targets_of_unit ON public.coverage_targets USING btree (unit_id, year);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.coverage_targets FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.coverage_targets FOR EACH STATEMENT EXECUTE FUNCTION append_only();
ALTER TABLE coverage_targets ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_plans ON coverage_targets FOR SELECT TO fundledger_app USING true;
CREATE POLICY of_all_units ON coverage_targets FOR SELECT TO fundledger_auditor USING true;
GRANT SELECT ON coverage_targets TO fundledger_app;
GRANT SELECT ON coverage_targets TO fundledger_auditor;

CREATE TABLE data_protection_keys (
    key_id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
    friendly_name text NOT NULL,
    xml text NOT NULL,
    CONSTRAINT data_protection_keys_pkey PRIMARY KEY (key_id)
);
GRANT INSERT, SELECT ON data_protection_keys TO fundledger_app;

CREATE TABLE deliveries (
    fund_id integer NOT NULL,
    order_no integer NOT NULL,
    line_no integer NOT NULL,
    scan_id uuid NOT NULL,
    outcome text NOT NULL,
    paid bigint NOT NULL,
    relation text,
    collector_commitment bytea,
    device text NOT NULL,
    scanned_at timestamp with time zone NOT NULL,
    received_at timestamp with time zone NOT NULL,
    recorded_by text NOT NULL,
    person_id bigint NOT NULL,
    CONSTRAINT deliveries_pkey PRIMARY KEY (fund_id, order_no, line_no),
    CONSTRAINT delivery_once UNIQUE (fund_id, scan_id),
    CONSTRAINT deliveries_fund_id_order_no_line_no_fkey FOREIGN KEY (fund_id, order_no, line_no) REFERENCES handout_codes(fund_id, order_no, line_no),
    CONSTRAINT deliveries_person_id_fkey FOREIGN KEY (person_id) REFERENCES persons(person_id),
    CONSTRAINT collector_told CHECK (((relation <> ALL (ARRAY['relative'::text, 'other'::text])) OR (collector_commitment IS NOT NULL))),
    CONSTRAINT deliveries_collector_commitment_check CHECK ((length(collector_commitment) = 32)),
    CONSTRAINT deliveries_device_check CHECK ((device ~ '^[0-9a-f]{32}$'::text)),
    CONSTRAINT deliveries_outcome_check CHECK ((outcome = ANY (ARRAY['paid'::text, 'partial'::text, 'failed'::text, 'absent'::text, 'returned'::text]))),
    CONSTRAINT deliveries_recorded_by_check CHECK ((recorded_by <> ''::text)),
    CONSTRAINT deliveries_relation_check CHECK ((relation = ANY (ARRAY['parent'::text, 'guardian'::text, 'relative'::text, 'other'::text]))),
    CONSTRAINT delivery_signed_by_somebody CHECK (((paid > 0) = (relation IS NOT NULL)))
);
-- relation: Of who signed to the child; NULL when nothing was handed over.
-- scanned_at: By the clock of the phone; nothing is decided by it.
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.deliveries FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.deliveries FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER as_ordered BEFORE INSERT ON public.deliveries FOR EACH ROW EXECUTE FUNCTION delivery_as_ordered();
ALTER TABLE deliveries ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON deliveries FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON deliveries FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON deliveries TO fundledger_app;
GRANT SELECT ON deliveries TO fundledger_auditor;

CREATE TABLE delivery_collectors (
    fund_id integer NOT NULL,
    order_no integer NOT NULL,
    line_no integer NOT NULL,
    name text NOT NULL,
    salt bytea NOT NULL,
    CONSTRAINT delivery_collectors_pkey PRIMARY KEY (fund_id, order_no, line_no),
    CONSTRAINT delivery_collectors_fund_id_order_no_line_no_fkey FOREIGN KEY (fund_id, order_no, line_no) REFERENCES deliveries(fund_id, order_no, line_no),
    CONSTRAINT delivery_collectors_name_check CHECK (((name = btrim(name)) AND ((length(name) >= 2) AND (length(name) <= 120)))),
    CONSTRAINT delivery_collectors_salt_check CHECK ((length(salt) = 16))
);
-- Who signed, where it is not the parent or guardian: apart, so that it can be erased.
CREATE TRIGGER of_another AFTER INSERT OR UPDATE ON public.delivery_collectors FOR EACH ROW EXECUTE FUNCTION signer_took_no_part();
ALTER TABLE delivery_collectors ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON delivery_collectors FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON delivery_collectors FOR SELECT TO fundledger_app USING ((fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[])) AND actor_has_role(fund_id, VARIADIC ARRAY['cashier'::text, 'fund_accountant'::text, 'approver'::text, 'auditor'::text]));
GRANT SELECT ON delivery_collectors TO fundledger_app;
GRANT SELECT ON delivery_collectors TO fundledger_auditor;

CREATE TABLE delivery_conflicts (
    fund_id integer NOT NULL,
    order_no integer NOT NULL,
    scan_id uuid NOT NULL,
    reason text NOT NULL,
    code text NOT NULL,
    line_no integer,
    outcome text NOT NULL,
    device text NOT NULL,
    scanned_at timestamp with time zone NOT NULL,
    received_at timestamp with time zone NOT NULL,
    recorded_by text NOT NULL,
    CONSTRAINT delivery_conflicts_pkey PRIMARY KEY (fund_id, order_no, scan_id),
    CONSTRAINT delivery_conflicts_fund_id_order_no_fkey FOREIGN KEY (fund_id, order_no) REFERENCES handouts(fund_id, order_no),
    CONSTRAINT conflict_names_its_line CHECK (((reason = 'unknown'::text) = (line_no IS NULL))),
    CONSTRAINT delivery_conflicts_code_check CHECK (((length(code) >= 1) AND (length(code) <= 20))),
    CONSTRAINT delivery_conflicts_device_check CHECK ((device ~ '^[0-9a-f]{32}$'::text)),
    CONSTRAINT delivery_conflicts_reason_check CHECK ((reason = ANY (ARRAY['unknown'::text, 'again'::text, 'late'::text, 'took_part'::text]))),
    CONSTRAINT delivery_conflicts_recorded_by_check CHECK ((recorded_by <> ''::text))
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.delivery_conflicts FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.delivery_conflicts FOR EACH STATEMENT EXECUTE FUNCTION append_only();
ALTER TABLE delivery_conflicts ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON delivery_conflicts FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON delivery_conflicts FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON delivery_conflicts TO fundledger_app;
GRANT SELECT ON delivery_conflicts TO fundledger_auditor;

CREATE TABLE disbursement_events (
    fund_id integer NOT NULL,
    disbursement_id bigint NOT NULL,
    event text NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    actor text NOT NULL,
    person_id bigint NOT NULL,
    content_hash bytea NOT NULL,
    reason text,
    reason_salt bytea,
    reason_commitment bytea,
    hash_version smallint NOT NULL,
    log_no bigint NOT NULL,
    hash bytea NOT NULL,
    step smallint,
    level_code text,
    in_name_of text,
    in_name_person bigint,
    ladder_no integer,
    judged_sum bigint,
    step_count smallint,
    CONSTRAINT disbursement_events_pkey PRIMARY KEY (fund_id, disbursement_id, log_no),
    CONSTRAINT event_sealed_once UNIQUE (fund_id, log_no),
    CONSTRAINT disbursement_events_fund_id_disbursement_id_fkey FOREIGN KEY (fund_id, disbursement_id) REFERENCES disbursements(fund_id, disbursement_id),
    CONSTRAINT disbursement_events_in_name_person_fkey FOREIGN KEY (in_name_person) REFERENCES persons(person_id),
    CONSTRAINT disbursement_events_person_id_fkey FOREIGN KEY (person_id) REFERENCES persons(person_id),
    CONSTRAINT disbursement_events_event_check CHECK ((event = ANY (ARRAY['requested'::text, 'step_approved'::text, 'approved'::text, 'rejected'::text, 'returned'::text, 'withdrawn'::text, 'paid'::text]))),
    CONSTRAINT disbursement_events_hash_check CHECK ((length(hash) = 32)),
    CONSTRAINT event_actor_present CHECK ((actor <> ''::text)),
    CONSTRAINT event_names_its_step CHECK (((num_nonnulls(step, level_code, in_name_of, in_name_person) = ANY (ARRAY[0, 4])) AND ((event <> 'step_approved'::text) OR (step IS NOT NULL))))
);
-- Who asked, decided and paid, sealed; the status of a disbursement is the projection of these rows.
-- in_name_of: Whose power it was: the actor's own, or of the holder who delegated it.
-- judged_sum: Of a request: the sum by which so many steps were chosen on the ladder of that number.
CREATE UNIQUE INDEX disbursement_decided_once ON public.disbursement_events USING btree (fund_id, disbursement_id) WHERE (event = ANY (ARRAY['approved'::text, 'rejected'::text, 'returned'::text]));
CREATE UNIQUE INDEX disbursement_event_once ON public.disbursement_events USING btree (fund_id, disbursement_id, event) WHERE (event <> 'step_approved'::text);
CREATE UNIQUE INDEX disbursement_step_once ON public.disbursement_events USING btree (fund_id, disbursement_id, step) WHERE (event = ANY (ARRAY['step_approved'::text, 'approved'::text]));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.disbursement_events FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.disbursement_events FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER told AFTER INSERT ON public.disbursement_events FOR EACH ROW EXECUTE FUNCTION tell_of_request();
ALTER TABLE disbursement_events ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON disbursement_events FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON disbursement_events FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON disbursement_events TO fundledger_app;
GRANT SELECT ON disbursement_events TO fundledger_auditor;

CREATE TABLE disbursement_lines (
    fund_id integer NOT NULL,
    disbursement_id bigint NOT NULL,
    line_no integer NOT NULL,
    beneficiary_code text,
    class_code text,
    unit_id integer,
    decision_id integer NOT NULL,
    line_code text NOT NULL,
    cost bigint,
    insurance bigint,
    other_aid bigint,
    case_reference text,
    allowed bigint NOT NULL,
    amount bigint NOT NULL,
    reasons_vi text NOT NULL,
    reasons_en text NOT NULL,
    variant text DEFAULT ''::text NOT NULL,
    quantities jsonb,
    exception_number text,
    exception_date date,
    exception_reason text,
    exception_sha256 text,
    recipient text,
    goods bigint,
    stock bigint,
    CONSTRAINT disbursement_lines_pkey PRIMARY KEY (fund_id, disbursement_id, line_no),
    CONSTRAINT beneficiary_once_per_disbursement UNIQUE (fund_id, disbursement_id, beneficiary_code),
    CONSTRAINT recipient_once_per_disbursement UNIQUE (fund_id, disbursement_id, recipient),
    CONSTRAINT disbursement_lines_beneficiary_code_fkey FOREIGN KEY (beneficiary_code) REFERENCES beneficiaries(beneficiary_code),
    CONSTRAINT disbursement_lines_class_code_fkey FOREIGN KEY (class_code) REFERENCES child_classes(class_code),
    CONSTRAINT disbursement_lines_decision_id_line_code_fkey FOREIGN KEY (decision_id, line_code) REFERENCES norm_lines(decision_id, line_code),
    CONSTRAINT disbursement_lines_fund_id_disbursement_id_fkey FOREIGN KEY (fund_id, disbursement_id) REFERENCES disbursements(fund_id, disbursement_id),
    CONSTRAINT disbursement_lines_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES units(unit_id),
    CONSTRAINT case_reference_canonical CHECK ((((length(case_reference) >= 1) AND (length(case_reference) <= 60)) AND (case_reference !~ '\s'::text) AND (case_reference IS NFC NORMALIZED) AND (case_reference = upper(case_reference)))),
    CONSTRAINT disbursement_lines_amount_check CHECK ((amount > 0)),
    CONSTRAINT disbursement_lines_cost_check CHECK ((cost > 0)),
    CONSTRAINT disbursement_lines_exception_number_check CHECK (((length(btrim(exception_number)) >= 1) AND (length(btrim(exception_number)) <= 60))),
    CONSTRAINT disbursement_lines_exception_reason_check CHECK (((length(btrim(exception_reason)) >= 10) AND (length(btrim(exception_reason)) <= 300))),
    CONSTRAINT disbursement_lines_exception_sha256_check CHECK ((exception_sha256 ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT disbursement_lines_insurance_check CHECK ((insurance >= 0)),
    CONSTRAINT disbursement_lines_line_no_check CHECK ((line_no > 0)),
    CONSTRAINT disbursement_lines_other_aid_check CHECK ((other_aid >= 0)),
    CONSTRAINT disbursement_lines_recipient_check CHECK ((recipient <> ''::text)),
    CONSTRAINT exception_whole CHECK ((num_nonnulls(exception_number, exception_date, exception_reason, exception_sha256) = ANY (ARRAY[0, 4]))),
    CONSTRAINT goods_within_amount CHECK (((goods > 0) AND (goods <= amount))),
    CONSTRAINT line_is_for_one CHECK (((num_nonnulls(beneficiary_code, recipient) = 1) AND ((beneficiary_code IS NULL) = (class_code IS NULL)))),
    CONSTRAINT norm_cap CHECK ((amount <= allowed)),
    CONSTRAINT protected_child_has_no_place CHECK (((class_code <> 'protected'::text) OR (unit_id IS NULL))),
    CONSTRAINT quantities_counted CHECK ((jsonb_typeof(quantities) = 'object'::text)),
    CONSTRAINT stock_within_goods CHECK (((stock IS NULL) OR ((stock > 0) AND (goods IS NOT NULL) AND (stock <= goods))))
);
-- exception_number: Number of the decision of a higher level, attached, by which this line is above the norm; NULL for a line within it.
-- recipient: Household, institution or fund, by its code, of a line that is for no single child; NULL where beneficiary_code names the child.
-- goods: Declared value of the goods among the amount; NULL when all is money.
-- stock: Value of the goods out of the fund's own stock among the amount: they are issued, and not paid for.
CREATE INDEX disbursement_lines_by_beneficiary ON public.disbursement_lines USING btree (beneficiary_code);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.disbursement_lines FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.disbursement_lines FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER child_is_there AFTER INSERT ON public.disbursement_lines REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION child_is_there();
CREATE TRIGGER stock_as_reserved AFTER INSERT ON public.disbursement_lines REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION stock_as_reserved();
CREATE TRIGGER within_norm AFTER INSERT ON public.disbursement_lines REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION disbursement_line_within_norm();
ALTER TABLE disbursement_lines ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON disbursement_lines FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON disbursement_lines FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON disbursement_lines TO fundledger_app;
GRANT SELECT ON disbursement_lines TO fundledger_auditor;

CREATE TABLE disbursement_steps (
    fund_id integer NOT NULL,
    disbursement_id bigint NOT NULL,
    step smallint NOT NULL,
    ladder_no integer NOT NULL,
    level_code text NOT NULL,
    name_vi text NOT NULL,
    name_en text NOT NULL,
    judged_sum bigint NOT NULL,
    requester_person bigint NOT NULL,
    decided_by text,
    decided_person bigint,
    in_name_of text,
    in_name_person bigint,
    CONSTRAINT disbursement_steps_pkey PRIMARY KEY (fund_id, disbursement_id, step),
    CONSTRAINT one_step_in_a_name UNIQUE (fund_id, disbursement_id, in_name_person),
    CONSTRAINT one_step_per_person UNIQUE (fund_id, disbursement_id, decided_person),
    CONSTRAINT disbursement_steps_decided_person_fkey FOREIGN KEY (decided_person) REFERENCES persons(person_id),
    CONSTRAINT disbursement_steps_fund_id_disbursement_id_fkey FOREIGN KEY (fund_id, disbursement_id) REFERENCES disbursements(fund_id, disbursement_id),
    CONSTRAINT disbursement_steps_fund_id_ladder_no_fkey FOREIGN KEY (fund_id, ladder_no) REFERENCES approval_ladders(fund_id, ladder_no),
    CONSTRAINT disbursement_steps_in_name_person_fkey FOREIGN KEY (in_name_person) REFERENCES persons(person_id),
    CONSTRAINT delegate_of_another_than_requester CHECK ((in_name_person <> requester_person)),
    CONSTRAINT disbursement_steps_judged_sum_check CHECK ((judged_sum > 0)),
    CONSTRAINT disbursement_steps_step_check CHECK ((step > 0)),
    CONSTRAINT step_taken_by_somebody CHECK ((num_nonnulls(decided_by, decided_person, in_name_of, in_name_person) = ANY (ARRAY[0, 4]))),
    CONSTRAINT step_taker_is_not_requester CHECK ((decided_person <> requester_person))
);
-- The steps that a request climbs, as its ladder said when it was asked for, and who took each.
-- judged_sum: The sum by which the ladder was chosen: the request with what it continues within seven days.
CREATE TRIGGER append_only BEFORE DELETE ON public.disbursement_steps FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.disbursement_steps FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER moves_forward BEFORE INSERT OR UPDATE ON public.disbursement_steps FOR EACH ROW EXECUTE FUNCTION step_moves_forward();
CREATE TRIGGER waits_for_pairs BEFORE UPDATE ON public.disbursement_steps FOR EACH ROW WHEN (((old.decided_by IS NULL) AND (new.decided_by IS NOT NULL))) EXECUTE FUNCTION step_waits_for_pairs();
ALTER TABLE disbursement_steps ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON disbursement_steps FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON disbursement_steps FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON disbursement_steps TO fundledger_app;
GRANT SELECT ON disbursement_steps TO fundledger_auditor;

CREATE TABLE disbursements (
    fund_id integer NOT NULL,
    disbursement_id bigint NOT NULL,
    support_kind text NOT NULL,
    occasion_code text,
    occasion_year smallint,
    need text,
    pool_id integer NOT NULL,
    decision_id integer NOT NULL,
    judged_on date NOT NULL,
    requested_on date NOT NULL,
    total bigint NOT NULL,
    line_count integer NOT NULL,
    status text NOT NULL,
    requester text NOT NULL,
    requester_person bigint NOT NULL,
    approver text,
    approver_person bigint,
    payer text,
    payer_person bigint,
    CONSTRAINT disbursements_pkey PRIMARY KEY (fund_id, disbursement_id),
    CONSTRAINT disbursements_approver_person_fkey FOREIGN KEY (approver_person) REFERENCES persons(person_id),
    CONSTRAINT disbursements_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES norm_decisions(decision_id),
    CONSTRAINT disbursements_fund_id_fkey FOREIGN KEY (fund_id) REFERENCES funds(fund_id),
    CONSTRAINT disbursements_fund_id_pool_id_fkey FOREIGN KEY (fund_id, pool_id) REFERENCES pools(fund_id, pool_id),
    CONSTRAINT disbursements_occasion_code_occasion_year_fkey FOREIGN KEY (occasion_code, occasion_year) REFERENCES occasion_dates(occasion_code, year),
    CONSTRAINT disbursements_payer_person_fkey FOREIGN KEY (payer_person) REFERENCES persons(person_id),
    CONSTRAINT disbursements_requester_person_fkey FOREIGN KEY (requester_person) REFERENCES persons(person_id),
    CONSTRAINT disbursements_support_kind_fkey FOREIGN KEY (support_kind) REFERENCES support_kinds(support_kind),
    CONSTRAINT approver_is_not_requester CHECK ((approver_person <> requester_person)),
    CONSTRAINT decided_before_paid CHECK (
CASE status
    WHEN 'requested'::text THEN ((approver_person IS NULL) AND (payer_person IS NULL))
    WHEN 'paid'::text THEN ((approver_person IS NOT NULL) AND (payer_person IS NOT NULL))
    ELSE ((approver_person IS NOT NULL) AND (payer_person IS NULL))
END),
    CONSTRAINT disbursements_line_count_check CHECK ((line_count > 0)),
    CONSTRAINT disbursements_status_check CHECK ((status = ANY (ARRAY['requested'::text, 'approved'::text, 'rejected'::text, 'returned'::text, 'withdrawn'::text, 'paid'::text]))),
    CONSTRAINT disbursements_total_check CHECK ((total > 0)),
    CONSTRAINT payer_is_not_approver CHECK ((payer_person <> approver_person)),
    CONSTRAINT payer_is_not_requester CHECK ((payer_person <> requester_person)),
    CONSTRAINT requester_present CHECK ((requester <> ''::text))
);
CREATE CONSTRAINT TRIGGER adds_up AFTER INSERT ON public.disbursements DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION disbursement_adds_up();
CREATE TRIGGER append_only BEFORE DELETE ON public.disbursements FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.disbursements FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER children_still_there BEFORE UPDATE OF status ON public.disbursements FOR EACH ROW WHEN (((new.status = ANY (ARRAY['approved'::text, 'paid'::text])) AND (new.status <> old.status))) EXECUTE FUNCTION children_still_there();
CREATE TRIGGER frees_goods AFTER UPDATE OF status ON public.disbursements FOR EACH ROW WHEN (((new.status = ANY (ARRAY['rejected'::text, 'returned'::text, 'withdrawn'::text])) AND (old.status <> new.status))) EXECUTE FUNCTION request_frees_goods();
CREATE CONSTRAINT TRIGGER has_its_papers AFTER INSERT ON public.disbursements DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION request_has_its_papers();
CREATE CONSTRAINT TRIGGER has_steps AFTER INSERT ON public.disbursements DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION disbursement_has_steps();
CREATE TRIGGER lines_at_rest BEFORE UPDATE OF status ON public.disbursements FOR EACH ROW WHEN (((new.status = ANY (ARRAY['paid'::text, 'withdrawn'::text])) AND (new.status <> old.status))) EXECUTE FUNCTION lines_at_rest();
CREATE TRIGGER moves_forward BEFORE UPDATE ON public.disbursements FOR EACH ROW EXECUTE FUNCTION disbursement_moves_forward();
CREATE TRIGGER period_open BEFORE INSERT ON public.disbursements FOR EACH ROW EXECUTE FUNCTION disbursement_period_open();
CREATE TRIGGER pool_allowed BEFORE INSERT ON public.disbursements FOR EACH ROW EXECUTE FUNCTION disbursement_pool_allowed();
CREATE TRIGGER steps_taken BEFORE UPDATE OF status ON public.disbursements FOR EACH ROW WHEN (((new.status = ANY (ARRAY['approved'::text, 'paid'::text])) AND (new.status <> old.status))) EXECUTE FUNCTION disbursement_climbs();
CREATE CONSTRAINT TRIGGER told_right AFTER INSERT ON public.disbursements DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION case_is_told_right();
CREATE TRIGGER waits_for_pairs BEFORE UPDATE OF status ON public.disbursements FOR EACH ROW WHEN (((new.status = 'paid'::text) AND (old.status = 'approved'::text))) EXECUTE FUNCTION payment_waits_for_pairs();
ALTER TABLE disbursements ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON disbursements FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON disbursements FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON disbursements TO fundledger_app;
GRANT SELECT ON disbursements TO fundledger_auditor;

CREATE TABLE donors (
    fund_id integer NOT NULL,
    donor_id bigint NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    address text,
    CONSTRAINT donors_pkey PRIMARY KEY (fund_id, donor_id),
    CONSTRAINT donors_fund_id_fkey FOREIGN KEY (fund_id) REFERENCES funds(fund_id),
    CONSTRAINT donors_kind_check CHECK ((kind = ANY (ARRAY['person'::text, 'organisation'::text]))),
    CONSTRAINT donors_name_check CHECK ((btrim(name) <> ''::text))
);
CREATE UNIQUE INDEX donor_named_once ON public.donors USING btree (fund_id, kind, lower(btrim(name)), lower(btrim(COALESCE(address, ''::text))));
CREATE TRIGGER keeps_its_key BEFORE DELETE OR UPDATE OF fund_id, donor_id ON public.donors FOR EACH ROW EXECUTE FUNCTION named_by_the_books();
CREATE TRIGGER keeps_its_rows BEFORE TRUNCATE ON public.donors FOR EACH STATEMENT EXECUTE FUNCTION append_only();
ALTER TABLE donors ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON donors FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON donors FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON donors TO fundledger_app;
GRANT SELECT ON donors TO fundledger_auditor;

CREATE TABLE exception_papers (
    fund_id integer NOT NULL,
    disbursement_id bigint NOT NULL,
    file_name text NOT NULL,
    media_type text NOT NULL,
    content bytea NOT NULL,
    CONSTRAINT exception_papers_pkey PRIMARY KEY (fund_id, disbursement_id),
    CONSTRAINT exception_papers_fund_id_disbursement_id_fkey FOREIGN KEY (fund_id, disbursement_id) REFERENCES disbursements(fund_id, disbursement_id),
    CONSTRAINT exception_paper_size CHECK (((length(content) >= 1) AND (length(content) <= 10485760))),
    CONSTRAINT exception_papers_file_name_check CHECK ((((length(file_name) >= 1) AND (length(file_name) <= 200)) AND (file_name !~ '[/\\[:cntrl:]]'::text))),
    CONSTRAINT exception_papers_media_type_check CHECK ((media_type = ANY (ARRAY['application/pdf'::text, 'image/png'::text, 'image/jpeg'::text])))
);
-- The attached decision of an exception; its SHA-256 stands on the line, under the seal of the request.
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.exception_papers FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.exception_papers FOR EACH STATEMENT EXECUTE FUNCTION append_only();
ALTER TABLE exception_papers ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON exception_papers FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON exception_papers FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON exception_papers TO fundledger_app;
GRANT SELECT ON exception_papers TO fundledger_auditor;

CREATE TABLE finding_steps (
    fund_id integer NOT NULL,
    finding_no integer NOT NULL,
    step_no integer NOT NULL,
    step text NOT NULL,
    said text NOT NULL,
    file_name text,
    media_type text,
    content bytea,
    at timestamp with time zone NOT NULL,
    actor text NOT NULL,
    person_id bigint NOT NULL,
    CONSTRAINT finding_steps_pkey PRIMARY KEY (fund_id, finding_no, step_no),
    CONSTRAINT finding_steps_fund_id_finding_no_fkey FOREIGN KEY (fund_id, finding_no) REFERENCES findings(fund_id, finding_no),
    CONSTRAINT finding_steps_person_id_fkey FOREIGN KEY (person_id) REFERENCES persons(person_id),
    CONSTRAINT finding_paper_name CHECK ((((length(file_name) >= 1) AND (length(file_name) <= 200)) AND (file_name !~ '[/\\[:cntrl:]]'::text))),
    CONSTRAINT finding_paper_size CHECK (((length(content) >= 1) AND (length(content) <= 10485760))),
    CONSTRAINT finding_paper_whole CHECK ((num_nonnulls(file_name, media_type, content) = ANY (ARRAY[0, 3]))),
    CONSTRAINT finding_step_actor_present CHECK ((actor <> ''::text)),
    CONSTRAINT finding_step_says_why CHECK (((length(btrim(said)) >= 5) AND (length(btrim(said)) <= 2000))),
    CONSTRAINT finding_steps_media_type_check CHECK ((media_type = ANY (ARRAY['application/pdf'::text, 'image/png'::text, 'image/jpeg'::text]))),
    CONSTRAINT finding_steps_step_check CHECK ((step = ANY (ARRAY['answered'::text, 'accepted'::text, 'returned'::text]))),
    CONSTRAINT finding_steps_step_no_check CHECK ((step_no > 0))
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.finding_steps FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.finding_steps FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER follows BEFORE INSERT ON public.finding_steps FOR EACH ROW EXECUTE FUNCTION finding_step_follows();
CREATE TRIGGER sealed AFTER INSERT ON public.finding_steps FOR EACH ROW EXECUTE FUNCTION finding_step_sealed();
ALTER TABLE finding_steps ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON finding_steps FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON finding_steps FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON finding_steps TO fundledger_app;
GRANT SELECT ON finding_steps TO fundledger_auditor;

CREATE TABLE findings (
    fund_id integer NOT NULL,
    finding_no integer NOT NULL,
    subject text NOT NULL,
    reference text NOT NULL,
    said text NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    opened_by text NOT NULL,
    person_id bigint NOT NULL,
    CONSTRAINT findings_pkey PRIMARY KEY (fund_id, finding_no),
    CONSTRAINT findings_fund_id_fkey FOREIGN KEY (fund_id) REFERENCES funds(fund_id),
    CONSTRAINT findings_person_id_fkey FOREIGN KEY (person_id) REFERENCES persons(person_id),
    CONSTRAINT finding_actor_present CHECK ((opened_by <> ''::text)),
    CONSTRAINT finding_names_its_paper CHECK (((length(reference) <= 60) AND ((reference <> ''::text) OR (subject = 'other'::text)))),
    CONSTRAINT finding_says_what CHECK (((length(btrim(said)) >= 10) AND (length(btrim(said)) <= 2000))),
    CONSTRAINT findings_finding_no_check CHECK ((finding_no > 0)),
    CONSTRAINT findings_subject_check CHECK ((subject = ANY (ARRAY['statement'::text, 'voucher'::text, 'request'::text, 'sample'::text, 'other'::text])))
);
-- What an auditor found; open until the fund has answered and an auditor has accepted the answer.
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.findings FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.findings FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER sealed AFTER INSERT ON public.findings FOR EACH ROW EXECUTE FUNCTION finding_sealed();
ALTER TABLE findings ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON findings FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON findings FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON findings TO fundledger_app;
GRANT SELECT ON findings TO fundledger_auditor;

CREATE TABLE fund_heads (
    fund_id integer NOT NULL,
    log_no bigint DEFAULT 0 NOT NULL,
    log_hash bytea NOT NULL,
    CONSTRAINT fund_heads_pkey PRIMARY KEY (fund_id)
) WITH (fillfactor=50);
-- The head of the fund's hash log: number and hash of its last sealed record.
ALTER TABLE fund_heads ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON fund_heads FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON fund_heads FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON fund_heads TO fundledger_app;
GRANT SELECT ON fund_heads TO fundledger_auditor;

CREATE TABLE funds (
    fund_id integer GENERATED BY DEFAULT AS IDENTITY NOT NULL,
    unit_id integer NOT NULL,
    code text NOT NULL,
    name_vi text NOT NULL,
    name_en text NOT NULL,
    opened_on date NOT NULL,
    regime text NOT NULL,
    CONSTRAINT funds_pkey PRIMARY KEY (fund_id),
    CONSTRAINT funds_code_key UNIQUE (code),
    CONSTRAINT funds_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES units(unit_id),
    CONSTRAINT funds_code_check CHECK ((code ~ '^[A-Z0-9-]{2,20}$'::text))
);
CREATE TRIGGER born AFTER INSERT ON public.funds FOR EACH ROW EXECUTE FUNCTION fund_born();
CREATE TRIGGER born_with_periods AFTER INSERT ON public.funds FOR EACH ROW EXECUTE FUNCTION fund_period_born();
CREATE TRIGGER keeps_its_key BEFORE DELETE OR UPDATE OF fund_id ON public.funds FOR EACH ROW EXECUTE FUNCTION named_by_the_books();
CREATE TRIGGER sealed AFTER INSERT OR UPDATE ON public.funds FOR EACH ROW EXECUTE FUNCTION fund_terms_sealed();
ALTER TABLE funds ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON funds FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON funds FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON funds TO fundledger_app;
GRANT SELECT ON funds TO fundledger_auditor;

CREATE TABLE goods_balances (
    fund_id integer NOT NULL,
    lot_no integer NOT NULL,
    pool_id integer NOT NULL,
    on_hand bigint NOT NULL,
    reserved bigint DEFAULT 0 NOT NULL,
    unit_value bigint NOT NULL,
    value bigint NOT NULL,
    CONSTRAINT goods_balances_pkey PRIMARY KEY (fund_id, lot_no),
    CONSTRAINT goods_balances_fund_id_lot_no_fkey FOREIGN KEY (fund_id, lot_no) REFERENCES goods_lots(fund_id, lot_no),
    CONSTRAINT goods_balances_unit_value_check CHECK ((unit_value >= 0)),
    CONSTRAINT goods_on_hand_never_negative CHECK ((on_hand >= 0)),
    CONSTRAINT goods_promised_are_there CHECK (((reserved >= 0) AND (reserved <= on_hand))),
    CONSTRAINT goods_worth_by_quantity CHECK ((value = (on_hand * unit_value)))
);
-- What is left of each lot now, what of it is promised to requests, and what it is worth: follows from the moves.
CREATE INDEX goods_balances_by_pool ON public.goods_balances USING btree (fund_id, pool_id);
CREATE CONSTRAINT TRIGGER goods_are_the_lots AFTER INSERT OR UPDATE ON public.goods_balances DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION goods_are_the_lots();
ALTER TABLE goods_balances ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON goods_balances FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON goods_balances FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON goods_balances TO fundledger_app;
GRANT SELECT ON goods_balances TO fundledger_auditor;

CREATE TABLE goods_issues (
    fund_id integer NOT NULL,
    disbursement_id bigint NOT NULL,
    paper_no bigint NOT NULL,
    issued_on date NOT NULL,
    issuer text NOT NULL,
    issuer_person bigint NOT NULL,
    requester_person bigint NOT NULL,
    approver_person bigint NOT NULL,
    settled_on date,
    settler text,
    settler_person bigint,
    back_paper bigint,
    CONSTRAINT goods_issues_pkey PRIMARY KEY (fund_id, disbursement_id),
    CONSTRAINT goods_issues_fund_id_back_paper_fkey FOREIGN KEY (fund_id, back_paper) REFERENCES goods_papers(fund_id, paper_no),
    CONSTRAINT goods_issues_fund_id_disbursement_id_fkey FOREIGN KEY (fund_id, disbursement_id) REFERENCES disbursements(fund_id, disbursement_id),
    CONSTRAINT goods_issues_fund_id_paper_no_fkey FOREIGN KEY (fund_id, paper_no) REFERENCES goods_papers(fund_id, paper_no),
    CONSTRAINT goods_issues_issuer_person_fkey FOREIGN KEY (issuer_person) REFERENCES persons(person_id),
    CONSTRAINT goods_issues_settler_person_fkey FOREIGN KEY (settler_person) REFERENCES persons(person_id),
    CONSTRAINT goods_issue_actor_present CHECK ((issuer <> ''::text)),
    CONSTRAINT goods_issue_settled CHECK (((num_nonnulls(settled_on, settler, settler_person) = ANY (ARRAY[0, 3])) AND ((back_paper IS NULL) OR (settled_on IS NOT NULL)))),
    CONSTRAINT goods_issuer_is_not_approver CHECK (((approver_person <> issuer_person) AND (approver_person <> COALESCE(settler_person, issuer_person)))),
    CONSTRAINT goods_issuer_is_not_requester CHECK (((requester_person <> issuer_person) AND (requester_person <> COALESCE(settler_person, issuer_person))))
);
-- The goods of a request as they left the stock, and the day on which it was recorded who got them.
CREATE TRIGGER append_only BEFORE DELETE ON public.goods_issues FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.goods_issues FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER moves_forward BEFORE INSERT OR UPDATE ON public.goods_issues FOR EACH ROW EXECUTE FUNCTION goods_issue_moves();
CREATE TRIGGER told AFTER INSERT OR UPDATE ON public.goods_issues FOR EACH ROW EXECUTE FUNCTION tell_of_goods_issue();
CREATE TRIGGER waits_for_pairs BEFORE INSERT ON public.goods_issues FOR EACH ROW EXECUTE FUNCTION issue_waits_for_pairs();
ALTER TABLE goods_issues ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON goods_issues FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON goods_issues FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON goods_issues TO fundledger_app;
GRANT SELECT ON goods_issues TO fundledger_auditor;

CREATE TABLE goods_items (
    fund_id integer NOT NULL,
    item_no integer NOT NULL,
    name text NOT NULL,
    unit text NOT NULL,
    added_at timestamp with time zone NOT NULL,
    added_by text NOT NULL,
    CONSTRAINT goods_items_pkey PRIMARY KEY (fund_id, item_no),
    CONSTRAINT goods_items_fund_id_fkey FOREIGN KEY (fund_id) REFERENCES funds(fund_id),
    CONSTRAINT goods_item_actor_present CHECK ((added_by <> ''::text)),
    CONSTRAINT goods_items_item_no_check CHECK ((item_no > 0)),
    CONSTRAINT goods_items_name_check CHECK (((name = btrim(name)) AND ((length(name) >= 2) AND (length(name) <= 120)))),
    CONSTRAINT goods_items_unit_check CHECK (((unit = btrim(unit)) AND ((length(unit) >= 1) AND (length(unit) <= 20))))
);
-- What a fund keeps in stock, each with the unit that it is counted in.
CREATE UNIQUE INDEX goods_item_once ON public.goods_items USING btree (fund_id, lower((name COLLATE "vi-VN-x-icu")), lower((unit COLLATE "vi-VN-x-icu")));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.goods_items FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.goods_items FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER sealed AFTER INSERT ON public.goods_items FOR EACH ROW EXECUTE FUNCTION goods_item_sealed();
ALTER TABLE goods_items ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON goods_items FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON goods_items FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON goods_items TO fundledger_app;
GRANT SELECT ON goods_items TO fundledger_auditor;

CREATE TABLE goods_losses (
    fund_id integer NOT NULL,
    loss_no integer NOT NULL,
    lot_no integer NOT NULL,
    quantity bigint NOT NULL,
    cause text NOT NULL,
    minutes_number text NOT NULL,
    minutes_date date NOT NULL,
    reason text NOT NULL,
    asked_on date NOT NULL,
    status text NOT NULL,
    asker text NOT NULL,
    asker_person bigint NOT NULL,
    decider text,
    decider_person bigint,
    decided_on date,
    rejection_reason text,
    paper_no bigint,
    CONSTRAINT goods_losses_pkey PRIMARY KEY (fund_id, loss_no),
    CONSTRAINT goods_losses_asker_person_fkey FOREIGN KEY (asker_person) REFERENCES persons(person_id),
    CONSTRAINT goods_losses_decider_person_fkey FOREIGN KEY (decider_person) REFERENCES persons(person_id),
    CONSTRAINT goods_losses_fund_id_lot_no_fkey FOREIGN KEY (fund_id, lot_no) REFERENCES goods_lots(fund_id, lot_no),
    CONSTRAINT goods_losses_fund_id_paper_no_fkey FOREIGN KEY (fund_id, paper_no) REFERENCES goods_papers(fund_id, paper_no),
    CONSTRAINT goods_loss_actor_present CHECK ((asker <> ''::text)),
    CONSTRAINT goods_loss_decided CHECK (((num_nonnulls(decider, decider_person, decided_on) =
CASE status
    WHEN 'asked'::text THEN 0
    ELSE 3
END) AND ((status = 'approved'::text) = (paper_no IS NOT NULL)) AND ((status = 'rejected'::text) = (rejection_reason IS NOT NULL)))),
    CONSTRAINT goods_loss_decider_is_not_asker CHECK ((decider_person <> asker_person)),
    CONSTRAINT goods_loss_quantity CHECK ((quantity > 0)),
    CONSTRAINT goods_loss_reason_given CHECK (((length(btrim(reason)) >= 10) AND (length(btrim(reason)) <= 500))),
    CONSTRAINT goods_losses_cause_check CHECK ((cause = ANY (ARRAY['spoiled'::text, 'expired'::text, 'lost'::text, 'miscounted'::text]))),
    CONSTRAINT goods_losses_loss_no_check CHECK ((loss_no > 0)),
    CONSTRAINT goods_losses_minutes_number_check CHECK (((length(btrim(minutes_number)) >= 1) AND (length(btrim(minutes_number)) <= 60))),
    CONSTRAINT goods_losses_rejection_reason_check CHECK (((length(btrim(rejection_reason)) >= 5) AND (length(btrim(rejection_reason)) <= 500))),
    CONSTRAINT goods_losses_status_check CHECK ((status = ANY (ARRAY['asked'::text, 'approved'::text, 'rejected'::text])))
);
-- Goods that are gone or of no use any more, by minutes: asked by one person, taken off by another.
CREATE TRIGGER append_only BEFORE DELETE ON public.goods_losses FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.goods_losses FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER moves_forward BEFORE INSERT OR UPDATE ON public.goods_losses FOR EACH ROW EXECUTE FUNCTION goods_loss_moves_forward();
CREATE TRIGGER told AFTER INSERT OR UPDATE OF status ON public.goods_losses FOR EACH ROW EXECUTE FUNCTION tell_of_goods_loss();
ALTER TABLE goods_losses ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON goods_losses FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON goods_losses FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON goods_losses TO fundledger_app;
GRANT SELECT ON goods_losses TO fundledger_auditor;

CREATE TABLE goods_lots (
    fund_id integer NOT NULL,
    lot_no integer NOT NULL,
    paper_no bigint NOT NULL,
    line smallint NOT NULL,
    item_no integer NOT NULL,
    pool_id integer NOT NULL,
    quantity bigint NOT NULL,
    unit_value bigint,
    basis text,
    basis_number text,
    basis_date date,
    expires_on date,
    quality text,
    CONSTRAINT goods_lots_pkey PRIMARY KEY (fund_id, lot_no),
    CONSTRAINT goods_lots_fund_id_paper_no_line_key UNIQUE (fund_id, paper_no, line),
    CONSTRAINT goods_lots_fund_id_item_no_fkey FOREIGN KEY (fund_id, item_no) REFERENCES goods_items(fund_id, item_no),
    CONSTRAINT goods_lots_fund_id_paper_no_fkey FOREIGN KEY (fund_id, paper_no) REFERENCES goods_papers(fund_id, paper_no),
    CONSTRAINT goods_lots_fund_id_pool_id_fkey FOREIGN KEY (fund_id, pool_id) REFERENCES pools(fund_id, pool_id),
    CONSTRAINT goods_lot_quantity CHECK (((quantity >= 1) AND (quantity <= 1000000))),
    CONSTRAINT goods_lot_unit_value CHECK (((unit_value >= 1) AND (unit_value <= 1000000000))),
    CONSTRAINT goods_lots_basis_check CHECK ((basis = ANY (ARRAY['invoice'::text, 'quote'::text, 'minutes'::text]))),
    CONSTRAINT goods_lots_basis_number_check CHECK (((length(btrim(basis_number)) >= 1) AND (length(btrim(basis_number)) <= 60))),
    CONSTRAINT goods_lots_line_check CHECK ((line > 0)),
    CONSTRAINT goods_lots_lot_no_check CHECK ((lot_no > 0)),
    CONSTRAINT goods_lots_quality_check CHECK (((length(btrim(quality)) >= 1) AND (length(btrim(quality)) <= 300))),
    CONSTRAINT goods_value_has_its_basis CHECK ((num_nonnulls(unit_value, basis, basis_number, basis_date) = ANY (ARRAY[0, 4])))
);
-- One line of a goods receipt: it is kept, valued, expires and goes out as one.
-- unit_value: Đồng for one unit as the receipt says it; NULL while nobody knows, until a valuation.
CREATE INDEX goods_lots_by_item ON public.goods_lots USING btree (fund_id, item_no);
CREATE TRIGGER a_paper_open BEFORE INSERT ON public.goods_lots FOR EACH ROW EXECUTE FUNCTION goods_paper_still_open();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.goods_lots FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.goods_lots FOR EACH STATEMENT EXECUTE FUNCTION append_only();
ALTER TABLE goods_lots ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON goods_lots FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON goods_lots FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON goods_lots TO fundledger_app;
GRANT SELECT ON goods_lots TO fundledger_auditor;

CREATE TABLE goods_moves (
    fund_id integer NOT NULL,
    move_no bigint NOT NULL,
    paper_no bigint NOT NULL,
    lot_no integer NOT NULL,
    kind text NOT NULL,
    quantity bigint NOT NULL,
    unit_value bigint NOT NULL,
    value bigint NOT NULL,
    moved_on date NOT NULL,
    entry_no bigint,
    disbursement_id bigint,
    line_no integer,
    reverses_move bigint,
    CONSTRAINT goods_moves_pkey PRIMARY KEY (fund_id, move_no),
    CONSTRAINT goods_move_reversed_once UNIQUE (fund_id, reverses_move),
    CONSTRAINT goods_moves_fund_id_lot_no_fkey FOREIGN KEY (fund_id, lot_no) REFERENCES goods_lots(fund_id, lot_no),
    CONSTRAINT goods_moves_fund_id_paper_no_fkey FOREIGN KEY (fund_id, paper_no) REFERENCES goods_papers(fund_id, paper_no),
    CONSTRAINT goods_moves_fund_id_reverses_move_fkey FOREIGN KEY (fund_id, reverses_move) REFERENCES goods_moves(fund_id, move_no),
    CONSTRAINT goods_issued_to_a_line CHECK ((((kind = ANY (ARRAY['issued'::text, 'returned'::text])) = (line_no IS NOT NULL)) AND ((disbursement_id IS NULL) = (line_no IS NULL)))),
    CONSTRAINT goods_move_has_its_entry CHECK (((value = 0) = (entry_no IS NULL))),
    CONSTRAINT goods_move_of_its_kind CHECK ((
CASE kind
    WHEN 'received'::text THEN (quantity > 0)
    WHEN 'returned'::text THEN (quantity > 0)
    WHEN 'valued'::text THEN ((quantity = 0) AND (value > 0))
    WHEN 'reversed'::text THEN (reverses_move IS NOT NULL)
    ELSE (quantity < 0)
END AND ((kind = 'reversed'::text) = (reverses_move IS NOT NULL)))),
    CONSTRAINT goods_moves_kind_check CHECK ((kind = ANY (ARRAY['received'::text, 'valued'::text, 'issued'::text, 'returned'::text, 'lost'::text, 'reversed'::text]))),
    CONSTRAINT goods_moves_move_no_check CHECK ((move_no > 0)),
    CONSTRAINT goods_moves_unit_value_check CHECK ((unit_value >= 0))
);
-- What came in, what went out and what it was worth, lot by lot: the stock cards are read from here.
CREATE UNIQUE INDEX goods_given_once ON public.goods_moves USING btree (fund_id, disbursement_id, line_no, lot_no, kind) WHERE (line_no IS NOT NULL);
CREATE INDEX goods_moves_by_entry ON public.goods_moves USING btree (fund_id, entry_no);
CREATE INDEX goods_moves_by_lot ON public.goods_moves USING btree (fund_id, lot_no);
CREATE TRIGGER a_paper_open BEFORE INSERT ON public.goods_moves FOR EACH ROW EXECUTE FUNCTION goods_paper_still_open();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.goods_moves FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.goods_moves FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER moved BEFORE INSERT ON public.goods_moves FOR EACH ROW EXECUTE FUNCTION goods_moved();
CREATE TRIGGER promised BEFORE INSERT ON public.goods_moves FOR EACH ROW WHEN ((new.kind = ANY (ARRAY['issued'::text, 'returned'::text]))) EXECUTE FUNCTION goods_move_as_reserved();
ALTER TABLE goods_moves ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON goods_moves FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON goods_moves FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON goods_moves TO fundledger_app;
GRANT SELECT ON goods_moves TO fundledger_auditor;

CREATE TABLE goods_papers (
    fund_id integer NOT NULL,
    paper_no bigint NOT NULL,
    kind text NOT NULL,
    voucher_type text NOT NULL,
    voucher_year smallint NOT NULL,
    voucher_no integer NOT NULL,
    CONSTRAINT goods_papers_pkey PRIMARY KEY (fund_id, paper_no),
    CONSTRAINT goods_paper_of_one_voucher UNIQUE (fund_id, voucher_type, voucher_year, voucher_no),
    CONSTRAINT goods_papers_fund_id_fkey FOREIGN KEY (fund_id) REFERENCES funds(fund_id),
    CONSTRAINT goods_papers_fund_id_voucher_type_voucher_year_voucher_no_fkey FOREIGN KEY (fund_id, voucher_type, voucher_year, voucher_no) REFERENCES vouchers(fund_id, voucher_type, voucher_year, voucher_no),
    CONSTRAINT goods_paper_of_its_type CHECK ((voucher_type =
CASE kind
    WHEN 'receipt'::text THEN 'PN'::text
    WHEN 'return'::text THEN 'PN'::text
    WHEN 'valuation'::text THEN 'DG'::text
    WHEN 'reversal'::text THEN 'BD'::text
    ELSE 'PX'::text
END)),
    CONSTRAINT goods_papers_kind_check CHECK ((kind = ANY (ARRAY['receipt'::text, 'valuation'::text, 'issue'::text, 'return'::text, 'loss'::text, 'reversal'::text]))),
    CONSTRAINT goods_papers_paper_no_check CHECK ((paper_no > 0))
);
-- The vouchers that move goods, sealed with their lots and moves.
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.goods_papers FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.goods_papers FOR EACH STATEMENT EXECUTE FUNCTION append_only();
ALTER TABLE goods_papers ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON goods_papers FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON goods_papers FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON goods_papers TO fundledger_app;
GRANT SELECT ON goods_papers TO fundledger_auditor;

CREATE TABLE goods_valuations (
    fund_id integer NOT NULL,
    paper_no bigint NOT NULL,
    lot_no integer NOT NULL,
    unit_value bigint NOT NULL,
    basis text NOT NULL,
    basis_number text NOT NULL,
    basis_date date NOT NULL,
    CONSTRAINT goods_valuations_pkey PRIMARY KEY (fund_id, paper_no),
    CONSTRAINT goods_valuations_fund_id_lot_no_fkey FOREIGN KEY (fund_id, lot_no) REFERENCES goods_lots(fund_id, lot_no),
    CONSTRAINT goods_valuations_fund_id_paper_no_fkey FOREIGN KEY (fund_id, paper_no) REFERENCES goods_papers(fund_id, paper_no),
    CONSTRAINT goods_valuations_basis_check CHECK ((basis = ANY (ARRAY['invoice'::text, 'quote'::text, 'minutes'::text]))),
    CONSTRAINT goods_valuations_basis_number_check CHECK (((length(btrim(basis_number)) >= 1) AND (length(btrim(basis_number)) <= 60))),
    CONSTRAINT goods_valuations_unit_value_check CHECK (((unit_value >= 1) AND (unit_value <= 1000000000)))
);
-- What a lot is worth that came without a value: by which paper, on which day.
CREATE TRIGGER a_paper_open BEFORE INSERT ON public.goods_valuations FOR EACH ROW EXECUTE FUNCTION goods_paper_still_open();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.goods_valuations FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.goods_valuations FOR EACH STATEMENT EXECUTE FUNCTION append_only();
ALTER TABLE goods_valuations ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON goods_valuations FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON goods_valuations FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON goods_valuations TO fundledger_app;
GRANT SELECT ON goods_valuations TO fundledger_auditor;

CREATE TABLE handout_codes (
    fund_id integer NOT NULL,
    order_no integer NOT NULL,
    line_no integer NOT NULL,
    code text NOT NULL,
    salt bytea DEFAULT uuid_send(gen_random_uuid()) NOT NULL,
    code_seal text DEFAULT encode(sha256((salt || (code)::bytea)), 'hex'::text) NOT NULL,
    CONSTRAINT handout_codes_pkey PRIMARY KEY (fund_id, order_no, line_no),
    CONSTRAINT code_of_one_line UNIQUE (fund_id, order_no, code),
    CONSTRAINT handout_codes_fund_id_order_no_fkey FOREIGN KEY (fund_id, order_no) REFERENCES handouts(fund_id, order_no),
    CONSTRAINT handout_codes_fund_id_order_no_line_no_fkey FOREIGN KEY (fund_id, order_no, line_no) REFERENCES payment_order_lines(fund_id, order_no, line_no),
    CONSTRAINT handout_codes_code_check CHECK ((code ~ '^[0-9]{8}$'::text)),
    CONSTRAINT handout_codes_salt_check CHECK ((length(salt) = 16))
);
-- Drawn at random; read only by who hands the money out, and kept on no phone. The log seals code_seal.
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.handout_codes FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.handout_codes FOR EACH STATEMENT EXECUTE FUNCTION append_only();
ALTER TABLE handout_codes ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON handout_codes FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON handout_codes FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT (fund_id) ON handout_codes TO fundledger_app;
GRANT SELECT (fund_id) ON handout_codes TO fundledger_auditor;
GRANT SELECT (order_no) ON handout_codes TO fundledger_app;
GRANT SELECT (order_no) ON handout_codes TO fundledger_auditor;
GRANT SELECT (line_no) ON handout_codes TO fundledger_app;
GRANT SELECT (line_no) ON handout_codes TO fundledger_auditor;
GRANT SELECT (code_seal) ON handout_codes TO fundledger_app;
GRANT SELECT (code_seal) ON handout_codes TO fundledger_auditor;

CREATE TABLE handout_prints (
    fund_id integer NOT NULL,
    order_no integer NOT NULL,
    print_no integer NOT NULL,
    line_no integer,
    with_names boolean NOT NULL,
    printed_at timestamp with time zone NOT NULL,
    printed_by text NOT NULL,
    CONSTRAINT handout_prints_pkey PRIMARY KEY (fund_id, order_no, print_no),
    CONSTRAINT handout_prints_fund_id_order_no_fkey FOREIGN KEY (fund_id, order_no) REFERENCES handouts(fund_id, order_no),
    CONSTRAINT handout_prints_fund_id_order_no_line_no_fkey FOREIGN KEY (fund_id, order_no, line_no) REFERENCES handout_codes(fund_id, order_no, line_no),
    CONSTRAINT handout_prints_print_no_check CHECK ((print_no > 0)),
    CONSTRAINT handout_prints_printed_by_check CHECK ((printed_by <> ''::text)),
    CONSTRAINT names_on_the_list_only CHECK (((line_no IS NULL) OR (NOT with_names)))
);
-- Each printing of a list with its codes, or of the slip of one line: the second says on the paper that it is.
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.handout_prints FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.handout_prints FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER sealed AFTER INSERT ON public.handout_prints FOR EACH ROW EXECUTE FUNCTION handout_print_sealed();
ALTER TABLE handout_prints ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON handout_prints FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON handout_prints FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON handout_prints TO fundledger_app;
GRANT SELECT ON handout_prints TO fundledger_auditor;

CREATE TABLE handout_reports (
    fund_id integer NOT NULL,
    order_no integer NOT NULL,
    device text NOT NULL,
    report_no integer NOT NULL,
    step text NOT NULL,
    noted integer NOT NULL,
    waiting integer NOT NULL,
    device_at timestamp with time zone NOT NULL,
    received_at timestamp with time zone NOT NULL,
    reported_by text NOT NULL,
    CONSTRAINT handout_reports_pkey PRIMARY KEY (fund_id, order_no, device, report_no),
    CONSTRAINT handout_reports_fund_id_order_no_fkey FOREIGN KEY (fund_id, order_no) REFERENCES handouts(fund_id, order_no),
    CONSTRAINT handout_reports_check CHECK (((waiting >= 0) AND (waiting <= noted))),
    CONSTRAINT handout_reports_device_check CHECK ((device ~ '^[0-9a-f]{32}$'::text)),
    CONSTRAINT handout_reports_noted_check CHECK ((noted >= 0)),
    CONSTRAINT handout_reports_report_no_check CHECK ((report_no > 0)),
    CONSTRAINT handout_reports_reported_by_check CHECK ((reported_by <> ''::text)),
    CONSTRAINT handout_reports_step_check CHECK ((step = ANY (ARRAY['opened'::text, 'synced'::text])))
);
-- device_at: By the clock of the phone; nothing is decided by it.
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.handout_reports FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.handout_reports FOR EACH STATEMENT EXECUTE FUNCTION append_only();
ALTER TABLE handout_reports ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON handout_reports FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON handout_reports FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON handout_reports TO fundledger_app;
GRANT SELECT ON handout_reports TO fundledger_auditor;

CREATE TABLE handouts (
    fund_id integer NOT NULL,
    order_no integer NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    opened_by text NOT NULL,
    CONSTRAINT handouts_pkey PRIMARY KEY (fund_id, order_no),
    CONSTRAINT handouts_fund_id_order_no_fkey FOREIGN KEY (fund_id, order_no) REFERENCES payment_orders(fund_id, order_no),
    CONSTRAINT handouts_opened_by_check CHECK ((opened_by <> ''::text))
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.handouts FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.handouts FOR EACH STATEMENT EXECUTE FUNCTION append_only();
ALTER TABLE handouts ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON handouts FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON handouts FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON handouts TO fundledger_app;
GRANT SELECT ON handouts TO fundledger_auditor;

CREATE TABLE households (
    household_code text NOT NULL,
    unit_id integer NOT NULL,
    CONSTRAINT households_pkey PRIMARY KEY (household_code),
    CONSTRAINT households_household_code_unit_id_key UNIQUE (household_code, unit_id),
    CONSTRAINT households_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES units(unit_id),
    CONSTRAINT households_household_code_check CHECK ((household_code ~ '^HO-[0-9]{4,}$'::text))
);
CREATE TRIGGER keeps_its_key BEFORE DELETE OR UPDATE OF household_code ON public.households FOR EACH ROW EXECUTE FUNCTION named_by_the_books();
ALTER TABLE households ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_my_units ON households FOR SELECT TO fundledger_app USING (unit_id = ANY (( SELECT readable_units() AS readable_units)::integer[]));
GRANT SELECT ON households TO fundledger_app;

CREATE TABLE identity_access_events (
    fund_id integer NOT NULL,
    access_no bigint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    actor text NOT NULL,
    details_commitment bytea NOT NULL,
    hash_version smallint NOT NULL,
    log_no bigint NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT identity_access_events_pkey PRIMARY KEY (fund_id, log_no),
    CONSTRAINT identity_access_sealed_once UNIQUE (access_no),
    CONSTRAINT identity_access_events_access_no_fkey FOREIGN KEY (access_no) REFERENCES identity_accesses(access_no),
    CONSTRAINT identity_access_events_fund_id_fkey FOREIGN KEY (fund_id) REFERENCES funds(fund_id),
    CONSTRAINT identity_access_actor_present CHECK ((actor <> ''::text)),
    CONSTRAINT identity_access_events_details_commitment_check CHECK ((length(details_commitment) = 32)),
    CONSTRAINT identity_access_events_hash_check CHECK ((length(hash) = 32))
);
-- That somebody looked at an identity, sealed; the child and the reason by a salted commitment, whose words are in identity_accesses.
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.identity_access_events FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.identity_access_events FOR EACH STATEMENT EXECUTE FUNCTION append_only();
ALTER TABLE identity_access_events ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON identity_access_events FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON identity_access_events FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON identity_access_events TO fundledger_app;
GRANT SELECT ON identity_access_events TO fundledger_auditor;

CREATE TABLE identity_accesses (
    access_no bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
    accessed_at timestamp with time zone NOT NULL,
    accessed_by text NOT NULL,
    beneficiary_code text NOT NULL,
    reason text NOT NULL,
    salt bytea DEFAULT substr(sha256((uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))), 1, 16) NOT NULL,
    step text DEFAULT 'opened'::text NOT NULL,
    CONSTRAINT identity_accesses_pkey PRIMARY KEY (access_no),
    CONSTRAINT identity_accesses_beneficiary_code_fkey FOREIGN KEY (beneficiary_code) REFERENCES beneficiaries(beneficiary_code),
    CONSTRAINT identity_accesses_accessed_by_check CHECK ((accessed_by <> ''::text)),
    CONSTRAINT identity_accesses_reason_check CHECK ((length(btrim(reason)) >= 5)),
    CONSTRAINT identity_accesses_salt_check CHECK ((length(salt) = 16)),
    CONSTRAINT identity_step_known CHECK ((step = ANY (ARRAY['opened'::text, 'asked'::text, 'granted'::text, 'refused'::text, 'erasure_asked'::text, 'erasure_refused'::text, 'erased'::text])))
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.identity_accesses FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.identity_accesses FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER sealed AFTER INSERT ON public.identity_accesses FOR EACH ROW EXECUTE FUNCTION identity_access_sealed();
ALTER TABLE identity_accesses ENABLE ROW LEVEL SECURITY;
CREATE POLICY for_all ON identity_accesses FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY for_auditors ON identity_accesses FOR SELECT TO fundledger_app USING (EXISTS ( SELECT
   FROM (beneficiaries b
     JOIN user_roles r ON ((b.unit_id = ANY (units_of_fund(r.fund_id)))))
  WHERE ((b.beneficiary_code = identity_accesses.beneficiary_code) AND (r.user_name = current_setting('app.actor'::text, true)) AND (r.role = 'auditor'::text))));
GRANT SELECT ON identity_accesses TO fundledger_app;
GRANT SELECT ON identity_accesses TO fundledger_auditor;

CREATE TABLE identity_answers (
    request_no bigint NOT NULL,
    requester_person bigint NOT NULL,
    is_granted boolean NOT NULL,
    answerer text NOT NULL,
    answerer_person bigint NOT NULL,
    answered_at timestamp with time zone NOT NULL,
    valid_until timestamp with time zone NOT NULL,
    CONSTRAINT identity_answers_pkey PRIMARY KEY (request_no),
    CONSTRAINT identity_answers_answerer_person_fkey FOREIGN KEY (answerer_person) REFERENCES persons(person_id),
    CONSTRAINT identity_answers_request_no_requester_person_fkey FOREIGN KEY (request_no, requester_person) REFERENCES identity_requests(request_no, requester_person),
    CONSTRAINT case_opened_by_two CHECK ((answerer_person <> requester_person)),
    CONSTRAINT identity_answers_answerer_check CHECK ((answerer <> ''::text))
);
-- Another person grants it for half an hour, or refuses.
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.identity_answers FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.identity_answers FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER told AFTER INSERT ON public.identity_answers FOR EACH ROW EXECUTE FUNCTION tell_of_identity();
ALTER TABLE identity_answers ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_units ON identity_answers FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_units ON identity_answers FOR SELECT TO fundledger_app USING (EXISTS ( SELECT
   FROM identity_requests r
  WHERE (r.request_no = identity_answers.request_no)));
GRANT SELECT ON identity_answers TO fundledger_app;
GRANT SELECT ON identity_answers TO fundledger_auditor;

CREATE TABLE identity_requests (
    request_no bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
    beneficiary_code text NOT NULL,
    purpose text NOT NULL,
    reason text NOT NULL,
    requester text NOT NULL,
    requester_person bigint NOT NULL,
    requested_at timestamp with time zone NOT NULL,
    CONSTRAINT identity_requests_pkey PRIMARY KEY (request_no),
    CONSTRAINT identity_requests_request_no_requester_person_key UNIQUE (request_no, requester_person),
    CONSTRAINT identity_requests_beneficiary_code_fkey FOREIGN KEY (beneficiary_code) REFERENCES beneficiaries(beneficiary_code),
    CONSTRAINT identity_requests_requester_person_fkey FOREIGN KEY (requester_person) REFERENCES persons(person_id),
    CONSTRAINT identity_request_says_why CHECK ((length(btrim(reason)) >= 10)),
    CONSTRAINT identity_requests_purpose_check CHECK ((purpose = ANY (ARRAY['open'::text, 'erase'::text]))),
    CONSTRAINT identity_requests_requester_check CHECK ((requester <> ''::text))
);
-- Somebody asks for the name of a child of a sealed group, or for the erasure of an identity.
CREATE INDEX identity_requests_by_child ON public.identity_requests USING btree (beneficiary_code);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.identity_requests FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.identity_requests FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER told AFTER INSERT ON public.identity_requests FOR EACH ROW EXECUTE FUNCTION tell_of_identity();
ALTER TABLE identity_requests ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_units ON identity_requests FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_units ON identity_requests FOR SELECT TO fundledger_app USING (EXISTS ( SELECT
   FROM beneficiaries b
  WHERE (b.beneficiary_code = identity_requests.beneficiary_code)));
GRANT SELECT ON identity_requests TO fundledger_app;
GRANT SELECT ON identity_requests TO fundledger_auditor;

CREATE TABLE identity_vault (
    beneficiary_code text NOT NULL,
    key_id text NOT NULL,
    nonce bytea NOT NULL,
    sealed bytea NOT NULL,
    CONSTRAINT identity_vault_pkey PRIMARY KEY (beneficiary_code),
    CONSTRAINT identity_vault_beneficiary_code_fkey FOREIGN KEY (beneficiary_code) REFERENCES beneficiaries(beneficiary_code),
    CONSTRAINT identity_vault_nonce_check CHECK ((length(nonce) = 12))
);
-- Name, birth date, guardian and sealed group, encrypted by the application (AES-256-GCM); the key is outside the database.

CREATE TABLE import_ends (
    fund_id integer NOT NULL,
    import_id uuid NOT NULL,
    list_code text NOT NULL,
    file_hash bytea NOT NULL,
    outcome text NOT NULL,
    chosen text,
    rows_read integer NOT NULL,
    rows_added integer NOT NULL,
    rows_already_in integer NOT NULL,
    rows_duplicate integer NOT NULL,
    rows_bad integer NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    actor text NOT NULL,
    hash_version smallint NOT NULL,
    log_no bigint NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT import_ends_pkey PRIMARY KEY (fund_id, log_no),
    CONSTRAINT import_ends_once UNIQUE (fund_id, import_id),
    CONSTRAINT import_ends_fund_id_import_id_fkey FOREIGN KEY (fund_id, import_id) REFERENCES imports(fund_id, import_id),
    CONSTRAINT import_adds_when_committed CHECK ((((outcome = 'committed'::text) = (rows_added > 0)) AND ((outcome = 'committed'::text) = (chosen IS NOT NULL)))),
    CONSTRAINT import_all_or_good CHECK (((chosen IS DISTINCT FROM 'all'::text) OR ((rows_bad + rows_duplicate) = 0))),
    CONSTRAINT import_counts_add_up CHECK ((((((rows_added + rows_already_in) + rows_duplicate) + rows_bad) <= rows_read) AND ((outcome = 'cancelled'::text) OR ((((rows_added + rows_already_in) + rows_duplicate) + rows_bad) = rows_read)))),
    CONSTRAINT import_end_actor_present CHECK ((actor <> ''::text)),
    CONSTRAINT import_ends_chosen_check CHECK ((chosen = ANY (ARRAY['all'::text, 'good'::text]))),
    CONSTRAINT import_ends_file_hash_check CHECK ((length(file_hash) = 32)),
    CONSTRAINT import_ends_hash_check CHECK ((length(hash) = 32)),
    CONSTRAINT import_ends_outcome_check CHECK ((outcome = ANY (ARRAY['committed'::text, 'cancelled'::text]))),
    CONSTRAINT import_ends_rows_added_check CHECK ((rows_added >= 0)),
    CONSTRAINT import_ends_rows_already_in_check CHECK ((rows_already_in >= 0)),
    CONSTRAINT import_ends_rows_bad_check CHECK ((rows_bad >= 0)),
    CONSTRAINT import_ends_rows_duplicate_check CHECK ((rows_duplicate >= 0))
);
-- What became of an import: carried out with its counts, or cancelled; sealed.
CREATE INDEX import_ends_by_file ON public.import_ends USING btree (fund_id, list_code, file_hash);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.import_ends FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.import_ends FOR EACH STATEMENT EXECUTE FUNCTION append_only();
ALTER TABLE import_ends ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON import_ends FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON import_ends FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON import_ends TO fundledger_app;
GRANT SELECT ON import_ends TO fundledger_auditor;

CREATE TABLE imports (
    fund_id integer NOT NULL,
    import_id uuid NOT NULL,
    list_code text NOT NULL,
    label text NOT NULL,
    file_hash bytea NOT NULL,
    file_size integer NOT NULL,
    uploaded_at timestamp with time zone NOT NULL,
    uploaded_by text NOT NULL,
    CONSTRAINT imports_pkey PRIMARY KEY (fund_id, import_id),
    CONSTRAINT imports_fund_id_fkey FOREIGN KEY (fund_id) REFERENCES funds(fund_id),
    CONSTRAINT import_actor_present CHECK ((uploaded_by <> ''::text)),
    CONSTRAINT import_has_label CHECK (((length(btrim(label)) >= 1) AND (length(btrim(label)) <= 100))),
    CONSTRAINT imports_file_hash_check CHECK ((length(file_hash) = 32)),
    CONSTRAINT imports_file_size_check CHECK ((file_size > 0)),
    CONSTRAINT imports_list_code_check CHECK ((list_code ~ '^[a-z][a-z_]{2,29}$'::text))
);
-- That somebody sent a file to be imported, under which label and with which hash; neither its name nor anything in it.
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.imports FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.imports FOR EACH STATEMENT EXECUTE FUNCTION append_only();
ALTER TABLE imports ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON imports FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON imports FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON imports TO fundledger_app;
GRANT SELECT ON imports TO fundledger_auditor;

CREATE TABLE institutions (
    institution_code text NOT NULL,
    fund_id integer NOT NULL,
    unit_id integer NOT NULL,
    name text NOT NULL,
    registered_at timestamp with time zone NOT NULL,
    registered_by text NOT NULL,
    CONSTRAINT institutions_pkey PRIMARY KEY (institution_code),
    CONSTRAINT institutions_fund_id_fkey FOREIGN KEY (fund_id) REFERENCES funds(fund_id),
    CONSTRAINT institutions_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES units(unit_id),
    CONSTRAINT institution_named CHECK (((name = btrim(name)) AND ((length(name) >= 3) AND (length(name) <= 150)) AND (name IS NFC NORMALIZED))),
    CONSTRAINT institutions_institution_code_check CHECK ((institution_code ~ '^CS-[0-9]{4,}$'::text)),
    CONSTRAINT institutions_registered_by_check CHECK ((registered_by <> ''::text))
);
-- Schools, nurseries, unions and offices that a fund supports as such; fund_id is of the log that seals them.
CREATE UNIQUE INDEX institution_once_in_its_unit ON public.institutions USING btree (unit_id, lower((name COLLATE "vi-VN-x-icu")));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.institutions FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.institutions FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER sealed AFTER INSERT ON public.institutions FOR EACH ROW EXECUTE FUNCTION institution_terms_sealed();
ALTER TABLE institutions ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_units ON institutions FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_units ON institutions FOR SELECT TO fundledger_app USING (unit_id = ANY (( SELECT readable_units() AS readable_units)::integer[]));
GRANT SELECT ON institutions TO fundledger_app;
GRANT SELECT ON institutions TO fundledger_auditor;

CREATE TABLE issued_statements (
    fund_id integer NOT NULL,
    month date NOT NULL,
    version integer NOT NULL,
    from_date date NOT NULL,
    digest bytea NOT NULL,
    CONSTRAINT issued_statements_pkey PRIMARY KEY (fund_id, month, version, from_date),
    CONSTRAINT issued_once_by_digest UNIQUE (fund_id, month, version, from_date, digest),
    CONSTRAINT issued_statements_fund_id_month_version_fkey FOREIGN KEY (fund_id, month, version) REFERENCES closing_papers(fund_id, month, version),
    CONSTRAINT issued_statement_digest CHECK ((length(digest) = 32)),
    CONSTRAINT issued_statement_starts_before_its_end CHECK ((from_date <= month_end(month)))
);
-- Digests of the statements that end with a closing; from_date is their first day.
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.issued_statements FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.issued_statements FOR EACH STATEMENT EXECUTE FUNCTION append_only();
ALTER TABLE issued_statements ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON issued_statements FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON issued_statements FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON issued_statements TO fundledger_app;
GRANT SELECT ON issued_statements TO fundledger_auditor;

CREATE TABLE journal_entries (
    fund_id integer NOT NULL,
    book text NOT NULL,
    entry_no bigint NOT NULL,
    entry_date date NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by text NOT NULL,
    kind text NOT NULL,
    voucher_type text,
    voucher_year smallint,
    voucher_no integer,
    disbursement_id bigint,
    disbursement_line integer,
    reverses_entry_no bigint,
    request_key uuid NOT NULL,
    request_line integer NOT NULL,
    line_count smallint NOT NULL,
    source_hash bytea,
    hash_version smallint NOT NULL,
    log_no bigint NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT journal_entries_pkey PRIMARY KEY (fund_id, book, entry_no),
    CONSTRAINT entry_once_per_request UNIQUE (fund_id, book, request_key, request_line),
    CONSTRAINT entry_sealed_once UNIQUE (fund_id, log_no),
    CONSTRAINT entry_actor_present CHECK ((recorded_by <> ''::text)),
    CONSTRAINT financial_entry_has_voucher CHECK (((book <> 'financial'::text) OR (voucher_no IS NOT NULL) OR (kind = ANY (ARRAY['advance'::text, 'advance_return'::text])))),
    CONSTRAINT journal_entries_book_check CHECK ((book = ANY (ARRAY['financial'::text, 'commitment'::text, 'appropriation'::text]))),
    CONSTRAINT journal_entries_entry_no_check CHECK ((entry_no > 0)),
    CONSTRAINT journal_entries_hash_check CHECK ((length(hash) = 32)),
    CONSTRAINT journal_entries_kind_check CHECK ((kind = ANY (ARRAY['goods_issue'::text, 'goods_return'::text, 'goods_receipt'::text, 'goods_valuation'::text, 'goods_loss'::text, 'adjustment'::text, 'receipt'::text, 'disbursement'::text, 'reversal'::text, 'commitment'::text, 'release'::text, 'advance'::text, 'advance_return'::text, 'transfer'::text, 'lapse'::text, 'budget_return'::text]))),
    CONSTRAINT journal_entry_two_postings CHECK ((line_count >= 2)),
    CONSTRAINT reversal_names_its_entry CHECK (((kind = 'reversal'::text) = (reverses_entry_no IS NOT NULL)))
);
CREATE UNIQUE INDEX disbursement_line_paid_once ON public.journal_entries USING btree (fund_id, disbursement_id, disbursement_line) WHERE (kind = 'disbursement'::text);
CREATE INDEX entries_by_date ON public.journal_entries USING btree (fund_id, book, entry_date);
CREATE INDEX entries_by_voucher ON public.journal_entries USING btree (fund_id, voucher_type, voucher_year, voucher_no);
CREATE UNIQUE INDEX entry_reversed_once ON public.journal_entries USING btree (fund_id, book, reverses_entry_no) WHERE (reverses_entry_no IS NOT NULL);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.journal_entries FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.journal_entries FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE CONSTRAINT TRIGGER as_decided AFTER INSERT ON public.journal_entries DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.kind = 'adjustment'::text)) EXECUTE FUNCTION adjustment_as_decided();
CREATE TRIGGER gapless AFTER INSERT ON public.journal_entries REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION journal_entry_gapless();
CREATE CONSTRAINT TRIGGER has_postings AFTER INSERT ON public.journal_entries DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.request_line = 1)) EXECUTE FUNCTION journal_entry_has_postings();
CREATE TRIGGER period_open AFTER INSERT ON public.journal_entries REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION journal_entry_period_open();
CREATE TRIGGER stand_together AFTER INSERT ON public.journal_entries REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION entries_stand_together();
ALTER TABLE journal_entries ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON journal_entries FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON journal_entries FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON journal_entries TO fundledger_app;
GRANT SELECT ON journal_entries TO fundledger_auditor;

CREATE TABLE later_doubts (
    fund_id integer NOT NULL,
    disbursement_id bigint NOT NULL,
    beneficiary_code text NOT NULL,
    other_code text NOT NULL,
    after_event_no bigint NOT NULL,
    found_at timestamp with time zone NOT NULL,
    found_by text NOT NULL,
    CONSTRAINT later_doubts_pkey PRIMARY KEY (fund_id, disbursement_id, beneficiary_code, other_code),
    CONSTRAINT later_doubts_beneficiary_code_fkey FOREIGN KEY (beneficiary_code) REFERENCES beneficiaries(beneficiary_code),
    CONSTRAINT later_doubts_fund_id_disbursement_id_fkey FOREIGN KEY (fund_id, disbursement_id) REFERENCES disbursements(fund_id, disbursement_id),
    CONSTRAINT later_doubts_other_code_fkey FOREIGN KEY (other_code) REFERENCES beneficiaries(beneficiary_code),
    CONSTRAINT later_doubt_of_two CHECK ((beneficiary_code <> other_code)),
    CONSTRAINT later_doubts_found_by_check CHECK ((found_by <> ''::text))
);
-- Children of a request that was sent already, so like one that came to the register since that a person decides whether they are one.
-- after_event_no: The last event of a child known when they were compared: what was decided later decides the pair.
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.later_doubts FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.later_doubts FOR EACH STATEMENT EXECUTE FUNCTION append_only();
ALTER TABLE later_doubts ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON later_doubts FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON later_doubts FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON later_doubts TO fundledger_app;
GRANT SELECT ON later_doubts TO fundledger_auditor;

CREATE TABLE later_papers (
    fund_id integer NOT NULL,
    disbursement_id bigint NOT NULL,
    paper_no integer NOT NULL,
    name_vi text NOT NULL,
    media_type text NOT NULL,
    holder text NOT NULL,
    key_id text NOT NULL,
    content bytea NOT NULL,
    size integer DEFAULT (length(content) - 28),
    sha256 bytea DEFAULT sha256(content),
    attached_at timestamp with time zone NOT NULL,
    attached_by text NOT NULL,
    CONSTRAINT later_papers_pkey PRIMARY KEY (fund_id, disbursement_id, paper_no),
    CONSTRAINT later_papers_attached_by_fkey FOREIGN KEY (attached_by) REFERENCES users(user_name),
    CONSTRAINT later_papers_fund_id_disbursement_id_fkey FOREIGN KEY (fund_id, disbursement_id) REFERENCES disbursements(fund_id, disbursement_id),
    CONSTRAINT later_paper_count CHECK (((paper_no >= 101) AND (paper_no <= 140))),
    CONSTRAINT later_paper_name CHECK (((length(name_vi) <= 200) AND (name_vi !~ '[[:cntrl:]]'::text))),
    CONSTRAINT later_paper_size CHECK (((length(content) >= 29) AND (length(content) <= 10485788))),
    CONSTRAINT later_papers_holder_check CHECK ((holder ~ '^[A-Z0-9-]{2,40}$'::text)),
    CONSTRAINT later_papers_key_id_check CHECK ((key_id ~ '^k-[0-9a-f]{16}$'::text)),
    CONSTRAINT later_papers_media_type_check CHECK ((media_type = ANY (ARRAY['application/pdf'::text, 'image/png'::text, 'image/jpeg'::text])))
);
-- Papers that came after the approval or the payment of a request, encrypted as those of the request are; each sealed in the log by itself.
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.later_papers FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.later_papers FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER not_of_erased BEFORE INSERT ON public.later_papers FOR EACH ROW EXECUTE FUNCTION holder_not_erased();
CREATE TRIGGER of_request BEFORE INSERT ON public.later_papers FOR EACH ROW EXECUTE FUNCTION later_paper_of_request();
CREATE TRIGGER sealed AFTER INSERT ON public.later_papers FOR EACH ROW EXECUTE FUNCTION later_paper_is_sealed();
ALTER TABLE later_papers ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON later_papers FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON later_papers FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON later_papers TO fundledger_auditor;
GRANT SELECT (fund_id) ON later_papers TO fundledger_app;
GRANT SELECT (disbursement_id) ON later_papers TO fundledger_app;
GRANT SELECT (paper_no) ON later_papers TO fundledger_app;
GRANT SELECT (name_vi) ON later_papers TO fundledger_app;
GRANT SELECT (media_type) ON later_papers TO fundledger_app;
GRANT SELECT (holder) ON later_papers TO fundledger_app;
GRANT SELECT (key_id) ON later_papers TO fundledger_app;
GRANT SELECT (size) ON later_papers TO fundledger_app;
GRANT SELECT (sha256) ON later_papers TO fundledger_app;
GRANT SELECT (attached_at) ON later_papers TO fundledger_app;
GRANT SELECT (attached_by) ON later_papers TO fundledger_app;

CREATE TABLE ledger_settings (
    only_row boolean DEFAULT true NOT NULL,
    is_demo boolean DEFAULT false NOT NULL,
    CONSTRAINT ledger_settings_pkey PRIMARY KEY (only_row),
    CONSTRAINT ledger_settings_only_row_check CHECK (only_row)
);
-- is_demo: A demo ledger takes its clock from the application (app.now), so that 2021 can be replayed; a real one never does.
GRANT SELECT ON ledger_settings TO fundledger_app;
GRANT SELECT ON ledger_settings TO fundledger_auditor;

CREATE TABLE list_exports (
    fund_id integer NOT NULL,
    export_no integer NOT NULL,
    list text NOT NULL,
    narrowed_to text NOT NULL,
    format text NOT NULL,
    row_count bigint NOT NULL,
    read_at timestamp with time zone NOT NULL,
    exported_at timestamp with time zone NOT NULL,
    exported_by text NOT NULL,
    CONSTRAINT list_exports_pkey PRIMARY KEY (fund_id, export_no),
    CONSTRAINT list_exports_fund_id_fkey FOREIGN KEY (fund_id) REFERENCES funds(fund_id),
    CONSTRAINT export_actor_present CHECK ((exported_by <> ''::text)),
    CONSTRAINT export_counts_its_rows CHECK ((row_count >= 0)),
    CONSTRAINT export_read_before_it_left CHECK ((read_at <= exported_at)),
    CONSTRAINT list_exports_export_no_check CHECK ((export_no > 0)),
    CONSTRAINT list_exports_format_check CHECK ((format = ANY (ARRAY['pdf'::text, 'xlsx'::text, 'csv'::text, 'json'::text, 'zip'::text]))),
    CONSTRAINT list_exports_list_check CHECK ((list ~ '^[a-z-]{2,30}$'::text)),
    CONSTRAINT list_exports_narrowed_to_check CHECK (((length(narrowed_to) >= 1) AND (length(narrowed_to) <= 500)))
);
-- Books and lists that left as files. read_at: everything in the file is of that moment.
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.list_exports FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.list_exports FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER sealed AFTER INSERT ON public.list_exports FOR EACH ROW EXECUTE FUNCTION list_export_sealed();
ALTER TABLE list_exports ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON list_exports FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON list_exports FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON list_exports TO fundledger_app;
GRANT SELECT ON list_exports TO fundledger_auditor;

CREATE TABLE mail_addresses (
    user_name text NOT NULL,
    address text NOT NULL,
    is_wanted boolean DEFAULT true NOT NULL,
    set_at timestamp with time zone NOT NULL,
    CONSTRAINT mail_addresses_pkey PRIMARY KEY (user_name),
    CONSTRAINT mail_addresses_user_name_fkey FOREIGN KEY (user_name) REFERENCES users(user_name),
    CONSTRAINT mail_address_plain CHECK (((length(address) <= 254) AND (address ~ '^[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$'::text)))
);
-- Where a user gets notices by mail: set by the operator, wanted or not by the user.
ALTER TABLE mail_addresses ENABLE ROW LEVEL SECURITY;
CREATE POLICY my_own ON mail_addresses FOR SELECT TO fundledger_app USING ((current_setting('app.actor'::text, true) = user_name) OR (current_setting('app.actor'::text, true) = '(checks)'::text));
GRANT SELECT ON mail_addresses TO fundledger_app;

CREATE TABLE money_balances (
    fund_id integer NOT NULL,
    account_code text NOT NULL,
    balance bigint DEFAULT 0 NOT NULL,
    CONSTRAINT money_balances_pkey PRIMARY KEY (fund_id, account_code),
    CONSTRAINT money_never_negative CHECK ((balance >= 0))
) WITH (fillfactor=50);
ALTER TABLE money_balances ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON money_balances FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON money_balances FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON money_balances TO fundledger_app;
GRANT SELECT ON money_balances TO fundledger_auditor;

CREATE TABLE money_days (
    fund_id integer NOT NULL,
    account_code text NOT NULL,
    day date NOT NULL,
    change bigint NOT NULL,
    CONSTRAINT money_days_pkey PRIMARY KEY (fund_id, account_code, day)
);
ALTER TABLE money_days ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON money_days FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON money_days FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON money_days TO fundledger_app;
GRANT SELECT ON money_days TO fundledger_auditor;

CREATE TABLE monthly_turnovers (
    fund_id integer NOT NULL,
    book text NOT NULL,
    account_code text NOT NULL,
    pool_id integer NOT NULL,
    month date NOT NULL,
    debit bigint NOT NULL,
    credit bigint NOT NULL,
    CONSTRAINT monthly_turnovers_pkey PRIMARY KEY (fund_id, book, account_code, pool_id, month),
    CONSTRAINT turnover_month_starts_on_first CHECK ((EXTRACT(day FROM month) = (1)::numeric))
) WITH (fillfactor=50);
-- Debits and credits of an account in a pool in a month, reversals lowering their side: follows from the postings.
ALTER TABLE monthly_turnovers ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON monthly_turnovers FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON monthly_turnovers FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON monthly_turnovers TO fundledger_app;
GRANT SELECT ON monthly_turnovers TO fundledger_auditor;

CREATE TABLE norm_decision_events (
    decision_id integer NOT NULL,
    event_no smallint NOT NULL,
    event text NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    actor text NOT NULL,
    reason text,
    CONSTRAINT norm_decision_events_pkey PRIMARY KEY (decision_id, event_no),
    CONSTRAINT norm_decision_events_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES norm_decisions(decision_id),
    CONSTRAINT norm_decision_events_actor_check CHECK ((actor <> ''::text)),
    CONSTRAINT norm_decision_events_event_check CHECK ((event = ANY (ARRAY['drafted'::text, 'proposed'::text, 'returned'::text, 'published'::text, 'superseded'::text, 'discarded'::text]))),
    CONSTRAINT norm_returned_with_reason CHECK (((event <> 'returned'::text) OR (length(btrim(reason)) >= 5)))
);
-- What became of a decision and by whom, written by a trigger on its status.
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.norm_decision_events FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.norm_decision_events FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER told AFTER INSERT ON public.norm_decision_events FOR EACH ROW WHEN ((new.event = ANY (ARRAY['proposed'::text, 'returned'::text, 'published'::text]))) EXECUTE FUNCTION tell_of_norm();
ALTER TABLE norm_decision_events ENABLE ROW LEVEL SECURITY;
CREATE POLICY all_of_them ON norm_decision_events FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_decisions_seen ON norm_decision_events FOR SELECT TO fundledger_app USING (decision_id IN ( SELECT n.decision_id
   FROM norm_decisions n));
GRANT SELECT ON norm_decision_events TO fundledger_app;
GRANT SELECT ON norm_decision_events TO fundledger_auditor;

CREATE TABLE norm_decisions (
    decision_id integer GENERATED BY DEFAULT AS IDENTITY NOT NULL,
    issuing_unit_id integer NOT NULL,
    number text NOT NULL,
    issued_on date NOT NULL,
    issued_by text NOT NULL,
    title_vi text NOT NULL,
    title_en text NOT NULL,
    in_force daterange NOT NULL,
    status text NOT NULL,
    is_sample boolean NOT NULL,
    legal_bases text[] DEFAULT '{}'::text[] NOT NULL,
    drafter text DEFAULT 'setup'::text NOT NULL,
    proposer text,
    proposer_person bigint,
    publisher text,
    publisher_person bigint,
    return_reason text,
    superseded_by integer,
    CONSTRAINT norm_decisions_pkey PRIMARY KEY (decision_id),
    CONSTRAINT norm_decisions_issuing_unit_id_fkey FOREIGN KEY (issuing_unit_id) REFERENCES units(unit_id),
    CONSTRAINT norm_decisions_proposer_person_fkey FOREIGN KEY (proposer_person) REFERENCES persons(person_id),
    CONSTRAINT norm_decisions_publisher_person_fkey FOREIGN KEY (publisher_person) REFERENCES persons(person_id),
    CONSTRAINT norm_decisions_superseded_by_fkey FOREIGN KEY (superseded_by) REFERENCES norm_decisions(decision_id),
    CONSTRAINT norm_decisions_in_force_check CHECK ((NOT isempty(in_force))),
    CONSTRAINT norm_decisions_number_check CHECK ((number <> ''::text)),
    CONSTRAINT norm_decisions_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'proposed'::text, 'published'::text, 'superseded'::text, 'discarded'::text]))),
    CONSTRAINT norm_drafter_present CHECK ((drafter <> ''::text)),
    CONSTRAINT norm_proposed_by_somebody CHECK (((status <> 'proposed'::text) OR (proposer_person IS NOT NULL))),
    CONSTRAINT norm_publisher_is_not_proposer CHECK ((publisher_person <> proposer_person)),
    CONSTRAINT norm_superseded_by_another CHECK ((((status = 'superseded'::text) = (superseded_by IS NOT NULL)) AND (superseded_by <> decision_id))),
    CONSTRAINT norm_decisions_do_not_overlap EXCLUDE USING gist (issuing_unit_id WITH =, in_force WITH &&) WHERE ((status = ANY (ARRAY['published'::text, 'superseded'::text])))
);
-- superseded_by: The decision that closed its range; it is still cited for the days before.
CREATE TRIGGER forward_only BEFORE INSERT OR DELETE OR UPDATE ON public.norm_decisions FOR EACH ROW EXECUTE FUNCTION norm_moves_forward();
CREATE TRIGGER is_sound BEFORE INSERT OR UPDATE ON public.norm_decisions FOR EACH ROW WHEN ((new.status = ANY (ARRAY['proposed'::text, 'published'::text]))) EXECUTE FUNCTION norm_is_sound();
CREATE TRIGGER recorded AFTER INSERT ON public.norm_decisions FOR EACH ROW EXECUTE FUNCTION norm_status_recorded();
CREATE TRIGGER recorded_again AFTER UPDATE ON public.norm_decisions FOR EACH ROW WHEN ((new.status <> old.status)) EXECUTE FUNCTION norm_status_recorded();
CREATE TRIGGER sealed AFTER INSERT OR UPDATE ON public.norm_decisions FOR EACH ROW WHEN ((new.status = ANY (ARRAY['published'::text, 'superseded'::text]))) EXECUTE FUNCTION norm_terms_sealed();
CREATE CONSTRAINT TRIGGER successor_published AFTER UPDATE ON public.norm_decisions DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.status = 'superseded'::text)) EXECUTE FUNCTION norm_successor_published();
ALTER TABLE norm_decisions ENABLE ROW LEVEL SECURITY;
CREATE POLICY all_of_them ON norm_decisions FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY published_or_mine ON norm_decisions FOR SELECT TO fundledger_app USING ((status = ANY (ARRAY['published'::text, 'superseded'::text])) OR (issuing_unit_id IN ( SELECT f.unit_id
   FROM funds f
  WHERE (f.fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[])))));
GRANT SELECT ON norm_decisions TO fundledger_app;
GRANT SELECT ON norm_decisions TO fundledger_auditor;

CREATE TABLE norm_line_classes (
    decision_id integer NOT NULL,
    line_code text NOT NULL,
    class_code text NOT NULL,
    rank smallint NOT NULL,
    CONSTRAINT norm_line_classes_pkey PRIMARY KEY (decision_id, line_code, class_code),
    CONSTRAINT norm_line_classes_class_code_fkey FOREIGN KEY (class_code) REFERENCES child_classes(class_code),
    CONSTRAINT norm_line_classes_decision_id_line_code_fkey FOREIGN KEY (decision_id, line_code) REFERENCES norm_lines(decision_id, line_code)
);
-- rank: Order in which a child of several groups is counted under one of them.
CREATE TRIGGER immutable BEFORE INSERT OR DELETE OR UPDATE ON public.norm_line_classes FOR EACH ROW EXECUTE FUNCTION published_norm_immutable();
ALTER TABLE norm_line_classes ENABLE ROW LEVEL SECURITY;
CREATE POLICY all_of_them ON norm_line_classes FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_decisions_seen ON norm_line_classes FOR SELECT TO fundledger_app USING (decision_id IN ( SELECT n.decision_id
   FROM norm_decisions n));
GRANT SELECT ON norm_line_classes TO fundledger_app;
GRANT SELECT ON norm_line_classes TO fundledger_auditor;

CREATE TABLE norm_lines (
    decision_id integer NOT NULL,
    line_code text NOT NULL,
    name_vi text NOT NULL,
    name_en text NOT NULL,
    support_kind text NOT NULL,
    occasion_code text,
    need text,
    frequency text NOT NULL,
    frequency_limit smallint NOT NULL,
    life_limit smallint,
    approver_level text NOT NULL,
    papers_vi text[] NOT NULL,
    papers_en text[] NOT NULL,
    sort_order smallint NOT NULL,
    payee text DEFAULT 'child'::text NOT NULL,
    age_from smallint,
    age_to smallint,
    judged_on text DEFAULT 'request'::text NOT NULL,
    goods_allowed boolean DEFAULT false NOT NULL,
    batch_shares integer,
    batch_ceiling bigint,
    source_kinds text[],
    exception_level text,
    CONSTRAINT norm_lines_pkey PRIMARY KEY (decision_id, line_code),
    CONSTRAINT norm_lines_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES norm_decisions(decision_id),
    CONSTRAINT norm_lines_occasion_code_fkey FOREIGN KEY (occasion_code) REFERENCES occasions(occasion_code),
    CONSTRAINT norm_lines_support_kind_fkey FOREIGN KEY (support_kind) REFERENCES support_kinds(support_kind),
    CONSTRAINT norm_ages_in_order CHECK ((age_from <= age_to)),
    CONSTRAINT norm_ages_of_children CHECK (((payee = 'child'::text) OR ((age_from IS NULL) AND (age_to IS NULL)))),
    CONSTRAINT norm_judged_on_named_day CHECK (((judged_on <> 'occasion'::text) OR (occasion_code IS NOT NULL))),
    CONSTRAINT norm_lines_age_from_check CHECK ((age_from >= 0)),
    CONSTRAINT norm_lines_age_to_check CHECK ((age_to < 16)),
    CONSTRAINT norm_lines_batch_ceiling_check CHECK ((batch_ceiling > 0)),
    CONSTRAINT norm_lines_batch_shares_check CHECK ((batch_shares > 0)),
    CONSTRAINT norm_lines_exception_level_check CHECK ((exception_level <> ''::text)),
    CONSTRAINT norm_lines_frequency_check CHECK ((frequency = ANY (ARRAY['occasion'::text, 'incident'::text, 'year'::text, 'school_year'::text, 'months_36'::text, 'life'::text]))),
    CONSTRAINT norm_lines_frequency_limit_check CHECK ((frequency_limit > 0)),
    CONSTRAINT norm_lines_judged_on_check CHECK ((judged_on = ANY (ARRAY['request'::text, 'occasion'::text, 'event'::text]))),
    CONSTRAINT norm_lines_life_limit_check CHECK ((life_limit > 0)),
    CONSTRAINT norm_lines_payee_check CHECK ((payee = ANY (ARRAY['child'::text, 'household'::text, 'institution'::text, 'fund'::text]))),
    CONSTRAINT norm_lines_source_kinds_check CHECK ((cardinality(source_kinds) > 0)),
    CONSTRAINT norm_occasion_named CHECK (((frequency = 'occasion'::text) = (occasion_code IS NOT NULL)))
);
-- need: What exactly, where a support kind covers things that do not replace each other: heart and cleft surgery.
-- batch_shares: Supports that one request may give by this line; batch_ceiling is the most that they may come to.
-- exception_level: Who may give more than the line by a decision of its own; NULL when nobody may.
CREATE TRIGGER immutable BEFORE INSERT OR DELETE OR UPDATE ON public.norm_lines FOR EACH ROW EXECUTE FUNCTION published_norm_immutable();
ALTER TABLE norm_lines ENABLE ROW LEVEL SECURITY;
CREATE POLICY all_of_them ON norm_lines FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_decisions_seen ON norm_lines FOR SELECT TO fundledger_app USING (decision_id IN ( SELECT n.decision_id
   FROM norm_decisions n));
GRANT SELECT ON norm_lines TO fundledger_app;
GRANT SELECT ON norm_lines TO fundledger_auditor;

CREATE TABLE norm_parts (
    decision_id integer NOT NULL,
    line_code text NOT NULL,
    variant text NOT NULL,
    part_no smallint NOT NULL,
    rule text NOT NULL,
    amount bigint,
    percent smallint,
    ceiling bigint,
    unit text,
    most integer,
    CONSTRAINT norm_parts_pkey PRIMARY KEY (decision_id, line_code, variant, part_no),
    CONSTRAINT norm_parts_decision_id_line_code_variant_fkey FOREIGN KEY (decision_id, line_code, variant) REFERENCES norm_variants(decision_id, line_code, variant),
    CONSTRAINT norm_part_fits_rule CHECK (
CASE rule
    WHEN 'fixed'::text THEN ((amount IS NOT NULL) AND (num_nonnulls(percent, ceiling, unit, most) = 0))
    WHEN 'top_up'::text THEN ((ceiling IS NOT NULL) AND (num_nonnulls(amount, percent, unit, most) = 0))
    WHEN 'percent_of_net_cost'::text THEN ((percent IS NOT NULL) AND (ceiling IS NOT NULL) AND (num_nonnulls(amount, unit, most) = 0))
    WHEN 'actual_up_to'::text THEN ((ceiling IS NOT NULL) AND (num_nonnulls(amount, percent, unit, most) = 0))
    WHEN 'range'::text THEN ((amount IS NOT NULL) AND (ceiling IS NOT NULL) AND (amount <= ceiling) AND (num_nonnulls(percent, unit, most) = 0))
    WHEN 'per_unit'::text THEN ((amount IS NOT NULL) AND (unit IS NOT NULL) AND (unit = ANY (ARRAY['day'::text, 'child'::text])) AND (num_nonnulls(percent, ceiling) = 0))
    WHEN 'expense'::text THEN ((unit IS NOT NULL) AND (unit = 'fare'::text) AND (num_nonnulls(amount, percent, most) = 0))
    ELSE ((percent IS NOT NULL) AND (unit IS NOT NULL) AND (unit = 'free_receipts'::text) AND (num_nonnulls(amount, ceiling, most) = 0))
END),
    CONSTRAINT norm_parts_amount_check CHECK ((amount > 0)),
    CONSTRAINT norm_parts_ceiling_check CHECK ((ceiling > 0)),
    CONSTRAINT norm_parts_most_check CHECK ((most > 0)),
    CONSTRAINT norm_parts_part_no_check CHECK ((part_no > 0)),
    CONSTRAINT norm_parts_percent_check CHECK (((percent >= 1) AND (percent <= 100))),
    CONSTRAINT norm_parts_rule_check CHECK ((rule = ANY (ARRAY['fixed'::text, 'top_up'::text, 'percent_of_net_cost'::text, 'actual_up_to'::text, 'range'::text, 'per_unit'::text, 'expense'::text, 'percent_of'::text])))
);
-- What a variant comes to: the sum of its parts, each by one of the rules of AmountRule in the domain.
CREATE TRIGGER immutable BEFORE INSERT OR DELETE OR UPDATE ON public.norm_parts FOR EACH ROW EXECUTE FUNCTION published_norm_immutable();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON public.norm_parts FOR EACH STATEMENT EXECUTE FUNCTION append_only();
ALTER TABLE norm_parts ENABLE ROW LEVEL SECURITY;
CREATE POLICY all_of_them ON norm_parts FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_decisions_seen ON norm_parts FOR SELECT TO fundledger_app USING (decision_id IN ( SELECT n.decision_id
   FROM norm_decisions n));
GRANT SELECT ON norm_parts TO fundledger_app;
GRANT SELECT ON norm_parts TO fundledger_auditor;

CREATE TABLE norm_scans (
    decision_id integer NOT NULL,
    file_name text NOT NULL,
    media_type text NOT NULL,
    content bytea NOT NULL,
    attached_by text NOT NULL,
    attached_at timestamp with time zone NOT NULL,
    CONSTRAINT norm_scans_pkey PRIMARY KEY (decision_id),
    CONSTRAINT norm_scans_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES norm_decisions(decision_id),
    CONSTRAINT norm_scan_size CHECK (((length(content) >= 1) AND (length(content) <= 10485760))),
    CONSTRAINT norm_scans_attached_by_check CHECK ((attached_by <> ''::text)),
    CONSTRAINT norm_scans_file_name_check CHECK ((((length(file_name) >= 1) AND (length(file_name) <= 200)) AND (file_name !~ '[/\\[:cntrl:]]'::text))),
    CONSTRAINT norm_scans_media_type_check CHECK ((media_type = ANY (ARRAY['application/pdf'::text, 'image/png'::text, 'image/jpeg'::text])))
);
-- The paper as it was signed; its SHA-256 is among the sealed terms of the decision.
CREATE TRIGGER immutable BEFORE INSERT OR DELETE OR UPDATE ON public.norm_scans FOR EACH ROW EXECUTE FUNCTION published_norm_immutable();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON public.norm_scans FOR EACH STATEMENT EXECUTE FUNCTION append_only();
ALTER TABLE norm_scans ENABLE ROW LEVEL SECURITY;
CREATE POLICY all_of_them ON norm_scans FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_decisions_seen ON norm_scans FOR SELECT TO fundledger_app USING (decision_id IN ( SELECT n.decision_id
   FROM norm_decisions n));
GRANT SELECT ON norm_scans TO fundledger_app;
GRANT SELECT ON norm_scans TO fundledger_auditor;

CREATE TABLE norm_usage_totals (
    beneficiary_code text NOT NULL,
    usage_key text NOT NULL,
    used smallint NOT NULL,
    allowed smallint NOT NULL,
    CONSTRAINT norm_usage_totals_pkey PRIMARY KEY (beneficiary_code, usage_key),
    CONSTRAINT norm_frequency CHECK (((used >= 0) AND (used <= allowed)))
);
-- beneficiary_code: As in norm_usages.
ALTER TABLE norm_usage_totals ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_units ON norm_usage_totals FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_units ON norm_usage_totals FOR SELECT TO fundledger_app USING ((EXISTS ( SELECT
   FROM beneficiaries b
  WHERE (b.beneficiary_code = norm_usage_totals.beneficiary_code))) OR (EXISTS ( SELECT
   FROM households h
  WHERE (h.household_code = norm_usage_totals.beneficiary_code))) OR (EXISTS ( SELECT
   FROM institutions i
  WHERE (i.institution_code = norm_usage_totals.beneficiary_code))) OR (EXISTS ( SELECT
   FROM funds f
  WHERE ((f.code = norm_usage_totals.beneficiary_code) AND (f.fund_id = ANY (readable_funds()))))));
GRANT SELECT ON norm_usage_totals TO fundledger_app;
GRANT SELECT ON norm_usage_totals TO fundledger_auditor;

CREATE TABLE norm_usages (
    usage_no bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
    beneficiary_code text NOT NULL,
    usage_key text NOT NULL,
    delta smallint NOT NULL,
    allowed smallint NOT NULL,
    fund_id integer NOT NULL,
    disbursement_id bigint NOT NULL,
    line_no integer NOT NULL,
    used_on date NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by text NOT NULL,
    CONSTRAINT norm_usages_pkey PRIMARY KEY (usage_no),
    CONSTRAINT norm_usages_delta_check CHECK ((delta = ANY (ARRAY[1, '-1'::integer]))),
    CONSTRAINT norm_usages_recorded_by_check CHECK ((recorded_by <> ''::text))
);
-- Uses of a norm by one child, +1 when asked, -1 when rejected or reversed. Keyed by child across funds, so that a second gift in another commune is seen.
-- beneficiary_code: Of the child, or the code of the household, institution or fund whose norm is used.
CREATE INDEX norm_usages_of_child ON public.norm_usages USING btree (beneficiary_code, usage_key);
CREATE INDEX norm_usages_of_line ON public.norm_usages USING btree (fund_id, disbursement_id, line_no);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.norm_usages FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.norm_usages FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER counted AFTER INSERT ON public.norm_usages REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION norm_usage_counted();
CREATE TRIGGER counted_together AFTER INSERT ON public.norm_usages REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION norm_counts_together();
ALTER TABLE norm_usages ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON norm_usages FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON norm_usages FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON norm_usages TO fundledger_app;
GRANT SELECT ON norm_usages TO fundledger_auditor;

CREATE TABLE norm_variants (
    decision_id integer NOT NULL,
    line_code text NOT NULL,
    variant text NOT NULL,
    name_vi text NOT NULL,
    name_en text NOT NULL,
    cost_from bigint,
    cost_below bigint,
    rank smallint NOT NULL,
    CONSTRAINT norm_variants_pkey PRIMARY KEY (decision_id, line_code, variant),
    CONSTRAINT norm_variants_decision_id_line_code_fkey FOREIGN KEY (decision_id, line_code) REFERENCES norm_lines(decision_id, line_code),
    CONSTRAINT norm_cost_band_in_order CHECK ((cost_from < cost_below)),
    CONSTRAINT norm_variants_cost_below_check CHECK ((cost_below > 0)),
    CONSTRAINT norm_variants_cost_from_check CHECK ((cost_from > 0))
);
-- The amounts of a line of which a case gets one: insured or not, hospital level, step of severity, band of cost. A line with one amount has one without a name.
CREATE TRIGGER immutable BEFORE INSERT OR DELETE OR UPDATE ON public.norm_variants FOR EACH ROW EXECUTE FUNCTION published_norm_immutable();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON public.norm_variants FOR EACH STATEMENT EXECUTE FUNCTION append_only();
ALTER TABLE norm_variants ENABLE ROW LEVEL SECURITY;
CREATE POLICY all_of_them ON norm_variants FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_decisions_seen ON norm_variants FOR SELECT TO fundledger_app USING (decision_id IN ( SELECT n.decision_id
   FROM norm_decisions n));
GRANT SELECT ON norm_variants TO fundledger_app;
GRANT SELECT ON norm_variants TO fundledger_auditor;

CREATE TABLE notice_mails (
    fund_id integer NOT NULL,
    notice_no bigint NOT NULL,
    message_id uuid DEFAULT gen_random_uuid() NOT NULL,
    queued_at timestamp with time zone NOT NULL,
    tries smallint DEFAULT 0 NOT NULL,
    next_try_at timestamp with time zone NOT NULL,
    sent_at timestamp with time zone,
    given_up_at timestamp with time zone,
    last_failure text,
    CONSTRAINT notice_mails_pkey PRIMARY KEY (fund_id, notice_no),
    CONSTRAINT notice_mails_fund_id_notice_no_fkey FOREIGN KEY (fund_id, notice_no) REFERENCES notices(fund_id, notice_no),
    CONSTRAINT mail_ends_once CHECK ((num_nonnulls(sent_at, given_up_at) < 2)),
    CONSTRAINT notice_mails_last_failure_check CHECK ((length(last_failure) <= 200)),
    CONSTRAINT notice_mails_tries_check CHECK ((tries >= 0))
);
-- Notices on their way by mail: sent at least once, each time under the same message id.
CREATE INDEX mails_due ON public.notice_mails USING btree (next_try_at) WHERE ((sent_at IS NULL) AND (given_up_at IS NULL));
ALTER TABLE notice_mails ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON notice_mails FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON notice_mails FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON notice_mails TO fundledger_app;
GRANT SELECT ON notice_mails TO fundledger_auditor;

CREATE TABLE notices (
    fund_id integer NOT NULL,
    notice_no bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
    user_name text NOT NULL,
    subject text NOT NULL,
    subject_no bigint NOT NULL,
    event text NOT NULL,
    must_act boolean NOT NULL,
    told_at timestamp with time zone NOT NULL,
    read_at timestamp with time zone,
    CONSTRAINT notices_pkey PRIMARY KEY (fund_id, notice_no),
    CONSTRAINT notices_fund_id_fkey FOREIGN KEY (fund_id) REFERENCES funds(fund_id),
    CONSTRAINT notices_user_name_fkey FOREIGN KEY (user_name) REFERENCES users(user_name),
    CONSTRAINT notices_event_check CHECK ((event ~ '^[a-z_]{3,30}$'::text)),
    CONSTRAINT notices_subject_check CHECK ((subject = ANY (ARRAY['year_plan'::text, 'finding'::text, 'check'::text, 'goods_loss'::text, 'disbursement'::text, 'report'::text, 'payment'::text, 'transfer'::text, 'adjustment'::text, 'period'::text, 'norm'::text, 'ladder'::text, 'delegation'::text, 'identity'::text]))),
    CONSTRAINT notices_subject_no_check CHECK ((subject_no > 0))
);
-- Who was told what: the outbox of the changes of state, and the inbox of each user.
-- subject_no: The number of the paper; of a month the year and the month, e.g. 202101.
-- must_act: The user was one of those who could take the next step.
CREATE INDEX notices_of_subject ON public.notices USING btree (fund_id, subject, subject_no);
CREATE INDEX notices_of_user ON public.notices USING btree (user_name, told_at DESC, notice_no DESC);
CREATE INDEX notices_unread ON public.notices USING btree (user_name) WHERE (read_at IS NULL);
CREATE TRIGGER append_only BEFORE DELETE ON public.notices FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.notices FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER by_mail AFTER INSERT ON public.notices FOR EACH ROW EXECUTE FUNCTION notice_goes_by_mail();
CREATE TRIGGER moves_forward BEFORE UPDATE ON public.notices FOR EACH ROW EXECUTE FUNCTION notice_moves_forward();
ALTER TABLE notices ENABLE ROW LEVEL SECURITY;
CREATE POLICY my_own ON notices FOR SELECT TO fundledger_app USING (((current_setting('app.actor'::text, true) = user_name) OR (current_setting('app.actor'::text, true) = '(checks)'::text)) AND (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[])));
CREATE POLICY of_all_funds ON notices FOR SELECT TO fundledger_auditor USING true;
GRANT SELECT ON notices TO fundledger_app;
GRANT SELECT ON notices TO fundledger_auditor;

CREATE TABLE number_series (
    fund_id integer NOT NULL,
    series text NOT NULL,
    last_no bigint DEFAULT 0 NOT NULL,
    CONSTRAINT number_series_pkey PRIMARY KEY (fund_id, series)
) WITH (fillfactor=50);
ALTER TABLE number_series ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON number_series FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON number_series FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON number_series TO fundledger_app;
GRANT SELECT ON number_series TO fundledger_auditor;

CREATE TABLE occasion_dates (
    occasion_code text NOT NULL,
    year smallint NOT NULL,
    held_on date NOT NULL,
    CONSTRAINT occasion_dates_pkey PRIMARY KEY (occasion_code, year),
    CONSTRAINT occasion_dates_occasion_code_fkey FOREIGN KEY (occasion_code) REFERENCES occasions(occasion_code)
);
GRANT SELECT ON occasion_dates TO fundledger_app;
GRANT SELECT ON occasion_dates TO fundledger_auditor;

CREATE TABLE occasions (
    occasion_code text NOT NULL,
    name_vi text NOT NULL,
    name_en text NOT NULL,
    calendar text NOT NULL,
    date_rule text NOT NULL,
    CONSTRAINT occasions_pkey PRIMARY KEY (occasion_code),
    CONSTRAINT occasions_calendar_check CHECK ((calendar = ANY (ARRAY['solar'::text, 'lunar'::text])))
);
GRANT SELECT ON occasions TO fundledger_app;
GRANT SELECT ON occasions TO fundledger_auditor;

CREATE TABLE payment_order_lines (
    fund_id integer NOT NULL,
    order_no integer NOT NULL,
    disbursement_id bigint NOT NULL,
    line_no integer NOT NULL,
    amount bigint NOT NULL,
    payee_commitment bytea,
    outcome text,
    paid bigint,
    ended_on date,
    bank_reference text,
    note text,
    voucher_type text,
    voucher_year smallint,
    voucher_no integer,
    CONSTRAINT payment_order_lines_pkey PRIMARY KEY (fund_id, order_no, line_no),
    CONSTRAINT payment_order_lines_fund_id_disbursement_id_line_no_fkey FOREIGN KEY (fund_id, disbursement_id, line_no) REFERENCES disbursement_lines(fund_id, disbursement_id, line_no),
    CONSTRAINT payment_order_lines_fund_id_order_no_fkey FOREIGN KEY (fund_id, order_no) REFERENCES payment_orders(fund_id, order_no),
    CONSTRAINT outcome_has_its_day CHECK (((outcome IS NULL) = (ended_on IS NULL))),
    CONSTRAINT outcome_says_how_much CHECK (
CASE outcome
    WHEN 'paid'::text THEN (paid = amount)
    WHEN 'partial'::text THEN ((paid > 0) AND (paid < amount))
    ELSE (NOT (paid IS DISTINCT FROM
    CASE
        WHEN (outcome IS NULL) THEN NULL::integer
        ELSE 0
    END))
END),
    CONSTRAINT paid_line_has_its_voucher CHECK (((voucher_no IS NULL) OR (paid > 0))),
    CONSTRAINT payment_order_lines_amount_check CHECK ((amount > 0)),
    CONSTRAINT payment_order_lines_bank_reference_check CHECK (((length(btrim(bank_reference)) >= 1) AND (length(btrim(bank_reference)) <= 60))),
    CONSTRAINT payment_order_lines_note_check CHECK (((length(btrim(note)) >= 1) AND (length(btrim(note)) <= 200))),
    CONSTRAINT payment_order_lines_outcome_check CHECK ((outcome = ANY (ARRAY['paid'::text, 'partial'::text, 'failed'::text, 'absent'::text, 'returned'::text, 'cancelled'::text]))),
    CONSTRAINT payment_order_lines_payee_commitment_check CHECK ((length(payee_commitment) = 32))
);
-- outcome: NULL while under way. paid, partial, returned end the line; failed, absent, cancelled leave it to another order.
CREATE UNIQUE INDEX line_paid_or_under_way_once ON public.payment_order_lines USING btree (fund_id, disbursement_id, line_no) WHERE ((outcome IS NULL) OR (outcome = ANY (ARRAY['paid'::text, 'partial'::text, 'returned'::text])));
CREATE TRIGGER append_only BEFORE DELETE ON public.payment_order_lines FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.payment_order_lines FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER as_delivered BEFORE UPDATE OF outcome ON public.payment_order_lines FOR EACH ROW WHEN (((new.outcome IS NOT NULL) AND (old.outcome IS NULL))) EXECUTE FUNCTION result_as_delivered();
CREATE TRIGGER ends_once BEFORE INSERT OR UPDATE ON public.payment_order_lines FOR EACH ROW EXECUTE FUNCTION order_line_ends_once();
CREATE TRIGGER frees_goods AFTER INSERT OR UPDATE OF outcome ON public.payment_order_lines FOR EACH ROW WHEN ((new.outcome = 'returned'::text)) EXECUTE FUNCTION line_frees_goods();
CREATE TRIGGER waits_for_pairs AFTER INSERT ON public.payment_order_lines REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION order_waits_for_pairs();
ALTER TABLE payment_order_lines ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON payment_order_lines FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON payment_order_lines FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON payment_order_lines TO fundledger_app;
GRANT SELECT ON payment_order_lines TO fundledger_auditor;

CREATE TABLE payment_order_steps (
    fund_id integer NOT NULL,
    order_no integer NOT NULL,
    step_no integer NOT NULL,
    step text NOT NULL,
    actor text NOT NULL,
    person_id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    reason text,
    CONSTRAINT payment_order_steps_pkey PRIMARY KEY (fund_id, order_no, step_no),
    CONSTRAINT payment_order_steps_fund_id_order_no_fkey FOREIGN KEY (fund_id, order_no) REFERENCES payment_orders(fund_id, order_no),
    CONSTRAINT payment_order_steps_person_id_fkey FOREIGN KEY (person_id) REFERENCES persons(person_id),
    CONSTRAINT payment_order_steps_actor_check CHECK ((actor <> ''::text)),
    CONSTRAINT payment_order_steps_reason_check CHECK (((length(btrim(reason)) >= 5) AND (length(btrim(reason)) <= 300))),
    CONSTRAINT payment_order_steps_step_check CHECK ((step = ANY (ARRAY['prepared'::text, 'payee_changed'::text, 'file_taken'::text, 'sent'::text, 'not_sent'::text, 'cancelled'::text, 'results'::text, 'settled'::text]))),
    CONSTRAINT payment_order_steps_step_no_check CHECK ((step_no > 0)),
    CONSTRAINT step_says_why CHECK (((step <> ALL (ARRAY['not_sent'::text, 'cancelled'::text])) OR (reason IS NOT NULL)))
);
CREATE UNIQUE INDEX order_ended_once ON public.payment_order_steps USING btree (fund_id, order_no) WHERE (step = ANY (ARRAY['settled'::text, 'cancelled'::text]));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.payment_order_steps FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.payment_order_steps FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER of_another AFTER INSERT ON public.payment_order_steps FOR EACH ROW EXECUTE FUNCTION payer_is_no_payee();
CREATE TRIGGER of_payer BEFORE INSERT ON public.payment_order_steps FOR EACH ROW EXECUTE FUNCTION order_step_of_payer();
CREATE TRIGGER sealed AFTER INSERT ON public.payment_order_steps FOR EACH ROW EXECUTE FUNCTION order_sealed();
CREATE TRIGGER told AFTER INSERT ON public.payment_order_steps FOR EACH ROW WHEN ((new.step = ANY (ARRAY['prepared'::text, 'file_taken'::text, 'sent'::text, 'not_sent'::text, 'cancelled'::text, 'settled'::text]))) EXECUTE FUNCTION tell_of_order();
ALTER TABLE payment_order_steps ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON payment_order_steps FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON payment_order_steps FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON payment_order_steps TO fundledger_app;
GRANT SELECT ON payment_order_steps TO fundledger_auditor;

CREATE TABLE payment_orders (
    fund_id integer NOT NULL,
    order_no integer NOT NULL,
    disbursement_id bigint NOT NULL,
    way text NOT NULL,
    status text NOT NULL,
    money_account text,
    bank_profile text,
    officer text,
    officer_person bigint,
    settle_by date,
    prepared_on date NOT NULL,
    total bigint NOT NULL,
    line_count integer NOT NULL,
    voucher_type text,
    voucher_year smallint,
    voucher_no integer,
    CONSTRAINT payment_orders_pkey PRIMARY KEY (fund_id, order_no),
    CONSTRAINT payment_orders_fund_id_disbursement_id_fkey FOREIGN KEY (fund_id, disbursement_id) REFERENCES disbursements(fund_id, disbursement_id),
    CONSTRAINT payment_orders_fund_id_fkey FOREIGN KEY (fund_id) REFERENCES funds(fund_id),
    CONSTRAINT payment_orders_money_account_fkey FOREIGN KEY (money_account) REFERENCES accounts(account_code),
    CONSTRAINT payment_orders_officer_fkey FOREIGN KEY (officer) REFERENCES users(user_name),
    CONSTRAINT payment_orders_officer_person_fkey FOREIGN KEY (officer_person) REFERENCES persons(person_id),
    CONSTRAINT advance_has_its_voucher CHECK (((way = 'advance'::text) = (voucher_no IS NOT NULL))),
    CONSTRAINT advance_settled_in_time CHECK (((settle_by >= prepared_on) AND (settle_by <= (prepared_on + 90)))),
    CONSTRAINT order_names_its_carrier CHECK ((((way = 'advance'::text) = (num_nonnulls(officer, officer_person, settle_by) = 3)) AND ((way = 'advance'::text) OR (num_nonnulls(officer, officer_person, settle_by) = 0)) AND ((way = 'bank_list'::text) = (bank_profile IS NOT NULL)) AND ((way = 'release'::text) = (money_account IS NULL)) AND ((way <> ALL (ARRAY['bank_list'::text, 'treasury'::text])) OR (money_account = 'bank'::text)) AND ((way <> 'cash'::text) OR (money_account = 'cash'::text)))),
    CONSTRAINT payment_orders_bank_profile_check CHECK ((bank_profile ~ '^[a-z0-9_]{2,40}$'::text)),
    CONSTRAINT payment_orders_line_count_check CHECK ((line_count > 0)),
    CONSTRAINT payment_orders_order_no_check CHECK ((order_no > 0)),
    CONSTRAINT payment_orders_status_check CHECK ((status = ANY (ARRAY['prepared'::text, 'unknown'::text, 'sent'::text, 'settled'::text, 'cancelled'::text]))),
    CONSTRAINT payment_orders_total_check CHECK ((total > 0)),
    CONSTRAINT payment_orders_way_check CHECK ((way = ANY (ARRAY['cash'::text, 'bank_list'::text, 'treasury'::text, 'advance'::text, 'release'::text])))
);
-- Lines of an approved request on their way to people. unknown: the file was taken, and nobody has said yet whether it was sent.
-- way: release: money that will not be paid, given back to the pool.
-- voucher_no: Payment voucher of an advance; those of the other ways stand on the lines.
CREATE UNIQUE INDEX one_open_advance ON public.payment_orders USING btree (fund_id, officer_person) WHERE ((way = 'advance'::text) AND (status = 'sent'::text));
CREATE INDEX payment_orders_by_request ON public.payment_orders USING btree (fund_id, disbursement_id);
CREATE TRIGGER append_only BEFORE DELETE ON public.payment_orders FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.payment_orders FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER moves_forward BEFORE INSERT OR UPDATE ON public.payment_orders FOR EACH ROW EXECUTE FUNCTION order_moves_forward();
ALTER TABLE payment_orders ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON payment_orders FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON payment_orders FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON payment_orders TO fundledger_app;
GRANT SELECT ON payment_orders TO fundledger_auditor;

CREATE TABLE payment_payees (
    fund_id integer NOT NULL,
    order_no integer NOT NULL,
    line_no integer NOT NULL,
    name text NOT NULL,
    bank text NOT NULL,
    account text NOT NULL,
    salt bytea NOT NULL,
    CONSTRAINT payment_payees_pkey PRIMARY KEY (fund_id, order_no, line_no),
    CONSTRAINT payment_payees_fund_id_order_no_line_no_fkey FOREIGN KEY (fund_id, order_no, line_no) REFERENCES payment_order_lines(fund_id, order_no, line_no),
    CONSTRAINT payment_payees_account_check CHECK ((account ~ '^[0-9A-Z.]{5,24}$'::text)),
    CONSTRAINT payment_payees_bank_check CHECK (((bank = btrim(bank)) AND ((length(bank) >= 2) AND (length(bank) <= 120)))),
    CONSTRAINT payment_payees_name_check CHECK (((name = btrim(name)) AND ((length(name) >= 2) AND (length(name) <= 120)))),
    CONSTRAINT payment_payees_salt_check CHECK ((length(salt) = 16))
);
-- To whom and which account a line is transferred: apart, so that it can be erased; the line keeps a salted commitment of it.
CREATE TRIGGER of_another AFTER INSERT OR UPDATE ON public.payment_payees FOR EACH ROW EXECUTE FUNCTION payee_took_no_part();
ALTER TABLE payment_payees ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON payment_payees FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON payment_payees FOR SELECT TO fundledger_app USING ((fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[])) AND actor_has_role(fund_id, VARIADIC ARRAY['cashier'::text, 'fund_accountant'::text, 'approver'::text, 'auditor'::text]));
GRANT SELECT ON payment_payees TO fundledger_app;
GRANT SELECT ON payment_payees TO fundledger_auditor;

CREATE TABLE payment_prints (
    fund_id integer NOT NULL,
    order_no integer NOT NULL,
    print_no integer NOT NULL,
    paper text NOT NULL,
    line_no integer,
    copy_no integer NOT NULL,
    printed_at timestamp with time zone NOT NULL,
    printed_by text NOT NULL,
    person_id bigint NOT NULL,
    CONSTRAINT payment_prints_pkey PRIMARY KEY (fund_id, order_no, print_no),
    CONSTRAINT payment_prints_fund_id_order_no_fkey FOREIGN KEY (fund_id, order_no) REFERENCES payment_orders(fund_id, order_no),
    CONSTRAINT payment_prints_fund_id_order_no_line_no_fkey FOREIGN KEY (fund_id, order_no, line_no) REFERENCES payment_order_lines(fund_id, order_no, line_no),
    CONSTRAINT payment_prints_person_id_fkey FOREIGN KEY (person_id) REFERENCES persons(person_id),
    CONSTRAINT payment_prints_paper_check CHECK ((paper = ANY (ARRAY['list'::text, 'slip'::text, 'treasury'::text]))),
    CONSTRAINT payment_prints_print_no_check CHECK ((print_no > 0)),
    CONSTRAINT payment_prints_printed_by_check CHECK ((printed_by <> ''::text)),
    CONSTRAINT slip_is_of_a_line CHECK (((paper = 'slip'::text) = (line_no IS NOT NULL)))
);
-- Each printing of a paper of a payment order that leaves the house.
-- copy_no: Which print of this very paper it is; from the second on the paper says so.
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.payment_prints FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.payment_prints FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER counts_on BEFORE INSERT ON public.payment_prints FOR EACH ROW EXECUTE FUNCTION payment_print_counts_on();
CREATE TRIGGER sealed AFTER INSERT ON public.payment_prints FOR EACH ROW EXECUTE FUNCTION payment_print_sealed();
ALTER TABLE payment_prints ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON payment_prints FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON payment_prints FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON payment_prints TO fundledger_app;
GRANT SELECT ON payment_prints TO fundledger_auditor;

CREATE TABLE period_events (
    fund_id integer NOT NULL,
    log_no bigint NOT NULL,
    month date NOT NULL,
    event text NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    actor text NOT NULL,
    person_id bigint NOT NULL,
    answers bigint,
    answered_person bigint,
    content_hash bytea,
    reason text,
    reason_salt bytea,
    reason_commitment bytea,
    hash_version smallint NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT period_events_pkey PRIMARY KEY (fund_id, log_no),
    CONSTRAINT period_events_answered_person_fkey FOREIGN KEY (answered_person) REFERENCES persons(person_id),
    CONSTRAINT period_events_fund_id_answers_fkey FOREIGN KEY (fund_id, answers) REFERENCES period_events(fund_id, log_no),
    CONSTRAINT period_events_fund_id_fkey FOREIGN KEY (fund_id) REFERENCES funds(fund_id),
    CONSTRAINT period_events_person_id_fkey FOREIGN KEY (person_id) REFERENCES persons(person_id),
    CONSTRAINT accepted_says_what CHECK (((event = 'accepted'::text) = (content_hash IS NOT NULL))),
    CONSTRAINT accepter_is_not_closer CHECK (((event <> 'accepted'::text) OR (answered_person <> person_id))),
    CONSTRAINT answer_names_its_question CHECK ((((event = ANY (ARRAY['accepted'::text, 'reopen_rejected'::text, 'reopened'::text])) = (answers IS NOT NULL)) AND ((answers IS NULL) = (answered_person IS NULL)))),
    CONSTRAINT event_month_starts_on_first CHECK ((EXTRACT(day FROM month) = (1)::numeric)),
    CONSTRAINT period_actor_present CHECK ((actor <> ''::text)),
    CONSTRAINT period_events_content_hash_check CHECK ((length(content_hash) = 32)),
    CONSTRAINT period_events_event_check CHECK ((event = ANY (ARRAY['closing'::text, 'taken_back'::text, 'accepted'::text, 'reopen_requested'::text, 'reopen_rejected'::text, 'reopened'::text]))),
    CONSTRAINT period_events_hash_check CHECK ((length(hash) = 32)),
    CONSTRAINT period_reason_given CHECK (((event = ANY (ARRAY['closing'::text, 'taken_back'::text, 'reopened'::text])) OR (reason_commitment IS NOT NULL))),
    CONSTRAINT two_persons_reopen CHECK (((event <> ALL (ARRAY['reopened'::text, 'reopen_rejected'::text])) OR (answered_person <> person_id)))
);
-- Who began to close a month, took it back, accepted what stays open, asked for it to be reopened and decided; sealed.
CREATE UNIQUE INDEX reopening_decided_once ON public.period_events USING btree (fund_id, answers) WHERE (event = ANY (ARRAY['reopened'::text, 'reopen_rejected'::text]));
CREATE TRIGGER answers_its_question BEFORE INSERT ON public.period_events FOR EACH ROW WHEN ((new.answers IS NOT NULL)) EXECUTE FUNCTION period_event_answers();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.period_events FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.period_events FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER told AFTER INSERT ON public.period_events FOR EACH ROW WHEN ((new.event <> 'taken_back'::text)) EXECUTE FUNCTION tell_of_period();
ALTER TABLE period_events ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON period_events FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON period_events FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON period_events TO fundledger_app;
GRANT SELECT ON period_events TO fundledger_auditor;

CREATE TABLE period_states (
    fund_id integer NOT NULL,
    closed_through date,
    closing_month date,
    closing_person bigint,
    CONSTRAINT period_states_pkey PRIMARY KEY (fund_id),
    CONSTRAINT period_states_closing_person_fkey FOREIGN KEY (closing_person) REFERENCES persons(person_id),
    CONSTRAINT period_states_fund_id_fkey FOREIGN KEY (fund_id) REFERENCES funds(fund_id),
    CONSTRAINT closed_through_ends_a_month CHECK ((EXTRACT(day FROM (closed_through + 1)) = (1)::numeric)),
    CONSTRAINT closing_has_its_person CHECK (((closing_month IS NULL) = (closing_person IS NULL))),
    CONSTRAINT closing_month_is_the_next CHECK (((EXTRACT(day FROM closing_month) = (1)::numeric) AND ((closed_through IS NULL) OR (closing_month = (closed_through + 1)))))
) WITH (fillfactor=50);
-- How far the books of a fund are closed, and which month is being closed; follows from period_events and closed_periods.
ALTER TABLE period_states ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON period_states FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON period_states FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON period_states TO fundledger_app;
GRANT SELECT ON period_states TO fundledger_auditor;

CREATE TABLE persons (
    person_id bigint GENERATED BY DEFAULT AS IDENTITY NOT NULL,
    full_name text NOT NULL,
    CONSTRAINT persons_pkey PRIMARY KEY (person_id),
    CONSTRAINT persons_full_name_check CHECK ((full_name <> ''::text))
);
-- One row per human being: two accounts of one person are one pair of hands.
GRANT SELECT ON persons TO fundledger_app;
GRANT SELECT ON persons TO fundledger_auditor;

CREATE TABLE pool_balances (
    fund_id integer NOT NULL,
    pool_id integer NOT NULL,
    liquid bigint DEFAULT 0 NOT NULL,
    committed bigint DEFAULT 0 NOT NULL,
    goods bigint DEFAULT 0 NOT NULL,
    CONSTRAINT pool_balances_pkey PRIMARY KEY (fund_id, pool_id),
    CONSTRAINT goods_never_negative CHECK ((goods >= 0)),
    CONSTRAINT pool_never_overspent CHECK (((committed >= 0) AND (liquid >= committed)))
) WITH (fillfactor=50);
CREATE CONSTRAINT TRIGGER goods_are_the_lots AFTER UPDATE OF goods ON public.pool_balances DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((old.goods <> new.goods)) EXECUTE FUNCTION goods_are_the_lots();
ALTER TABLE pool_balances ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON pool_balances FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON pool_balances FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON pool_balances TO fundledger_app;
GRANT SELECT ON pool_balances TO fundledger_auditor;

CREATE TABLE pool_days (
    fund_id integer NOT NULL,
    pool_id integer NOT NULL,
    day date NOT NULL,
    liquid bigint NOT NULL,
    CONSTRAINT pool_days_pkey PRIMARY KEY (fund_id, pool_id, day)
);
ALTER TABLE pool_days ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON pool_days FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON pool_days FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON pool_days TO fundledger_app;
GRANT SELECT ON pool_days TO fundledger_auditor;

CREATE TABLE pool_transfer_events (
    fund_id integer NOT NULL,
    transfer_id bigint NOT NULL,
    event text NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    actor text NOT NULL,
    person_id bigint NOT NULL,
    content_hash bytea NOT NULL,
    reason text,
    reason_salt bytea,
    reason_commitment bytea,
    hash_version smallint NOT NULL,
    log_no bigint NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT pool_transfer_events_pkey PRIMARY KEY (fund_id, transfer_id, event),
    CONSTRAINT transfer_event_sealed_once UNIQUE (fund_id, log_no),
    CONSTRAINT pool_transfer_events_fund_id_transfer_id_fkey FOREIGN KEY (fund_id, transfer_id) REFERENCES pool_transfers(fund_id, transfer_id),
    CONSTRAINT pool_transfer_events_person_id_fkey FOREIGN KEY (person_id) REFERENCES persons(person_id),
    CONSTRAINT pool_transfer_events_content_hash_check CHECK ((length(content_hash) = 32)),
    CONSTRAINT pool_transfer_events_event_check CHECK ((event = ANY (ARRAY['requested'::text, 'approved'::text, 'posted'::text, 'rejected'::text]))),
    CONSTRAINT pool_transfer_events_hash_check CHECK ((length(hash) = 32)),
    CONSTRAINT transfer_event_actor_present CHECK ((actor <> ''::text))
);
CREATE UNIQUE INDEX transfer_ended_once ON public.pool_transfer_events USING btree (fund_id, transfer_id) WHERE (event = ANY (ARRAY['posted'::text, 'rejected'::text]));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.pool_transfer_events FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.pool_transfer_events FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER told AFTER INSERT ON public.pool_transfer_events FOR EACH ROW EXECUTE FUNCTION tell_of_transfer();
ALTER TABLE pool_transfer_events ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON pool_transfer_events FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON pool_transfer_events FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON pool_transfer_events TO fundledger_app;
GRANT SELECT ON pool_transfer_events TO fundledger_auditor;

CREATE TABLE pool_transfers (
    fund_id integer NOT NULL,
    transfer_id bigint NOT NULL,
    from_pool integer NOT NULL,
    to_pool integer NOT NULL,
    amount bigint NOT NULL,
    money_account text NOT NULL,
    reason text NOT NULL,
    decision_number text,
    decision_date date,
    requested_on date NOT NULL,
    status text NOT NULL,
    requester text NOT NULL,
    requester_person bigint NOT NULL,
    approver text,
    approver_person bigint,
    poster text,
    poster_person bigint,
    rejecter text,
    rejecter_person bigint,
    voucher_type text,
    voucher_year smallint,
    voucher_no integer,
    CONSTRAINT pool_transfers_pkey PRIMARY KEY (fund_id, transfer_id),
    CONSTRAINT pool_transfers_fund_id_voucher_year_voucher_no_key UNIQUE (fund_id, voucher_year, voucher_no),
    CONSTRAINT pool_transfers_approver_person_fkey FOREIGN KEY (approver_person) REFERENCES persons(person_id),
    CONSTRAINT pool_transfers_fund_id_fkey FOREIGN KEY (fund_id) REFERENCES funds(fund_id),
    CONSTRAINT pool_transfers_fund_id_from_pool_fkey FOREIGN KEY (fund_id, from_pool) REFERENCES pools(fund_id, pool_id),
    CONSTRAINT pool_transfers_fund_id_to_pool_fkey FOREIGN KEY (fund_id, to_pool) REFERENCES pools(fund_id, pool_id),
    CONSTRAINT pool_transfers_fund_id_voucher_type_voucher_year_voucher_n_fkey FOREIGN KEY (fund_id, voucher_type, voucher_year, voucher_no) REFERENCES vouchers(fund_id, voucher_type, voucher_year, voucher_no),
    CONSTRAINT pool_transfers_money_account_fkey FOREIGN KEY (money_account) REFERENCES accounts(account_code),
    CONSTRAINT pool_transfers_poster_person_fkey FOREIGN KEY (poster_person) REFERENCES persons(person_id),
    CONSTRAINT pool_transfers_rejecter_person_fkey FOREIGN KEY (rejecter_person) REFERENCES persons(person_id),
    CONSTRAINT pool_transfers_requester_person_fkey FOREIGN KEY (requester_person) REFERENCES persons(person_id),
    CONSTRAINT pool_transfers_decision_number_check CHECK ((btrim(decision_number) <> ''::text)),
    CONSTRAINT pool_transfers_status_check CHECK ((status = ANY (ARRAY['requested'::text, 'approved'::text, 'posted'::text, 'rejected'::text]))),
    CONSTRAINT pool_transfers_voucher_type_check CHECK ((voucher_type = 'DC'::text)),
    CONSTRAINT transfer_actor_present CHECK ((requester <> ''::text)),
    CONSTRAINT transfer_amount_positive CHECK ((amount > 0)),
    CONSTRAINT transfer_approved_by_two CHECK ((poster_person <> approver_person)),
    CONSTRAINT transfer_approver_is_not_requester CHECK ((approver_person <> requester_person)),
    CONSTRAINT transfer_between_two_pools CHECK ((from_pool <> to_pool)),
    CONSTRAINT transfer_decision_complete CHECK (((decision_number IS NULL) = (decision_date IS NULL))),
    CONSTRAINT transfer_hands_of_its_status CHECK ((((approver_person IS NOT NULL) OR (status = ANY (ARRAY['requested'::text, 'rejected'::text]))) AND ((status <> 'requested'::text) OR (approver_person IS NULL)) AND ((status = 'posted'::text) = (poster_person IS NOT NULL)) AND ((status = 'posted'::text) = (voucher_no IS NOT NULL)) AND ((status = 'rejected'::text) = (rejecter_person IS NOT NULL)))),
    CONSTRAINT transfer_poster_is_not_requester CHECK ((poster_person <> requester_person)),
    CONSTRAINT transfer_reason_given CHECK ((length(btrim(reason)) >= 10)),
    CONSTRAINT transfer_rejecter_is_not_requester CHECK ((rejecter_person <> requester_person))
);
CREATE TRIGGER append_only BEFORE DELETE ON public.pool_transfers FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.pool_transfers FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER moves_forward BEFORE UPDATE ON public.pool_transfers FOR EACH ROW EXECUTE FUNCTION pool_transfer_moves_forward();
CREATE TRIGGER transfer_allowed BEFORE INSERT ON public.pool_transfers FOR EACH ROW EXECUTE FUNCTION pool_transfer_allowed();
ALTER TABLE pool_transfers ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON pool_transfers FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON pool_transfers FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON pool_transfers TO fundledger_app;
GRANT SELECT ON pool_transfers TO fundledger_auditor;

CREATE TABLE pools (
    fund_id integer NOT NULL,
    pool_id integer NOT NULL,
    code text NOT NULL,
    name_vi text NOT NULL,
    name_en text NOT NULL,
    source_kind text NOT NULL,
    support_kinds text[],
    occasion_codes text[],
    CONSTRAINT pools_pkey PRIMARY KEY (fund_id, pool_id),
    CONSTRAINT pools_fund_id_code_key UNIQUE (fund_id, code),
    CONSTRAINT pools_fund_id_fkey FOREIGN KEY (fund_id) REFERENCES funds(fund_id),
    CONSTRAINT pools_source_kind_fkey FOREIGN KEY (source_kind) REFERENCES source_kinds(source_kind),
    CONSTRAINT pools_pool_id_check CHECK ((pool_id > 0))
);
-- Money of one source under one restriction. NULL in support_kinds or occasion_codes means: not restricted in that respect.
CREATE TRIGGER born AFTER INSERT ON public.pools FOR EACH ROW EXECUTE FUNCTION pool_born();
CREATE TRIGGER keeps_its_key BEFORE DELETE OR UPDATE OF fund_id, pool_id ON public.pools FOR EACH ROW EXECUTE FUNCTION named_by_the_books();
CREATE TRIGGER sealed AFTER INSERT OR UPDATE ON public.pools FOR EACH ROW EXECUTE FUNCTION pool_terms_sealed();
ALTER TABLE pools ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON pools FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON pools FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON pools TO fundledger_app;
GRANT SELECT ON pools TO fundledger_auditor;

CREATE TABLE postings (
    fund_id integer NOT NULL,
    book text NOT NULL,
    entry_no bigint NOT NULL,
    line smallint NOT NULL,
    account_code text NOT NULL,
    pool_id integer NOT NULL,
    side text NOT NULL,
    amount bigint NOT NULL,
    entry_date date NOT NULL,
    support_kind text,
    occasion_code text,
    occasion_year smallint,
    decision_id integer,
    norm_line text,
    beneficiary_code text,
    class_code text,
    unit_id integer,
    CONSTRAINT postings_pkey PRIMARY KEY (fund_id, book, entry_no, line),
    CONSTRAINT posting_amount_in_range CHECK (((amount >= '-1000000000000000'::bigint) AND (amount <= '1000000000000000'::bigint))),
    CONSTRAINT posting_amount_not_zero CHECK ((amount <> 0)),
    CONSTRAINT postings_line_check CHECK ((line > 0)),
    CONSTRAINT postings_side_check CHECK ((side = ANY (ARRAY['debit'::text, 'credit'::text])))
);
CREATE INDEX postings_by_beneficiary ON public.postings USING btree (beneficiary_code) WHERE (beneficiary_code IS NOT NULL);
CREATE INDEX postings_by_date ON public.postings USING btree (fund_id, account_code, entry_date) INCLUDE (pool_id, side, amount);
CREATE TRIGGER all_named AFTER INSERT ON public.postings REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION postings_name_what_is_there();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.postings FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.postings FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER balanced AFTER INSERT ON public.postings REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION postings_balanced();
CREATE TRIGGER counted AFTER INSERT ON public.postings REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION postings_counted();
CREATE TRIGGER days_not_negative AFTER INSERT ON public.postings REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION postings_leave_no_day_negative();
CREATE TRIGGER matches_line AFTER INSERT ON public.postings REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION payment_matches_line();
CREATE TRIGGER mirrors_entry AFTER INSERT ON public.postings REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION reversal_mirrors_entry();
ALTER TABLE postings ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON postings FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON postings FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON postings TO fundledger_app;
GRANT SELECT ON postings TO fundledger_auditor;

CREATE TABLE print_runs (
    fund_id integer NOT NULL,
    run_no integer NOT NULL,
    language text NOT NULL,
    printed_at timestamp with time zone NOT NULL,
    printed_by text NOT NULL,
    person_id bigint NOT NULL,
    CONSTRAINT print_runs_pkey PRIMARY KEY (fund_id, run_no),
    CONSTRAINT print_runs_fund_id_fkey FOREIGN KEY (fund_id) REFERENCES funds(fund_id),
    CONSTRAINT print_runs_person_id_fkey FOREIGN KEY (person_id) REFERENCES persons(person_id),
    CONSTRAINT print_runs_language_check CHECK ((language = ANY (ARRAY['vi'::text, 'en'::text]))),
    CONSTRAINT print_runs_printed_by_check CHECK ((printed_by <> ''::text)),
    CONSTRAINT print_runs_run_no_check CHECK ((run_no > 0))
);
-- One file with one or more vouchers, made by one person at one time.
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.print_runs FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.print_runs FOR EACH STATEMENT EXECUTE FUNCTION append_only();
ALTER TABLE print_runs ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON print_runs FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON print_runs FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON print_runs TO fundledger_app;
GRANT SELECT ON print_runs TO fundledger_auditor;

CREATE TABLE receipt_likenesses (
    fund_id integer NOT NULL,
    voucher_type text NOT NULL,
    voucher_year smallint NOT NULL,
    voucher_no integer NOT NULL,
    like_vouchers text NOT NULL,
    reason text NOT NULL,
    kept_at timestamp with time zone NOT NULL,
    kept_by text NOT NULL,
    CONSTRAINT receipt_likenesses_pkey PRIMARY KEY (fund_id, voucher_type, voucher_year, voucher_no),
    CONSTRAINT receipt_likenesses_fund_id_voucher_type_voucher_year_vouch_fkey FOREIGN KEY (fund_id, voucher_type, voucher_year, voucher_no) REFERENCES vouchers(fund_id, voucher_type, voucher_year, voucher_no),
    CONSTRAINT likeness_actor_present CHECK ((kept_by <> ''::text)),
    CONSTRAINT likeness_has_its_reason CHECK (((length(btrim(reason)) >= 10) AND (length(btrim(reason)) <= 500))),
    CONSTRAINT receipt_likenesses_like_vouchers_check CHECK ((like_vouchers <> ''::text)),
    CONSTRAINT receipt_likenesses_voucher_type_check CHECK ((voucher_type = 'PT'::text))
);
-- Receipts that looked like others when they were recorded (like_vouchers), and why they were recorded all the same.
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.receipt_likenesses FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.receipt_likenesses FOR EACH STATEMENT EXECUTE FUNCTION append_only();
ALTER TABLE receipt_likenesses ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON receipt_likenesses FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON receipt_likenesses FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON receipt_likenesses TO fundledger_app;
GRANT SELECT ON receipt_likenesses TO fundledger_auditor;

CREATE TABLE reference_events (
    fund_id integer NOT NULL,
    subject text NOT NULL,
    subject_key text NOT NULL,
    content_hash bytea NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by text NOT NULL,
    hash_version smallint NOT NULL,
    log_no bigint NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT reference_events_pkey PRIMARY KEY (fund_id, log_no),
    CONSTRAINT reference_events_fund_id_fkey FOREIGN KEY (fund_id) REFERENCES funds(fund_id),
    CONSTRAINT reference_event_actor_present CHECK ((recorded_by <> ''::text)),
    CONSTRAINT reference_events_content_hash_check CHECK ((length(content_hash) = 32)),
    CONSTRAINT reference_events_hash_check CHECK ((length(hash) = 32)),
    CONSTRAINT reference_events_subject_check CHECK ((subject = ANY (ARRAY['receipt_likeness'::text, 'year_plan'::text, 'year_plan_decision'::text, 'sample'::text, 'sample_result'::text, 'attestation'::text, 'finding'::text, 'finding_step'::text, 'closing_papers'::text, 'report'::text, 'payment_print'::text, 'print_run'::text, 'list_export'::text, 'handout_print'::text, 'signed_list'::text, 'request_goods'::text, 'handout'::text, 'goods_item'::text, 'goods_paper'::text, 'goods_loss'::text, 'fund'::text, 'pool'::text, 'later_paper'::text, 'norm_decision'::text, 'institution'::text, 'ladder'::text, 'delegation'::text, 'payment_order'::text])))
);
-- What the fund, a pool or a published norm decision said from here on, sealed by the hash of all its fields.
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.reference_events FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.reference_events FOR EACH STATEMENT EXECUTE FUNCTION append_only();
ALTER TABLE reference_events ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON reference_events FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON reference_events FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON reference_events TO fundledger_app;
GRANT SELECT ON reference_events TO fundledger_auditor;

CREATE TABLE refusals (
    fund_id integer NOT NULL,
    refusal_no bigint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by text NOT NULL,
    request text NOT NULL,
    code text NOT NULL,
    message text NOT NULL,
    hash_version smallint NOT NULL,
    log_no bigint NOT NULL,
    hash bytea NOT NULL,
    rule_version text,
    CONSTRAINT refusals_pkey PRIMARY KEY (fund_id, refusal_no),
    CONSTRAINT refusal_sealed_once UNIQUE (fund_id, log_no),
    CONSTRAINT refusals_fund_id_fkey FOREIGN KEY (fund_id) REFERENCES funds(fund_id),
    CONSTRAINT refusal_actor_present CHECK ((recorded_by <> ''::text)),
    CONSTRAINT refusal_rule_version CHECK (
CASE hash_version
    WHEN 1 THEN (rule_version IS NULL)
    ELSE ((rule_version IS NOT NULL) AND (btrim(rule_version) <> ''::text))
END),
    CONSTRAINT refusals_hash_check CHECK ((length(hash) = 32))
);
-- What was asked and refused, with the rule: written in a second transaction after the first was rolled back.
-- rule_version: Number and date of the norm decision with its line, or the program and its schema. Null before hash version 2.
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.refusals FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.refusals FOR EACH STATEMENT EXECUTE FUNCTION append_only();
ALTER TABLE refusals ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON refusals FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON refusals FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON refusals TO fundledger_app;
GRANT SELECT ON refusals TO fundledger_auditor;

CREATE TABLE regime_maps (
    regime text NOT NULL,
    version text NOT NULL,
    valid_from date NOT NULL,
    account_code text NOT NULL,
    regime_account text NOT NULL,
    name_vi text NOT NULL,
    statement_line text,
    status text NOT NULL,
    CONSTRAINT regime_maps_pkey PRIMARY KEY (regime, version, account_code),
    CONSTRAINT regime_maps_account_code_fkey FOREIGN KEY (account_code) REFERENCES accounts(account_code),
    CONSTRAINT regime_maps_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'confirmed'::text])))
);
-- How each internal account is called in an accounting regime; data, because no single regime binds every fund.
GRANT SELECT ON regime_maps TO fundledger_app;
GRANT SELECT ON regime_maps TO fundledger_auditor;

CREATE TABLE report_answers (
    fund_id integer NOT NULL,
    due_no integer NOT NULL,
    freeze_no integer,
    document text,
    answered_at timestamp with time zone NOT NULL,
    answered_by text NOT NULL,
    CONSTRAINT report_answers_pkey PRIMARY KEY (fund_id, due_no),
    CONSTRAINT report_answers_fund_id_due_no_fkey FOREIGN KEY (fund_id, due_no) REFERENCES report_dues(fund_id, due_no),
    CONSTRAINT report_answers_fund_id_freeze_no_fkey FOREIGN KEY (fund_id, freeze_no) REFERENCES report_freezes(fund_id, freeze_no),
    CONSTRAINT due_answer_says_what CHECK ((num_nonnulls(freeze_no, document) > 0)),
    CONSTRAINT due_answerer_present CHECK ((answered_by <> ''::text)),
    CONSTRAINT report_answers_document_check CHECK (((length(btrim(document)) >= 3) AND (length(btrim(document)) <= 120)))
);
-- What was sent for a due report: the frozen report, or number and date of another document.
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.report_answers FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.report_answers FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER fits BEFORE INSERT ON public.report_answers FOR EACH ROW EXECUTE FUNCTION report_answer_fits();
ALTER TABLE report_answers ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON report_answers FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON report_answers FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON report_answers TO fundledger_app;
GRANT SELECT ON report_answers TO fundledger_auditor;

CREATE TABLE report_dues (
    fund_id integer NOT NULL,
    due_no integer NOT NULL,
    year integer NOT NULL,
    rule_code text NOT NULL,
    due_on date NOT NULL,
    from_date date NOT NULL,
    to_date date NOT NULL,
    report text,
    tell_days integer NOT NULL,
    planned_at timestamp with time zone NOT NULL,
    planned_by text NOT NULL,
    CONSTRAINT report_dues_pkey PRIMARY KEY (fund_id, due_no),
    CONSTRAINT due_once_a_year UNIQUE (fund_id, year, rule_code),
    CONSTRAINT report_dues_fund_id_fkey FOREIGN KEY (fund_id) REFERENCES funds(fund_id),
    CONSTRAINT report_dues_rule_code_fkey FOREIGN KEY (rule_code) REFERENCES report_rules(rule_code),
    CONSTRAINT due_planner_present CHECK ((planned_by <> ''::text)),
    CONSTRAINT due_told_in_time CHECK (((tell_days >= 1) AND (tell_days <= 60))),
    CONSTRAINT report_dues_due_no_check CHECK ((due_no > 0)),
    CONSTRAINT report_dues_year_check CHECK (((year >= 2000) AND (year <= 2100)))
);
-- The reports that a fund owes in a year. tell_days: so many days before it is due its accountants are told.
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.report_dues FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.report_dues FOR EACH STATEMENT EXECUTE FUNCTION append_only();
ALTER TABLE report_dues ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON report_dues FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON report_dues FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON report_dues TO fundledger_app;
GRANT SELECT ON report_dues TO fundledger_auditor;

CREATE TABLE report_frames (
    fund_id integer NOT NULL,
    frame_no integer NOT NULL,
    valid_from date NOT NULL,
    superior text,
    issuer text NOT NULL,
    symbol text NOT NULL,
    place text NOT NULL,
    recipients text[] NOT NULL,
    on_behalf text,
    instead_of text,
    "position" text NOT NULL,
    signer text,
    set_at timestamp with time zone NOT NULL,
    set_by text NOT NULL,
    CONSTRAINT report_frames_pkey PRIMARY KEY (fund_id, frame_no),
    CONSTRAINT report_frames_fund_id_fkey FOREIGN KEY (fund_id) REFERENCES funds(fund_id),
    CONSTRAINT frame_recipients_few CHECK ((((cardinality(recipients) >= 1) AND (cardinality(recipients) <= 10)) AND (array_position(recipients, NULL::text) IS NULL))),
    CONSTRAINT frame_setter_present CHECK ((set_by <> ''::text)),
    CONSTRAINT report_frames_frame_no_check CHECK ((frame_no > 0)),
    CONSTRAINT report_frames_instead_of_check CHECK (((length(btrim(instead_of)) >= 2) AND (length(btrim(instead_of)) <= 120))),
    CONSTRAINT report_frames_issuer_check CHECK (((length(btrim(issuer)) >= 2) AND (length(btrim(issuer)) <= 120))),
    CONSTRAINT report_frames_on_behalf_check CHECK (((length(btrim(on_behalf)) >= 2) AND (length(btrim(on_behalf)) <= 120))),
    CONSTRAINT report_frames_place_check CHECK (((length(btrim(place)) >= 2) AND (length(btrim(place)) <= 60))),
    CONSTRAINT report_frames_position_check CHECK (((length(btrim("position")) >= 2) AND (length(btrim("position")) <= 120))),
    CONSTRAINT report_frames_signer_check CHECK (((length(btrim(signer)) >= 2) AND (length(btrim(signer)) <= 120))),
    CONSTRAINT report_frames_superior_check CHECK (((length(btrim(superior)) >= 2) AND (length(btrim(superior)) <= 120))),
    CONSTRAINT report_frames_symbol_check CHECK ((symbol ~ '^[A-ZĐ0-9&/-]{2,30}$'::text))
);
-- Heads and signers of reports. Of those that hold on a day the one that begins last is taken, of several the last one set.
-- on_behalf: The line that begins with TM.
-- instead_of: The line that begins with KT.; position is then that of the deputy.
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.report_frames FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.report_frames FOR EACH STATEMENT EXECUTE FUNCTION append_only();
ALTER TABLE report_frames ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON report_frames FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON report_frames FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON report_frames TO fundledger_app;
GRANT SELECT ON report_frames TO fundledger_auditor;

CREATE TABLE report_freezes (
    fund_id integer NOT NULL,
    freeze_no integer NOT NULL,
    report text NOT NULL,
    occasion_code text,
    from_date date NOT NULL,
    cut_off date NOT NULL,
    to_date date NOT NULL,
    follows integer,
    log_no bigint NOT NULL,
    log_hash bytea NOT NULL,
    figures text NOT NULL,
    digest bytea NOT NULL,
    frozen_at timestamp with time zone NOT NULL,
    frozen_by text NOT NULL,
    person_id bigint NOT NULL,
    frame_no integer,
    CONSTRAINT report_freezes_pkey PRIMARY KEY (fund_id, freeze_no),
    CONSTRAINT report_freezes_frame FOREIGN KEY (fund_id, frame_no) REFERENCES report_frames(fund_id, frame_no),
    CONSTRAINT report_freezes_fund_id_fkey FOREIGN KEY (fund_id) REFERENCES funds(fund_id),
    CONSTRAINT report_freezes_fund_id_follows_fkey FOREIGN KEY (fund_id, follows) REFERENCES report_freezes(fund_id, freeze_no),
    CONSTRAINT report_freezes_occasion_code_fkey FOREIGN KEY (occasion_code) REFERENCES occasions(occasion_code),
    CONSTRAINT report_freezes_person_id_fkey FOREIGN KEY (person_id) REFERENCES persons(person_id),
    CONSTRAINT final_report_is_whole CHECK (((follows IS NULL) OR (cut_off = to_date))),
    CONSTRAINT freeze_actor_present CHECK ((frozen_by <> ''::text)),
    CONSTRAINT freeze_day_has_come CHECK ((cut_off <= ((frozen_at AT TIME ZONE 'Asia/Ho_Chi_Minh'::text))::date)),
    CONSTRAINT freeze_days_in_order CHECK (((from_date <= cut_off) AND (cut_off <= to_date))),
    CONSTRAINT freeze_digest_of_its_figures CHECK ((digest = sha256(convert_to(figures, 'UTF8'::name)))),
    CONSTRAINT publication_is_whole CHECK (((report <> 'publication'::text) OR (cut_off = to_date))),
    CONSTRAINT report_freezes_figures_check CHECK (((length(figures) >= 1) AND (length(figures) <= 5000000))),
    CONSTRAINT report_freezes_freeze_no_check CHECK ((freeze_no > 0)),
    CONSTRAINT report_freezes_log_hash_check CHECK ((length(log_hash) = 32)),
    CONSTRAINT report_freezes_report_check CHECK ((report = ANY (ARRAY['receipt-use'::text, 'occasion'::text, 'matrix'::text, 'publication'::text]))),
    CONSTRAINT thematic_report_has_occasion CHECK (((report = 'occasion'::text) = (occasion_code IS NOT NULL)))
);
-- Reports as they were sent. cut_off: the last day that the figures know; to_date: the last day of the period.
-- follows: Of a final report the one that was sent before the period ended; else null.
-- log_no: The figures are of the books as known at this record of the hash log.
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.report_freezes FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.report_freezes FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER published_when_closed AFTER INSERT ON public.report_freezes FOR EACH ROW WHEN ((new.report = 'publication'::text)) EXECUTE FUNCTION publication_stands();
CREATE TRIGGER sealed AFTER INSERT ON public.report_freezes FOR EACH ROW EXECUTE FUNCTION report_freeze_sealed();
CREATE TRIGGER stands BEFORE INSERT ON public.report_freezes FOR EACH ROW EXECUTE FUNCTION report_freeze_stands();
ALTER TABLE report_freezes ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON report_freezes FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON report_freezes FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON report_freezes TO fundledger_app;
GRANT SELECT ON report_freezes TO fundledger_auditor;

CREATE TABLE report_rules (
    rule_code text NOT NULL,
    name_vi text NOT NULL,
    name_en text NOT NULL,
    due_month integer NOT NULL,
    due_day integer NOT NULL,
    due_years_later integer NOT NULL,
    last_month integer NOT NULL,
    report text,
    CONSTRAINT report_rules_pkey PRIMARY KEY (rule_code),
    CONSTRAINT report_rules_due_day_check CHECK (((due_day >= 1) AND (due_day <= 31))),
    CONSTRAINT report_rules_due_month_check CHECK (((due_month >= 1) AND (due_month <= 12))),
    CONSTRAINT report_rules_due_years_later_check CHECK ((due_years_later = ANY (ARRAY[0, 1]))),
    CONSTRAINT report_rules_last_month_check CHECK (((last_month >= 1) AND (last_month <= 12))),
    CONSTRAINT report_rules_report_check CHECK ((report = ANY (ARRAY['receipt-use'::text, 'occasion'::text, 'matrix'::text, 'publication'::text])))
);
-- What is due each year, from which the calendar of a fund is made. The period begins on 1 January.
-- report: The report of the books that answers it; null where it is another document.
GRANT SELECT ON report_rules TO fundledger_app;
GRANT SELECT ON report_rules TO fundledger_auditor;

CREATE TABLE request_cofunders (
    fund_id integer NOT NULL,
    disbursement_id bigint NOT NULL,
    cofunder_no integer NOT NULL,
    name text NOT NULL,
    amount bigint NOT NULL,
    CONSTRAINT request_cofunders_pkey PRIMARY KEY (fund_id, disbursement_id, cofunder_no),
    CONSTRAINT request_cofunders_request FOREIGN KEY (fund_id, disbursement_id) REFERENCES disbursements(fund_id, disbursement_id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT request_cofunders_amount_check CHECK ((amount > 0)),
    CONSTRAINT request_cofunders_cofunder_no_check CHECK (((cofunder_no >= 1) AND (cofunder_no <= 10))),
    CONSTRAINT request_cofunders_name_check CHECK ((((length(btrim(name)) >= 2) AND (length(btrim(name)) <= 100)) AND (name !~ '[[:cntrl:]]'::text)))
);
-- Who else gives to a case, and how much: together what the line deducts as other aid.
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.request_cofunders FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.request_cofunders FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER comes_first BEFORE INSERT ON public.request_cofunders FOR EACH ROW EXECUTE FUNCTION request_part_comes_first();
ALTER TABLE request_cofunders ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON request_cofunders FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON request_cofunders FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON request_cofunders TO fundledger_app;
GRANT SELECT ON request_cofunders TO fundledger_auditor;

CREATE TABLE request_doubts (
    fund_id integer NOT NULL,
    disbursement_id bigint NOT NULL,
    beneficiary_code text NOT NULL,
    other_code text NOT NULL,
    after_event_no bigint NOT NULL,
    CONSTRAINT request_doubts_pkey PRIMARY KEY (fund_id, disbursement_id, beneficiary_code, other_code),
    CONSTRAINT request_doubts_beneficiary_code_fkey FOREIGN KEY (beneficiary_code) REFERENCES beneficiaries(beneficiary_code),
    CONSTRAINT request_doubts_other_code_fkey FOREIGN KEY (other_code) REFERENCES beneficiaries(beneficiary_code),
    CONSTRAINT request_doubts_request FOREIGN KEY (fund_id, disbursement_id) REFERENCES disbursements(fund_id, disbursement_id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT doubt_of_two CHECK ((beneficiary_code <> other_code))
);
-- Children of a request so like another one of the register that a person decides first whether they are one.
-- after_event_no: The last event of a child known when they were compared: what was decided later decides the pair.
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.request_doubts FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.request_doubts FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER comes_first BEFORE INSERT ON public.request_doubts FOR EACH ROW EXECUTE FUNCTION request_part_comes_first();
ALTER TABLE request_doubts ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON request_doubts FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON request_doubts FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON request_doubts TO fundledger_app;
GRANT SELECT ON request_doubts TO fundledger_auditor;

CREATE TABLE request_goods (
    fund_id integer NOT NULL,
    disbursement_id bigint NOT NULL,
    line_no integer NOT NULL,
    lot_no integer NOT NULL,
    quantity bigint NOT NULL,
    unit_value bigint NOT NULL,
    state text DEFAULT 'reserved'::text NOT NULL,
    note text,
    CONSTRAINT request_goods_pkey PRIMARY KEY (fund_id, disbursement_id, line_no, lot_no),
    CONSTRAINT request_goods_fund_id_lot_no_fkey FOREIGN KEY (fund_id, lot_no) REFERENCES goods_lots(fund_id, lot_no),
    CONSTRAINT request_goods_of_a_line FOREIGN KEY (fund_id, disbursement_id, line_no) REFERENCES disbursement_lines(fund_id, disbursement_id, line_no) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT request_goods_note_check CHECK (((length(btrim(note)) >= 10) AND (length(btrim(note)) <= 300))),
    CONSTRAINT request_goods_quantity CHECK (((quantity >= 1) AND (quantity <= 1000000))),
    CONSTRAINT request_goods_state_check CHECK ((state = ANY (ARRAY['reserved'::text, 'released'::text, 'issued'::text, 'given'::text, 'back'::text]))),
    CONSTRAINT request_goods_valued CHECK ((unit_value > 0))
);
-- Which lots a recipient of a request gets, and what became of that: reserved, released, issued, given, or back in stock.
-- note: Why it was released or not given.
CREATE INDEX request_goods_by_lot ON public.request_goods USING btree (fund_id, lot_no);
CREATE TRIGGER append_only BEFORE DELETE ON public.request_goods FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.request_goods FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER moves_forward BEFORE INSERT OR UPDATE ON public.request_goods FOR EACH ROW EXECUTE FUNCTION request_goods_move();
ALTER TABLE request_goods ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON request_goods FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON request_goods FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON request_goods TO fundledger_app;
GRANT SELECT ON request_goods TO fundledger_auditor;

CREATE TABLE request_keys (
    fund_id integer NOT NULL,
    request_key uuid NOT NULL,
    request text NOT NULL,
    content_hash bytea NOT NULL,
    answer jsonb,
    recorded_by text NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    refusal_no bigint,
    is_answered boolean DEFAULT (answer IS NOT NULL) NOT NULL,
    CONSTRAINT request_keys_pkey PRIMARY KEY (fund_id, request_key),
    CONSTRAINT request_key_refusal FOREIGN KEY (fund_id, refusal_no) REFERENCES refusals(fund_id, refusal_no),
    CONSTRAINT refused_key_answers CHECK (((refusal_no IS NULL) OR (answer IS NOT NULL))),
    CONSTRAINT request_keys_recorded_by_check CHECK ((recorded_by <> ''::text))
) WITH (fillfactor=60);
-- A request is carried out once per key: the second asker waits here and gets the first answer.
CREATE UNIQUE INDEX refusal_answers_one_key ON public.request_keys USING btree (fund_id, refusal_no) WHERE (refusal_no IS NOT NULL);
ALTER TABLE request_keys ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON request_keys FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON request_keys FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT (fund_id) ON request_keys TO fundledger_app;
GRANT SELECT (fund_id) ON request_keys TO fundledger_auditor;
GRANT SELECT (request_key) ON request_keys TO fundledger_app;
GRANT SELECT (request_key) ON request_keys TO fundledger_auditor;
GRANT SELECT (request) ON request_keys TO fundledger_app;
GRANT SELECT (request) ON request_keys TO fundledger_auditor;
GRANT SELECT (recorded_by) ON request_keys TO fundledger_app;
GRANT SELECT (recorded_by) ON request_keys TO fundledger_auditor;
GRANT SELECT (recorded_at) ON request_keys TO fundledger_app;
GRANT SELECT (recorded_at) ON request_keys TO fundledger_auditor;
GRANT SELECT (refusal_no) ON request_keys TO fundledger_app;
GRANT SELECT (refusal_no) ON request_keys TO fundledger_auditor;
GRANT SELECT (is_answered) ON request_keys TO fundledger_app;
GRANT SELECT (is_answered) ON request_keys TO fundledger_auditor;

CREATE TABLE request_papers (
    fund_id integer NOT NULL,
    disbursement_id bigint NOT NULL,
    paper_no integer NOT NULL,
    name_vi text NOT NULL,
    media_type text NOT NULL,
    holder text NOT NULL,
    key_id text NOT NULL,
    content bytea NOT NULL,
    size integer DEFAULT (length(content) - 28),
    sha256 bytea DEFAULT sha256(content),
    mark bytea,
    CONSTRAINT request_papers_pkey PRIMARY KEY (fund_id, disbursement_id, paper_no),
    CONSTRAINT request_papers_request FOREIGN KEY (fund_id, disbursement_id) REFERENCES disbursements(fund_id, disbursement_id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT request_paper_count CHECK (((paper_no >= 1) AND (paper_no <= 20))),
    CONSTRAINT request_paper_mark CHECK ((length(mark) = 16)),
    CONSTRAINT request_paper_name CHECK (((length(name_vi) <= 200) AND (name_vi !~ '[[:cntrl:]]'::text))),
    CONSTRAINT request_paper_size CHECK (((length(content) >= 29) AND (length(content) <= 10485788))),
    CONSTRAINT request_papers_holder_check CHECK ((holder ~ '^[A-Z0-9-]{2,40}$'::text)),
    CONSTRAINT request_papers_key_id_check CHECK ((key_id ~ '^k-[0-9a-f]{16}$'::text)),
    CONSTRAINT request_papers_media_type_check CHECK ((media_type = ANY (ARRAY['application/pdf'::text, 'image/png'::text, 'image/jpeg'::text])))
);
-- Papers of a request, encrypted: nonce, ciphertext and tag of AES-256-GCM under a key of the holder, outside the database. Named as the norm names them; an empty name for any other. Their SHA-256 is under the seal of the request.
-- mark: Keyed digest of the content, the same for the same content; null for papers from before there were marks.
CREATE INDEX request_papers_by_mark ON public.request_papers USING btree (fund_id, mark) WHERE (mark IS NOT NULL);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.request_papers FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.request_papers FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER comes_first BEFORE INSERT ON public.request_papers FOR EACH ROW EXECUTE FUNCTION request_paper_comes_first();
ALTER TABLE request_papers ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON request_papers FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON request_papers FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON request_papers TO fundledger_auditor;
GRANT SELECT (fund_id) ON request_papers TO fundledger_app;
GRANT SELECT (disbursement_id) ON request_papers TO fundledger_app;
GRANT SELECT (paper_no) ON request_papers TO fundledger_app;
GRANT SELECT (name_vi) ON request_papers TO fundledger_app;
GRANT SELECT (media_type) ON request_papers TO fundledger_app;
GRANT SELECT (holder) ON request_papers TO fundledger_app;
GRANT SELECT (key_id) ON request_papers TO fundledger_app;
GRANT SELECT (size) ON request_papers TO fundledger_app;
GRANT SELECT (sha256) ON request_papers TO fundledger_app;
GRANT SELECT (mark) ON request_papers TO fundledger_app;
GRANT SELECT (mark) ON request_papers TO fundledger_auditor;

CREATE TABLE request_replacements (
    fund_id integer NOT NULL,
    disbursement_id bigint NOT NULL,
    replaces_id bigint NOT NULL,
    CONSTRAINT request_replacements_pkey PRIMARY KEY (fund_id, disbursement_id),
    CONSTRAINT request_replaced_once UNIQUE (fund_id, replaces_id),
    CONSTRAINT request_replacements_replaced FOREIGN KEY (fund_id, replaces_id) REFERENCES disbursements(fund_id, disbursement_id),
    CONSTRAINT request_replacements_request FOREIGN KEY (fund_id, disbursement_id) REFERENCES disbursements(fund_id, disbursement_id) DEFERRABLE INITIALLY DEFERRED
);
-- Which returned request a new one was made of, corrected.
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.request_replacements FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.request_replacements FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER comes_first BEFORE INSERT ON public.request_replacements FOR EACH ROW EXECUTE FUNCTION request_part_comes_first();
CREATE TRIGGER of_returned BEFORE INSERT ON public.request_replacements FOR EACH ROW EXECUTE FUNCTION mends_what_was_returned();
ALTER TABLE request_replacements ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON request_replacements FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON request_replacements FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON request_replacements TO fundledger_app;
GRANT SELECT ON request_replacements TO fundledger_auditor;

CREATE TABLE request_terms (
    fund_id integer NOT NULL,
    disbursement_id bigint NOT NULL,
    payee_kind text,
    payee_institution text,
    urgent_reason text,
    CONSTRAINT request_terms_pkey PRIMARY KEY (fund_id, disbursement_id),
    CONSTRAINT request_terms_payee_institution_fkey FOREIGN KEY (payee_institution) REFERENCES institutions(institution_code),
    CONSTRAINT request_terms_request FOREIGN KEY (fund_id, disbursement_id) REFERENCES disbursements(fund_id, disbursement_id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT payee_institution_named CHECK (((NOT (payee_kind IS DISTINCT FROM 'institution'::text)) = (payee_institution IS NOT NULL))),
    CONSTRAINT request_terms_payee_kind_check CHECK ((payee_kind = ANY (ARRAY['guardian'::text, 'institution'::text]))),
    CONSTRAINT request_terms_say_something CHECK (((payee_kind IS NOT NULL) OR (urgent_reason IS NOT NULL))),
    CONSTRAINT urgent_with_its_reason CHECK (((length(btrim(urgent_reason)) >= 10) AND (length(btrim(urgent_reason)) <= 300)))
);
-- Who is to be paid for a case, and why it is urgent; nothing for an ordinary request.
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.request_terms FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.request_terms FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER comes_first BEFORE INSERT ON public.request_terms FOR EACH ROW EXECUTE FUNCTION request_part_comes_first();
ALTER TABLE request_terms ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON request_terms FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON request_terms FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON request_terms TO fundledger_app;
GRANT SELECT ON request_terms TO fundledger_auditor;

CREATE TABLE role_events (
    fund_id integer NOT NULL,
    event text NOT NULL,
    user_name text NOT NULL,
    person_id bigint NOT NULL,
    disabled_at timestamp with time zone,
    role text,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by text NOT NULL,
    hash_version smallint NOT NULL,
    log_no bigint NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT role_events_pkey PRIMARY KEY (fund_id, log_no),
    CONSTRAINT role_events_fund_id_fkey FOREIGN KEY (fund_id) REFERENCES funds(fund_id),
    CONSTRAINT role_events_person_id_fkey FOREIGN KEY (person_id) REFERENCES persons(person_id),
    CONSTRAINT role_events_user_name_fkey FOREIGN KEY (user_name) REFERENCES users(user_name),
    CONSTRAINT role_event_actor_present CHECK ((recorded_by <> ''::text)),
    CONSTRAINT role_event_names_role CHECK (((event = 'account_changed'::text) = (role IS NULL))),
    CONSTRAINT role_events_event_check CHECK ((event = ANY (ARRAY['granted'::text, 'revoked'::text, 'account_changed'::text]))),
    CONSTRAINT role_events_hash_check CHECK ((length(hash) = 32))
);
-- Who was given or lost which role, by whom, sealed; with the person behind the account and since when it is disabled. user_roles is their projection.
CREATE INDEX role_events_of_user ON public.role_events USING btree (user_name, fund_id, log_no);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.role_events FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.role_events FOR EACH STATEMENT EXECUTE FUNCTION append_only();
ALTER TABLE role_events ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON role_events FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON role_events FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON role_events TO fundledger_app;
GRANT SELECT ON role_events TO fundledger_auditor;

CREATE TABLE sample_lines (
    fund_id integer NOT NULL,
    sample_no integer NOT NULL,
    rank integer NOT NULL,
    line_key text NOT NULL,
    disbursement_id bigint NOT NULL,
    line_no integer NOT NULL,
    amount bigint NOT NULL,
    CONSTRAINT sample_lines_pkey PRIMARY KEY (fund_id, sample_no, rank),
    CONSTRAINT sampled_once UNIQUE (fund_id, sample_no, line_key),
    CONSTRAINT sample_lines_fund_id_disbursement_id_line_no_fkey FOREIGN KEY (fund_id, disbursement_id, line_no) REFERENCES disbursement_lines(fund_id, disbursement_id, line_no),
    CONSTRAINT sample_lines_fund_id_sample_no_fkey FOREIGN KEY (fund_id, sample_no) REFERENCES samples(fund_id, sample_no),
    CONSTRAINT sample_lines_amount_check CHECK ((amount > 0)),
    CONSTRAINT sample_lines_rank_check CHECK ((rank > 0))
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.sample_lines FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.sample_lines FOR EACH STATEMENT EXECUTE FUNCTION append_only();
ALTER TABLE sample_lines ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON sample_lines FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON sample_lines FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON sample_lines TO fundledger_app;
GRANT SELECT ON sample_lines TO fundledger_auditor;

CREATE TABLE sample_results (
    fund_id integer NOT NULL,
    sample_no integer NOT NULL,
    rank integer NOT NULL,
    result text NOT NULL,
    short_by bigint,
    note text,
    finding_no integer,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by text NOT NULL,
    person_id bigint NOT NULL,
    CONSTRAINT sampled_line_answered_once PRIMARY KEY (fund_id, sample_no, rank),
    CONSTRAINT sample_results_fund_id_finding_no_fkey FOREIGN KEY (fund_id, finding_no) REFERENCES findings(fund_id, finding_no),
    CONSTRAINT sample_results_fund_id_sample_no_rank_fkey FOREIGN KEY (fund_id, sample_no, rank) REFERENCES sample_lines(fund_id, sample_no, rank),
    CONSTRAINT sample_results_person_id_fkey FOREIGN KEY (person_id) REFERENCES persons(person_id),
    CONSTRAINT sample_result_actor_present CHECK ((recorded_by <> ''::text)),
    CONSTRAINT sample_results_note_check CHECK (((length(btrim(note)) >= 1) AND (length(btrim(note)) <= 500))),
    CONSTRAINT sample_results_result_check CHECK ((result = ANY (ARRAY['received'::text, 'short'::text, 'not_received'::text, 'not_found'::text]))),
    CONSTRAINT short_by_something CHECK ((short_by > 0)),
    CONSTRAINT short_says_how_much CHECK (((result = 'short'::text) = (short_by IS NOT NULL))),
    CONSTRAINT what_is_amiss_is_found CHECK (((result = 'received'::text) = (finding_no IS NULL)))
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.sample_results FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.sample_results FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER sealed AFTER INSERT ON public.sample_results FOR EACH ROW EXECUTE FUNCTION sample_result_sealed();
ALTER TABLE sample_results ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON sample_results FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON sample_results FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON sample_results TO fundledger_app;
GRANT SELECT ON sample_results TO fundledger_auditor;

CREATE TABLE samples (
    fund_id integer NOT NULL,
    sample_no integer NOT NULL,
    seed bigint NOT NULL,
    from_date date NOT NULL,
    to_date date NOT NULL,
    disbursement_id bigint,
    log_no bigint NOT NULL,
    population integer NOT NULL,
    population_digest bytea NOT NULL,
    size integer NOT NULL,
    drawn_at timestamp with time zone NOT NULL,
    drawn_by text NOT NULL,
    person_id bigint NOT NULL,
    CONSTRAINT samples_pkey PRIMARY KEY (fund_id, sample_no),
    CONSTRAINT samples_fund_id_disbursement_id_fkey FOREIGN KEY (fund_id, disbursement_id) REFERENCES disbursements(fund_id, disbursement_id),
    CONSTRAINT samples_fund_id_fkey FOREIGN KEY (fund_id) REFERENCES funds(fund_id),
    CONSTRAINT samples_person_id_fkey FOREIGN KEY (person_id) REFERENCES persons(person_id),
    CONSTRAINT sample_actor_present CHECK ((drawn_by <> ''::text)),
    CONSTRAINT sample_days_in_order CHECK ((from_date <= to_date)),
    CONSTRAINT sample_seed CHECK (((seed >= 0) AND (seed <= '999999999999'::bigint))),
    CONSTRAINT sample_size CHECK ((size <= 500)),
    CONSTRAINT sample_within_population CHECK (((size >= 1) AND (size <= population))),
    CONSTRAINT samples_population_digest_check CHECK ((length(population_digest) = 32)),
    CONSTRAINT samples_sample_no_check CHECK ((sample_no > 0))
);
-- log_no: The books as known at this log record: reversals of after it change no sample.
-- population_digest: SHA-256 over the keys of all lines, in byte order, each ended by a line feed.
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.samples FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.samples FOR EACH STATEMENT EXECUTE FUNCTION append_only();
ALTER TABLE samples ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON samples FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON samples FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON samples TO fundledger_app;
GRANT SELECT ON samples TO fundledger_auditor;

CREATE TABLE signed_lists (
    fund_id integer NOT NULL,
    order_no integer NOT NULL,
    scan_no integer NOT NULL,
    scan_id uuid NOT NULL,
    line_no integer,
    media_type text NOT NULL,
    holder text NOT NULL,
    key_id text NOT NULL,
    content bytea NOT NULL,
    size integer DEFAULT (length(content) - 28),
    sha256 bytea DEFAULT sha256(content),
    attached_at timestamp with time zone NOT NULL,
    attached_by text NOT NULL,
    CONSTRAINT signed_lists_pkey PRIMARY KEY (fund_id, order_no, scan_no),
    CONSTRAINT signed_list_once UNIQUE (fund_id, scan_id),
    CONSTRAINT signed_lists_fund_id_order_no_fkey FOREIGN KEY (fund_id, order_no) REFERENCES payment_orders(fund_id, order_no),
    CONSTRAINT signed_lists_fund_id_order_no_line_no_fkey FOREIGN KEY (fund_id, order_no, line_no) REFERENCES payment_order_lines(fund_id, order_no, line_no),
    CONSTRAINT signed_list_size CHECK (((length(content) >= 29) AND (length(content) <= 10485788))),
    CONSTRAINT signed_lists_attached_by_check CHECK ((attached_by <> ''::text)),
    CONSTRAINT signed_lists_holder_check CHECK ((holder ~ '^[A-Z0-9-]{2,40}$'::text)),
    CONSTRAINT signed_lists_key_id_check CHECK ((key_id ~ '^k-[0-9a-f]{16}$'::text)),
    CONSTRAINT signed_lists_media_type_check CHECK ((media_type = ANY (ARRAY['application/pdf'::text, 'image/png'::text, 'image/jpeg'::text]))),
    CONSTRAINT signed_lists_scan_no_check CHECK (((scan_no >= 1) AND (scan_no <= 400)))
);
-- The signed list of an order, or the slip of one line, scanned and encrypted: nonce, ciphertext and tag of AES-256-GCM under a key of the holder, outside the database.
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.signed_lists FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.signed_lists FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER not_of_erased BEFORE INSERT ON public.signed_lists FOR EACH ROW EXECUTE FUNCTION holder_not_erased();
CREATE TRIGGER of_order BEFORE INSERT ON public.signed_lists FOR EACH ROW EXECUTE FUNCTION signed_list_of_order();
CREATE TRIGGER sealed AFTER INSERT ON public.signed_lists FOR EACH ROW EXECUTE FUNCTION signed_list_sealed();
ALTER TABLE signed_lists ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON signed_lists FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON signed_lists FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON signed_lists TO fundledger_auditor;
GRANT SELECT (fund_id) ON signed_lists TO fundledger_app;
GRANT SELECT (order_no) ON signed_lists TO fundledger_app;
GRANT SELECT (scan_no) ON signed_lists TO fundledger_app;
GRANT SELECT (scan_id) ON signed_lists TO fundledger_app;
GRANT SELECT (line_no) ON signed_lists TO fundledger_app;
GRANT SELECT (media_type) ON signed_lists TO fundledger_app;
GRANT SELECT (holder) ON signed_lists TO fundledger_app;
GRANT SELECT (key_id) ON signed_lists TO fundledger_app;
GRANT SELECT (size) ON signed_lists TO fundledger_app;
GRANT SELECT (sha256) ON signed_lists TO fundledger_app;
GRANT SELECT (attached_at) ON signed_lists TO fundledger_app;
GRANT SELECT (attached_by) ON signed_lists TO fundledger_app;

CREATE TABLE source_kinds (
    source_kind text NOT NULL,
    name_vi text NOT NULL,
    name_en text NOT NULL,
    is_budget boolean NOT NULL,
    CONSTRAINT source_kinds_pkey PRIMARY KEY (source_kind)
);
GRANT SELECT ON source_kinds TO fundledger_app;
GRANT SELECT ON source_kinds TO fundledger_auditor;

CREATE TABLE statement_seals (
    fund_id integer NOT NULL,
    month date NOT NULL,
    version integer NOT NULL,
    digest bytea NOT NULL,
    sealed_by text NOT NULL,
    hash_version smallint NOT NULL,
    log_no bigint NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT statement_seals_pkey PRIMARY KEY (fund_id, month, version),
    CONSTRAINT statement_sealed_at_once UNIQUE (fund_id, log_no),
    CONSTRAINT statement_seals_fund_id_month_version_fkey FOREIGN KEY (fund_id, month, version) REFERENCES closed_periods(fund_id, month, version),
    CONSTRAINT statement_actor_present CHECK ((sealed_by <> ''::text)),
    CONSTRAINT statement_seals_digest_check CHECK ((length(digest) = 32)),
    CONSTRAINT statement_seals_hash_check CHECK ((length(hash) = 32))
);
-- The digest of the month's statement, sealed right after each closing: what is printed later is compared with it.
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.statement_seals FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.statement_seals FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE CONSTRAINT TRIGGER has_papers AFTER INSERT ON public.statement_seals DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION closing_has_papers();
CREATE TRIGGER opens_the_year AFTER INSERT ON public.statement_seals FOR EACH ROW WHEN ((EXTRACT(month FROM new.month) = (12)::numeric)) EXECUTE FUNCTION december_opens_the_year();
ALTER TABLE statement_seals ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON statement_seals FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON statement_seals FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON statement_seals TO fundledger_app;
GRANT SELECT ON statement_seals TO fundledger_auditor;

CREATE TABLE support_kinds (
    support_kind text NOT NULL,
    name_vi text NOT NULL,
    name_en text NOT NULL,
    CONSTRAINT support_kinds_pkey PRIMARY KEY (support_kind)
);
CREATE TRIGGER keeps_its_key BEFORE DELETE OR UPDATE OF support_kind ON public.support_kinds FOR EACH ROW EXECUTE FUNCTION named_by_the_books();
GRANT SELECT ON support_kinds TO fundledger_app;
GRANT SELECT ON support_kinds TO fundledger_auditor;

CREATE TABLE units (
    unit_id integer GENERATED ALWAYS AS IDENTITY NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    level text NOT NULL,
    parent_unit_id integer,
    valid_from date,
    valid_to date,
    CONSTRAINT units_pkey PRIMARY KEY (unit_id),
    CONSTRAINT units_parent_unit_id_fkey FOREIGN KEY (parent_unit_id) REFERENCES units(unit_id),
    CONSTRAINT unit_dates_in_order CHECK ((valid_to >= valid_from)),
    CONSTRAINT units_code_check CHECK ((code <> ''::text)),
    CONSTRAINT units_level_check CHECK ((level = ANY (ARRAY['province'::text, 'district'::text, 'commune'::text]))),
    CONSTRAINT units_name_check CHECK ((name <> ''::text))
);
-- Administrative units with dates. A code is not an identity: after 1/7/2025 codes name other units.
CREATE UNIQUE INDEX unit_code_once_at_a_time ON public.units USING btree (code, name, COALESCE(valid_to, 'infinity'::date));
CREATE TRIGGER keeps_its_key BEFORE DELETE OR UPDATE OF unit_id ON public.units FOR EACH ROW EXECUTE FUNCTION named_by_the_books();
GRANT SELECT ON units TO fundledger_app;
GRANT SELECT ON units TO fundledger_auditor;

CREATE TABLE user_roles (
    user_name text NOT NULL,
    fund_id integer NOT NULL,
    role text NOT NULL,
    CONSTRAINT user_roles_pkey PRIMARY KEY (user_name, fund_id, role),
    CONSTRAINT user_roles_fund_id_fkey FOREIGN KEY (fund_id) REFERENCES funds(fund_id),
    CONSTRAINT user_roles_user_name_fkey FOREIGN KEY (user_name) REFERENCES users(user_name),
    CONSTRAINT user_roles_role_check CHECK ((role = ANY (ARRAY['fund_accountant'::text, 'approver'::text, 'cashier'::text, 'auditor'::text, 'commune_officer'::text, 'administrator'::text])))
);
CREATE TRIGGER change_is_sealed BEFORE INSERT OR DELETE OR UPDATE ON public.user_roles FOR EACH ROW EXECUTE FUNCTION role_change_is_sealed();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON public.user_roles FOR EACH STATEMENT EXECUTE FUNCTION append_only();
GRANT SELECT ON user_roles TO fundledger_app;
GRANT SELECT ON user_roles TO fundledger_auditor;

CREATE TABLE users (
    user_name text NOT NULL,
    person_id bigint NOT NULL,
    normalized_user_name text NOT NULL,
    display_name text NOT NULL,
    password_hash text,
    security_stamp text NOT NULL,
    concurrency_stamp text NOT NULL,
    lockout_enabled boolean DEFAULT true NOT NULL,
    lockout_end timestamp with time zone,
    access_failed_count integer DEFAULT 0 NOT NULL,
    is_demo boolean DEFAULT false NOT NULL,
    disabled_at timestamp with time zone,
    last_sign_in_at timestamp with time zone,
    CONSTRAINT users_pkey PRIMARY KEY (user_name),
    CONSTRAINT users_normalized_user_name_key UNIQUE (normalized_user_name),
    CONSTRAINT users_person_id_fkey FOREIGN KEY (person_id) REFERENCES persons(person_id),
    CONSTRAINT users_user_name_check CHECK ((user_name ~ '^[a-z][a-z0-9._-]{1,39}$'::text))
);
CREATE TRIGGER sealed AFTER UPDATE ON public.users FOR EACH ROW WHEN (((old.person_id IS DISTINCT FROM new.person_id) OR (old.disabled_at IS DISTINCT FROM new.disabled_at))) EXECUTE FUNCTION account_change_sealed();
GRANT SELECT ON users TO fundledger_app;
GRANT SELECT (user_name) ON users TO fundledger_auditor;
GRANT SELECT (person_id) ON users TO fundledger_auditor;
GRANT UPDATE (password_hash) ON users TO fundledger_app;
GRANT UPDATE (security_stamp) ON users TO fundledger_app;
GRANT UPDATE (concurrency_stamp) ON users TO fundledger_app;
GRANT UPDATE (lockout_enabled) ON users TO fundledger_app;
GRANT UPDATE (lockout_end) ON users TO fundledger_app;
GRANT UPDATE (access_failed_count) ON users TO fundledger_app;
GRANT SELECT (disabled_at) ON users TO fundledger_auditor;
GRANT UPDATE (last_sign_in_at) ON users TO fundledger_app;

CREATE TABLE voucher_details (
    fund_id integer NOT NULL,
    voucher_type text NOT NULL,
    voucher_year smallint NOT NULL,
    voucher_no integer NOT NULL,
    counterparty_name text,
    counterparty_address text,
    content text,
    attachments text,
    salt bytea NOT NULL,
    CONSTRAINT voucher_details_pkey PRIMARY KEY (fund_id, voucher_type, voucher_year, voucher_no),
    CONSTRAINT voucher_details_salt_check CHECK ((length(salt) = 16))
);
-- The personal words of a voucher, apart so that they can be erased; the voucher keeps a salted commitment of them.
CREATE TRIGGER keeps_its_voucher BEFORE UPDATE OF fund_id, voucher_type, voucher_year, voucher_no ON public.voucher_details FOR EACH ROW EXECUTE FUNCTION named_by_the_books();
CREATE TRIGGER of_a_voucher AFTER INSERT ON public.voucher_details REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION details_of_a_voucher();
CREATE TRIGGER of_another AFTER INSERT ON public.voucher_details FOR EACH ROW WHEN ((new.voucher_type = 'PC'::text)) EXECUTE FUNCTION receiver_took_no_part();
ALTER TABLE voucher_details ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON voucher_details FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON voucher_details FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON voucher_details TO fundledger_app;
GRANT SELECT ON voucher_details TO fundledger_auditor;

CREATE TABLE voucher_prints (
    fund_id integer NOT NULL,
    voucher_type text NOT NULL,
    voucher_year smallint NOT NULL,
    voucher_no integer NOT NULL,
    copy_no integer NOT NULL,
    run_no integer NOT NULL,
    CONSTRAINT voucher_prints_pkey PRIMARY KEY (fund_id, voucher_type, voucher_year, voucher_no, copy_no),
    CONSTRAINT printed_once_in_a_run UNIQUE (fund_id, run_no, voucher_type, voucher_year, voucher_no),
    CONSTRAINT voucher_prints_fund_id_run_no_fkey FOREIGN KEY (fund_id, run_no) REFERENCES print_runs(fund_id, run_no),
    CONSTRAINT voucher_prints_fund_id_voucher_type_voucher_year_voucher_n_fkey FOREIGN KEY (fund_id, voucher_type, voucher_year, voucher_no) REFERENCES vouchers(fund_id, voucher_type, voucher_year, voucher_no)
);
-- copy_no: Which print of the voucher it is; from the second on the paper says so.
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.voucher_prints FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.voucher_prints FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER counts_on BEFORE INSERT ON public.voucher_prints FOR EACH ROW EXECUTE FUNCTION voucher_print_counts_on();
ALTER TABLE voucher_prints ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON voucher_prints FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON voucher_prints FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON voucher_prints TO fundledger_app;
GRANT SELECT ON voucher_prints TO fundledger_auditor;

CREATE TABLE vouchers (
    fund_id integer NOT NULL,
    voucher_type text NOT NULL,
    voucher_year smallint NOT NULL,
    voucher_no integer NOT NULL,
    voucher_date date NOT NULL,
    amount bigint NOT NULL,
    money_account text NOT NULL,
    pool_id integer NOT NULL,
    donor_id bigint,
    bank_reference text,
    disbursement_id bigint,
    reverses_entry_no bigint,
    details_commitment bytea NOT NULL,
    prepared_by text NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    content_hash bytea NOT NULL,
    CONSTRAINT vouchers_pkey PRIMARY KEY (fund_id, voucher_type, voucher_year, voucher_no),
    CONSTRAINT voucher_actor_present CHECK ((prepared_by <> ''::text)),
    CONSTRAINT voucher_amount_positive CHECK (((amount > 0) OR ((amount = 0) AND (money_account = 'goods'::text) AND (voucher_type = ANY (ARRAY['PN'::text, 'PX'::text, 'BD'::text]))))),
    CONSTRAINT voucher_says_why CHECK (
CASE voucher_type
    WHEN 'PN'::text THEN ((num_nonnulls(donor_id, disbursement_id) = 1) AND (reverses_entry_no IS NULL))
    WHEN 'PX'::text THEN ((donor_id IS NULL) AND (reverses_entry_no IS NULL))
    WHEN 'PK'::text THEN ((donor_id IS NULL) AND (disbursement_id IS NULL) AND (reverses_entry_no IS NULL))
    WHEN 'PT'::text THEN ((donor_id IS NOT NULL) AND (disbursement_id IS NULL) AND (reverses_entry_no IS NULL))
    WHEN 'BD'::text THEN ((reverses_entry_no IS NULL) = (amount = 0))
    WHEN 'PC'::text THEN ((disbursement_id IS NOT NULL) AND (donor_id IS NULL) AND (reverses_entry_no IS NULL))
    WHEN 'TU'::text THEN ((disbursement_id IS NOT NULL) AND (donor_id IS NULL) AND (reverses_entry_no IS NULL))
    WHEN 'HU'::text THEN ((disbursement_id IS NOT NULL) AND (donor_id IS NULL) AND (reverses_entry_no IS NULL))
    ELSE ((donor_id IS NULL) AND (disbursement_id IS NULL) AND (reverses_entry_no IS NULL))
END),
    CONSTRAINT voucher_year_of_its_date CHECK ((EXTRACT(year FROM voucher_date) = (voucher_year)::numeric)),
    CONSTRAINT vouchers_bank_reference_check CHECK ((bank_reference <> ''::text)),
    CONSTRAINT vouchers_content_hash_check CHECK ((length(content_hash) = 32)),
    CONSTRAINT vouchers_details_commitment_check CHECK ((length(details_commitment) = 32)),
    CONSTRAINT vouchers_voucher_no_check CHECK ((voucher_no > 0)),
    CONSTRAINT vouchers_voucher_type_check CHECK ((voucher_type = ANY (ARRAY['PN'::text, 'PX'::text, 'DG'::text, 'PK'::text, 'PT'::text, 'PC'::text, 'BD'::text, 'DC'::text, 'KC'::text, 'NT'::text, 'TU'::text, 'HU'::text])))
);
-- Numbered papers: PT phiếu thu, PC phiếu chi, TU giấy thanh toán tạm ứng, HU phiếu thu hoàn tạm ứng, BD bút toán đảo, DC phiếu điều chuyển nguồn, KC phiếu kết chuyển kinh phí hết hạn, NT giấy nộp trả kinh phí, PK phiếu kế toán, PN phiếu nhập kho, PX phiếu xuất kho, DG biên bản định giá. One voucher may cover many entries.
CREATE INDEX vouchers_by_bank_reference ON public.vouchers USING btree (fund_id, bank_reference) WHERE (bank_reference IS NOT NULL);
CREATE INDEX vouchers_by_giver_and_amount ON public.vouchers USING btree (donor_id, amount, ((bank_reference IS NULL)), voucher_date) WHERE (voucher_type = 'PT'::text);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.vouchers FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.vouchers FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER bank_reference_once BEFORE INSERT ON public.vouchers FOR EACH ROW WHEN ((new.bank_reference IS NOT NULL)) EXECUTE FUNCTION voucher_bank_reference_once();
CREATE TRIGGER gapless AFTER INSERT ON public.vouchers REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION voucher_gapless();
CREATE TRIGGER names_what_is_there AFTER INSERT ON public.vouchers REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION vouchers_name_what_is_there();
CREATE TRIGGER period_open AFTER INSERT ON public.vouchers REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION vouchers_period_open();
ALTER TABLE vouchers ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON vouchers FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON vouchers FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON vouchers TO fundledger_app;
GRANT SELECT ON vouchers TO fundledger_auditor;

CREATE TABLE year_end_decisions (
    fund_id integer NOT NULL,
    log_no bigint NOT NULL,
    year smallint NOT NULL,
    pool_id integer NOT NULL,
    outcome text NOT NULL,
    amount bigint NOT NULL,
    decision_number text,
    decision_date date,
    recorded_at timestamp with time zone NOT NULL,
    actor text NOT NULL,
    person_id bigint NOT NULL,
    reason text,
    reason_salt bytea NOT NULL,
    reason_commitment bytea NOT NULL,
    voucher_type text,
    voucher_year smallint,
    voucher_no integer,
    hash_version smallint NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT year_end_decisions_pkey PRIMARY KEY (fund_id, log_no),
    CONSTRAINT year_end_decisions_fund_id_fkey FOREIGN KEY (fund_id) REFERENCES funds(fund_id),
    CONSTRAINT year_end_decisions_fund_id_pool_id_fkey FOREIGN KEY (fund_id, pool_id) REFERENCES pools(fund_id, pool_id),
    CONSTRAINT year_end_decisions_fund_id_voucher_type_voucher_year_vouch_fkey FOREIGN KEY (fund_id, voucher_type, voucher_year, voucher_no) REFERENCES vouchers(fund_id, voucher_type, voucher_year, voucher_no),
    CONSTRAINT year_end_decisions_person_id_fkey FOREIGN KEY (person_id) REFERENCES persons(person_id),
    CONSTRAINT carried_by_a_decision CHECK (((outcome = 'lapsed'::text) OR ((decision_number IS NOT NULL) AND (decision_date IS NOT NULL)))),
    CONSTRAINT lapse_has_its_voucher CHECK (((outcome = 'lapsed'::text) = (voucher_no IS NOT NULL))),
    CONSTRAINT year_end_actor_present CHECK ((actor <> ''::text)),
    CONSTRAINT year_end_amount_positive CHECK ((amount > 0)),
    CONSTRAINT year_end_decision_complete CHECK (((decision_number IS NULL) = (decision_date IS NULL))),
    CONSTRAINT year_end_decisions_decision_number_check CHECK ((btrim(decision_number) <> ''::text)),
    CONSTRAINT year_end_decisions_hash_check CHECK ((length(hash) = 32)),
    CONSTRAINT year_end_decisions_outcome_check CHECK ((outcome = ANY (ARRAY['carried'::text, 'lapsed'::text]))),
    CONSTRAINT year_end_decisions_voucher_type_check CHECK ((voucher_type = 'KC'::text))
);
-- What becomes of the unspent money of a budget pool at the end of a year: carried over by a decision, or lapsed; sealed.
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.year_end_decisions FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.year_end_decisions FOR EACH STATEMENT EXECUTE FUNCTION append_only();
ALTER TABLE year_end_decisions ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON year_end_decisions FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON year_end_decisions FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON year_end_decisions TO fundledger_app;
GRANT SELECT ON year_end_decisions TO fundledger_auditor;

CREATE TABLE year_openings (
    fund_id integer NOT NULL,
    year smallint NOT NULL,
    version integer NOT NULL,
    pool_id integer NOT NULL,
    balance bigint NOT NULL,
    liquid bigint NOT NULL,
    hash_version smallint NOT NULL,
    log_no bigint NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT year_openings_pkey PRIMARY KEY (fund_id, year, version, pool_id),
    CONSTRAINT opening_sealed_once UNIQUE (fund_id, log_no),
    CONSTRAINT year_openings_fund_id_fkey FOREIGN KEY (fund_id) REFERENCES funds(fund_id),
    CONSTRAINT year_openings_fund_id_pool_id_fkey FOREIGN KEY (fund_id, pool_id) REFERENCES pools(fund_id, pool_id),
    CONSTRAINT year_openings_hash_check CHECK ((length(hash) = 32))
);
-- Số dư đầu năm: what each pool begins the year with, sealed when December of the year before is closed; a later version after a reopening.
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.year_openings FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.year_openings FOR EACH STATEMENT EXECUTE FUNCTION append_only();
ALTER TABLE year_openings ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON year_openings FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON year_openings FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON year_openings TO fundledger_app;
GRANT SELECT ON year_openings TO fundledger_auditor;

CREATE TABLE year_plan_decisions (
    fund_id integer NOT NULL,
    plan_no integer NOT NULL,
    is_adopted boolean NOT NULL,
    reason text,
    decided_at timestamp with time zone NOT NULL,
    decided_by text NOT NULL,
    person_id bigint NOT NULL,
    CONSTRAINT plan_decided_once PRIMARY KEY (fund_id, plan_no),
    CONSTRAINT year_plan_decisions_fund_id_plan_no_fkey FOREIGN KEY (fund_id, plan_no) REFERENCES year_plans(fund_id, plan_no),
    CONSTRAINT year_plan_decisions_person_id_fkey FOREIGN KEY (person_id) REFERENCES persons(person_id),
    CONSTRAINT plan_decider_present CHECK ((decided_by <> ''::text)),
    CONSTRAINT plan_rejection_says_why CHECK ((is_adopted OR ((reason IS NOT NULL) AND ((length(btrim(reason)) >= 10) AND (length(btrim(reason)) <= 500)))))
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.year_plan_decisions FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.year_plan_decisions FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER by_another BEFORE INSERT ON public.year_plan_decisions FOR EACH ROW EXECUTE FUNCTION year_plan_decided_by_another();
CREATE TRIGGER sealed AFTER INSERT ON public.year_plan_decisions FOR EACH ROW EXECUTE FUNCTION year_plan_decision_sealed();
CREATE TRIGGER told AFTER INSERT ON public.year_plan_decisions FOR EACH ROW EXECUTE FUNCTION tell_of_year_plan_decision();
ALTER TABLE year_plan_decisions ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON year_plan_decisions FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON year_plan_decisions FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON year_plan_decisions TO fundledger_app;
GRANT SELECT ON year_plan_decisions TO fundledger_auditor;

CREATE TABLE year_plans (
    fund_id integer NOT NULL,
    plan_no integer NOT NULL,
    year integer NOT NULL,
    version integer NOT NULL,
    reason text,
    sources text[] NOT NULL,
    source_money bigint[] NOT NULL,
    kinds text[] NOT NULL,
    kind_money bigint[] NOT NULL,
    kind_children integer[] NOT NULL,
    proposed_at timestamp with time zone NOT NULL,
    proposed_by text NOT NULL,
    person_id bigint NOT NULL,
    CONSTRAINT year_plans_pkey PRIMARY KEY (fund_id, plan_no),
    CONSTRAINT plan_versions_apart UNIQUE (fund_id, year, version),
    CONSTRAINT year_plans_fund_id_fkey FOREIGN KEY (fund_id) REFERENCES funds(fund_id),
    CONSTRAINT year_plans_person_id_fkey FOREIGN KEY (person_id) REFERENCES persons(person_id),
    CONSTRAINT plan_amounts_positive CHECK (((array_position(source_money, NULL::bigint) IS NULL) AND (array_position(kind_money, NULL::bigint) IS NULL) AND (array_position(kind_children, NULL::integer) IS NULL) AND (0 < ALL (source_money)) AND (0 < ALL (kind_money)) AND (0 <= ALL (kind_children)) AND ('1000000000000000'::bigint >= ALL (source_money)) AND ('1000000000000000'::bigint >= ALL (kind_money)))),
    CONSTRAINT plan_lines_together CHECK (((cardinality(sources) = cardinality(source_money)) AND (cardinality(kinds) = cardinality(kind_money)) AND (cardinality(kinds) = cardinality(kind_children)))),
    CONSTRAINT plan_of_a_near_year CHECK ((abs(((year)::numeric - EXTRACT(year FROM (proposed_at AT TIME ZONE 'Asia/Ho_Chi_Minh'::text)))) <= (1)::numeric)),
    CONSTRAINT plan_proposer_present CHECK ((proposed_by <> ''::text)),
    CONSTRAINT plan_says_something CHECK ((((cardinality(sources) + cardinality(kinds)) >= 1) AND ((cardinality(sources) + cardinality(kinds)) <= 200))),
    CONSTRAINT plan_version_has_reason CHECK (((version = 1) OR ((reason IS NOT NULL) AND ((length(btrim(reason)) >= 10) AND (length(btrim(reason)) <= 500))))),
    CONSTRAINT year_plans_plan_no_check CHECK ((plan_no > 0)),
    CONSTRAINT year_plans_version_check CHECK ((version > 0))
);
-- Plans of a year, one version after the other. The arrays stand side by side: code, money, and of uses how many children.
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.year_plans FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON public.year_plans FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER sealed AFTER INSERT ON public.year_plans FOR EACH ROW EXECUTE FUNCTION year_plan_sealed();
CREATE TRIGGER stands BEFORE INSERT ON public.year_plans FOR EACH ROW EXECUTE FUNCTION year_plan_stands();
CREATE TRIGGER told AFTER INSERT ON public.year_plans FOR EACH ROW EXECUTE FUNCTION tell_of_year_plan();
ALTER TABLE year_plans ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_all_funds ON year_plans FOR SELECT TO fundledger_auditor USING true;
CREATE POLICY of_my_funds ON year_plans FOR SELECT TO fundledger_app USING (fund_id = ANY (( SELECT readable_funds() AS readable_funds)::integer[]));
GRANT SELECT ON year_plans TO fundledger_app;
GRANT SELECT ON year_plans TO fundledger_auditor;

CREATE VIEW children_of_open_requests WITH (security_invoker=true) AS
 SELECT d.fund_id,
    d.disbursement_id,
    l.line_no,
    l.beneficiary_code
   FROM (disbursements d
     JOIN disbursement_lines l USING (fund_id, disbursement_id))
  WHERE ((l.beneficiary_code IS NOT NULL) AND ((d.status = ANY (ARRAY['requested'::text, 'approved'::text])) OR ((d.status = 'paid'::text) AND (EXISTS ( SELECT
           FROM request_goods g
          WHERE ((g.fund_id = d.fund_id) AND (g.disbursement_id = d.disbursement_id) AND (g.state = 'reserved'::text)))))));

CREATE VIEW disbursement_titles WITH (security_invoker=true) AS
 SELECT d.fund_id,
    d.disbursement_id,
    concat_ws(' '::text, n.name_vi, d.occasion_year) AS title_vi,
    concat_ws(' '::text, n.name_en, d.occasion_year) AS title_en
   FROM (disbursements d
     CROSS JOIN LATERAL ( SELECT l.name_vi,
            l.name_en
           FROM norm_lines l
          WHERE ((l.decision_id = d.decision_id) AND (l.support_kind = d.support_kind) AND (NOT (l.occasion_code IS DISTINCT FROM d.occasion_code)) AND (NOT (l.need IS DISTINCT FROM d.need)))
          ORDER BY l.sort_order
         LIMIT 1) n);
GRANT SELECT ON disbursement_titles TO fundledger_auditor;
GRANT SELECT ON disbursement_titles TO fundledger_app;

CREATE VIEW fund_movements WITH (security_invoker=true) AS
 SELECT p.fund_id,
    p.entry_no,
    p.line,
    p.entry_date,
    p.pool_id,
    COALESCE(o.kind, e.kind) AS counts_as,
        CASE COALESCE(o.kind, e.kind)
            WHEN 'receipt'::text THEN (- posting_signed(p.side, p.amount))
            ELSE posting_signed(p.side, p.amount)
        END AS amount,
    (- posting_signed(p.side, p.amount)) AS effect,
    p.support_kind,
    p.class_code,
    p.beneficiary_code,
    e.voucher_type,
    e.voucher_year,
    e.voucher_no,
    o.voucher_type AS reverses_type,
    o.voucher_year AS reverses_year,
    o.voucher_no AS reverses_no,
    o.entry_date AS reverses_date,
    e.log_no
   FROM ((postings p
     JOIN journal_entries e USING (fund_id, book, entry_no))
     LEFT JOIN journal_entries o ON (((o.fund_id = e.fund_id) AND (o.book = e.book) AND (o.entry_no = e.reverses_entry_no))))
  WHERE ((p.book = 'financial'::text) AND (p.account_code = 'fund_balance'::text));
GRANT SELECT ON fund_movements TO fundledger_auditor;
GRANT SELECT ON fund_movements TO fundledger_app;

CREATE VIEW open_lines WITH (security_invoker=true) AS
 SELECT l.fund_id,
    l.disbursement_id,
    l.line_no,
    (l.amount - COALESCE(l.stock, (0)::bigint)) AS amount
   FROM disbursement_lines l
  WHERE ((l.amount > COALESCE(l.stock, (0)::bigint)) AND (NOT (EXISTS ( SELECT
           FROM payment_order_lines o
          WHERE ((o.fund_id = l.fund_id) AND (o.disbursement_id = l.disbursement_id) AND (o.line_no = l.line_no) AND ((o.outcome IS NULL) OR (o.outcome = ANY (ARRAY['paid'::text, 'partial'::text, 'returned'::text]))))))));
GRANT SELECT ON open_lines TO fundledger_auditor;
GRANT SELECT ON open_lines TO fundledger_app;

CREATE VIEW papers_awaited WITH (security_invoker=true) AS
 SELECT d.fund_id,
    d.disbursement_id,
    p.name_vi,
    min(p.name_en) AS name_en,
    max(((e.recorded_at AT TIME ZONE 'Asia/Ho_Chi_Minh'::text))::date) AS paid_on
   FROM ((((disbursements d
     JOIN disbursement_events e ON (((e.fund_id = d.fund_id) AND (e.disbursement_id = d.disbursement_id) AND (e.event = 'paid'::text))))
     JOIN ( SELECT DISTINCT disbursement_lines.fund_id,
            disbursement_lines.disbursement_id,
            disbursement_lines.decision_id,
            disbursement_lines.line_code
           FROM disbursement_lines) l ON (((l.fund_id = d.fund_id) AND (l.disbursement_id = d.disbursement_id))))
     JOIN norm_lines n ON (((n.decision_id = l.decision_id) AND (n.line_code = l.line_code))))
     CROSS JOIN LATERAL UNNEST(n.papers_vi, n.papers_en) p(name_vi, name_en))
  WHERE ((d.status = 'paid'::text) AND paper_follows_payment(p.name_vi) AND (e.recorded_at > (ledger_now() - '1 year'::interval)) AND (NOT (EXISTS ( SELECT
           FROM papers_of_requests x
          WHERE ((x.fund_id = d.fund_id) AND (x.disbursement_id = d.disbursement_id) AND (x.name_vi = p.name_vi))))))
  GROUP BY d.fund_id, d.disbursement_id, p.name_vi;
GRANT SELECT ON papers_awaited TO fundledger_auditor;
GRANT SELECT ON papers_awaited TO fundledger_app;

CREATE VIEW papers_of_requests WITH (security_invoker=true) AS
 SELECT request_papers.fund_id,
    request_papers.disbursement_id,
    request_papers.paper_no,
    request_papers.name_vi,
    request_papers.media_type,
    request_papers.holder,
    request_papers.size,
    NULL::timestamp with time zone AS attached_at,
    NULL::text AS attached_by
   FROM request_papers
UNION ALL
 SELECT later_papers.fund_id,
    later_papers.disbursement_id,
    later_papers.paper_no,
    later_papers.name_vi,
    later_papers.media_type,
    later_papers.holder,
    later_papers.size,
    later_papers.attached_at,
    later_papers.attached_by
   FROM later_papers;
GRANT SELECT ON papers_of_requests TO fundledger_auditor;
GRANT SELECT ON papers_of_requests TO fundledger_app;

CREATE VIEW sealed_records WITH (security_invoker=true) AS
 SELECT journal_entries.fund_id,
    journal_entries.log_no,
    journal_entries.hash,
    'journal_entries'::text AS source
   FROM journal_entries
UNION ALL
 SELECT disbursement_events.fund_id,
    disbursement_events.log_no,
    disbursement_events.hash,
    'disbursement_events'::text AS source
   FROM disbursement_events
UNION ALL
 SELECT refusals.fund_id,
    refusals.log_no,
    refusals.hash,
    'refusals'::text AS source
   FROM refusals
UNION ALL
 SELECT closed_periods.fund_id,
    closed_periods.log_no,
    closed_periods.hash,
    'closed_periods'::text AS source
   FROM closed_periods
UNION ALL
 SELECT role_events.fund_id,
    role_events.log_no,
    role_events.hash,
    'role_events'::text AS source
   FROM role_events
UNION ALL
 SELECT reference_events.fund_id,
    reference_events.log_no,
    reference_events.hash,
    'reference_events'::text AS source
   FROM reference_events
UNION ALL
 SELECT period_events.fund_id,
    period_events.log_no,
    period_events.hash,
    'period_events'::text AS source
   FROM period_events
UNION ALL
 SELECT statement_seals.fund_id,
    statement_seals.log_no,
    statement_seals.hash,
    'statement_seals'::text AS source
   FROM statement_seals
UNION ALL
 SELECT pool_transfer_events.fund_id,
    pool_transfer_events.log_no,
    pool_transfer_events.hash,
    'pool_transfer_events'::text AS source
   FROM pool_transfer_events
UNION ALL
 SELECT year_end_decisions.fund_id,
    year_end_decisions.log_no,
    year_end_decisions.hash,
    'year_end_decisions'::text AS source
   FROM year_end_decisions
UNION ALL
 SELECT year_openings.fund_id,
    year_openings.log_no,
    year_openings.hash,
    'year_openings'::text AS source
   FROM year_openings
UNION ALL
 SELECT adjustment_events.fund_id,
    adjustment_events.log_no,
    adjustment_events.hash,
    'adjustment_events'::text AS source
   FROM adjustment_events
UNION ALL
 SELECT identity_access_events.fund_id,
    identity_access_events.log_no,
    identity_access_events.hash,
    'identity_access_events'::text AS source
   FROM identity_access_events
UNION ALL
 SELECT child_event_seals.fund_id,
    child_event_seals.log_no,
    child_event_seals.hash,
    'child_event_seals'::text AS source
   FROM child_event_seals
UNION ALL
 SELECT import_ends.fund_id,
    import_ends.log_no,
    import_ends.hash,
    'import_ends'::text AS source
   FROM import_ends;
GRANT SELECT ON sealed_records TO fundledger_auditor;
GRANT SELECT ON sealed_records TO fundledger_app;

CREATE OR REPLACE FUNCTION public.accept_open_items(p_fund integer, p_month date, p_seen bytea, p_reason text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE v_reason text := require_long_reason(p_reason);
BEGIN
    PERFORM require_role(p_fund, 'approver');
    PERFORM lock_fund(p_fund);
    IF NOT EXISTS (SELECT FROM period_states WHERE fund_id = p_fund AND closing_month = p_month) THEN
        PERFORM refuse('period_in_its_state', 'The month is not being closed.');
    END IF;
    IF p_seen IS DISTINCT FROM open_items_hash(p_fund, p_month) THEN
        PERFORM refuse('decision_on_what_was_seen', 'The open items are not the ones that were seen.');
    END IF;
    PERFORM add_period_event(p_fund, p_month, 'accepted', current_closing(p_fund), p_seen, v_reason);
END $function$;
GRANT EXECUTE ON FUNCTION accept_open_items TO fundledger_app;

CREATE OR REPLACE FUNCTION public.account_change_sealed()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM record_role_event(r.fund_id, 'account_changed', NEW.user_name, NULL)
    FROM (SELECT DISTINCT fund_id FROM user_roles WHERE user_name = NEW.user_name ORDER BY 1) r;
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.account_left_open(p_fund integer, p_month date, p_account text)
 RETURNS TABLE(item text, target text, target_no text, on_date date, amount bigint)
 LANGUAGE sql
 STABLE
AS $function$
    SELECT l.code, 'account', p_account, max(p.entry_date), sum(posting_signed(p.side, p.amount))::bigint
    FROM postings p JOIN pools l USING (fund_id, pool_id)
    WHERE p.fund_id = p_fund AND p.account_code = p_account AND p.entry_date <= month_end(p_month)
    GROUP BY l.code HAVING sum(posting_signed(p.side, p.amount)) <> 0 ORDER BY l.code
$function$;

CREATE OR REPLACE FUNCTION public.acting_hand()
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$
    SELECT coalesce(nullif(current_setting('app.actor', true), ''), '(operator)')
$function$;

CREATE OR REPLACE FUNCTION public.acting_person()
 RETURNS bigint
 LANGUAGE sql
 STABLE
AS $function$
    SELECT person_id FROM users WHERE user_name = acting_user()
$function$;

CREATE OR REPLACE FUNCTION public.acting_user()
 RETURNS text
 LANGUAGE plpgsql
 STABLE
AS $function$
DECLARE v_actor text := nullif(current_setting('app.actor', true), '');
BEGIN
    IF v_actor IS NULL THEN PERFORM refuse('actor_present', 'No signed-in user: app.actor is not set.'); END IF;
    IF v_actor = '(checks)' THEN PERFORM refuse('checks_only_read', 'The standing checks read the books and change nothing.'); END IF;
    RETURN v_actor;
END $function$;
GRANT EXECUTE ON FUNCTION acting_user TO fundledger_app;

CREATE OR REPLACE FUNCTION public.actor_has_role(p_fund integer, VARIADIC p_roles text[])
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    RETURN EXISTS (SELECT FROM user_roles r JOIN users u USING (user_name)
                   WHERE r.user_name = acting_user() AND r.fund_id = p_fund AND r.role = ANY (p_roles) AND u.disabled_at IS NULL);
END $function$;
GRANT EXECUTE ON FUNCTION actor_has_role TO fundledger_app;

CREATE OR REPLACE FUNCTION public.add_adjustment_event(a adjustments, p_event text, v vouchers)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
    e adjustment_events;
    v_seal record;
BEGIN
    e.fund_id := a.fund_id; e.adjustment_id := a.adjustment_id; e.event := p_event; e.changes_balance := a.changes_balance;
    e.requester_person := a.requester_person; e.recorded_at := ledger_now(); e.actor := acting_user(); e.person_id := acting_person();
    e.content_hash := a.content_hash; e.voucher_type := v.voucher_type; e.voucher_year := v.voucher_year; e.voucher_no := v.voucher_no;
    e.hash_version := 1;
    e.log_no := (SELECT log_no + 1 FROM fund_heads WHERE fund_id = a.fund_id);
    SELECT * INTO v_seal FROM seal(a.fund_id, canonical('adjustment', '1', a.fund_id::text, a.adjustment_id::text, p_event,
        a.changes_balance::text, a.requester_person::text, canonical_instant(e.recorded_at), e.actor, e.person_id::text,
        encode(e.content_hash, 'hex'), e.voucher_type, e.voucher_year::text, e.voucher_no::text, e.log_no::text));
    e.hash := v_seal.hash;
    INSERT INTO adjustment_events SELECT e.*;
END $function$;

CREATE OR REPLACE FUNCTION public.add_checkpoint(p_fund integer, p_log_no bigint, p_log_hash bytea, p_trial_digest bytea, p_made_at timestamp with time zone, p_tree_size integer, p_tree_index integer, p_tree_head bytea, p_tree_path bytea[], p_public_key bytea, p_signature bytea)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM lock_checkpoints();
    IF NOT EXISTS (SELECT FROM sealed_records WHERE fund_id = p_fund AND log_no = p_log_no AND hash = p_log_hash) THEN
        PERFORM refuse('checkpoint_of_the_log', format('Record %s of the log has another hash.', p_log_no));
    END IF;
    INSERT INTO checkpoints (fund_id, log_no, log_hash, trial_digest, made_at, tree_size, tree_index, tree_head, tree_path, public_key, signature)
    VALUES (p_fund, p_log_no, p_log_hash, p_trial_digest, p_made_at, p_tree_size, p_tree_index, p_tree_head, p_tree_path, p_public_key, p_signature)
    ON CONFLICT (fund_id, log_no) DO NOTHING;
END $function$;
GRANT EXECUTE ON FUNCTION add_checkpoint TO fundledger_app;

CREATE OR REPLACE FUNCTION public.add_child_event(e child_events)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
DECLARE v_unit int := (SELECT unit_id FROM beneficiaries WHERE beneficiary_code = e.beneficiary_code); c child_events;
BEGIN
    PERFORM require_role_for_unit(v_unit, 'commune_officer', 'fund_accountant');
    PERFORM lock_fund(fund_of_unit(v_unit));
    SELECT unit_id INTO e.from_unit FROM beneficiaries WHERE beneficiary_code = e.beneficiary_code FOR UPDATE;
    IF e.from_unit <> v_unit THEN PERFORM refuse_child_event('The child has moved meanwhile.'); END IF;
    PERFORM require_child_event_possible(e);
    IF e.event = 'corrected' THEN
        SELECT * INTO c FROM child_events WHERE event_no = e.cancels_event_no AND beneficiary_code = e.beneficiary_code;
        IF c.event IS NULL OR c.event IN ('moved', 'carer_changed', 'corrected', 'merged', 'told_apart') OR c.class_code = 'protected'
                OR c.event_no = (SELECT min(event_no) FROM child_events WHERE beneficiary_code = e.beneficiary_code) THEN
            PERFORM refuse_child_event('This event is not corrected so: a move or a carer is followed by another, a registration stays.');
        END IF;
        PERFORM undo_group_event(c);
    END IF;
    PERFORM apply_group_event(e);
    INSERT INTO child_events (beneficiary_code, event, happened_on, from_unit, to_unit, class_code, privacy_tier, subgroup_no, reason,
        evidence_kind, evidence_number, evidence_date, cancels_event_no, recorded_at, recorded_by)
    VALUES (e.beneficiary_code, e.event, e.happened_on, e.from_unit, e.to_unit, e.class_code, e.privacy_tier, e.subgroup_no, btrim(e.reason),
        nullif(btrim(e.evidence_kind), ''), nullif(btrim(e.evidence_number), ''), e.evidence_date, e.cancels_event_no, ledger_now(), acting_user())
    RETURNING event_no INTO e.event_no;
    RETURN e.event_no;
END $function$;

CREATE OR REPLACE FUNCTION public.add_disbursement_event(p_fund integer, p_id bigint, p_event text, p_reason text, p_step disbursement_steps DEFAULT NULL::disbursement_steps)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
    e disbursement_events;
    v_seal record;
BEGIN
    IF p_event = 'requested' THEN
        PERFORM freeze_steps(p_fund, p_id);
        SELECT min(s.ladder_no), min(s.judged_sum), count(*) INTO e.ladder_no, e.judged_sum, e.step_count FROM disbursement_steps s
        WHERE s.fund_id = p_fund AND s.disbursement_id = p_id;
    END IF;
    e.fund_id := p_fund; e.disbursement_id := p_id; e.event := p_event; e.recorded_at := ledger_now(); e.actor := acting_user();
    e.person_id := acting_person(); e.hash_version := 2;
    e.content_hash := coalesce(requested_content_hash(p_fund, p_id), disbursement_content_hash(p_fund, p_id));
    e.step := p_step.step; e.level_code := p_step.level_code; e.in_name_of := p_step.in_name_of; e.in_name_person := p_step.in_name_person;
    IF p_reason IS NOT NULL THEN
        e.reason := p_reason;
        e.reason_salt := substr(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 1, 16);
        e.reason_commitment := commitment_of(e.reason_salt, p_reason);
    END IF;
    e.log_no := (SELECT log_no + 1 FROM fund_heads WHERE fund_id = p_fund);
    SELECT * INTO v_seal FROM seal(p_fund, canonical('decision', '2', p_fund::text, p_id::text, p_event, canonical_instant(e.recorded_at),
        e.actor, e.person_id::text, encode(e.content_hash, 'hex'), encode(e.reason_commitment, 'hex'), e.step::text, e.level_code, e.in_name_of,
        e.in_name_person::text, e.ladder_no::text, e.judged_sum::text, e.step_count::text,
        e.log_no::text));
    e.hash := v_seal.hash;
    INSERT INTO disbursement_events (fund_id, disbursement_id, event, recorded_at, actor, person_id, content_hash, reason, reason_salt,
        reason_commitment, hash_version, log_no, hash, step, level_code, in_name_of, in_name_person, ladder_no, judged_sum, step_count)
    VALUES (e.fund_id, e.disbursement_id, e.event, e.recorded_at, e.actor, e.person_id, e.content_hash, e.reason, e.reason_salt,
        e.reason_commitment, e.hash_version, e.log_no, e.hash, e.step, e.level_code, e.in_name_of, e.in_name_person,
        e.ladder_no, e.judged_sum, e.step_count);
END $function$;

CREATE OR REPLACE FUNCTION public.add_finding(p_fund integer, p_subject text, p_reference text, p_said text)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
DECLARE v_no int := 1 + coalesce((SELECT max(finding_no) FROM findings WHERE fund_id = p_fund), 0);
BEGIN
    INSERT INTO findings VALUES (p_fund, v_no, p_subject, p_reference, p_said, ledger_now(), acting_user(), acting_person());
    RETURN v_no;
END $function$;

CREATE OR REPLACE FUNCTION public.add_finding_step(p_fund integer, p_no integer, p_step text, p_said text, p_file text, p_media_type text, p_content bytea)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
DECLARE v_no int := 1 + (SELECT count(*) FROM finding_steps WHERE fund_id = p_fund AND finding_no = p_no);
BEGIN
    INSERT INTO finding_steps VALUES (p_fund, p_no, v_no, p_step, p_said, p_file, p_media_type, p_content, ledger_now(), acting_user(), acting_person());
    RETURN v_no;
END $function$;

CREATE OR REPLACE FUNCTION public.add_goods_item(p_fund integer, p_name text, p_measure text)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE v_no int;
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant', 'cashier');
    PERFORM lock_fund(p_fund);
    v_no := (SELECT coalesce(max(item_no), 0) + 1 FROM goods_items WHERE fund_id = p_fund);
    INSERT INTO goods_items VALUES (p_fund, v_no, btrim(p_name), btrim(p_measure), ledger_now(), acting_user());
    RETURN v_no;
END $function$;
GRANT EXECUTE ON FUNCTION add_goods_item TO fundledger_app;

CREATE OR REPLACE FUNCTION public.add_goods_move(p_fund integer, p_paper bigint, p_lot integer, p_kind text, p_quantity bigint, p_unit bigint, p_value bigint, p_date date, p_entry bigint, p_disbursement bigint DEFAULT NULL::bigint, p_line integer DEFAULT NULL::integer, p_reverses bigint DEFAULT NULL::bigint)
 RETURNS void
 LANGUAGE sql
AS $function$
    INSERT INTO goods_moves
    SELECT p_fund, coalesce(max(move_no), 0) + 1, p_paper, p_lot, p_kind, p_quantity, p_unit, p_value, p_date, p_entry, p_disbursement, p_line, p_reverses
    FROM goods_moves WHERE fund_id = p_fund
$function$;

CREATE OR REPLACE FUNCTION public.add_goods_paper(v vouchers, p_kind text)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
DECLARE v_no bigint := (SELECT coalesce(max(paper_no), 0) + 1 FROM goods_papers WHERE fund_id = v.fund_id);
BEGIN
    INSERT INTO goods_papers VALUES (v.fund_id, v_no, p_kind, v.voucher_type, v.voucher_year, v.voucher_no);
    RETURN v_no;
END $function$;

CREATE OR REPLACE FUNCTION public.add_institution(p_fund integer, p_unit integer, p_name text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE v_code text := (SELECT 'CS-' || lpad(n::text, greatest(4, length(n::text)), '0') FROM nextval('institution_numbers') n);
BEGIN
    PERFORM require_role(p_fund, 'commune_officer', 'fund_accountant');
    IF NOT p_unit = ANY (units_of_fund(p_fund)) THEN PERFORM refuse('institution_in_scope', 'A fund supports institutions of its own area.'); END IF;
    INSERT INTO institutions VALUES (v_code, p_fund, p_unit, p_name, ledger_now(), acting_user());
    RETURN v_code;
END $function$;
GRANT EXECUTE ON FUNCTION add_institution TO fundledger_app;

CREATE OR REPLACE FUNCTION public.add_order_step(p_fund integer, p_order integer, p_step text, p_reason text DEFAULT NULL::text)
 RETURNS void
 LANGUAGE sql
AS $function$
    INSERT INTO payment_order_steps
    SELECT p_fund, p_order, (SELECT coalesce(max(step_no), 0) + 1 FROM payment_order_steps WHERE fund_id = p_fund AND order_no = p_order), p_step,
        acting_user(), acting_person(), ledger_now(), btrim(p_reason)
$function$;

CREATE OR REPLACE FUNCTION public.add_period_event(p_fund integer, p_month date, p_event text, p_answers bigint, p_content_hash bytea, p_reason text)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
DECLARE
    e period_events;
    v_seal record;
BEGIN
    e.fund_id := p_fund; e.month := p_month; e.event := p_event; e.recorded_at := ledger_now(); e.actor := acting_user();
    e.person_id := acting_person(); e.answers := p_answers; e.content_hash := p_content_hash; e.hash_version := 1;
    e.answered_person := (SELECT q.person_id FROM period_events q WHERE q.fund_id = p_fund AND q.log_no = p_answers);
    IF p_reason IS NOT NULL THEN
        e.reason := p_reason;
        e.reason_salt := substr(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 1, 16);
        e.reason_commitment := commitment_of(e.reason_salt, p_reason);
    END IF;
    e.log_no := (SELECT h.log_no + 1 FROM fund_heads h WHERE h.fund_id = p_fund);
    SELECT * INTO v_seal FROM seal(p_fund, canonical('period', '1', p_fund::text, canonical_date(p_month), p_event,
        canonical_instant(e.recorded_at), e.actor, e.person_id::text, p_answers::text, e.answered_person::text,
        encode(p_content_hash, 'hex'), encode(e.reason_commitment, 'hex'), e.log_no::text));
    e.hash := v_seal.hash;
    INSERT INTO period_events SELECT e.*;
    RETURN e.log_no;
END $function$;

CREATE OR REPLACE FUNCTION public.add_pool_transfer_event(t pool_transfers, p_event text, p_reason text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
    e pool_transfer_events;
    v_seal record;
BEGIN
    e.fund_id := t.fund_id; e.transfer_id := t.transfer_id; e.event := p_event; e.recorded_at := ledger_now(); e.actor := acting_user();
    e.person_id := acting_person(); e.content_hash := pool_transfer_content_hash(t); e.hash_version := 1;
    IF p_reason IS NOT NULL THEN
        e.reason := p_reason;
        e.reason_salt := substr(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 1, 16);
        e.reason_commitment := commitment_of(e.reason_salt, p_reason);
    END IF;
    e.log_no := (SELECT h.log_no + 1 FROM fund_heads h WHERE h.fund_id = t.fund_id);
    SELECT * INTO v_seal FROM seal(t.fund_id, canonical('transfer', '1', t.fund_id::text, t.transfer_id::text, p_event,
        canonical_instant(e.recorded_at), e.actor, e.person_id::text, encode(e.content_hash, 'hex'), encode(e.reason_commitment, 'hex'),
        e.log_no::text));
    e.hash := v_seal.hash;
    INSERT INTO pool_transfer_events SELECT e.*;
END $function$;

CREATE OR REPLACE FUNCTION public.add_report_freeze(r report_freezes)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
BEGIN
    PERFORM lock_fund(r.fund_id);
    r.freeze_no := 1 + (SELECT count(*) FROM report_freezes WHERE fund_id = r.fund_id);
    SELECT h.log_no, h.log_hash INTO r.log_no, r.log_hash FROM fund_heads h WHERE h.fund_id = r.fund_id;
    r.digest := sha256(convert_to(r.figures, 'UTF8'));
    r.frozen_at := ledger_now(); r.frozen_by := acting_user(); r.person_id := acting_person();
    r.frame_no := report_frame_on(r.fund_id, business_today());
    INSERT INTO report_freezes SELECT r.*;
    RETURN r.freeze_no;
END $function$;

CREATE OR REPLACE FUNCTION public.adjustment_as_decided()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
 SET enable_seqscan TO 'off'
AS $function$
BEGIN
    IF (SELECT (a.account_codes, a.pool_ids, a.sides, a.amounts, a.adjusted_on) FROM adjustment_events e JOIN adjustments a USING (fund_id, adjustment_id)
        WHERE e.fund_id = NEW.fund_id AND e.event = 'posted' AND e.voucher_type = NEW.voucher_type AND e.voucher_year = NEW.voucher_year
            AND e.voucher_no = NEW.voucher_no)
       IS DISTINCT FROM (SELECT (array_agg(p.account_code ORDER BY p.line), array_agg(p.pool_id ORDER BY p.line), array_agg(p.side ORDER BY p.line),
            array_agg(p.amount ORDER BY p.line), NEW.entry_date) FROM postings p
        WHERE p.fund_id = NEW.fund_id AND p.book = NEW.book AND p.entry_no = NEW.entry_no) THEN
        PERFORM refuse('adjustment_as_decided', 'An adjusting entry posts the lines of an adjustment that was decided.');
    END IF;
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.adjustment_content_hash(a adjustments)
 RETURNS bytea
 LANGUAGE sql
 STABLE
AS $function$
    SELECT sha256(canonical('adjustment', a.fund_id::text, a.adjustment_id::text, canonical_date(a.adjusted_on), a.total::text,
            a.changes_balance::text, encode(a.reason_commitment, 'hex'), a.requester, a.requester_person::text)
        || (SELECT string_agg(canonical(i::text, x.account, x.pool::text, x.side, x.amount::text), ''::bytea ORDER BY i)
            FROM unnest(a.account_codes, a.pool_ids, a.sides, a.amounts) WITH ORDINALITY x(account, pool, side, amount, i)))
$function$;

CREATE OR REPLACE FUNCTION public.adjustment_possible()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    IF cardinality(NEW.account_codes) < 2 THEN PERFORM refuse('adjustment_two_lines', 'An adjustment has at least two lines.'); END IF;
    IF EXISTS (SELECT FROM unnest(NEW.amounts) a WHERE a IS NULL OR a <= 0) THEN
        PERFORM refuse('adjustment_amount_positive', 'Each line has an amount above zero.');
    END IF;
    IF EXISTS (SELECT FROM unnest(NEW.amounts) a WHERE a > 1000000000000) THEN
        PERFORM refuse('adjustment_amount_in_range', 'A line is above 1.000.000.000.000 đồng.');
    END IF;
    IF EXISTS (SELECT FROM unnest(NEW.account_codes) c LEFT JOIN adjustable_accounts a ON a.account_code = c WHERE a.is_allowed IS NOT TRUE) THEN
        PERFORM refuse('adjustment_account_allowed', 'An account is not written to by hand.');
    END IF;
    IF EXISTS (SELECT FROM unnest(NEW.pool_ids) p LEFT JOIN pools l ON l.fund_id = NEW.fund_id AND l.pool_id = p WHERE l.pool_id IS NULL) THEN
        PERFORM refuse('adjustment_pool_of_fund', 'A line names a pool that the fund does not have.');
    END IF;
    IF EXISTS (SELECT FROM unnest(NEW.account_codes, NEW.pool_ids) x(account, pool) JOIN pools l ON l.fund_id = NEW.fund_id AND l.pool_id = x.pool
               WHERE x.account = 'fund_balance' AND l.source_kind <> 'interest') THEN
        PERFORM refuse('adjustment_of_interest_only', 'By hand only the balance of a pool of bank interest changes; the others are their givers''.');
    END IF;
    IF (SELECT sum(posting_signed(s, a)) FROM unnest(NEW.sides, NEW.amounts) x(s, a)) <> 0 THEN
        PERFORM refuse('journal_entry_balanced', 'Debits equal credits.');
    END IF;
    IF EXISTS (SELECT FROM unnest(NEW.pool_ids, NEW.sides, NEW.amounts) x(pool, s, a) GROUP BY pool HAVING sum(posting_signed(s, a)) <> 0) THEN
        PERFORM refuse('money_keeps_its_pool', 'Debits equal credits in each pool: money changes its pool by a pool transfer only.');
    END IF;
    IF NEW.changes_balance <> ('fund_balance' = ANY (NEW.account_codes))
       OR NEW.total <> (SELECT sum(a) FROM unnest(NEW.sides, NEW.amounts) x(s, a) WHERE s = 'debit') THEN
        PERFORM refuse('adjustment_adds_up', 'The head of an adjustment says what its lines say.');
    END IF;
    RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.adopt_ladder(p_fund integer, p_ladder integer)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM require_role(p_fund, 'approver');
    PERFORM lock_fund(p_fund);
    UPDATE approval_ladders SET status = 'adopted', valid_from = greatest(valid_from, business_today()), decider = acting_user(),
        decider_person = acting_person(), decided_at = ledger_now()
    WHERE fund_id = p_fund AND ladder_no = p_ladder AND status = 'proposed';
    IF NOT FOUND THEN PERFORM refuse('ladder_moves_forward', 'The ladder does not wait for a decision.'); END IF;
END $function$;
GRANT EXECUTE ON FUNCTION adopt_ladder TO fundledger_app;

CREATE OR REPLACE FUNCTION public.advance_officers(p_fund integer)
 RETURNS TABLE(user_name text, display_name text, person_id bigint)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT a.* FROM advance_officers_of(p_fund) a WHERE p_fund = ANY (readable_funds())
$function$;
GRANT EXECUTE ON FUNCTION advance_officers TO fundledger_app;

CREATE OR REPLACE FUNCTION public.advance_officers_of(p_fund integer)
 RETURNS TABLE(user_name text, display_name text, person_id bigint)
 LANGUAGE sql
 STABLE
AS $function$
    SELECT DISTINCT u.user_name, u.display_name, u.person_id
    FROM funds f JOIN user_roles r USING (fund_id) JOIN users u USING (user_name)
    WHERE f.unit_id = ANY ((SELECT units_of_fund(p_fund))::int[]) AND r.role = 'commune_officer' AND u.disabled_at IS NULL
$function$;

CREATE OR REPLACE FUNCTION public.alike_receipts(p_fund integer, p_names text[], p_amounts bigint[], p_date date, p_references text[])
 RETURNS TABLE(place bigint, vouchers text)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
 SET enable_seqscan TO 'off'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
BEGIN
    IF NOT actor_has_role(p_fund, 'fund_accountant') THEN RETURN; END IF;
    RETURN QUERY SELECT u.place, l.vouchers FROM unnest(p_names, p_amounts, p_references) WITH ORDINALITY u(name, amount, reference, place)
        CROSS JOIN LATERAL (SELECT string_agg(a.voucher, ', ') AS vouchers FROM receipts_like(p_fund, u.name, u.amount, p_date, u.reference) a) l
        WHERE l.vouchers IS NOT NULL ORDER BY u.place;
END $function$;
GRANT EXECUTE ON FUNCTION alike_receipts TO fundledger_app;

CREATE OR REPLACE FUNCTION public.answer_due(p_fund integer, p_due integer, p_freeze integer, p_document text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant');
    PERFORM lock_fund(p_fund);
    INSERT INTO report_answers VALUES (p_fund, p_due, p_freeze, nullif(btrim(p_document), ''), ledger_now(), acting_user());
END $function$;
GRANT EXECUTE ON FUNCTION answer_due TO fundledger_app;

CREATE OR REPLACE FUNCTION public.answer_finding(p_fund integer, p_no integer, p_said text, p_file text, p_media_type text, p_content bytea)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant', 'approver');
    PERFORM lock_fund(p_fund);
    RETURN add_finding_step(p_fund, p_no, 'answered', p_said, p_file, p_media_type, p_content);
END $function$;
GRANT EXECUTE ON FUNCTION answer_finding TO fundledger_app;

CREATE OR REPLACE FUNCTION public.answer_identity(p_code text, p_request bigint, p_granted boolean, p_reason text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE r identity_requests;
BEGIN
    PERFORM require_role_for_unit((SELECT unit_id FROM beneficiaries WHERE beneficiary_code = p_code), 'approver');
    SELECT * INTO r FROM identity_requests WHERE request_no = p_request AND beneficiary_code = p_code FOR UPDATE;
    IF NOT FOUND OR EXISTS (SELECT FROM identity_answers WHERE request_no = p_request) THEN
        PERFORM refuse('identity_request_waits', 'There is no such request that still waits.');
    END IF;
    INSERT INTO identity_answers VALUES (p_request, r.requester_person, p_granted, acting_user(), acting_person(), ledger_now(),
        ledger_now() + CASE WHEN p_granted THEN interval '30 minutes' ELSE interval '0' END);
    PERFORM write_identity_step(p_code, btrim(p_reason), CASE WHEN r.purpose = 'open' AND p_granted THEN 'granted' WHEN r.purpose = 'open' THEN 'refused'
        WHEN p_granted THEN 'erased' ELSE 'erasure_refused' END);
    IF r.purpose = 'erase' AND p_granted THEN
        DELETE FROM identity_vault WHERE beneficiary_code = p_code;
        DELETE FROM carers WHERE beneficiary_code = p_code;
    END IF;
    RETURN r.purpose;
END $function$;
GRANT EXECUTE ON FUNCTION answer_identity TO fundledger_app;

CREATE OR REPLACE FUNCTION public.answer_request(p_fund integer, p_key uuid, p_answer jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
 SET enable_seqscan TO 'off'
AS $function$
BEGIN
    UPDATE request_keys SET answer = p_answer WHERE fund_id = p_fund AND request_key = p_key AND answer IS NULL AND recorded_by = acting_user();
    IF NOT FOUND THEN PERFORM refuse('answered_once', 'The key is not claimed by this user, or has its answer.'); END IF;
END $function$;
GRANT EXECUTE ON FUNCTION answer_request TO fundledger_app;

CREATE OR REPLACE FUNCTION public.append_only()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
    RAISE EXCEPTION USING MESSAGE = format('%s is append-only: %s is refused.', TG_TABLE_NAME, TG_OP),
        ERRCODE = 'object_not_in_prerequisite_state', CONSTRAINT = 'append_only';
END $function$;

CREATE OR REPLACE FUNCTION public.apply_group_event(e child_events)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
    IF e.event = 'group_added' THEN
        IF EXISTS (SELECT FROM beneficiary_classes c WHERE c.beneficiary_code = e.beneficiary_code AND c.class_code = e.class_code
                   AND (c.valid_to IS NULL OR c.valid_to >= e.happened_on)) THEN
            -- Who was of a sealed group once stays protected, so that the end of it tells nothing.
            IF e.class_code = 'protected' THEN RETURN; END IF;
            PERFORM refuse_child_event(format('%s is of group %s on that day already.', e.beneficiary_code, e.class_code));
        END IF;
        INSERT INTO beneficiary_classes (beneficiary_code, class_code, privacy_tier, valid_from, subgroup_no, evidence_kind, evidence_number,
            evidence_date)
        VALUES (e.beneficiary_code, e.class_code, e.privacy_tier, e.happened_on, e.subgroup_no, e.evidence_kind, e.evidence_number,
            e.evidence_date);
    ELSIF e.event = 'group_ended' AND e.class_code <> 'protected' THEN
        UPDATE beneficiary_classes c SET valid_to = e.happened_on - 1
        WHERE c.beneficiary_code = e.beneficiary_code AND c.class_code = e.class_code AND c.valid_to IS NULL AND c.valid_from < e.happened_on;
        IF NOT FOUND THEN PERFORM refuse_child_event(format('%s is not of group %s before that day.', e.beneficiary_code, e.class_code)); END IF;
    END IF;
END $function$;

CREATE OR REPLACE FUNCTION public.approval_hands(p_fund integer)
 RETURNS TABLE(level_code text, user_name text, person_id bigint, in_name_of text, in_name_person bigint)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT h.* FROM approval_hands_of(p_fund) h WHERE p_fund = ANY (readable_funds())
$function$;
GRANT EXECUTE ON FUNCTION approval_hands TO fundledger_app;

CREATE OR REPLACE FUNCTION public.approval_hands_of(p_fund integer)
 RETURNS TABLE(level_code text, user_name text, person_id bigint, in_name_of text, in_name_person bigint)
 LANGUAGE sql
 STABLE
AS $function$
    WITH approvers AS (
        SELECT u.user_name, u.person_id FROM users u JOIN user_roles r USING (user_name)
        WHERE r.fund_id = p_fund AND r.role = 'approver' AND u.disabled_at IS NULL),
    -- A level that the newest ladder no longer has is still held by those of the last one that had it.
    levels AS (
        SELECT DISTINCT ON (s.level_code) s.level_code, s.ladder_no, s.step FROM approval_steps s JOIN approval_ladders l USING (fund_id, ladder_no)
        WHERE s.fund_id = p_fund AND l.status = 'adopted' AND l.valid_from <= business_today()
        ORDER BY s.level_code, l.valid_from DESC, l.ladder_no DESC),
    holders AS (
        SELECT l.level_code, a.user_name, a.person_id FROM levels l
        JOIN approval_step_holders h ON h.fund_id = p_fund AND h.ladder_no = l.ladder_no AND h.step = l.step JOIN approvers a USING (user_name))
    SELECT h.level_code, h.user_name, h.person_id, h.user_name, h.person_id FROM holders h
    UNION ALL
    SELECT d.level_code, a.user_name, a.person_id, d.holder, d.holder_person
    FROM approval_delegations d JOIN approvers a ON a.user_name = d.delegate
    JOIN holders h ON h.level_code = d.level_code AND h.user_name = d.holder
    WHERE d.fund_id = p_fund AND d.days @> business_today() AND d.ended_at IS NULL
$function$;

CREATE OR REPLACE FUNCTION public.approve_adjustment(p_fund integer, p_id bigint, p_key uuid, p_content_hash bytea, OUT voucher_year smallint, OUT voucher_no integer, OUT entry_no bigint)
 RETURNS record
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE a adjustments;
BEGIN
    PERFORM require_role(p_fund, 'approver');
    PERFORM lock_fund(p_fund);
    SELECT * INTO a FROM adjustments t WHERE t.fund_id = p_fund AND t.adjustment_id = p_id AND t.content_hash = p_content_hash
        AND t.content_hash = adjustment_content_hash(t)
        AND NOT EXISTS (SELECT FROM adjustment_events e WHERE e.fund_id = p_fund AND e.adjustment_id = p_id AND e.event <> 'requested');
    IF NOT FOUND THEN PERFORM refuse('decision_on_what_was_seen', 'The adjustment is not waiting, or is not what the approver saw.'); END IF;
    SELECT p.voucher_year, p.voucher_no, p.entry_no INTO voucher_year, voucher_no, entry_no FROM post_adjustment(a, p_key) p;
END $function$;
GRANT EXECUTE ON FUNCTION approve_adjustment TO fundledger_app;

CREATE OR REPLACE FUNCTION public.approve_disbursement(p_fund integer, p_id bigint, p_content_hash bytea, p_unrelated boolean)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
    s disbursement_steps;
    v_left int;
BEGIN
    PERFORM require_role(p_fund, 'approver');
    PERFORM lock_fund(p_fund);
    IF NOT coalesce(p_unrelated, false) THEN
        PERFORM refuse('approver_is_unrelated', 'Who is related to somebody who gets or takes the money does not approve.');
    END IF;
    IF NOT EXISTS (SELECT FROM disbursements d WHERE d.fund_id = p_fund AND d.disbursement_id = p_id AND d.status = 'requested'
                   AND requested_content_hash(p_fund, p_id) = p_content_hash) THEN
        PERFORM refuse('decision_on_what_was_seen', 'The request is not waiting, or is not what the approver saw.');
    END IF;
    s := step_to_take(p_fund, p_id);
    UPDATE disbursement_steps SET decided_by = s.decided_by, decided_person = s.decided_person, in_name_of = s.in_name_of,
        in_name_person = s.in_name_person
    WHERE fund_id = p_fund AND disbursement_id = p_id AND step = s.step;
    v_left := (SELECT count(*) FROM disbursement_steps WHERE fund_id = p_fund AND disbursement_id = p_id AND decided_by IS NULL);
    IF v_left = 0 THEN
        UPDATE disbursements SET status = 'approved', approver = acting_user(), approver_person = acting_person()
        WHERE fund_id = p_fund AND disbursement_id = p_id;
    END IF;
    PERFORM add_disbursement_event(p_fund, p_id, CASE v_left WHEN 0 THEN 'approved' ELSE 'step_approved' END, NULL, s);
    RETURN v_left;
END $function$;
GRANT EXECUTE ON FUNCTION approve_disbursement TO fundledger_app;

CREATE OR REPLACE FUNCTION public.approve_goods_loss(p_fund integer, p_loss integer, p_key uuid, OUT voucher_year smallint, OUT voucher_no integer)
 RETURNS record
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
    x goods_losses;
    b goods_balances;
    v vouchers;
    v_paper bigint;
    v_entry bigint;
BEGIN
    PERFORM require_role(p_fund, 'approver');
    PERFORM lock_fund(p_fund);
    SELECT * INTO x FROM goods_losses WHERE fund_id = p_fund AND loss_no = p_loss AND status = 'asked';
    IF NOT FOUND THEN PERFORM refuse('goods_loss_moves_forward', 'The loss is not waiting.'); END IF;
    SELECT * INTO b FROM goods_balances WHERE fund_id = p_fund AND lot_no = x.lot_no;
    v.fund_id := p_fund; v.voucher_type := 'PX'; v.voucher_date := business_today(); v.money_account := 'goods'; v.pool_id := b.pool_id;
    v.amount := x.quantity * b.unit_value;
    v := write_voucher(v, NULL, NULL, x.reason, concat_ws(', ', x.minutes_number, to_char(x.minutes_date, 'DD/MM/YYYY')));
    v_paper := add_goods_paper(v, 'loss');
    IF v.amount > 0 THEN
        v_entry := (post_entries(entry_of(v, 'goods_loss', p_key), ARRAY[posting_line(1, 1, 'goods_balance', b.pool_id, 'debit', v.amount),
            posting_line(1, 2, 'goods', b.pool_id, 'credit', v.amount)]))[1];
    END IF;
    PERFORM add_goods_move(p_fund, v_paper, x.lot_no, 'lost', -x.quantity, b.unit_value, -v.amount, v.voucher_date, v_entry);
    PERFORM seal_goods_paper(p_fund, v_paper);
    UPDATE goods_losses SET status = 'approved', decider = acting_user(), decider_person = acting_person(), decided_on = business_today(),
        paper_no = v_paper
    WHERE fund_id = p_fund AND loss_no = p_loss;
    voucher_year := v.voucher_year; voucher_no := v.voucher_no;
END $function$;
GRANT EXECUTE ON FUNCTION approve_goods_loss TO fundledger_app;

CREATE OR REPLACE FUNCTION public.approve_reopening(p_fund integer, p_request bigint)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE v_month date;
BEGIN
    PERFORM require_role(p_fund, 'approver');
    PERFORM lock_fund(p_fund);
    SELECT month INTO v_month FROM period_events WHERE fund_id = p_fund AND log_no = p_request AND event = 'reopen_requested';
    IF NOT FOUND THEN PERFORM refuse('answer_names_its_question', 'There is no such request.'); END IF;
    PERFORM require_reopenable(p_fund, v_month);
    PERFORM add_period_event(p_fund, v_month, 'reopened', p_request, NULL, NULL);
    UPDATE period_states s SET closed_through = (SELECT max(month_end(c.month)) FROM closed_periods c
        WHERE c.fund_id = p_fund AND c.month < v_month) WHERE s.fund_id = p_fund;
END $function$;
GRANT EXECUTE ON FUNCTION approve_reopening TO fundledger_app;

CREATE OR REPLACE FUNCTION public.approve_transfer(p_fund integer, p_id bigint, p_key uuid, p_content_hash bytea, OUT status text, OUT voucher_year smallint, OUT voucher_no integer)
 RETURNS record
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
    t pool_transfers;
    v vouchers;
BEGIN
    PERFORM require_role(p_fund, 'approver');
    PERFORM lock_fund(p_fund);
    SELECT * INTO t FROM pool_transfers x WHERE x.fund_id = p_fund AND x.transfer_id = p_id AND x.status IN ('requested', 'approved');
    IF NOT FOUND OR pool_transfer_content_hash(t) IS DISTINCT FROM p_content_hash THEN
        PERFORM refuse('decision_on_what_was_seen', 'The transfer is not waiting, or is not what the approver saw.');
    END IF;
    IF t.status = 'requested' THEN
        UPDATE pool_transfers x SET status = 'approved', approver = acting_user(), approver_person = acting_person()
        WHERE x.fund_id = p_fund AND x.transfer_id = p_id;
        PERFORM add_pool_transfer_event(t, 'approved', NULL);
        status := 'approved';
        RETURN;
    END IF;
    v.fund_id := p_fund; v.voucher_type := 'DC'; v.voucher_date := business_today(); v.amount := t.amount;
    v.money_account := t.money_account; v.pool_id := t.from_pool;
    v := write_voucher(v, NULL, NULL, t.reason, concat_ws(', ', t.decision_number, to_char(t.decision_date, 'DD/MM/YYYY')));
    UPDATE pool_transfers x SET status = 'posted', poster = acting_user(), poster_person = acting_person(), voucher_type = 'DC',
        voucher_year = v.voucher_year, voucher_no = v.voucher_no
    WHERE x.fund_id = p_fund AND x.transfer_id = p_id;
    PERFORM post_entries(entry_of(v, 'transfer', p_key),
        ARRAY[posting_line(1, 1, 'fund_balance', t.from_pool, 'debit', t.amount), posting_line(1, 2, t.money_account, t.from_pool, 'credit', t.amount),
              posting_line(1, 3, t.money_account, t.to_pool, 'debit', t.amount), posting_line(1, 4, 'fund_balance', t.to_pool, 'credit', t.amount)]);
    PERFORM add_pool_transfer_event(t, 'posted', NULL);
    status := 'posted'; voucher_year := v.voucher_year; voucher_no := v.voucher_no;
END $function$;
GRANT EXECUTE ON FUNCTION approve_transfer TO fundledger_app;

CREATE OR REPLACE FUNCTION public.approved_for_order(p_fund integer, p_id bigint, p_on date)
 RETURNS disbursements
 LANGUAGE plpgsql
AS $function$
DECLARE d disbursements;
BEGIN
    SELECT x.* INTO d FROM disbursements x JOIN disbursement_events a USING (fund_id, disbursement_id)
    WHERE x.fund_id = p_fund AND x.disbursement_id = p_id AND x.status = 'approved' AND a.event = 'approved'
        AND p_on >= (a.recorded_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date;
    IF NOT FOUND THEN PERFORM refuse('paid_after_approval', 'The request is not approved, or the order is dated before it.'); END IF;
    IF requested_content_hash(p_fund, p_id) <> disbursement_content_hash(p_fund, p_id) THEN
        PERFORM refuse('paid_as_approved', 'What is to be paid is not what was approved.');
    END IF;
    IF p_on > business_today() THEN PERFORM refuse('not_in_the_future', 'An order is not dated in the future.'); END IF;
    PERFORM refuse_unless_open(p_fund, p_on, NULL);
    RETURN d;
END $function$;

CREATE OR REPLACE FUNCTION public.ask_goods_loss(p_fund integer, p_lot integer, p_quantity bigint, p_cause text, p_minutes_number text, p_minutes_date date, p_reason text)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE v_no int;
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant', 'cashier');
    PERFORM lock_fund(p_fund);
    v_no := (SELECT coalesce(max(loss_no), 0) + 1 FROM goods_losses WHERE fund_id = p_fund);
    INSERT INTO goods_losses (fund_id, loss_no, lot_no, quantity, cause, minutes_number, minutes_date, reason, asked_on, status, asker, asker_person)
    VALUES (p_fund, v_no, p_lot, p_quantity, p_cause, btrim(p_minutes_number), p_minutes_date, btrim(p_reason), business_today(), 'asked',
        acting_user(), acting_person());
    RETURN v_no;
END $function$;
GRANT EXECUTE ON FUNCTION ask_goods_loss TO fundledger_app;

CREATE OR REPLACE FUNCTION public.ask_identity(p_code text, p_purpose text, p_reason text)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE v_no bigint;
BEGIN
    PERFORM require_role_for_unit((SELECT unit_id FROM beneficiaries WHERE beneficiary_code = p_code), 'commune_officer');
    INSERT INTO identity_requests (beneficiary_code, purpose, reason, requester, requester_person, requested_at)
    VALUES (p_code, p_purpose, btrim(p_reason), acting_user(), acting_person(), ledger_now()) RETURNING request_no INTO v_no;
    PERFORM write_identity_step(p_code, btrim(p_reason), CASE p_purpose WHEN 'open' THEN 'asked' ELSE 'erasure_asked' END);
    RETURN v_no;
END $function$;
GRANT EXECUTE ON FUNCTION ask_identity TO fundledger_app;

CREATE OR REPLACE FUNCTION public.attach_later_paper(p_fund integer, p_id bigint, p_no integer, p_name text, p_media_type text, p_holder text, p_key_id text, p_content bytea)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant', 'commune_officer', 'cashier');
    PERFORM lock_fund(p_fund);
    IF p_no <> next_later_paper(p_fund, p_id) THEN
        PERFORM refuse('later_papers_in_order', 'Later papers are numbered one after the other.');
    END IF;
    INSERT INTO later_papers (fund_id, disbursement_id, paper_no, name_vi, media_type, holder, key_id, content, attached_at, attached_by)
    VALUES (p_fund, p_id, p_no, p_name, p_media_type, p_holder, p_key_id, p_content, ledger_now(), acting_user());
END $function$;
GRANT EXECUTE ON FUNCTION attach_later_paper TO fundledger_app;

CREATE OR REPLACE FUNCTION public.attach_norm_scan(p_fund integer, p_decision integer, p_name text, p_type text, p_content bytea)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant');
    PERFORM norm_of_fund(p_fund, p_decision, '{draft}');
    INSERT INTO norm_scans VALUES (p_decision, p_name, p_type, p_content, acting_user(), ledger_now())
    ON CONFLICT (decision_id) DO UPDATE SET file_name = p_name, media_type = p_type, content = p_content, attached_by = acting_user(),
        attached_at = ledger_now();
END $function$;
GRANT EXECUTE ON FUNCTION attach_norm_scan TO fundledger_app;

CREATE OR REPLACE FUNCTION public.attach_papers(p_fund integer, p_names text[], p_media_types text[], p_holder text, p_key_id text, p_contents bytea[], p_marks bytea[] DEFAULT NULL::bytea[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant', 'commune_officer');
    PERFORM lock_fund(p_fund);
    INSERT INTO request_papers (fund_id, disbursement_id, paper_no, name_vi, media_type, holder, key_id, content, mark)
    SELECT p_fund, coalesce((SELECT last_no FROM number_series WHERE fund_id = p_fund AND series = 'disbursement'), 0) + 1,
        i, u.name, u.media_type, p_holder, p_key_id, u.content, p_marks[i]
    FROM unnest(p_names, p_media_types, p_contents) WITH ORDINALITY u(name, media_type, content, i);
END $function$;
GRANT EXECUTE ON FUNCTION attach_papers TO fundledger_app;

CREATE OR REPLACE FUNCTION public.attach_signed_list(p_list text, p_order integer, p_scan uuid, p_line integer, p_media_type text, p_holder text, p_key_id text, p_content bytea)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
    o payment_orders := order_of(p_list, p_order);
    v_no int;
BEGIN
    IF NOT coalesce(keeps_signed(o), false) THEN
        PERFORM refuse('actor_has_role', 'The signed list is kept by who handed out, the cashier or the accountant.');
    END IF;
    PERFORM lock_fund(o.fund_id);
    v_no := coalesce((SELECT max(scan_no) FROM signed_lists WHERE fund_id = o.fund_id AND order_no = p_order), 0) + 1;
    INSERT INTO signed_lists (fund_id, order_no, scan_no, scan_id, line_no, media_type, holder, key_id, content, attached_at, attached_by)
    VALUES (o.fund_id, p_order, v_no, p_scan, p_line, p_media_type, p_holder, p_key_id, p_content, ledger_now(), acting_user());
    RETURN v_no;
END $function$;
GRANT EXECUTE ON FUNCTION attach_signed_list TO fundledger_app;

CREATE OR REPLACE FUNCTION public.attach_terms(p_fund integer, p_payee text, p_institution text, p_urgent_reason text, p_names text[], p_amounts bigint[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE v_next bigint;
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant', 'commune_officer');
    PERFORM lock_fund(p_fund);
    v_next := coalesce((SELECT last_no FROM number_series WHERE fund_id = p_fund AND series = 'disbursement'), 0) + 1;
    IF p_payee IS NOT NULL OR p_urgent_reason IS NOT NULL THEN
        INSERT INTO request_terms VALUES (p_fund, v_next, p_payee, p_institution, p_urgent_reason);
    END IF;
    INSERT INTO request_cofunders
    SELECT p_fund, v_next, i, u.name, u.amount FROM unnest(p_names, p_amounts) WITH ORDINALITY u(name, amount, i);
END $function$;
GRANT EXECUTE ON FUNCTION attach_terms TO fundledger_app;

CREATE OR REPLACE FUNCTION public.attest_statement(p_fund integer, p_month date, p_version integer, p_from date, p_digest bytea, p_note text)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE v_no int;
BEGIN
    PERFORM require_role(p_fund, 'auditor');
    PERFORM lock_fund(p_fund);
    v_no := 1 + coalesce((SELECT max(attestation_no) FROM attestations WHERE fund_id = p_fund), 0);
    INSERT INTO attestations VALUES (p_fund, v_no, p_month, p_version, p_from, p_digest, p_note, ledger_now(), acting_user(), acting_person());
    RETURN v_no;
END $function$;
GRANT EXECUTE ON FUNCTION attest_statement TO fundledger_app;

CREATE OR REPLACE FUNCTION public.attestation_sealed()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM record_reference(NEW.fund_id, 'attestation', NEW.attestation_no::text, ARRAY['attestation', NEW.fund_id::text,
        NEW.attestation_no::text, to_char(NEW.month, 'YYYY-MM-DD'), NEW.version::text, to_char(NEW.from_date, 'YYYY-MM-DD'),
        encode(NEW.digest, 'hex'), NEW.note, terms_instant(NEW.attested_at), NEW.attested_by, NEW.person_id::text]);
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.attester_had_no_part()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    IF EXISTS (SELECT FROM closed_periods c JOIN users u ON u.user_name = c.closed_by WHERE c.fund_id = NEW.fund_id AND u.person_id = NEW.person_id
            AND c.month BETWEEN date_trunc('month', NEW.from_date) AND NEW.month)
        OR EXISTS (SELECT FROM journal_entries e JOIN users u ON u.user_name = e.recorded_by WHERE e.fund_id = NEW.fund_id
            AND u.person_id = NEW.person_id AND e.entry_date BETWEEN NEW.from_date AND month_end(NEW.month))
        OR EXISTS (SELECT FROM journal_entries e JOIN disbursement_events d USING (fund_id, disbursement_id) WHERE e.fund_id = NEW.fund_id
            AND e.kind = 'disbursement' AND e.entry_date BETWEEN NEW.from_date AND month_end(NEW.month) AND d.person_id = NEW.person_id) THEN
        PERFORM refuse('attester_had_no_part', 'A statement is attested by somebody who had no part in what it counts.');
    END IF;
    RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.bank_reference_holder(p_fund integer, p_reference text)
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$
    SELECT v.voucher_type || '-' || v.voucher_year || '-' || lpad(v.voucher_no::text, greatest(5, length(v.voucher_no::text)), '0')
    FROM vouchers v WHERE v.fund_id = p_fund AND v.bank_reference = btrim(p_reference) AND btrim(p_reference) <> ''
        AND NOT EXISTS (SELECT FROM journal_entries e JOIN journal_entries r ON r.fund_id = e.fund_id AND r.book = e.book AND r.reverses_entry_no = e.entry_no
            WHERE e.fund_id = v.fund_id AND e.voucher_type = v.voucher_type AND e.voucher_year = v.voucher_year AND e.voucher_no = v.voucher_no)
    LIMIT 1
$function$;
GRANT EXECUTE ON FUNCTION bank_reference_holder TO fundledger_app;

CREATE OR REPLACE FUNCTION public.begin_import(p_fund integer, p_import uuid, p_list text, p_label text, p_hash bytea, p_size integer)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM require_role(p_fund, 'commune_officer');
    INSERT INTO imports VALUES (p_fund, p_import, p_list, btrim(p_label), p_hash, p_size, ledger_now(), acting_user());
END $function$;
GRANT EXECUTE ON FUNCTION begin_import TO fundledger_app;

CREATE OR REPLACE FUNCTION public.budget_due_back(p_fund integer, p_pool integer, p_date date)
 RETURNS bigint
 LANGUAGE sql
 STABLE
AS $function$
    WITH days AS (
        SELECT greatest(p.entry_date, p_date) AS day, -sum(posting_signed(p.side, p.amount)) AS due FROM postings p
        WHERE p.fund_id = p_fund AND p.pool_id = p_pool AND p.account_code = 'budget_returns' GROUP BY 1)
    SELECT coalesce(min(r.running), 0)::bigint FROM (
        SELECT sum(d.due) OVER (ORDER BY d.day) AS running
        FROM (SELECT day, due FROM days UNION ALL SELECT p_date, 0 WHERE NOT EXISTS (SELECT FROM days WHERE day = p_date)) d) r
$function$;
GRANT EXECUTE ON FUNCTION budget_due_back TO fundledger_app;

CREATE OR REPLACE FUNCTION public.business_today()
 RETURNS date
 LANGUAGE sql
 STABLE
AS $function$
    SELECT (ledger_now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
$function$;
GRANT EXECUTE ON FUNCTION business_today TO fundledger_app;
GRANT EXECUTE ON FUNCTION business_today TO fundledger_auditor;

CREATE OR REPLACE FUNCTION public.canary_never_kept()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM refuse('canary_never_kept', 'A planted fault is taken back before its run ends.');
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.cancel_payment_order(p_fund integer, p_order integer, p_reason text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM require_role(p_fund, 'cashier');
    IF length(btrim(coalesce(p_reason, ''))) < 5 THEN PERFORM refuse('reason_given', 'A cancelled order says why.'); END IF;
    PERFORM lock_fund(p_fund);
    UPDATE payment_order_lines l SET outcome = 'cancelled', paid = 0, ended_on = business_today()
    FROM payment_orders o WHERE l.fund_id = p_fund AND l.order_no = p_order AND o.fund_id = p_fund AND o.order_no = p_order AND o.status = 'prepared';
    PERFORM move_payment_order(p_fund, p_order, 'cancelled', 'prepared', 'cancelled', p_reason);
END $function$;
GRANT EXECUTE ON FUNCTION cancel_payment_order TO fundledger_app;

CREATE OR REPLACE FUNCTION public.canonical(VARIADIC p_fields text[])
 RETURNS bytea
 LANGUAGE sql
 STABLE
AS $function$
    SELECT substr(array_send(p_fields), 21)
$function$;

CREATE OR REPLACE FUNCTION public.canonical_date(p date)
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$
    SELECT to_char(p, 'YYYY-MM-DD')
$function$;

CREATE OR REPLACE FUNCTION public.canonical_instant(p timestamp with time zone)
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$
    SELECT ((extract(epoch FROM p) * 1000000)::bigint)::text
$function$;

CREATE OR REPLACE FUNCTION public.case_is_open(p_code text)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT EXISTS (SELECT FROM identity_requests r JOIN identity_answers a USING (request_no)
        WHERE r.beneficiary_code = p_code AND r.purpose = 'open' AND a.is_granted AND a.valid_until >= ledger_now()
            AND r.requester_person = (SELECT person_id FROM users WHERE user_name = acting_user()))
$function$;
GRANT EXECUTE ON FUNCTION case_is_open TO fundledger_app;

CREATE OR REPLACE FUNCTION public.case_is_told_right()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
 SET enable_seqscan TO 'off'
AS $function$
DECLARE v_given bigint; v_deducted bigint; v_institution text; v_guardian boolean;
BEGIN
    SELECT sum(amount) INTO v_given FROM request_cofunders WHERE fund_id = NEW.fund_id AND disbursement_id = NEW.disbursement_id;
    SELECT payee_institution, payee_kind = 'guardian' INTO v_institution, v_guardian
    FROM request_terms WHERE fund_id = NEW.fund_id AND disbursement_id = NEW.disbursement_id;
    IF v_given IS NULL AND NOT FOUND THEN RETURN NULL; END IF;
    SELECT other_aid INTO v_deducted FROM disbursement_lines WHERE fund_id = NEW.fund_id AND disbursement_id = NEW.disbursement_id
        AND NEW.line_count = 1;
    IF v_given IS NOT NULL AND v_given IS DISTINCT FROM v_deducted THEN
        PERFORM refuse('cofunders_add_up', 'What the others give is what the line deducts as other aid.');
    END IF;
    IF v_institution IS NOT NULL AND unit_of_recipient(NEW.fund_id, 'institution', v_institution) IS NULL THEN
        PERFORM refuse('payee_in_reach', 'A fund pays institutions of its own unit and its communes.');
    END IF;
    IF v_guardian AND NOT EXISTS (SELECT FROM disbursement_lines WHERE fund_id = NEW.fund_id AND disbursement_id = NEW.disbursement_id
            AND beneficiary_code IS NOT NULL) THEN
        PERFORM refuse('guardian_of_a_child', 'Only a child has a guardian to be paid.');
    END IF;
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.change_carer(p_code text, p_carer_no integer, p_on date, p_reason text, p_key_id text, p_nonce bytea, p_sealed bytea)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE e child_events;
BEGIN
    e.beneficiary_code := p_code; e.event := 'carer_changed'; e.happened_on := p_on; e.reason := p_reason;
    e.event_no := add_child_event(e);
    IF EXISTS (SELECT FROM carers WHERE beneficiary_code = p_code AND valid_from >= p_on) THEN
        PERFORM refuse_child_event('The present carer began on that day or later.');
    END IF;
    UPDATE carers SET valid_to = p_on - 1 WHERE beneficiary_code = p_code AND valid_to IS NULL;
    INSERT INTO carers VALUES (p_code, p_carer_no, p_on, NULL, p_key_id, p_nonce, p_sealed);
    RETURN e.event_no;
END $function$;
GRANT EXECUTE ON FUNCTION change_carer TO fundledger_app;

CREATE OR REPLACE FUNCTION public.change_payee(p_fund integer, p_order integer, p_line integer, p_name text, p_bank text, p_account text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM require_role(p_fund, 'cashier');
    PERFORM lock_fund(p_fund);
    IF NOT EXISTS (SELECT FROM payment_orders o WHERE o.fund_id = p_fund AND o.order_no = p_order AND o.way = 'bank_list' AND o.status = 'prepared') THEN
        PERFORM refuse('payee_frozen', 'The payee of a line does not change while its order is under way.');
    END IF;
    PERFORM write_payees(p_fund, p_order, ARRAY[p_line], ARRAY[p_name], ARRAY[p_bank], ARRAY[p_account]);
    PERFORM add_order_step(p_fund, p_order, 'payee_changed');
END $function$;
GRANT EXECUTE ON FUNCTION change_payee TO fundledger_app;

CREATE OR REPLACE FUNCTION public.check_below_zero(p_fund integer, p_month date)
 RETURNS TABLE(item text, target text, target_no text, on_date date, amount bigint)
 LANGUAGE sql
 STABLE
AS $function$
    SELECT d.item, d.target, d.item, min(d.day), min(d.running)::bigint
    FROM (SELECT l.code AS item, 'pool' AS target, x.day, sum(x.liquid) OVER (PARTITION BY x.pool_id ORDER BY x.day) AS running
          FROM pool_days x JOIN pools l USING (fund_id, pool_id) WHERE x.fund_id = p_fund AND x.day <= month_end(p_month)
          UNION ALL
          SELECT x.account_code, 'account', x.day, sum(x.change) OVER (PARTITION BY x.account_code ORDER BY x.day)
          FROM money_days x WHERE x.fund_id = p_fund AND x.day <= month_end(p_month)) d
    WHERE d.running < 0 GROUP BY d.item, d.target ORDER BY 1
$function$;

CREATE OR REPLACE FUNCTION public.check_budget_to_return(p_fund integer, p_month date)
 RETURNS TABLE(item text, target text, target_no text, on_date date, amount bigint)
 LANGUAGE sql
 STABLE
AS $function$
    SELECT o.item, o.target, o.target_no, o.on_date, -o.amount FROM account_left_open(p_fund, p_month, 'budget_returns') o
    WHERE extract(month FROM p_month) = 1
$function$;

CREATE OR REPLACE FUNCTION public.check_budget_undecided(p_fund integer, p_month date)
 RETURNS TABLE(item text, target text, target_no text, on_date date, amount bigint)
 LANGUAGE sql
 STABLE
AS $function$
    SELECT l.code, 'pool', l.pool_id::text, month_end(p_month), pool_liquid_on(p_fund, l.pool_id, month_end(p_month))
    FROM pools l JOIN source_kinds s USING (source_kind)
    WHERE l.fund_id = p_fund AND s.is_budget AND extract(month FROM p_month) = 12
        AND pool_liquid_on(p_fund, l.pool_id, month_end(p_month)) <> coalesce((
            SELECT CASE d.outcome WHEN 'carried' THEN d.amount ELSE 0 END FROM year_end_decisions d WHERE d.fund_id = l.fund_id
                AND d.pool_id = l.pool_id AND d.year = extract(year FROM p_month) ORDER BY d.log_no DESC LIMIT 1), 0)
    ORDER BY l.code
$function$;

CREATE OR REPLACE FUNCTION public.check_entry_gaps(p_fund integer, p_month date)
 RETURNS TABLE(item text, target text, target_no text, on_date date, amount bigint)
 LANGUAGE sql
 STABLE
AS $function$
    SELECT e.book || '/' || e.entry_no + 1, 'entry', e.entry_no::text, e.entry_date, NULL::bigint
    FROM journal_entries e JOIN number_series s ON s.fund_id = e.fund_id AND s.series = e.book
    WHERE e.fund_id = p_fund AND e.entry_no < s.last_no AND NOT EXISTS (SELECT FROM journal_entries n
        WHERE n.fund_id = e.fund_id AND n.book = e.book AND n.entry_no = e.entry_no + 1)
    ORDER BY 1
$function$;

CREATE OR REPLACE FUNCTION public.check_goods_expired(p_fund integer, p_month date)
 RETURNS TABLE(item text, target text, target_no text, on_date date, amount bigint)
 LANGUAGE sql
 STABLE
AS $function$
    SELECT i.name, 'goods', i.item_no::text, l.expires_on, b.value
    FROM goods_balances b JOIN goods_lots l USING (fund_id, lot_no) JOIN goods_items i USING (fund_id, item_no)
    WHERE b.fund_id = p_fund AND b.on_hand > 0 AND l.expires_on <= month_end(p_month) ORDER BY l.lot_no
$function$;

CREATE OR REPLACE FUNCTION public.check_goods_losses(p_fund integer, p_month date)
 RETURNS TABLE(item text, target text, target_no text, on_date date, amount bigint)
 LANGUAGE sql
 STABLE
AS $function$
    SELECT x.loss_no::text, 'goods_loss', x.loss_no::text, x.asked_on, x.quantity * b.unit_value
    FROM goods_losses x JOIN goods_balances b USING (fund_id, lot_no)
    WHERE x.fund_id = p_fund AND x.status = 'asked' AND x.asked_on <= month_end(p_month) ORDER BY x.loss_no
$function$;

CREATE OR REPLACE FUNCTION public.check_goods_unvalued(p_fund integer, p_month date)
 RETURNS TABLE(item text, target text, target_no text, on_date date, amount bigint)
 LANGUAGE sql
 STABLE
AS $function$
    SELECT i.name, 'goods', i.item_no::text, v.voucher_date, NULL::bigint
    FROM goods_balances b JOIN goods_lots l USING (fund_id, lot_no) JOIN goods_items i USING (fund_id, item_no)
    JOIN goods_papers p USING (fund_id, paper_no) JOIN vouchers v USING (fund_id, voucher_type, voucher_year, voucher_no)
    WHERE b.fund_id = p_fund AND b.on_hand > 0 AND b.unit_value = 0 AND v.voucher_date <= month_end(p_month) ORDER BY l.lot_no
$function$;

CREATE OR REPLACE FUNCTION public.check_log_head(p_fund integer, p_month date)
 RETURNS TABLE(item text, target text, target_no text, on_date date, amount bigint)
 LANGUAGE sql
 STABLE
AS $function$
    WITH last AS (
        SELECT log_no, hash FROM (
            (SELECT log_no, hash FROM journal_entries WHERE fund_id = p_fund ORDER BY log_no DESC LIMIT 1)
            UNION ALL (SELECT log_no, hash FROM disbursement_events WHERE fund_id = p_fund ORDER BY log_no DESC LIMIT 1)
            UNION ALL (SELECT log_no, hash FROM refusals WHERE fund_id = p_fund ORDER BY log_no DESC LIMIT 1)
            UNION ALL (SELECT log_no, hash FROM period_events WHERE fund_id = p_fund ORDER BY log_no DESC LIMIT 1)
            UNION ALL (SELECT log_no, hash FROM statement_seals WHERE fund_id = p_fund ORDER BY log_no DESC LIMIT 1)) each_kind
        ORDER BY log_no DESC LIMIT 1)
    SELECT h.log_no::text, 'log', h.log_no::text, NULL::date, NULL::bigint
    FROM fund_heads h JOIN last l ON l.log_no > h.log_no OR (l.log_no = h.log_no AND l.hash <> h.log_hash)
    WHERE h.fund_id = p_fund
$function$;

CREATE OR REPLACE FUNCTION public.check_money_in_transit(p_fund integer, p_month date)
 RETURNS TABLE(item text, target text, target_no text, on_date date, amount bigint)
 LANGUAGE sql
 STABLE
AS $function$
    SELECT * FROM account_left_open(p_fund, p_month, 'in_transit')
$function$;

CREATE OR REPLACE FUNCTION public.check_payments_under_way(p_fund integer, p_month date)
 RETURNS TABLE(item text, target text, target_no text, on_date date, amount bigint)
 LANGUAGE sql
 STABLE
AS $function$
    SELECT o.order_no::text, 'payment_order', o.order_no::text, o.prepared_on, o.total
    FROM payment_orders o WHERE o.fund_id = p_fund AND o.status IN ('unknown', 'sent') AND o.way <> 'advance' AND o.prepared_on <= month_end(p_month)
    ORDER BY o.order_no
$function$;

CREATE OR REPLACE FUNCTION public.check_stale_commitments(p_fund integer, p_month date)
 RETURNS TABLE(item text, target text, target_no text, on_date date, amount bigint)
 LANGUAGE sql
 STABLE
AS $function$
    SELECT d.disbursement_id::text, 'disbursement', d.disbursement_id::text, d.requested_on, d.total
    FROM disbursements d WHERE d.fund_id = p_fund AND d.status IN ('requested', 'approved') AND d.requested_on < month_end(p_month) - 90
    ORDER BY d.disbursement_id
$function$;

CREATE OR REPLACE FUNCTION public.check_unmatched_receipts(p_fund integer, p_month date)
 RETURNS TABLE(item text, target text, target_no text, on_date date, amount bigint)
 LANGUAGE sql
 STABLE
AS $function$
    SELECT coalesce(format_voucher(e.voucher_type, e.voucher_year, e.voucher_no), 'financial/' || e.entry_no),
        CASE WHEN e.voucher_no IS NULL THEN 'entry' ELSE 'voucher' END,
        coalesce(format_voucher(e.voucher_type, e.voucher_year, e.voucher_no), e.entry_no::text), e.entry_date, p.amount
    FROM postings p JOIN journal_entries e USING (fund_id, book, entry_no)
    JOIN account_left_open(p_fund, p_month, 'unidentified_credits') o ON true
    JOIN pools l ON l.fund_id = p.fund_id AND l.pool_id = p.pool_id AND l.code = o.item
    WHERE p.fund_id = p_fund AND p.account_code = 'unidentified_credits' AND p.entry_date <= month_end(p_month)
        AND p.side = 'credit' AND p.amount > 0 AND NOT EXISTS (SELECT FROM journal_entries r
            WHERE r.fund_id = e.fund_id AND r.book = e.book AND r.reverses_entry_no = e.entry_no)
    ORDER BY e.entry_no
$function$;

CREATE OR REPLACE FUNCTION public.check_unposted_payments(p_fund integer, p_month date)
 RETURNS TABLE(item text, target text, target_no text, on_date date, amount bigint)
 LANGUAGE sql
 STABLE
AS $function$
    SELECT d.disbursement_id::text, 'disbursement', d.disbursement_id::text, (a.recorded_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, d.total
    FROM disbursements d JOIN disbursement_events a USING (fund_id, disbursement_id)
    WHERE d.fund_id = p_fund AND d.status = 'approved' AND a.event = 'approved'
        AND (a.recorded_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date <= month_end(p_month)
    ORDER BY d.disbursement_id
$function$;

CREATE OR REPLACE FUNCTION public.check_unsettled_advances(p_fund integer, p_month date)
 RETURNS TABLE(item text, target text, target_no text, on_date date, amount bigint)
 LANGUAGE sql
 STABLE
AS $function$
    SELECT * FROM account_left_open(p_fund, p_month, 'advances')
$function$;

CREATE OR REPLACE FUNCTION public.check_voucher_gaps(p_fund integer, p_month date)
 RETURNS TABLE(item text, target text, target_no text, on_date date, amount bigint)
 LANGUAGE sql
 STABLE
AS $function$
    SELECT format_voucher(v.voucher_type, v.voucher_year, v.voucher_no + 1), 'voucher',
        format_voucher(v.voucher_type, v.voucher_year, v.voucher_no), v.voucher_date, NULL::bigint
    FROM vouchers v JOIN number_series s ON s.fund_id = v.fund_id AND s.series = v.voucher_type || '/' || v.voucher_year
    WHERE v.fund_id = p_fund AND v.voucher_no < s.last_no AND NOT EXISTS (SELECT FROM vouchers n WHERE n.fund_id = v.fund_id
        AND n.voucher_type = v.voucher_type AND n.voucher_year = v.voucher_year AND n.voucher_no = v.voucher_no + 1)
    ORDER BY 1
$function$;

CREATE OR REPLACE FUNCTION public.check_waiting_adjustments(p_fund integer, p_month date)
 RETURNS TABLE(item text, target text, target_no text, on_date date, amount bigint)
 LANGUAGE sql
 STABLE
AS $function$
    SELECT a.adjustment_id::text, 'adjustment', a.adjustment_id::text, a.adjusted_on, a.total
    FROM adjustments a WHERE a.fund_id = p_fund AND a.adjusted_on <= month_end(p_month) AND NOT EXISTS (
        SELECT FROM adjustment_events e WHERE e.fund_id = a.fund_id AND e.adjustment_id = a.adjustment_id AND e.event <> 'requested')
    ORDER BY a.adjustment_id
$function$;

CREATE OR REPLACE FUNCTION public.check_waiting_requests(p_fund integer, p_month date)
 RETURNS TABLE(item text, target text, target_no text, on_date date, amount bigint)
 LANGUAGE sql
 STABLE
AS $function$
    SELECT d.disbursement_id::text, 'disbursement', d.disbursement_id::text, d.requested_on, d.total
    FROM disbursements d WHERE d.fund_id = p_fund AND d.status = 'requested' AND d.requested_on <= month_end(p_month)
    ORDER BY d.disbursement_id
$function$;

CREATE OR REPLACE FUNCTION public.check_waiting_transfers(p_fund integer, p_month date)
 RETURNS TABLE(item text, target text, target_no text, on_date date, amount bigint)
 LANGUAGE sql
 STABLE
AS $function$
    SELECT t.transfer_id::text, 'transfer', t.transfer_id::text, t.requested_on, t.amount
    FROM pool_transfers t WHERE t.fund_id = p_fund AND t.status IN ('requested', 'approved') AND t.requested_on <= month_end(p_month)
    ORDER BY t.transfer_id
$function$;

CREATE OR REPLACE FUNCTION public.checkpoints_from(p_checkpoint_no bigint, p_limit integer)
 RETURNS TABLE(checkpoint_no bigint, fund text, log_no bigint, log_hash bytea, trial_digest bytea, made_at timestamp with time zone, tree_size integer, tree_index integer, tree_head bytea, tree_path bytea[], public_key bytea, signature bytea)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT c.checkpoint_no, f.code, c.log_no, c.log_hash, c.trial_digest, c.made_at, c.tree_size, c.tree_index, c.tree_head, c.tree_path,
        c.public_key, c.signature
    FROM checkpoints c JOIN funds f USING (fund_id) WHERE c.checkpoint_no >= p_checkpoint_no ORDER BY c.checkpoint_no LIMIT p_limit
$function$;
GRANT EXECUTE ON FUNCTION checkpoints_from TO fundledger_app;

CREATE OR REPLACE FUNCTION public.child_absence(p_code text, p_on date)
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$
    SELECT CASE WHEN s.now IN ('died', 'left', 'suspended', 'merged') THEN s.now WHEN s.then = 'aged_out' THEN s.then END
    FROM (SELECT child_state_on(p_code, greatest(p_on, business_today())) AS now, child_state_on(p_code, p_on) AS then) s
$function$;
GRANT EXECUTE ON FUNCTION child_absence TO fundledger_app;
GRANT EXECUTE ON FUNCTION child_absence TO fundledger_auditor;

CREATE OR REPLACE FUNCTION public.child_event_commitment(e child_events)
 RETURNS bytea
 LANGUAGE sql
 STABLE
AS $function$
    SELECT commitment_of(e.salt, VARIADIC ARRAY[e.beneficiary_code, e.event, canonical_date(e.happened_on), e.from_unit::text, e.to_unit::text,
        e.class_code, e.subgroup_no::text, e.reason, e.evidence_kind, e.evidence_number, canonical_date(e.evidence_date),
        e.cancels_event_no::text] || CASE WHEN e.other_code IS NULL THEN '{}'::text[]
            ELSE ARRAY[e.other_code, encode(e.own_mark, 'hex'), encode(e.other_mark, 'hex')] END)
$function$;

CREATE OR REPLACE FUNCTION public.child_event_holds(p_event_no bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
    SELECT NOT EXISTS (SELECT FROM child_events c WHERE c.cancels_event_no = p_event_no)
$function$;
GRANT EXECUTE ON FUNCTION child_event_holds TO fundledger_app;
GRANT EXECUTE ON FUNCTION child_event_holds TO fundledger_auditor;

CREATE OR REPLACE FUNCTION public.child_event_sealed()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM seal_child_event(NEW);
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.child_is_there()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
DECLARE v_gone record;
BEGIN
    PERFORM FROM beneficiaries b WHERE b.beneficiary_code IN (SELECT a.beneficiary_code FROM added a) ORDER BY b.beneficiary_code FOR SHARE;
    WITH marked AS MATERIALIZED (
        SELECT a.beneficiary_code, d.judged_on, d.support_kind FROM added a JOIN disbursements d USING (fund_id, disbursement_id)
        WHERE a.beneficiary_code IN (SELECT m.beneficiary_code FROM marked_children() m))
    SELECT m.beneficiary_code, c.absence INTO v_gone
    FROM marked m CROSS JOIN LATERAL (SELECT child_absence(m.beneficiary_code, m.judged_on) AS absence) c
    WHERE c.absence IS NOT NULL AND NOT (m.support_kind = 'death' AND c.absence = 'died') ORDER BY 1 LIMIT 1;
    IF FOUND THEN PERFORM refuse('child_supportable', format('%s: %s.', v_gone.beneficiary_code, v_gone.absence)); END IF;
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.child_state_on(p_code text, p_on date)
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$
    SELECT CASE WHEN bool_or(e.event = 'merged') THEN 'merged' ELSE coalesce(
        nullif((array_agg(e.event ORDER BY e.happened_on DESC, e.event_no DESC)
            FILTER (WHERE e.happened_on <= p_on AND e.event IN ('registered', 'died', 'left', 'aged_out')))[1], 'registered'),
        nullif((array_agg(e.event ORDER BY e.happened_on DESC, e.event_no DESC)
            FILTER (WHERE e.happened_on <= p_on AND e.event IN ('suspended', 'resumed')))[1], 'resumed'),
        'active') END
    FROM child_events e
    WHERE e.beneficiary_code = p_code AND NOT EXISTS (SELECT FROM child_events c WHERE c.cancels_event_no = e.event_no)
$function$;
GRANT EXECUTE ON FUNCTION child_state_on TO fundledger_app;
GRANT EXECUTE ON FUNCTION child_state_on TO fundledger_auditor;

CREATE OR REPLACE FUNCTION public.children_awaiting_support(p_fund integer)
 RETURNS TABLE(code text, household text, unit text, state text, key_id text, nonce bytea, sealed bytea)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    WITH mine AS (
        SELECT array_agg(DISTINCT m.unit_id) AS units FROM user_roles r CROSS JOIN LATERAL unnest(units_of_fund(r.fund_id)) m(unit_id)
        WHERE r.user_name = acting_user() AND r.role IN ('commune_officer', 'fund_accountant')),
    here AS (SELECT units_of_fund(p_fund) AS units)
    SELECT b.beneficiary_code, b.household_code, '', 'active', v.key_id, v.nonce, v.sealed
    FROM (SELECT DISTINCT c.beneficiary_code FROM children_of_open_requests c) w JOIN beneficiaries b USING (beneficiary_code)
    JOIN identity_vault v USING (beneficiary_code) CROSS JOIN mine CROSS JOIN here
    WHERE mine.units IS NOT NULL AND NOT (b.unit_id = ANY (here.units) AND b.unit_id = ANY (mine.units))
        AND NOT EXISTS (SELECT FROM child_events e
            WHERE e.beneficiary_code = b.beneficiary_code AND e.event IN ('died', 'left', 'aged_out', 'merged')
                AND NOT EXISTS (SELECT FROM child_events x WHERE x.cancels_event_no = e.event_no))
        AND NOT EXISTS (SELECT FROM beneficiary_classes c WHERE c.beneficiary_code = b.beneficiary_code AND c.class_code = 'protected')
$function$;
GRANT EXECUTE ON FUNCTION children_awaiting_support TO fundledger_app;

CREATE OR REPLACE FUNCTION public.children_of_household(p_household text, p_on date)
 RETURNS bigint
 LANGUAGE sql
 STABLE
AS $function$
    SELECT count(*) FROM beneficiaries b WHERE b.household_code = p_household AND child_absence(b.beneficiary_code, p_on) IS NULL
$function$;

CREATE OR REPLACE FUNCTION public.children_still_there()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE o record;
BEGIN
    PERFORM FROM disbursement_lines l JOIN beneficiaries b USING (beneficiary_code)
    WHERE l.fund_id = NEW.fund_id AND l.disbursement_id = NEW.disbursement_id ORDER BY b.beneficiary_code FOR SHARE OF b;
    PERFORM FROM disbursement_lines l JOIN beneficiaries b ON b.household_code = l.recipient
    WHERE l.fund_id = NEW.fund_id AND l.disbursement_id = NEW.disbursement_id AND l.recipient IS NOT NULL ORDER BY b.beneficiary_code FOR SHARE OF b;
    SELECT * INTO o FROM obstacles_of(NEW.fund_id, NEW.disbursement_id) LIMIT 1;
    IF FOUND THEN PERFORM refuse('line_still_payable', format('Line %s, %s: %s.', o.line_no, o.beneficiary_code, o.obstacle)); END IF;
    RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.children_to_compare(p_fund integer, p_codes text[], p_any_role boolean, p_while_open boolean)
 RETURNS TABLE(code text, household text, unit text, state text, key_id text, nonce bytea, sealed bytea)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    WITH mine AS (
        SELECT array_agg(DISTINCT m.unit_id) AS units FROM user_roles r CROSS JOIN LATERAL unnest(units_of_fund(r.fund_id)) m(unit_id)
        WHERE r.user_name = acting_user() AND (r.role = 'commune_officer' OR (p_any_role AND r.role = 'fund_accountant'))),
    here AS (SELECT units_of_fund(p_fund) AS units),
    own AS (
        SELECT b.beneficiary_code, b.household_code, b.unit_id FROM beneficiaries b, mine, here
        WHERE b.unit_id = ANY (here.units) AND b.unit_id = ANY (mine.units) AND (p_codes IS NULL OR b.beneficiary_code = ANY (p_codes)))
    SELECT o.beneficiary_code, o.household_code, u.name,
        CASE WHEN s.is_merged THEN 'merged' ELSE coalesce(nullif(s.life, 'registered'), nullif(s.pause, 'resumed'), 'active') END,
        v.key_id, v.nonce, v.sealed
    FROM own o JOIN units u USING (unit_id) JOIN identity_vault v USING (beneficiary_code)
    CROSS JOIN LATERAL (
        SELECT bool_or(e.event = 'merged') AS is_merged,
            bool_or(e.event = 'merged' AND EXISTS (SELECT FROM beneficiary_classes c
                WHERE c.beneficiary_code = e.other_code AND c.class_code = 'protected')) AS is_merged_with_sealed,
            (array_agg(e.event ORDER BY e.happened_on DESC, e.event_no DESC)
                FILTER (WHERE e.event IN ('registered', 'died', 'left', 'aged_out')))[1] AS life,
            (array_agg(e.event ORDER BY e.happened_on DESC, e.event_no DESC) FILTER (WHERE e.event IN ('suspended', 'resumed')))[1] AS pause
        FROM child_events e WHERE e.beneficiary_code = o.beneficiary_code
            AND NOT EXISTS (SELECT FROM child_events c WHERE c.cancels_event_no = e.event_no)) s
    WHERE (NOT coalesce(s.is_merged_with_sealed, false) AND NOT EXISTS (SELECT FROM beneficiary_classes c
            WHERE c.beneficiary_code = o.beneficiary_code AND c.class_code = 'protected'))
        OR (p_while_open AND case_is_open(o.beneficiary_code))
$function$;
GRANT EXECUTE ON FUNCTION children_to_compare TO fundledger_app;

CREATE OR REPLACE FUNCTION public.choose_mails(p_wanted boolean)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    UPDATE mail_addresses SET is_wanted = p_wanted WHERE user_name = acting_user();
    IF NOT FOUND THEN PERFORM refuse('mail_address_known', 'The operator has set no address for this user.'); END IF;
END $function$;
GRANT EXECUTE ON FUNCTION choose_mails TO fundledger_app;

CREATE OR REPLACE FUNCTION public.cite_returned(p_fund integer, p_replaces bigint)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant', 'commune_officer');
    PERFORM lock_fund(p_fund);
    INSERT INTO request_replacements
    SELECT p_fund, coalesce((SELECT last_no FROM number_series WHERE fund_id = p_fund AND series = 'disbursement'), 0) + 1, p_replaces;
END $function$;
GRANT EXECUTE ON FUNCTION cite_returned TO fundledger_app;

CREATE OR REPLACE FUNCTION public.claim_request(p_fund integer, p_key uuid, p_request text, p_content_hash bytea)
 RETURNS TABLE(is_new boolean, same_content boolean, is_refusal boolean, answer jsonb)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
 SET enable_seqscan TO 'off'
AS $function$
BEGIN
    IF NOT p_fund = ANY (readable_funds()) THEN PERFORM refuse('actor_has_role', 'Not a fund of this user.'); END IF;
    INSERT INTO request_keys (fund_id, request_key, request, content_hash, recorded_by, recorded_at)
    VALUES (p_fund, p_key, p_request, p_content_hash, acting_user(), ledger_now())
    ON CONFLICT (fund_id, request_key) DO NOTHING;
    IF FOUND THEN RETURN QUERY SELECT true, true, false, NULL::jsonb;
    ELSE RETURN QUERY SELECT false, s.same, k.refusal_no IS NOT NULL, CASE WHEN s.same THEN k.answer END
                      FROM request_keys k, LATERAL (SELECT k.request = p_request AND k.content_hash = p_content_hash
                                                        AND k.recorded_by = acting_user() AS same) s
                      WHERE k.fund_id = p_fund AND k.request_key = p_key;
    END IF;
END $function$;
GRANT EXECUTE ON FUNCTION claim_request TO fundledger_app;

CREATE OR REPLACE FUNCTION public.close_findings(p_fund integer, p_month date)
 RETURNS TABLE(check_code text, severity text, item text, target text, target_no text, on_date date, amount bigint)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE c close_checks;
BEGIN
    IF NOT p_fund = ANY (readable_funds()) THEN PERFORM refuse('actor_has_role', 'Not a fund of this user.'); END IF;
    FOR c IN SELECT * FROM close_checks k ORDER BY k.sort_order LOOP
        RETURN QUERY EXECUTE format('SELECT %L::text, %L::text, f.* FROM %I($1, $2) f', c.check_code, c.severity, 'check_' || c.check_code)
            USING p_fund, p_month;
    END LOOP;
END $function$;
GRANT EXECUTE ON FUNCTION close_findings TO fundledger_app;

CREATE OR REPLACE FUNCTION public.close_period(p_fund integer, p_month date)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
    c closed_periods;
    v_seal record;
    v_blockers text;
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant');
    PERFORM lock_fund(p_fund);
    PERFORM require_next_month(p_fund, p_month);
    IF NOT EXISTS (SELECT FROM period_states WHERE fund_id = p_fund AND closing_month IS NOT NULL) THEN
        PERFORM start_closing(p_fund, p_month);
    END IF;
    SELECT string_agg(f.check_code || ' ' || f.item, ', ') INTO v_blockers FROM close_findings(p_fund, p_month) f
    WHERE f.severity = 'blocker' OR (f.severity = 'open_item' AND NOT EXISTS (SELECT FROM period_events a WHERE a.fund_id = p_fund
        AND a.event = 'accepted' AND a.answers = current_closing(p_fund) AND a.content_hash = open_items_hash(p_fund, p_month)));
    IF v_blockers IS NOT NULL THEN PERFORM refuse('period_has_no_blockers', format('The month cannot be closed: %s.', v_blockers)); END IF;
    c.fund_id := p_fund; c.month := p_month; c.closed_at := ledger_now(); c.closed_by := acting_user(); c.hash_version := 1;
    c.version := (SELECT count(*) + 1 FROM closed_periods WHERE fund_id = p_fund AND month = p_month);
    c.last_entry_no := coalesce((SELECT last_no FROM number_series WHERE fund_id = p_fund AND series = 'financial'), 0);
    c.liquid := coalesce((SELECT sum(liquid) FROM pool_days WHERE fund_id = p_fund AND day < p_month + interval '1 month'), 0);
    c.log_no := (SELECT log_no + 1 FROM fund_heads WHERE fund_id = p_fund);
    SELECT * INTO v_seal FROM seal(p_fund, canonical('close', '1', p_fund::text, canonical_date(p_month), canonical_instant(c.closed_at),
        c.closed_by, c.last_entry_no::text, c.liquid::text, c.log_no::text));
    c.hash := v_seal.hash;
    INSERT INTO closed_periods SELECT c.*;
    UPDATE period_states SET closed_through = month_end(p_month), closing_month = NULL, closing_person = NULL WHERE fund_id = p_fund;
END $function$;
GRANT EXECUTE ON FUNCTION close_period TO fundledger_app;

CREATE OR REPLACE FUNCTION public.closing_has_papers()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    IF NOT EXISTS (SELECT FROM closing_papers k WHERE k.fund_id = NEW.fund_id AND k.month = NEW.month AND k.version = NEW.version) THEN
        PERFORM refuse('closing_has_papers', 'A closing keeps what its papers are made with in the same transaction.');
    END IF;
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.closing_has_statement()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    IF NOT EXISTS (SELECT FROM statement_seals s WHERE s.fund_id = NEW.fund_id AND s.month = NEW.month AND s.version = NEW.version) THEN
        PERFORM refuse('closing_has_statement', 'A closing seals the statement of its month in the same transaction.');
    END IF;
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.codes_of_child(p_code text)
 RETURNS text[]
 LANGUAGE sql
 STABLE
AS $function$
    SELECT ARRAY[k.code] || ARRAY(SELECT e.beneficiary_code FROM child_events e
        WHERE e.other_code = k.code AND e.event = 'merged' AND child_event_holds(e.event_no) ORDER BY 1)
    FROM (SELECT coalesce(merged_into(p_code), p_code) AS code) k
$function$;
GRANT EXECUTE ON FUNCTION codes_of_child TO fundledger_app;
GRANT EXECUTE ON FUNCTION codes_of_child TO fundledger_auditor;

CREATE OR REPLACE FUNCTION public.codes_of_children(p_codes text[])
 RETURNS TABLE(beneficiary_code text, code text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    WITH merged AS MATERIALIZED (SELECT e.beneficiary_code, e.other_code FROM child_events e WHERE e.event = 'merged'),
    mine AS (SELECT b.beneficiary_code FROM beneficiaries b
        WHERE b.beneficiary_code = ANY (p_codes) AND b.unit_id = ANY ((SELECT readable_units())::int[]))
    SELECT m.beneficiary_code, c.code FROM mine m CROSS JOIN LATERAL unnest(
        CASE WHEN m.beneficiary_code IN (SELECT x.beneficiary_code FROM merged x UNION SELECT x.other_code FROM merged x)
            THEN codes_of_child(m.beneficiary_code) ELSE ARRAY[m.beneficiary_code] END) c(code)
$function$;

CREATE OR REPLACE FUNCTION public.commitment_of(p_salt bytea, VARIADIC p_words text[])
 RETURNS bytea
 LANGUAGE sql
 STABLE
AS $function$
    SELECT sha256(p_salt || canonical(VARIADIC p_words))
$function$;

CREATE OR REPLACE FUNCTION public.commitment_of_disbursement(p_fund integer, p_id bigint, p_kind text, p_key uuid)
 RETURNS journal_entries
 LANGUAGE plpgsql
AS $function$
DECLARE e journal_entries;
BEGIN
    e.fund_id := p_fund; e.book := 'commitment'; e.entry_date := business_today(); e.kind := p_kind; e.disbursement_id := p_id;
    e.request_key := p_key;
    e.source_hash := requested_content_hash(p_fund, p_id);
    RETURN e;
END $function$;

CREATE OR REPLACE FUNCTION public.completes_a_total(l norm_lines)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
    SELECT EXISTS (SELECT FROM norm_parts p WHERE (p.decision_id, p.line_code) = (l.decision_id, l.line_code) AND p.rule = 'top_up')
$function$;
GRANT EXECUTE ON FUNCTION completes_a_total TO fundledger_app;
GRANT EXECUTE ON FUNCTION completes_a_total TO fundledger_auditor;

CREATE OR REPLACE FUNCTION public.current_closing(p_fund integer)
 RETURNS bigint
 LANGUAGE sql
 STABLE
AS $function$
    SELECT max(e.log_no) FROM period_events e JOIN period_states s ON s.fund_id = e.fund_id AND s.closing_month = e.month
    WHERE e.fund_id = p_fund AND e.event = 'closing'
$function$;

CREATE OR REPLACE FUNCTION public.days_of_change(b beneficiaries, p_from date, p_to date)
 RETURNS TABLE(day date)
 LANGUAGE sql
 STABLE
AS $function$
    SELECT d.day
    FROM (SELECT e.happened_on AS day FROM child_events e WHERE e.beneficiary_code = b.beneficiary_code
          UNION SELECT k.valid_from FROM beneficiary_classes k WHERE k.beneficiary_code = b.beneficiary_code
          UNION SELECT k.valid_to + 1 FROM beneficiary_classes k WHERE k.beneficiary_code = b.beneficiary_code
          UNION SELECT (b.registered_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date) d
    WHERE d.day BETWEEN p_from AND p_to
$function$;

CREATE OR REPLACE FUNCTION public.december_opens_the_year()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
    o year_openings;
    v_pool record;
    v_seal record;
BEGIN
    FOR v_pool IN
        SELECT p.pool_id, coalesce(-sum(posting_signed(p.side, p.amount)) FILTER (WHERE p.account_code = 'fund_balance'), 0)::bigint AS balance,
            coalesce(sum(posting_signed(p.side, p.amount)) FILTER (WHERE a.is_liquid), 0)::bigint AS liquid
        FROM postings p JOIN accounts a USING (account_code)
        WHERE p.fund_id = NEW.fund_id AND p.book = 'financial' AND p.entry_date <= month_end(NEW.month) GROUP BY p.pool_id ORDER BY p.pool_id
    LOOP
        o.fund_id := NEW.fund_id; o.year := extract(year FROM NEW.month) + 1; o.version := NEW.version; o.pool_id := v_pool.pool_id;
        o.balance := v_pool.balance; o.liquid := v_pool.liquid; o.hash_version := 1;
        o.log_no := (SELECT h.log_no + 1 FROM fund_heads h WHERE h.fund_id = NEW.fund_id);
        SELECT * INTO v_seal FROM seal(NEW.fund_id, canonical('opening', '1', NEW.fund_id::text, o.year::text, o.version::text,
            o.pool_id::text, o.balance::text, o.liquid::text, o.log_no::text));
        o.hash := v_seal.hash;
        INSERT INTO year_openings SELECT o.*;
    END LOOP;
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.decide_year_end(p_fund integer, p_key uuid, p_year integer, p_pool integer, p_outcome text, p_decision_number text, p_decision_date date, p_reason text, OUT amount bigint, OUT voucher_year smallint, OUT voucher_no integer)
 RETURNS record
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
    v_reason text := require_long_reason(p_reason);
    v_last_day date := make_date(p_year, 12, 31);
    d year_end_decisions;
    v vouchers;
    v_seal record;
BEGIN
    PERFORM require_role(p_fund, 'approver');
    PERFORM lock_fund(p_fund);
    IF NOT EXISTS (SELECT FROM period_states WHERE fund_id = p_fund AND closing_month = make_date(p_year, 12, 1)) THEN
        PERFORM refuse('period_in_its_state', 'The end of the year is decided while its December is being closed.');
    END IF;
    IF NOT EXISTS (SELECT FROM pools JOIN source_kinds USING (source_kind) WHERE fund_id = p_fund AND pool_id = p_pool AND is_budget) THEN
        PERFORM refuse('only_budgets_lapse', 'Only money of a budget lapses or is carried over by decision.');
    END IF;
    amount := pool_liquid_on(p_fund, p_pool, v_last_day);
    d.fund_id := p_fund; d.year := p_year; d.pool_id := p_pool; d.outcome := p_outcome; d.amount := amount;
    d.decision_number := nullif(btrim(p_decision_number), ''); d.decision_date := p_decision_date; d.recorded_at := ledger_now();
    d.actor := acting_user(); d.person_id := acting_person(); d.reason := v_reason; d.hash_version := 1;
    d.reason_salt := substr(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 1, 16);
    d.reason_commitment := commitment_of(d.reason_salt, v_reason);
    IF p_outcome = 'lapsed' THEN
        v.fund_id := p_fund; v.voucher_type := 'KC'; v.voucher_date := v_last_day; v.amount := amount; v.money_account := 'budget_returns';
        v.pool_id := p_pool;
        v := write_voucher(v, NULL, NULL, v_reason, d.decision_number);
        PERFORM post_entries(entry_of(v, 'lapse', p_key), ARRAY[posting_line(1, 1, 'fund_balance', p_pool, 'debit', amount),
                                                                posting_line(1, 2, 'budget_returns', p_pool, 'credit', amount)]);
        d.voucher_type := 'KC'; d.voucher_year := v.voucher_year; d.voucher_no := v.voucher_no;
        voucher_year := v.voucher_year; voucher_no := v.voucher_no;
    END IF;
    d.log_no := (SELECT h.log_no + 1 FROM fund_heads h WHERE h.fund_id = p_fund);
    SELECT * INTO v_seal FROM seal(p_fund, canonical('year_end', '1', p_fund::text, p_year::text, p_pool::text, p_outcome, amount::text,
        d.decision_number, canonical_date(d.decision_date), canonical_instant(d.recorded_at), d.actor, d.person_id::text,
        encode(d.reason_commitment, 'hex'), d.voucher_type, d.voucher_year::text, d.voucher_no::text, d.log_no::text));
    d.hash := v_seal.hash;
    INSERT INTO year_end_decisions SELECT d.*;
END $function$;
GRANT EXECUTE ON FUNCTION decide_year_end TO fundledger_app;

CREATE OR REPLACE FUNCTION public.decide_year_plan(p_fund integer, p_plan integer, p_adopted boolean, p_reason text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM require_role(p_fund, 'approver');
    PERFORM lock_fund(p_fund);
    INSERT INTO year_plan_decisions VALUES (p_fund, p_plan, p_adopted, nullif(btrim(p_reason), ''), ledger_now(), acting_user(), acting_person());
END $function$;
GRANT EXECUTE ON FUNCTION decide_year_plan TO fundledger_app;

CREATE OR REPLACE FUNCTION public.delegate_approval(p_fund integer, p_level text, p_delegate text, p_from date, p_to date, p_reason text)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
    v_person bigint := (SELECT person_id FROM users WHERE user_name = p_delegate);
    v_no int;
BEGIN
    PERFORM require_role(p_fund, 'approver');
    PERFORM lock_fund(p_fund);
    IF NOT EXISTS (SELECT FROM approval_hands_of(p_fund) h WHERE h.level_code = p_level AND h.user_name = acting_user() AND h.in_name_of = acting_user()) THEN
        PERFORM refuse('delegated_by_its_holder', 'Only who stands on a step lets another act there, and what was delegated is not passed on.');
    END IF;
    IF NOT EXISTS (SELECT FROM user_roles r JOIN users u USING (user_name)
                   WHERE r.user_name = p_delegate AND r.fund_id = p_fund AND r.role = 'approver' AND u.disabled_at IS NULL) THEN
        PERFORM refuse('delegate_is_approver', 'Only an approver of the fund can be asked to act.');
    END IF;
    IF p_from < business_today() THEN PERFORM refuse('delegation_has_its_days', 'A delegation does not begin in the past.'); END IF;
    IF EXISTS (SELECT FROM approval_delegations d WHERE d.fund_id = p_fund AND d.level_code = p_level AND d.holder_person = v_person
               AND d.delegate_person = acting_person() AND d.ended_at IS NULL AND d.days && daterange(p_from, p_to, '[]')) THEN
        PERFORM refuse('delegation_not_in_a_circle', 'The one asked to act has asked the same of this person for these days.');
    END IF;
    v_no := (SELECT coalesce(max(delegation_no), 0) + 1 FROM approval_delegations WHERE fund_id = p_fund);
    INSERT INTO approval_delegations VALUES (p_fund, v_no, p_level, acting_user(), acting_person(), p_delegate, v_person,
        daterange(p_from, p_to, '[]'), btrim(p_reason), ledger_now());
    RETURN v_no;
END $function$;
GRANT EXECUTE ON FUNCTION delegate_approval TO fundledger_app;

CREATE OR REPLACE FUNCTION public.delegation_moves_forward()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
    IF OLD.ended_at IS NOT NULL OR to_jsonb(OLD) - '{ended_at,ended_by}'::text[] <> to_jsonb(NEW) - '{ended_at,ended_by}'::text[] THEN
        PERFORM refuse('delegation_moves_forward', 'A delegation ends once and is never changed.');
    END IF;
    RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.delegation_sealed()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM record_reference(NEW.fund_id, 'delegation', NEW.delegation_no::text, ARRAY['delegation', NEW.fund_id::text, NEW.delegation_no::text,
        NEW.level_code, NEW.holder, NEW.holder_person::text, NEW.delegate, NEW.delegate_person::text, NEW.days::text, NEW.reason,
        to_char(NEW.made_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), to_char(NEW.ended_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'),
        NEW.ended_by]);
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.delivery_as_ordered()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE v_amount bigint;
BEGIN
    SELECT l.amount INTO v_amount FROM payment_order_lines l JOIN payment_orders o USING (fund_id, order_no)
    WHERE l.fund_id = NEW.fund_id AND l.order_no = NEW.order_no AND l.line_no = NEW.line_no AND l.outcome IS NULL AND o.status = 'sent';
    IF v_amount IS NULL THEN PERFORM refuse('delivery_under_way', 'The line is not under way.'); END IF;
    IF NEW.paid <> (CASE NEW.outcome WHEN 'paid' THEN v_amount WHEN 'partial' THEN least(greatest(NEW.paid, 1), v_amount - 1) ELSE 0 END) THEN
        PERFORM refuse('delivery_as_ordered', format('Line %s is delivered in the amount that was ordered, or less.', NEW.line_no));
    END IF;
    RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.details_of_a_voucher()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
    IF EXISTS (SELECT FROM added d WHERE (SELECT v.voucher_no FROM vouchers v WHERE v.fund_id = d.fund_id AND v.voucher_type = d.voucher_type
                   AND v.voucher_year = d.voucher_year AND v.voucher_no = d.voucher_no) IS NULL) THEN
        PERFORM refuse_unnamed('details_of_a_voucher', 'Words without a voucher.');
    END IF;
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.disbursement_adds_up()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
 SET enable_seqscan TO 'off'
AS $function$
DECLARE v_line text;
BEGIN
    IF (NEW.total, NEW.line_count) IS DISTINCT FROM (SELECT (sum(amount)::bigint, count(*)::int) FROM disbursement_lines
            WHERE fund_id = NEW.fund_id AND disbursement_id = NEW.disbursement_id) THEN
        PERFORM refuse('disbursement_adds_up', 'The total and the number of lines of a request are those of its lines.');
    END IF;
    SELECT l.line_code INTO v_line FROM disbursement_lines x JOIN norm_lines l USING (decision_id, line_code)
    WHERE x.fund_id = NEW.fund_id AND x.disbursement_id = NEW.disbursement_id
    GROUP BY l.decision_id, l.line_code HAVING count(*) > min(l.batch_shares) OR sum(x.amount) > min(l.batch_ceiling) LIMIT 1;
    IF v_line IS NOT NULL THEN
        PERFORM refuse('norm_batch', format('One request gives less at once by line %s than this.', v_line));
    END IF;
    IF EXISTS (SELECT FROM disbursement_lines x WHERE x.fund_id = NEW.fund_id AND x.disbursement_id = NEW.disbursement_id
               AND x.exception_sha256 IS NOT NULL AND NOT EXISTS (SELECT FROM exception_papers p WHERE p.fund_id = x.fund_id
                   AND p.disbursement_id = x.disbursement_id AND encode(sha256(p.content), 'hex') = x.exception_sha256)) THEN
        PERFORM refuse('norm_exception', 'An exception has its decision attached.');
    END IF;
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.disbursement_climbs()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    IF NEW.status = 'approved' AND NEW.approver_person IS DISTINCT FROM (SELECT s.decided_person FROM disbursement_steps s
            WHERE s.fund_id = NEW.fund_id AND s.disbursement_id = NEW.disbursement_id ORDER BY s.step DESC LIMIT 1) THEN
        PERFORM refuse('approved_step_by_step', 'A request is approved by who takes its last step.');
    END IF;
    IF NEW.status = 'paid' AND EXISTS (SELECT FROM disbursement_steps s
            WHERE s.fund_id = NEW.fund_id AND s.disbursement_id = NEW.disbursement_id AND s.decided_person = NEW.payer_person) THEN
        PERFORM refuse('payer_is_not_approver', 'Who took a step does not pay.');
    END IF;
    RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.disbursement_content_hash(p_fund integer, p_id bigint)
 RETURNS bytea
 LANGUAGE sql
 STABLE
AS $function$
    SELECT sha256(canonical('disbursement', d.fund_id::text, d.disbursement_id::text, d.support_kind, d.occasion_code, d.occasion_year::text,
            d.need, d.pool_id::text, d.decision_id::text, canonical_date(d.judged_on), canonical_date(d.requested_on), d.total::text,
            d.line_count::text, d.requester)
        || (SELECT string_agg(canonical(l.line_no::text, coalesce(l.beneficiary_code, l.recipient), l.class_code, l.unit_id::text, l.decision_id::text, l.line_code,
                l.cost::text, l.insurance::text, l.other_aid::text, l.case_reference, l.allowed::text, l.amount::text, l.reasons_vi,
                l.reasons_en) || CASE WHEN l.variant <> '' OR l.quantities IS NOT NULL OR l.exception_number IS NOT NULL
                    THEN canonical('case', l.variant, l.quantities::text, l.exception_number,
                        canonical_date(l.exception_date), l.exception_reason, l.exception_sha256) ELSE '' END
                || CASE WHEN l.goods IS NOT NULL THEN canonical('goods', l.goods::text) ELSE '' END
                || CASE WHEN l.stock IS NOT NULL THEN canonical('stock', l.stock::text) ELSE '' END, ''::bytea ORDER BY l.line_no)
            FROM disbursement_lines l WHERE l.fund_id = d.fund_id AND l.disbursement_id = d.disbursement_id)
        || coalesce((SELECT string_agg(canonical('paper', p.paper_no::text, p.name_vi, p.media_type, p.holder, p.key_id,
                encode(sha256(p.content), 'hex')), ''::bytea ORDER BY p.paper_no)
            FROM request_papers p WHERE p.fund_id = d.fund_id AND p.disbursement_id = d.disbursement_id), ''::bytea)
        || coalesce((SELECT canonical('terms', t.payee_kind, t.payee_institution, t.urgent_reason) FROM request_terms t
            WHERE t.fund_id = d.fund_id AND t.disbursement_id = d.disbursement_id), ''::bytea)
        || coalesce((SELECT string_agg(canonical('cofunder', c.cofunder_no::text, c.name, c.amount::text), ''::bytea ORDER BY c.cofunder_no)
            FROM request_cofunders c WHERE c.fund_id = d.fund_id AND c.disbursement_id = d.disbursement_id), ''::bytea)
        || coalesce((SELECT string_agg(canonical('lot', g.line_no::text, g.lot_no::text, g.quantity::text, g.unit_value::text), ''::bytea
                ORDER BY g.line_no, g.lot_no)
            FROM request_goods g WHERE g.fund_id = d.fund_id AND g.disbursement_id = d.disbursement_id), ''::bytea)
        || coalesce((SELECT canonical('replaces', r.replaces_id::text) FROM request_replacements r
            WHERE r.fund_id = d.fund_id AND r.disbursement_id = d.disbursement_id), ''::bytea)
        || coalesce((SELECT string_agg(canonical('doubt', q.beneficiary_code, q.other_code, q.after_event_no::text), ''::bytea
                ORDER BY q.beneficiary_code COLLATE "C", q.other_code COLLATE "C")
            FROM request_doubts q WHERE q.fund_id = d.fund_id AND q.disbursement_id = d.disbursement_id), ''::bytea))
    FROM disbursements d WHERE d.fund_id = p_fund AND d.disbursement_id = p_id
$function$;

CREATE OR REPLACE FUNCTION public.disbursement_has_steps()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    IF EXISTS (SELECT s.step, s.level_code FROM steps_by_ladder(NEW.fund_id, NEW.disbursement_id) s
               EXCEPT SELECT s.step, s.level_code FROM disbursement_steps s
               WHERE s.fund_id = NEW.fund_id AND s.disbursement_id = NEW.disbursement_id) THEN
        PERFORM refuse('steps_frozen', 'A request has the steps that its ladder asks for.');
    END IF;
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.disbursement_line_within_norm()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
DECLARE
    g record;
    d disbursements;
    n norm_decisions;
    l norm_lines;
    e disbursement_lines;
    v record;
    v_key text;
    v_bad text;
    v_allowed bigint;
BEGIN
    FOR g IN SELECT DISTINCT a.fund_id, a.disbursement_id, a.decision_id, a.line_code FROM added a ORDER BY 1, 2, 3, 4 LOOP
        SELECT * INTO d FROM disbursements WHERE fund_id = g.fund_id AND disbursement_id = g.disbursement_id;
        -- Held until this is written: nobody closes its range meanwhile.
        SELECT * INTO n FROM norm_decisions WHERE decision_id = g.decision_id FOR SHARE;
        SELECT * INTO l FROM norm_lines WHERE decision_id = g.decision_id AND line_code = g.line_code;
        IF EXISTS (SELECT FROM disbursement_events WHERE fund_id = g.fund_id AND disbursement_id = g.disbursement_id) THEN
            PERFORM refuse('lines_sealed_with_request', 'No line is added to a request that has been made.');
        END IF;
        IF n.status NOT IN ('published', 'superseded') OR NOT n.in_force @> d.judged_on OR g.decision_id <> d.decision_id
           OR n.issuing_unit_id <> (SELECT unit_id FROM funds WHERE fund_id = g.fund_id) THEN
            PERFORM refuse('norm_in_force', format('Decision %s is not in force for this fund on %s.', n.number, d.judged_on));
        END IF;
        IF l.support_kind <> d.support_kind OR l.occasion_code IS DISTINCT FROM d.occasion_code
           OR l.need IS DISTINCT FROM d.need THEN
            PERFORM refuse('norm_line_fits', format('Line %s is for another support.', l.line_code));
        END IF;
        IF l.source_kinds IS NOT NULL AND NOT EXISTS (SELECT FROM pools p WHERE (p.fund_id, p.pool_id) = (d.fund_id, d.pool_id)
                AND p.source_kind = ANY (l.source_kinds)) THEN
            PERFORM refuse('norm_source', format('Line %s is not paid from a pool of this source.', l.line_code));
        END IF;
        IF l.judged_on = 'occasion' AND d.judged_on <> (SELECT o.held_on FROM occasion_dates o
                WHERE (o.occasion_code, o.year) = (d.occasion_code, d.occasion_year)) THEN
            PERFORM refuse('norm_judged_on', format('Line %s is judged on the date of the occasion.', l.line_code));
        END IF;
        -- A child's line needs to name the child only; whatever else a line says of its recipient is looked at line by line.
        FOR e IN SELECT a.* FROM added a
                WHERE coalesce((a.fund_id, a.disbursement_id, a.decision_id, a.line_code) = (g.fund_id, g.disbursement_id, g.decision_id, g.line_code), false)
                    AND (l.payee <> 'child' OR a.beneficiary_code IS NULL OR a.quantities ? 'free_receipts') ORDER BY a.line_no LOOP
            PERFORM require_recipient(e, l, d);
        END LOOP;
        IF NOT l.goods_allowed AND EXISTS (SELECT FROM added a WHERE a.goods IS NOT NULL
                AND coalesce((a.fund_id, a.disbursement_id, a.decision_id, a.line_code) = (g.fund_id, g.disbursement_id, g.decision_id, g.line_code), false)) THEN
            PERFORM refuse('norm_goods', format('Line %s is given in money only.', l.line_code));
        END IF;
        IF EXISTS (SELECT FROM added a JOIN child_classes k USING (class_code) WHERE k.privacy_tier = 'sealed')
           OR EXISTS (SELECT FROM added a JOIN beneficiary_classes c USING (beneficiary_code)
                WHERE coalesce((a.fund_id, a.disbursement_id, a.decision_id, a.line_code) = (g.fund_id, g.disbursement_id, g.decision_id, g.line_code), false)
                    AND c.class_code = 'protected' AND c.valid_from <= d.judged_on AND (c.valid_to IS NULL OR c.valid_to >= d.judged_on)
                    AND a.class_code NOT IN ('protected', 'any_child')) THEN
            PERFORM refuse('sealed_group_only_in_vault', 'A sealed group is never written on a request; the line says "protected".');
        END IF;
        IF l.payee = 'child' THEN
            WITH held AS (SELECT c.beneficiary_code, c.class_code FROM beneficiary_classes c
                WHERE c.valid_from <= d.judged_on AND (c.valid_to IS NULL OR c.valid_to >= d.judged_on)),
            covered AS MATERIALIZED (SELECT c.class_code, k.privacy_tier FROM norm_line_classes c JOIN child_classes k USING (class_code)
                WHERE c.decision_id = g.decision_id AND c.line_code = g.line_code),
            asked AS (SELECT a.beneficiary_code, a.class_code FROM added a
                WHERE coalesce((a.fund_id, a.disbursement_id, a.decision_id, a.line_code) = (g.fund_id, g.disbursement_id, g.decision_id, g.line_code), false))
            SELECT min(format('%s is not of group %s', a.beneficiary_code, a.class_code)) INTO v_bad FROM (
                SELECT a.* FROM asked a WHERE a.class_code <> 'any_child'
                    AND NOT EXISTS (SELECT FROM held c WHERE c.beneficiary_code = a.beneficiary_code AND c.class_code = a.class_code)
                UNION ALL
                SELECT a.* FROM asked a WHERE a.class_code <> 'protected' AND a.class_code NOT IN (SELECT c.class_code FROM covered c)
                -- Behind "protected" may stand the sealed group, which only the application can read, or an open group of the same child.
                UNION ALL
                SELECT a.* FROM asked a WHERE a.class_code = 'protected' AND NOT EXISTS (SELECT FROM covered c WHERE c.privacy_tier = 'sealed'
                    OR c.class_code = 'protected' OR c.class_code IN (SELECT h.class_code FROM held h WHERE h.beneficiary_code = a.beneficiary_code))) a;
            IF v_bad IS NOT NULL THEN
                PERFORM refuse('norm_group', format('%s on %s, or the line is for other groups.', v_bad, d.judged_on));
            END IF;
        END IF;
        IF l.frequency = 'incident' AND EXISTS (SELECT FROM added a WHERE coalesce(btrim(a.case_reference), '') = ''
                AND coalesce((a.fund_id, a.disbursement_id, a.decision_id, a.line_code) = (g.fund_id, g.disbursement_id, g.decision_id, g.line_code), false)) THEN
            PERFORM refuse('norm_case_named', format('Line %s counts by case: name it.', l.line_code));
        END IF;
        SELECT min(format('"%s" for a cost of %s', a.variant, a.cost)) INTO v_bad
        FROM added a LEFT JOIN norm_variants t ON (t.decision_id, t.line_code, t.variant) = (a.decision_id, a.line_code, a.variant)
        WHERE coalesce((a.fund_id, a.disbursement_id, a.decision_id, a.line_code) = (g.fund_id, g.disbursement_id, g.decision_id, g.line_code), false)
            AND (t.variant IS NULL OR coalesce(a.cost, 0) < t.cost_from OR coalesce(a.cost, 0) >= t.cost_below);
        IF v_bad IS NOT NULL THEN
            PERFORM refuse('norm_variant', format('Line %s has no amount %s.', l.line_code, v_bad));
        END IF;
        -- A window that moves is asked for line by line; all other uses are counted at once.
        FOR v IN SELECT CASE WHEN l.frequency = 'months_36' THEN a.line_no END AS line_no, min(coalesce(a.beneficiary_code, a.recipient)) AS user_code
                FROM added a
                WHERE coalesce((a.fund_id, a.disbursement_id, a.decision_id, a.line_code) = (g.fund_id, g.disbursement_id, g.decision_id, g.line_code), false)
                GROUP BY 1 ORDER BY 2 LOOP
            IF l.frequency = 'months_36'
               AND norm_used_in_36_months(v.user_code, l.line_code, d.judged_on) >= l.frequency_limit THEN
                PERFORM refuse('norm_frequency', format('Line %s was used within the last 36 months.', l.line_code));
            END IF;
            -- Counted before the limit is asked for: the counter's row makes two funds that complete one total come one after the other.
            WITH k AS MATERIALIZED (
                SELECT r.case_reference, k.usage_key, k.allowed
                FROM (SELECT DISTINCT CASE WHEN l.frequency = 'incident' THEN a.case_reference ELSE '' END AS case_reference FROM added a
                      WHERE coalesce((a.fund_id, a.disbursement_id, a.decision_id, a.line_code) = (g.fund_id, g.disbursement_id, g.decision_id, g.line_code), false)) r
                CROSS JOIN LATERAL norm_usage_keys(l, d.occasion_year, d.judged_on, r.case_reference) k)
            INSERT INTO norm_usages (beneficiary_code, usage_key, delta, allowed, fund_id, disbursement_id, line_no, used_on, recorded_at, recorded_by)
            SELECT coalesce(a.beneficiary_code, a.recipient), k.usage_key, 1, k.allowed, a.fund_id, a.disbursement_id, a.line_no, d.judged_on,
                (SELECT ledger_now()), (SELECT acting_user())
            FROM added a JOIN k ON k.case_reference = CASE WHEN l.frequency = 'incident' THEN a.case_reference ELSE '' END
            WHERE coalesce((a.fund_id, a.disbursement_id, a.decision_id, a.line_code) = (g.fund_id, g.disbursement_id, g.decision_id, g.line_code), false)
                AND a.line_no = coalesce(v.line_no, a.line_no)
            ORDER BY 1, 2;
        END LOOP;
        v_key := CASE WHEN completes_a_total(l) THEN concat_ws('/', l.support_kind, l.occasion_code, d.occasion_year) END;
        FOR v IN
            WITH asked AS (SELECT a.*, coalesce(a.beneficiary_code, a.recipient) AS user_code FROM added a
                WHERE coalesce((a.fund_id, a.disbursement_id, a.decision_id, a.line_code) = (g.fund_id, g.disbursement_id, g.decision_id, g.line_code), false)),
            marked AS MATERIALIZED (SELECT m.line_no, m.user_code, codes_of_child(m.user_code) AS codes FROM (
                SELECT a.line_no, a.user_code FROM asked a WHERE v_key IS NOT NULL
                    AND a.user_code IN (SELECT c.beneficiary_code FROM marked_children() c) OFFSET 0) m),
            codes AS (SELECT a.line_no, a.user_code AS code FROM asked a WHERE v_key IS NOT NULL
                UNION SELECT m.line_no, c.code FROM marked m CROSS JOIN LATERAL unnest(m.codes) c(code)),
            -- Looked up along the keys: tables that are filled in this very moment have no statistics yet, and any other index looks as good.
            -- What the child had by other requests, and by lines of this one that were counted before: only one with two codes has any.
            given AS (SELECT u.line_no, sum(u.delta * (SELECT y.amount FROM disbursement_lines y WHERE y.fund_id = u.fund_id
                    AND y.disbursement_id = u.disbursement_id AND y.line_no BETWEEN u.used_by AND u.used_by ORDER BY y.line_no LIMIT 1))::bigint AS amount
                FROM (
                    SELECT c.line_no, o.delta, o.fund_id, o.disbursement_id, o.line_no AS used_by
                    FROM codes c CROSS JOIN LATERAL (SELECT * FROM norm_usages k WHERE k.beneficiary_code = c.code AND k.usage_key = v_key OFFSET 0) o
                    WHERE (o.fund_id, o.disbursement_id) <> (g.fund_id, g.disbursement_id)
                    UNION ALL
                    SELECT m.line_no, o.delta, o.fund_id, o.disbursement_id, o.line_no
                    FROM marked m CROSS JOIN LATERAL (SELECT * FROM norm_usages k WHERE k.beneficiary_code = ANY (m.codes) AND k.usage_key = v_key
                        AND k.usage_no < (SELECT w.usage_no FROM norm_usages w WHERE w.beneficiary_code = m.user_code AND w.usage_key = v_key
                            AND (w.fund_id, w.disbursement_id, w.line_no) = (g.fund_id, g.disbursement_id, m.line_no)) OFFSET 0) o
                    WHERE (o.fund_id, o.disbursement_id) = (g.fund_id, g.disbursement_id)) u
                GROUP BY u.line_no),
            judged AS (SELECT a.amount, a.allowed, a.exception_number IS NOT NULL AS is_exception, a.variant, a.cost, a.insurance, a.other_aid,
                    a.quantities, CASE WHEN v_key IS NOT NULL THEN coalesce(a.other_aid, 0) + coalesce(h.amount, 0) END AS already
                FROM asked a LEFT JOIN given h USING (line_no)),
            alike AS (SELECT DISTINCT * FROM judged)
            SELECT a.*, norm_limit(l.decision_id, l.line_code, a.variant, a.cost, a.insurance, a.other_aid, a.quantities, a.already) AS most
            FROM alike a
        LOOP
            v_allowed := v.most;
            -- Above the norm only by a decision of its own, where the line lets somebody take one.
            IF v.is_exception AND v.amount > v_allowed THEN
                IF l.exception_level IS NULL THEN
                    PERFORM refuse('norm_exception', format('Line %s knows no exception.', l.line_code));
                END IF;
                v_allowed := v.amount;
            ELSIF v.is_exception THEN
                PERFORM refuse('norm_exception', format('%s is within the norm: no exception is needed.', v.amount));
            END IF;
            IF v_allowed IS NULL OR v.allowed > v_allowed OR v.amount > v_allowed
               OR v.amount < (SELECT sum(p.amount) FROM norm_parts p
                              WHERE (p.decision_id, p.line_code, p.variant) = (l.decision_id, l.line_code, v.variant) AND p.rule = 'range') THEN
                PERFORM refuse('norm_cap', format('%s is above the norm: decision %s line %s allows %s.', v.amount, n.number, l.line_code, v_allowed));
            END IF;
        END LOOP;
    END LOOP;
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.disbursement_moves_forward()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
    IF (OLD.status, NEW.status) NOT IN (('requested', 'approved'), ('requested', 'rejected'), ('requested', 'returned'), ('approved', 'paid'),
            ('approved', 'withdrawn'))
       OR to_jsonb(OLD) - '{status,approver,approver_person,payer,payer_person}'::text[]
          <> to_jsonb(NEW) - '{status,approver,approver_person,payer,payer_person}'::text[]
       OR (OLD.approver_person IS NOT NULL AND (NEW.approver_person, NEW.approver) IS DISTINCT FROM (OLD.approver_person, OLD.approver)) THEN
        PERFORM refuse('disbursement_moves_forward', format('A disbursement cannot go from %s to %s.', OLD.status, NEW.status));
    END IF;
    RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.disbursement_obstacles(p_fund integer, p_id bigint)
 RETURNS TABLE(line_no integer, beneficiary_code text, obstacle text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT o.line_no, o.beneficiary_code, o.obstacle FROM obstacles_of(p_fund, p_id) o WHERE p_fund = ANY (readable_funds())
$function$;
GRANT EXECUTE ON FUNCTION disbursement_obstacles TO fundledger_app;

CREATE OR REPLACE FUNCTION public.disbursement_period_open()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM lock_fund(NEW.fund_id);
    PERFORM refuse_unless_open(NEW.fund_id, NEW.requested_on, NULL);
    RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.disbursement_pool_allowed()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    IF NOT EXISTS (SELECT FROM pools p WHERE p.fund_id = NEW.fund_id AND p.pool_id = NEW.pool_id
                   AND (p.support_kinds IS NULL OR NEW.support_kind = ANY (p.support_kinds))
                   AND (p.occasion_codes IS NULL OR NEW.occasion_code = ANY (p.occasion_codes))) THEN
        PERFORM refuse('pool_allows_purpose', format('Pool %s may not be used for %s.', NEW.pool_id, NEW.support_kind));
    END IF;
    RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.discard_norm(p_fund integer, p_decision integer)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant');
    PERFORM norm_of_fund(p_fund, p_decision, '{draft}');
    UPDATE norm_decisions SET status = 'discarded' WHERE decision_id = p_decision;
END $function$;
GRANT EXECUTE ON FUNCTION discard_norm TO fundledger_app;

CREATE OR REPLACE FUNCTION public.donors_of(p_fund integer[], p_kind text[], p_name text[], p_address text[])
 RETURNS bigint[]
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
DECLARE v_donors bigint[];
BEGIN
    FOR i IN 1 .. 2 LOOP
        SELECT array_agg(d.donor_id ORDER BY g.place) INTO v_donors
        FROM (SELECT u.fund_id, u.kind, lower(btrim(u.name)) AS name, lower(btrim(coalesce(u.address, ''))) AS address, u.ordinality AS place
              FROM unnest(p_fund, p_kind, p_name, p_address) WITH ORDINALITY u(fund_id, kind, name, address)) g
        LEFT JOIN LATERAL (
            SELECT o.donor_id, lower(btrim(o.name)) AS name, lower(btrim(coalesce(o.address, ''))) AS address FROM donors o
            WHERE o.fund_id = g.fund_id AND o.kind = g.kind
                AND (lower(btrim(o.name)), lower(btrim(coalesce(o.address, '')))) >= (g.name, g.address)
            ORDER BY lower(btrim(o.name)), lower(btrim(coalesce(o.address, ''))) LIMIT 1) d ON d.name = g.name AND d.address = g.address;
        EXIT WHEN array_position(v_donors, NULL) IS NULL OR i = 2;
        WITH new AS (
            SELECT DISTINCT ON (g.fund_id, g.kind, lower(btrim(g.name)), lower(btrim(coalesce(g.address, '')))) g.*
            FROM unnest(p_fund, p_kind, p_name, p_address, v_donors) WITH ORDINALITY g(fund_id, kind, name, address, donor_id, place)
            WHERE g.donor_id IS NULL
            ORDER BY g.fund_id, g.kind, lower(btrim(g.name)), lower(btrim(coalesce(g.address, ''))), g.place),
        drawn AS (
            INSERT INTO number_series AS s (fund_id, series, last_no) SELECT fund_id, 'donor', count(*) FROM new GROUP BY 1 ORDER BY 1
            ON CONFLICT (fund_id, series) DO UPDATE SET last_no = s.last_no + EXCLUDED.last_no RETURNING s.fund_id, s.last_no)
        INSERT INTO donors
        SELECT n.fund_id, d.last_no - count(*) OVER (PARTITION BY n.fund_id) + row_number() OVER (PARTITION BY n.fund_id ORDER BY n.place),
            btrim(n.name), n.kind, nullif(btrim(n.address), '')
        FROM new n JOIN drawn d USING (fund_id);
    END LOOP;
    RETURN v_donors;
END $function$;

CREATE OR REPLACE FUNCTION public.doubt_children(p_fund integer, p_codes text[], p_others text[], p_after_event_no bigint)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant', 'commune_officer');
    PERFORM lock_fund(p_fund);
    -- Whom a child of a sealed group resembles is not written down.
    IF EXISTS (SELECT FROM unnest(p_codes || p_others) c WHERE is_sealed_case(c)) THEN
        PERFORM refuse('sealed_pair_not_told', 'Of a sealed case it is not written down whom it resembles.');
    END IF;
    INSERT INTO request_doubts
    SELECT p_fund, coalesce((SELECT last_no FROM number_series WHERE fund_id = p_fund AND series = 'disbursement'), 0) + 1,
        u.code, u.other, p_after_event_no
    FROM unnest(p_codes, p_others) u(code, other);
END $function$;
GRANT EXECUTE ON FUNCTION doubt_children TO fundledger_app;

CREATE OR REPLACE FUNCTION public.doubt_later(p_code text, p_others text[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM require_role_for_unit((SELECT unit_id FROM beneficiaries WHERE beneficiary_code = p_code), 'commune_officer', 'fund_accountant');
    -- Whom a child of a sealed group resembles is not written down.
    INSERT INTO later_doubts
    SELECT c.fund_id, c.disbursement_id, c.beneficiary_code, p_code, (SELECT coalesce(max(event_no), 0) FROM child_events), ledger_now(), acting_user()
    FROM children_of_open_requests c
    WHERE c.beneficiary_code = ANY (p_others) AND NOT is_sealed_case(c.beneficiary_code) AND NOT is_sealed_case(p_code)
    ON CONFLICT DO NOTHING;
END $function$;
GRANT EXECUTE ON FUNCTION doubt_later TO fundledger_app;

CREATE OR REPLACE FUNCTION public.draft_norm(p_fund integer, p_decision integer, p_file jsonb)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant');
    IF p_decision IS NOT NULL THEN PERFORM norm_of_fund(p_fund, p_decision, '{draft}'); END IF;
    RETURN write_norm_draft((SELECT unit_id FROM funds WHERE fund_id = p_fund), p_decision, p_file, acting_user());
END $function$;
GRANT EXECUTE ON FUNCTION draft_norm TO fundledger_app;

CREATE OR REPLACE FUNCTION public.draw_sample(p_fund integer, p_seed bigint, p_size integer, p_from date, p_to date, p_request bigint)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE s samples;
BEGIN
    PERFORM require_role(p_fund, 'auditor');
    PERFORM lock_fund(p_fund);
    s.fund_id := p_fund; s.sample_no := 1 + coalesce((SELECT max(x.sample_no) FROM samples x WHERE x.fund_id = p_fund), 0);
    s.seed := p_seed; s.from_date := p_from; s.to_date := p_to; s.disbursement_id := p_request; s.size := p_size;
    s.log_no := (SELECT h.log_no FROM fund_heads h WHERE h.fund_id = p_fund);
    SELECT count(*), sha256(convert_to(coalesce(string_agg(l.line_key || E'\n', '' ORDER BY l.line_key COLLATE "C"), ''), 'UTF8'))
    INTO s.population, s.population_digest FROM paid_lines(p_fund, p_from, p_to, p_request, s.log_no) l;
    s.drawn_at := ledger_now(); s.drawn_by := acting_user(); s.person_id := acting_person();
    INSERT INTO samples SELECT s.*;
    INSERT INTO sample_lines
    SELECT p_fund, s.sample_no, row_number() OVER (ORDER BY sha256(convert_to(p_seed || '/' || l.line_key, 'UTF8')), l.line_key COLLATE "C"),
        l.line_key, l.disbursement_id, l.line_no, l.amount
    FROM paid_lines(p_fund, p_from, p_to, p_request, s.log_no) l
    ORDER BY sha256(convert_to(p_seed || '/' || l.line_key, 'UTF8')), l.line_key COLLATE "C" LIMIT p_size;
    PERFORM record_reference(p_fund, 'sample', s.sample_no::text, ARRAY['sample', p_fund::text, s.sample_no::text, s.seed::text,
        to_char(s.from_date, 'YYYY-MM-DD'), to_char(s.to_date, 'YYYY-MM-DD'), s.disbursement_id::text, s.log_no::text, s.population::text,
        encode(s.population_digest, 'hex'), s.size::text, terms_instant(s.drawn_at), s.drawn_by, s.person_id::text,
        (SELECT json_agg(json_build_array(l.rank, l.line_key, l.disbursement_id, l.line_no, l.amount) ORDER BY l.rank)::text
         FROM sample_lines l WHERE l.fund_id = p_fund AND l.sample_no = s.sample_no)]);
    RETURN s.sample_no;
END $function$;
GRANT EXECUTE ON FUNCTION draw_sample TO fundledger_app;

CREATE OR REPLACE FUNCTION public.end_delegation(p_fund integer, p_delegation integer)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM require_role(p_fund, 'approver');
    PERFORM lock_fund(p_fund);
    UPDATE approval_delegations SET ended_at = ledger_now(), ended_by = acting_user()
    WHERE fund_id = p_fund AND delegation_no = p_delegation AND ended_at IS NULL AND acting_person() IN (holder_person, delegate_person);
    IF NOT FOUND THEN PERFORM refuse('delegation_moves_forward', 'There is no such delegation of or to this person that still holds.'); END IF;
END $function$;
GRANT EXECUTE ON FUNCTION end_delegation TO fundledger_app;

CREATE OR REPLACE FUNCTION public.end_disbursement(p_fund integer, p_id bigint, p_key uuid, p_reason text, p_end text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE s disbursement_steps;
BEGIN
    PERFORM require_role(p_fund, 'approver');
    IF length(btrim(coalesce(p_reason, ''))) < 5 THEN PERFORM refuse('reason_given', 'A rejection says why.'); END IF;
    PERFORM lock_fund(p_fund);
    s := step_to_take(p_fund, p_id);
    UPDATE disbursements SET status = p_end, approver = acting_user(), approver_person = acting_person()
    WHERE fund_id = p_fund AND disbursement_id = p_id AND status = 'requested';
    IF NOT FOUND THEN PERFORM refuse('decision_on_what_was_seen', 'The request is not waiting.'); END IF;
    PERFORM release_commitment(p_fund, p_id, p_key);
    PERFORM give_norm_back(p_fund, p_id);
    PERFORM add_disbursement_event(p_fund, p_id, p_end, btrim(p_reason), s);
END $function$;

CREATE OR REPLACE FUNCTION public.end_import(p_fund integer, p_import uuid, p_outcome text, p_chosen text, p_rows integer, p_added integer, p_already_in integer, p_duplicate integer, p_bad integer)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE e import_ends; i imports; v_seal record;
BEGIN
    PERFORM require_role(p_fund, 'commune_officer');
    PERFORM lock_fund(p_fund);
    SELECT * INTO i FROM imports WHERE fund_id = p_fund AND import_id = p_import;
    IF i.uploaded_by IS DISTINCT FROM acting_user() THEN
        PERFORM refuse('import_ended_by_its_sender', 'An import is ended by the person who sent it.');
    END IF;
    IF p_added <> (SELECT count(*) FROM child_events c WHERE c.event = 'registered' AND c.xmin = pg_current_xact_id()::xid) THEN
        PERFORM refuse('import_added_what_it_says', 'An import says how many rows it added, no more and no less.');
    END IF;
    e.fund_id := p_fund; e.import_id := p_import; e.list_code := i.list_code; e.file_hash := i.file_hash; e.outcome := p_outcome;
    e.chosen := p_chosen; e.rows_read := p_rows; e.rows_added := p_added; e.rows_already_in := p_already_in; e.rows_duplicate := p_duplicate;
    e.rows_bad := p_bad; e.recorded_at := ledger_now(); e.actor := acting_user(); e.hash_version := 1;
    e.log_no := (SELECT log_no + 1 FROM fund_heads WHERE fund_id = p_fund);
    SELECT * INTO v_seal FROM seal(p_fund, import_content(e));
    e.hash := v_seal.hash;
    INSERT INTO import_ends SELECT e.*;
END $function$;
GRANT EXECUTE ON FUNCTION end_import TO fundledger_app;

CREATE OR REPLACE FUNCTION public.end_lines(p_fund integer, p_id bigint, p_key uuid, p_ended integer[], p_given_up integer[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
    PERFORM release_lines(p_fund, p_id, p_key, p_ended);
    PERFORM give_norm_back(p_fund, p_id, u) FROM unnest(p_given_up) u;
END $function$;

CREATE OR REPLACE FUNCTION public.end_mail(p_fund integer, p_notice bigint, p_failure text, p_most_tries integer)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE v_gives_up boolean;
BEGIN
    PERFORM require_mailer();
    UPDATE notice_mails SET sent_at = CASE WHEN p_failure IS NULL THEN ledger_now() END, last_failure = p_failure,
        given_up_at = CASE WHEN p_failure IS NOT NULL AND tries >= p_most_tries THEN ledger_now() END
    WHERE fund_id = p_fund AND notice_no = p_notice AND sent_at IS NULL RETURNING given_up_at IS NOT NULL INTO v_gives_up;
    RETURN coalesce(v_gives_up, false);
END $function$;
GRANT EXECUTE ON FUNCTION end_mail TO fundledger_app;

CREATE OR REPLACE FUNCTION public.entries_stand_together()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
    IF EXISTS (SELECT FROM added GROUP BY fund_id, book, request_key
               HAVING min(request_line) <> 1 OR max(request_line) <> count(*) OR min(entry_date) <> max(entry_date) OR min(kind) <> max(kind)) THEN
        PERFORM refuse('request_written_at_once', 'The entries of a request are written at once: of one kind, on one day, counted from 1.');
    END IF;
    IF EXISTS (SELECT FROM (SELECT DISTINCT fund_id, voucher_type, voucher_year, voucher_no FROM added
                            WHERE num_nonnulls(voucher_type, voucher_year, voucher_no) > 0) e
               WHERE (SELECT v.voucher_no FROM vouchers v WHERE v.fund_id = e.fund_id AND v.voucher_type = e.voucher_type
                      AND v.voucher_year = e.voucher_year AND v.voucher_no = e.voucher_no) IS NULL)
       OR EXISTS (SELECT FROM added e WHERE e.reverses_entry_no IS NOT NULL AND (SELECT o.entry_no FROM journal_entries o
                  WHERE o.fund_id = e.fund_id AND o.book = e.book AND o.entry_no = e.reverses_entry_no) IS NULL)
       OR EXISTS (SELECT FROM (SELECT DISTINCT fund_id FROM added) e LEFT JOIN funds f USING (fund_id) WHERE f.code IS NULL) THEN
        PERFORM refuse_unnamed('entry_names_what_is_there', 'An entry names a fund, and a voucher or an entry of that fund.');
    END IF;
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.entry_content(e journal_entries, p_postings bytea)
 RETURNS bytea
 LANGUAGE sql
 STABLE
AS $function$
    SELECT canonical('entry', e.hash_version::text, e.fund_id::text, e.book, e.entry_no::text, canonical_date(e.entry_date),
        canonical_instant(e.recorded_at), e.recorded_by, e.kind, e.voucher_type, e.voucher_year::text, e.voucher_no::text,
        e.disbursement_id::text, e.disbursement_line::text, e.reverses_entry_no::text, e.request_key::text, e.request_line::text,
        e.line_count::text, encode(e.source_hash, 'hex'), e.log_no::text) || p_postings
$function$;

CREATE OR REPLACE FUNCTION public.entry_of(v vouchers, p_kind text, p_key uuid)
 RETURNS journal_entries
 LANGUAGE plpgsql
AS $function$
DECLARE e journal_entries;
BEGIN
    e.fund_id := v.fund_id; e.book := 'financial'; e.entry_date := v.voucher_date; e.kind := p_kind;
    e.voucher_type := v.voucher_type; e.voucher_year := v.voucher_year; e.voucher_no := v.voucher_no;
    e.disbursement_id := v.disbursement_id; e.reverses_entry_no := v.reverses_entry_no;
    e.request_key := p_key; e.source_hash := v.content_hash;
    RETURN e;
END $function$;

CREATE OR REPLACE FUNCTION public.finding_sealed()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM record_reference(NEW.fund_id, 'finding', NEW.finding_no::text, ARRAY['finding', NEW.fund_id::text, NEW.finding_no::text, NEW.subject,
        NEW.reference, NEW.said, terms_instant(NEW.opened_at), NEW.opened_by, NEW.person_id::text]);
    PERFORM tell(NEW.fund_id, 'finding', NEW.finding_no, 'opened');
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.finding_state(p_fund integer, p_no integer)
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$
    SELECT coalesce((SELECT CASE s.step WHEN 'returned' THEN 'open' ELSE s.step END FROM finding_steps s
        WHERE s.fund_id = p_fund AND s.finding_no = p_no ORDER BY s.step_no DESC LIMIT 1), 'open')
$function$;
GRANT EXECUTE ON FUNCTION finding_state TO fundledger_app;

CREATE OR REPLACE FUNCTION public.finding_step_follows()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE v_state text := finding_state(NEW.fund_id, NEW.finding_no);
BEGIN
    IF v_state <> (CASE NEW.step WHEN 'answered' THEN 'open' ELSE 'answered' END)
        OR NEW.step_no <> 1 + (SELECT count(*) FROM finding_steps s WHERE s.fund_id = NEW.fund_id AND s.finding_no = NEW.finding_no) THEN
        PERFORM refuse('finding_in_its_state', format('Finding %s is %s.', NEW.finding_no, v_state));
    END IF;
    IF NEW.step = 'answered' AND NEW.person_id = (SELECT f.person_id FROM findings f WHERE (f.fund_id, f.finding_no) = (NEW.fund_id, NEW.finding_no)) THEN
        PERFORM refuse('answerer_is_not_finder', 'A finding is answered by somebody else than who opened it.');
    END IF;
    IF NEW.step <> 'answered' AND EXISTS (SELECT FROM finding_steps s WHERE s.fund_id = NEW.fund_id AND s.finding_no = NEW.finding_no
            AND s.step = 'answered' AND s.person_id = NEW.person_id) THEN
        PERFORM refuse('judge_is_not_answerer', 'An answer is judged by somebody else than who gave one.');
    END IF;
    RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.finding_step_sealed()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM record_reference(NEW.fund_id, 'finding_step', NEW.finding_no || '/' || NEW.step_no, ARRAY['finding_step', NEW.fund_id::text,
        NEW.finding_no::text, NEW.step_no::text, NEW.step, NEW.said, NEW.file_name, NEW.media_type, encode(sha256(NEW.content), 'hex'),
        terms_instant(NEW.at), NEW.actor, NEW.person_id::text]);
    PERFORM tell(NEW.fund_id, 'finding', NEW.finding_no, NEW.step, CASE WHEN NEW.step = 'accepted' THEN ARRAY(
        SELECT s.actor FROM finding_steps s WHERE s.fund_id = NEW.fund_id AND s.finding_no = NEW.finding_no AND s.step = 'answered') ELSE '{}' END);
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.finish_by_orders(p_fund integer, p_id bigint)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
    IF EXISTS (SELECT FROM payment_order_lines o WHERE o.fund_id = p_fund AND o.disbursement_id = p_id AND o.outcome IS NULL)
        OR lines_to_pay(p_fund, p_id) <> '{}' THEN
        RETURN;
    END IF;
    IF EXISTS (SELECT FROM payment_order_lines o WHERE o.fund_id = p_fund AND o.disbursement_id = p_id AND o.paid > 0)
        OR EXISTS (SELECT FROM request_goods g WHERE g.fund_id = p_fund AND g.disbursement_id = p_id AND g.state IN ('issued', 'given')) THEN
        UPDATE disbursements SET status = 'paid', payer = acting_user(), payer_person = acting_person()
        WHERE fund_id = p_fund AND disbursement_id = p_id AND status = 'approved';
        PERFORM add_disbursement_event(p_fund, p_id, 'paid', NULL);
    ELSE
        UPDATE disbursements SET status = 'withdrawn' WHERE fund_id = p_fund AND disbursement_id = p_id AND status = 'approved';
        PERFORM add_disbursement_event(p_fund, p_id, 'withdrawn', NULL);
    END IF;
END $function$;

CREATE OR REPLACE FUNCTION public.finish_report(p_fund integer, p_follows integer, p_figures text)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE r report_freezes;
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant');
    SELECT * INTO r FROM report_freezes WHERE fund_id = p_fund AND freeze_no = p_follows;
    IF NOT FOUND THEN PERFORM refuse('final_report_follows', 'There is no such report.'); END IF;
    r.follows := p_follows; r.cut_off := r.to_date; r.figures := p_figures;
    RETURN add_report_freeze(r);
END $function$;
GRANT EXECUTE ON FUNCTION finish_report TO fundledger_app;

CREATE OR REPLACE FUNCTION public.format_voucher(p_type text, p_year integer, p_no integer)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
    SELECT p_type || '-' || p_year::text || '-' || lpad(p_no::text, greatest(5, length(p_no::text)), '0')
$function$;
GRANT EXECUTE ON FUNCTION format_voucher TO fundledger_app;
GRANT EXECUTE ON FUNCTION format_voucher TO fundledger_auditor;

CREATE OR REPLACE FUNCTION public.free_goods(p_fund integer, p_id bigint, p_lines integer[], p_note text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
    UPDATE request_goods SET state = 'released', note = p_note
    WHERE fund_id = p_fund AND disbursement_id = p_id AND state = 'reserved' AND (p_lines IS NULL OR line_no = ANY (p_lines));
    IF FOUND THEN PERFORM seal_request_goods(p_fund, p_id); END IF;
END $function$;

CREATE OR REPLACE FUNCTION public.free_receipts(p_fund integer, p_year integer)
 RETURNS bigint
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT free_receipts_of(p_fund, p_year) WHERE p_fund = ANY (readable_funds())
$function$;
GRANT EXECUTE ON FUNCTION free_receipts TO fundledger_app;

CREATE OR REPLACE FUNCTION public.free_receipts_of(p_fund integer, p_year integer)
 RETURNS bigint
 LANGUAGE sql
 STABLE
AS $function$
    SELECT coalesce(sum(m.amount), 0)::bigint
    FROM fund_movements m JOIN pools p USING (fund_id, pool_id) JOIN source_kinds s USING (source_kind)
    WHERE m.fund_id = p_fund AND m.counts_as = 'receipt' AND extract(year FROM m.entry_date) = p_year
        AND p.support_kinds IS NULL AND p.occasion_codes IS NULL AND NOT s.is_budget
$function$;

CREATE OR REPLACE FUNCTION public.freeze_report(p_fund integer, p_report text, p_occasion text, p_from date, p_cut_off date, p_to date, p_figures text)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE r report_freezes;
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant');
    r.fund_id := p_fund; r.report := p_report; r.occasion_code := p_occasion; r.from_date := p_from; r.cut_off := p_cut_off; r.to_date := p_to;
    r.figures := p_figures;
    RETURN add_report_freeze(r);
END $function$;
GRANT EXECUTE ON FUNCTION freeze_report TO fundledger_app;

CREATE OR REPLACE FUNCTION public.freeze_steps(p_fund integer, p_id bigint)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE v_levels text[];
BEGIN
    INSERT INTO disbursement_steps SELECT * FROM steps_by_ladder(p_fund, p_id);
    v_levels := ARRAY(SELECT level_code FROM disbursement_steps WHERE fund_id = p_fund AND disbursement_id = p_id ORDER BY step);
    IF NOT steps_have_hands(p_fund, v_levels, acting_person()) THEN
        PERFORM refuse('ladder_has_hands', 'There are not enough persons to take the steps of this request.');
    END IF;
    IF NOT request_has_hands(p_fund, v_levels, acting_person()) THEN
        PERFORM refuse('request_has_a_payer', 'Nobody could pay this request: whoever pays is neither who asks nor who takes a step.');
    END IF;
END $function$;

CREATE OR REPLACE FUNCTION public.fund_born()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
    INSERT INTO fund_heads (fund_id, log_hash) VALUES (NEW.fund_id, sha256(convert_to('fund ' || NEW.code, 'UTF8')));
    INSERT INTO money_balances (fund_id, account_code) SELECT NEW.fund_id, account_code FROM accounts WHERE is_physical;
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.fund_hands(p_fund integer, OUT askers integer, OUT approvers integer, OUT payers integer, OUT is_enough boolean)
 RETURNS record
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    WITH a AS (SELECT person_id FROM holders_of(p_fund, 'fund_accountant') UNION SELECT person_id FROM holders_of(p_fund, 'commune_officer')),
    b AS (SELECT DISTINCT person_id FROM holders_of(p_fund, 'approver')),
    c AS (SELECT DISTINCT person_id FROM holders_of(p_fund, 'cashier'))
    SELECT (SELECT count(*)::int FROM a), (SELECT count(*)::int FROM b), (SELECT count(*)::int FROM c),
        EXISTS (SELECT FROM a, b, c WHERE a.person_id <> b.person_id AND b.person_id <> c.person_id AND a.person_id <> c.person_id)
    WHERE p_fund = ANY (readable_funds())
$function$;
GRANT EXECUTE ON FUNCTION fund_hands TO fundledger_app;

CREATE OR REPLACE FUNCTION public.fund_of_unit(p_unit integer)
 RETURNS integer
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    WITH RECURSIVE above AS (
        SELECT p_unit AS unit_id, 0 AS height
        UNION ALL SELECT u.parent_unit_id, a.height + 1 FROM above a JOIN units u USING (unit_id) WHERE u.parent_unit_id IS NOT NULL)
    SELECT f.fund_id FROM above a JOIN funds f USING (unit_id) ORDER BY a.height, f.fund_id LIMIT 1
$function$;
GRANT EXECUTE ON FUNCTION fund_of_unit TO fundledger_app;
GRANT EXECUTE ON FUNCTION fund_of_unit TO fundledger_auditor;

CREATE OR REPLACE FUNCTION public.fund_period_born()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
    INSERT INTO period_states (fund_id) VALUES (NEW.fund_id);
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.fund_terms(f funds)
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE
AS $function$
    SELECT ARRAY['fund', f.fund_id::text, f.unit_id::text, f.code, f.name_vi, f.name_en, canonical_date(f.opened_on), f.regime]
$function$;

CREATE OR REPLACE FUNCTION public.fund_terms_sealed()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM record_reference(NEW.fund_id, 'fund', NEW.fund_id::text, fund_terms(NEW));
    IF TG_OP = 'INSERT' THEN
        PERFORM record_reference(NEW.fund_id, 'norm_decision', n.decision_id::text, norm_terms(n))
        FROM norm_decisions n WHERE n.issuing_unit_id = NEW.unit_id AND n.status IN ('published', 'superseded');
    END IF;
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.give_norm_back(p_fund integer, p_id bigint, p_line integer DEFAULT NULL::integer)
 RETURNS void
 LANGUAGE sql
AS $function$
    INSERT INTO norm_usages (beneficiary_code, usage_key, delta, allowed, fund_id, disbursement_id, line_no, used_on, recorded_at, recorded_by)
    SELECT u.beneficiary_code, u.usage_key, -1, u.allowed, u.fund_id, u.disbursement_id, u.line_no, u.used_on, ledger_now(), acting_user()
    FROM norm_usages u WHERE u.fund_id = p_fund AND u.disbursement_id = p_id AND u.line_no = coalesce(p_line, u.line_no) AND u.delta = 1
        AND NOT EXISTS (SELECT FROM request_goods g WHERE g.fund_id = u.fund_id AND g.disbursement_id = u.disbursement_id AND g.line_no = u.line_no
            AND g.state IN ('issued', 'given'))
        AND NOT EXISTS (SELECT FROM norm_usages b WHERE b.fund_id = u.fund_id AND b.disbursement_id = u.disbursement_id AND b.line_no = u.line_no
            AND b.beneficiary_code = u.beneficiary_code AND b.usage_key = u.usage_key AND b.delta = -1)
    ORDER BY u.beneficiary_code, u.usage_key
$function$;

CREATE OR REPLACE FUNCTION public.goods_are_the_lots()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    IF (SELECT goods FROM pool_balances WHERE fund_id = NEW.fund_id AND pool_id = NEW.pool_id)
        IS DISTINCT FROM (SELECT coalesce(sum(value), 0)::bigint FROM goods_balances WHERE fund_id = NEW.fund_id AND pool_id = NEW.pool_id) THEN
        PERFORM refuse('goods_are_the_lots', 'The account of goods is what the lots in stock are worth.');
    END IF;
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.goods_issue_moves()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.settled_on IS NOT NULL OR (NEW.requester_person, NEW.approver_person) IS DISTINCT FROM (SELECT (d.requester_person, d.approver_person)
                FROM disbursements d WHERE d.fund_id = NEW.fund_id AND d.disbursement_id = NEW.disbursement_id AND d.status IN ('approved', 'paid')) THEN
            PERFORM refuse('goods_issue_of_its_request', 'Goods are issued for a request that was approved, and not settled at once.');
        END IF;
    ELSIF OLD.settled_on IS NOT NULL OR to_jsonb(OLD) - '{settled_on,settler,settler_person,back_paper}'::text[]
            <> to_jsonb(NEW) - '{settled_on,settler,settler_person,back_paper}'::text[] THEN
        PERFORM refuse('goods_issue_settled_once', 'Who got goods is recorded once.');
    END IF;
    IF EXISTS (SELECT FROM disbursement_steps s WHERE s.fund_id = NEW.fund_id AND s.disbursement_id = NEW.disbursement_id
               AND s.decided_person IN (NEW.issuer_person, NEW.settler_person)) THEN
        PERFORM refuse('goods_issuer_is_not_approver', 'Who took a step does not issue the goods.');
    END IF;
    RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.goods_item_sealed()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM record_reference(NEW.fund_id, 'goods_item', NEW.item_no::text, ARRAY['goods_item', NEW.fund_id::text, NEW.item_no::text, NEW.name,
        NEW.unit, to_char(NEW.added_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), NEW.added_by]);
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.goods_loss_moves_forward()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE v_hands text[] := '{status,decider,decider_person,decided_on,rejection_reason,paper_no}';
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.status <> 'asked' THEN PERFORM refuse('goods_loss_moves_forward', 'A loss is asked for first.'); END IF;
    ELSIF OLD.status <> 'asked' OR NEW.status = 'asked' OR to_jsonb(OLD) - v_hands <> to_jsonb(NEW) - v_hands THEN
        PERFORM refuse('goods_loss_moves_forward', 'A loss is decided once, as it was asked for.');
    END IF;
    PERFORM record_reference(NEW.fund_id, 'goods_loss', NEW.loss_no::text, ARRAY['goods_loss', NEW.fund_id::text, NEW.loss_no::text,
        NEW.lot_no::text, NEW.quantity::text, NEW.cause, NEW.minutes_number, canonical_date(NEW.minutes_date), NEW.reason,
        canonical_date(NEW.asked_on), NEW.status, NEW.asker, NEW.asker_person::text, NEW.decider, NEW.decider_person::text,
        canonical_date(NEW.decided_on), NEW.rejection_reason, NEW.paper_no::text]);
    RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.goods_move_as_reserved()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    IF NOT EXISTS (SELECT FROM request_goods g WHERE g.fund_id = NEW.fund_id AND g.disbursement_id = NEW.disbursement_id AND g.line_no = NEW.line_no
            AND g.lot_no = NEW.lot_no AND g.quantity = abs(NEW.quantity) AND g.state = CASE NEW.kind WHEN 'issued' THEN 'issued' ELSE 'back' END) THEN
        PERFORM refuse('goods_move_as_reserved', 'Goods leave for a line, and come back, as they were reserved.');
    END IF;
    RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.goods_moved()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
    l goods_lots;
    o goods_moves;
    b goods_balances;
    v_unit bigint;
BEGIN
    SELECT * INTO l FROM goods_lots WHERE fund_id = NEW.fund_id AND lot_no = NEW.lot_no;
    IF NEW.moved_on IS DISTINCT FROM (SELECT v.voucher_date FROM goods_papers p JOIN vouchers v USING (fund_id, voucher_type, voucher_year, voucher_no)
            WHERE p.fund_id = NEW.fund_id AND p.paper_no = NEW.paper_no) THEN
        PERFORM refuse('goods_move_of_its_day', 'Goods move on the day of their voucher.');
    END IF;
    IF NEW.moved_on < (SELECT max(moved_on) FROM goods_moves WHERE fund_id = NEW.fund_id AND lot_no = NEW.lot_no) THEN
        PERFORM refuse('goods_day_by_day', format('Lot %s has moved after %s already.', NEW.lot_no, NEW.moved_on));
    END IF;
    IF NEW.kind IN ('received', 'issued') AND l.expires_on < NEW.moved_on THEN
        PERFORM refuse('goods_not_expired', format('Lot %s expired on %s.', NEW.lot_no, l.expires_on));
    END IF;
    IF NEW.kind = 'received' THEN
        IF (l.paper_no, l.quantity, coalesce(l.unit_value, 0)) IS DISTINCT FROM (NEW.paper_no, NEW.quantity, NEW.unit_value) THEN
            PERFORM refuse('goods_received_as_written', 'What is received is the lot of its receipt.');
        END IF;
        INSERT INTO goods_balances VALUES (NEW.fund_id, NEW.lot_no, l.pool_id, NEW.quantity, 0, NEW.unit_value, NEW.value);
        RETURN NEW;
    END IF;
    SELECT * INTO b FROM goods_balances WHERE fund_id = NEW.fund_id AND lot_no = NEW.lot_no FOR UPDATE;
    IF NOT FOUND THEN PERFORM refuse('goods_received_first', 'Goods move after they were received.'); END IF;
    v_unit := b.unit_value;
    IF NEW.kind = 'valued' THEN
        IF v_unit > 0 THEN PERFORM refuse('goods_valued_once', format('Lot %s has its value.', NEW.lot_no)); END IF;
        v_unit := NEW.unit_value;
    ELSIF NEW.kind = 'reversed' THEN
        SELECT * INTO o FROM goods_moves WHERE fund_id = NEW.fund_id AND move_no = NEW.reverses_move;
        IF o.kind = 'reversed' OR (o.lot_no, -o.quantity, o.unit_value, -o.value, o.disbursement_id, o.line_no)
                IS DISTINCT FROM (NEW.lot_no, NEW.quantity, NEW.unit_value, NEW.value, NEW.disbursement_id, NEW.line_no) THEN
            PERFORM refuse('goods_reversal_mirrors', 'A reversed move is the negative of its move.');
        END IF;
        IF o.kind = 'valued' THEN v_unit := 0; END IF;
    END IF;
    UPDATE goods_balances SET on_hand = on_hand + NEW.quantity, unit_value = v_unit, value = value + NEW.value
    WHERE fund_id = NEW.fund_id AND lot_no = NEW.lot_no;
    RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.goods_paper_still_open()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM lock_fund(NEW.fund_id);
    IF EXISTS (SELECT FROM reference_events WHERE fund_id = NEW.fund_id AND subject = 'goods_paper' AND subject_key = NEW.paper_no::text) THEN
        PERFORM refuse('goods_paper_is_whole', 'Nothing is added to a goods paper that was sealed.');
    END IF;
    RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.goods_voucher(d disbursements, p_type text, p_lines integer[], p_receiver text, p_content text)
 RETURNS vouchers
 LANGUAGE plpgsql
AS $function$
DECLARE v vouchers;
BEGIN
    v.fund_id := d.fund_id; v.voucher_type := p_type; v.voucher_date := business_today(); v.money_account := 'goods'; v.pool_id := d.pool_id;
    v.disbursement_id := d.disbursement_id;
    v.amount := (SELECT sum(g.quantity * g.unit_value) FROM request_goods g
        WHERE g.fund_id = d.fund_id AND g.disbursement_id = d.disbursement_id AND g.line_no = ANY (p_lines) AND g.state IN ('reserved', 'issued'));
    RETURN write_voucher(v, p_receiver, NULL, p_content, NULL);
END $function$;

CREATE OR REPLACE FUNCTION public.grant_role(p_user text, p_fund integer, p_role text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM lock_fund(p_fund);
    IF EXISTS (SELECT FROM user_roles WHERE (user_name, fund_id, role) = (p_user, p_fund, p_role)) THEN RETURN false; END IF;
    PERFORM record_role_event(p_fund, 'granted', p_user, p_role);
    INSERT INTO user_roles VALUES (p_user, p_fund, p_role);
    RETURN true;
END $function$;

CREATE OR REPLACE FUNCTION public.handout_amounts(p_list text, p_order integer)
 RETURNS TABLE(code text, amount bigint)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT c.code, l.amount FROM order_of(p_list, p_order) o
    JOIN handout_codes c ON c.fund_id = o.fund_id AND c.order_no = o.order_no
    JOIN payment_order_lines l ON l.fund_id = c.fund_id AND l.order_no = c.order_no AND l.line_no = c.line_no
    WHERE o.status IN ('sent', 'settled') AND took_the_money(o)
$function$;
GRANT EXECUTE ON FUNCTION handout_amounts TO fundledger_app;

CREATE OR REPLACE FUNCTION public.handout_conflicts(p_list text, p_order integer)
 RETURNS TABLE(reason text, code text, line_no integer, outcome text, recorded_by text, received_at timestamp with time zone, first_by text, first_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT k.reason, k.code, k.line_no, k.outcome, (SELECT p.display_name FROM users p WHERE p.user_name = k.recorded_by), k.received_at,
        (SELECT p.display_name FROM users p WHERE p.user_name = d.recorded_by), d.received_at
    FROM order_of(p_list, p_order) o JOIN delivery_conflicts k ON k.fund_id = o.fund_id AND k.order_no = o.order_no
    LEFT JOIN deliveries d ON d.fund_id = k.fund_id AND d.order_no = k.order_no AND d.line_no = k.line_no
    WHERE hands_out(o) ORDER BY k.received_at, k.code
$function$;
GRANT EXECUTE ON FUNCTION handout_conflicts TO fundledger_app;

CREATE OR REPLACE FUNCTION public.handout_devices(p_list text, p_order integer)
 RETURNS TABLE(device text, held_by text, opened_at timestamp with time zone, told_at timestamp with time zone, synced_at timestamp with time zone, noted integer, waiting integer, device_at timestamp with time zone, is_late boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT r.device, (SELECT u.display_name FROM users u WHERE u.user_name = r.reported_by),
        (SELECT min(a.received_at) FROM handout_reports a WHERE a.fund_id = r.fund_id AND a.order_no = r.order_no AND a.device = r.device),
        r.received_at,
        (SELECT max(a.received_at) FROM handout_reports a WHERE a.fund_id = r.fund_id AND a.order_no = r.order_no AND a.device = r.device
            AND a.step = 'synced'),
        r.noted, r.waiting, r.device_at,
        r.received_at < ledger_now() - interval '1 day' AND (r.waiting > 0 OR o.status = 'sent' AND o.line_count >
            (SELECT count(*) FROM deliveries d WHERE d.fund_id = o.fund_id AND d.order_no = o.order_no))
    FROM order_of(p_list, p_order) o
    JOIN LATERAL (SELECT DISTINCT ON (h.device) h.* FROM handout_reports h WHERE h.fund_id = o.fund_id AND h.order_no = o.order_no
        ORDER BY h.device, h.report_no DESC) r ON true
    WHERE reads_signed(o) ORDER BY 3, 1
$function$;
GRANT EXECUTE ON FUNCTION handout_devices TO fundledger_app;

CREATE OR REPLACE FUNCTION public.handout_lines(p_list text, p_order integer)
 RETURNS TABLE(line_no integer, code text, child text, place text, amount bigint, is_sealed boolean, outcome text, paid bigint, relation text, collector text, recorded_by text, received_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT l.line_no, c.code, coalesce(x.beneficiary_code, x.recipient), u.name, l.amount, x.class_code IS NOT DISTINCT FROM 'protected',
        d.outcome, d.paid, d.relation, w.name, (SELECT p.display_name FROM users p WHERE p.user_name = d.recorded_by), d.received_at
    FROM order_of(p_list, p_order) o JOIN payment_order_lines l ON l.fund_id = o.fund_id AND l.order_no = o.order_no
    JOIN disbursement_lines x ON x.fund_id = l.fund_id AND x.disbursement_id = l.disbursement_id AND x.line_no = l.line_no
    JOIN handout_codes c ON c.fund_id = l.fund_id AND c.order_no = l.order_no AND c.line_no = l.line_no
    LEFT JOIN units u ON u.unit_id = x.unit_id
    LEFT JOIN deliveries d ON d.fund_id = l.fund_id AND d.order_no = l.order_no AND d.line_no = l.line_no
    LEFT JOIN delivery_collectors w ON w.fund_id = d.fund_id AND w.order_no = d.order_no AND w.line_no = d.line_no
    WHERE hands_out(o) ORDER BY l.line_no
$function$;
GRANT EXECUTE ON FUNCTION handout_lines TO fundledger_app;

CREATE OR REPLACE FUNCTION public.handout_names(p_list text, p_order integer, p_reason text)
 RETURNS TABLE(line_no integer, beneficiary_code text, key_id text, nonce bytea, sealed bytea, carer_no smallint, carer_key_id text, carer_nonce bytea, carer_sealed bytea)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
#variable_conflict use_column
DECLARE
    o payment_orders := order_of(p_list, p_order);
    v_codes text[];
    v_code text;
BEGIN
    IF NOT coalesce(hands_out(o), false) THEN PERFORM refuse('actor_has_role', 'The list is handed out by who took the money.'); END IF;
    v_codes := ARRAY(SELECT b.beneficiary_code FROM payment_order_lines l
        JOIN disbursement_lines x ON x.fund_id = l.fund_id AND x.disbursement_id = l.disbursement_id AND x.line_no = l.line_no
        JOIN beneficiaries b ON b.beneficiary_code = x.beneficiary_code
        WHERE l.fund_id = o.fund_id AND l.order_no = p_order AND NOT is_sealed_case(b.beneficiary_code)
            AND x.class_code IS DISTINCT FROM 'protected'
        ORDER BY fund_of_unit(b.unit_id), b.beneficiary_code);
    FOREACH v_code IN ARRAY v_codes LOOP
        PERFORM write_identity_step(v_code, p_reason, 'opened');
    END LOOP;
    RETURN QUERY
        SELECT l.line_no, v.beneficiary_code, v.key_id, v.nonce, v.sealed, c.carer_no, c.key_id, c.nonce, c.sealed
        FROM payment_order_lines l
        JOIN disbursement_lines x ON x.fund_id = l.fund_id AND x.disbursement_id = l.disbursement_id AND x.line_no = l.line_no
        JOIN identity_vault v ON v.beneficiary_code = x.beneficiary_code
        LEFT JOIN LATERAL (SELECT * FROM carers k WHERE k.beneficiary_code = v.beneficiary_code AND k.valid_to IS NULL
            ORDER BY k.carer_no DESC LIMIT 1) c ON true
        WHERE l.fund_id = o.fund_id AND l.order_no = p_order AND v.beneficiary_code = ANY (v_codes) ORDER BY l.line_no;
END $function$;
GRANT EXECUTE ON FUNCTION handout_names TO fundledger_app;

CREATE OR REPLACE FUNCTION public.handout_print_sealed()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM record_reference(NEW.fund_id, 'handout_print', NEW.order_no || '/' || NEW.print_no, ARRAY['handout_print', NEW.fund_id::text,
        NEW.order_no::text, NEW.print_no::text, NEW.line_no::text, NEW.with_names::text,
        to_char(NEW.printed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), NEW.printed_by]);
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.handout_terms(h handouts)
 RETURNS text[]
 LANGUAGE sql
 STABLE
AS $function$
    SELECT ARRAY['handout', h.fund_id::text, h.order_no::text, to_char(h.opened_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), h.opened_by]
        || (SELECT array_agg(x.term ORDER BY c.line_no, x.place) FROM handout_codes c CROSS JOIN LATERAL unnest(ARRAY[c.line_no::text, c.code_seal])
                WITH ORDINALITY x(term, place) WHERE c.fund_id = h.fund_id AND c.order_no = h.order_no)
        || coalesce((SELECT array_agg(x.term ORDER BY d.line_no, x.place) FROM deliveries d CROSS JOIN LATERAL unnest(ARRAY[
                d.line_no::text, d.scan_id::text, d.outcome, d.paid::text, d.relation, encode(d.collector_commitment, 'hex'), d.device,
                to_char(d.scanned_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'),
                to_char(d.received_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), d.recorded_by, d.person_id::text]) WITH ORDINALITY x(term, place)
            WHERE d.fund_id = h.fund_id AND d.order_no = h.order_no), '{}')
        || coalesce((SELECT array_agg(x.term ORDER BY k.scan_id, x.place) FROM delivery_conflicts k CROSS JOIN LATERAL unnest(ARRAY[
                k.scan_id::text, k.reason, k.code, k.line_no::text, k.outcome, k.device,
                to_char(k.scanned_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'),
                to_char(k.received_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), k.recorded_by]) WITH ORDINALITY x(term, place)
            WHERE k.fund_id = h.fund_id AND k.order_no = h.order_no), '{}')
$function$;

CREATE OR REPLACE FUNCTION public.hands_of_request(p_fund integer, p_id bigint)
 RETURNS TABLE(person_id bigint)
 LANGUAGE sql
 STABLE
AS $function$
    SELECT x.person FROM disbursements d CROSS JOIN LATERAL (VALUES (d.requester_person), (d.approver_person)) x(person)
    WHERE d.fund_id = p_fund AND d.disbursement_id = p_id AND x.person IS NOT NULL
    UNION
    SELECT s.decided_person FROM disbursement_steps s WHERE s.fund_id = p_fund AND s.disbursement_id = p_id AND s.decided_person IS NOT NULL
    UNION
    SELECT s.person_id FROM payment_orders o JOIN payment_order_steps s USING (fund_id, order_no)
    WHERE o.fund_id = p_fund AND o.disbursement_id = p_id
    UNION
    SELECT u.person_id FROM users u WHERE u.user_name = acting_hand()
$function$;

CREATE OR REPLACE FUNCTION public.hands_out(o payment_orders)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
    SELECT o.status = 'sent' AND took_the_money(o)
$function$;

CREATE OR REPLACE FUNCTION public.hands_to_act(p_fund integer, p_subject text, p_no bigint)
 RETURNS TABLE(user_name text, display_name text, is_me boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT w.user_name, u.display_name, w.user_name = current_setting('app.actor', true)
    FROM who_acts_next(p_fund, p_subject, p_no) w JOIN users u USING (user_name) WHERE p_fund = ANY (readable_funds())
    ORDER BY u.display_name COLLATE "C", w.user_name
$function$;
GRANT EXECUTE ON FUNCTION hands_to_act TO fundledger_app;

CREATE OR REPLACE FUNCTION public.heads_to_sign(p_fund integer DEFAULT NULL::integer)
 RETURNS TABLE(fund_id integer, code text, log_no bigint, log_hash bytea, trial_digest bytea)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT h.fund_id, f.code, h.log_no, h.log_hash, CASE WHEN h.log_no > 0 AND h.fund_id = coalesce(p_fund, h.fund_id)
        AND NOT EXISTS (SELECT FROM checkpoints c WHERE c.fund_id = h.fund_id AND c.log_no = h.log_no) THEN trial_digest(h.fund_id) END
    FROM fund_heads h JOIN funds f USING (fund_id) ORDER BY f.code COLLATE "C"
$function$;
GRANT EXECUTE ON FUNCTION heads_to_sign TO fundledger_app;

CREATE OR REPLACE FUNCTION public.hold_pair(p_one text, p_other text, VARIADIC p_roles text[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE v_unit int;
BEGIN
    PERFORM require_role_for_unit((SELECT unit_id FROM beneficiaries WHERE beneficiary_code = p_one), VARIADIC p_roles);
    IF (SELECT count(*) FROM beneficiaries WHERE beneficiary_code IN (p_one, p_other)) < 2 THEN
        PERFORM refuse('pair_of_two', 'A pair is two children.');
    END IF;
    FOR v_unit IN SELECT unit_id FROM beneficiaries WHERE beneficiary_code IN (p_one, p_other) ORDER BY fund_of_unit(unit_id) LOOP
        PERFORM require_role_for_unit(v_unit, VARIADIC p_roles);
        PERFORM lock_fund(fund_of_unit(v_unit));
    END LOOP;
    PERFORM FROM beneficiaries WHERE beneficiary_code IN (p_one, p_other) ORDER BY beneficiary_code FOR UPDATE;
END $function$;

CREATE OR REPLACE FUNCTION public.holder_not_erased()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    IF identity_erased(NEW.holder) THEN
        PERFORM refuse('holder_not_erased', format('The identity of %s is erased: nothing more is kept under its key.', NEW.holder));
    END IF;
    RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.holders_of(p_fund integer, p_role text)
 RETURNS TABLE(user_name text, person_id bigint)
 LANGUAGE sql
 STABLE
AS $function$
    SELECT u.user_name, u.person_id FROM user_roles r JOIN users u USING (user_name)
    WHERE r.fund_id = p_fund AND r.role = p_role AND u.disabled_at IS NULL
$function$;

CREATE OR REPLACE FUNCTION public.identities_for_judging(p_codes text[])
 RETURNS TABLE(beneficiary_code text, key_id text, nonce bytea, sealed bytea)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT v.beneficiary_code, v.key_id, v.nonce, v.sealed
    FROM identity_vault v JOIN beneficiaries b USING (beneficiary_code)
    WHERE v.beneficiary_code = ANY (p_codes) AND b.unit_id = ANY ((SELECT readable_units())::int[])
$function$;
GRANT EXECUTE ON FUNCTION identities_for_judging TO fundledger_app;

CREATE OR REPLACE FUNCTION public.identity_access_sealed()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM seal_identity_access(NEW);
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.identity_erased(p_code text)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT EXISTS (SELECT FROM identity_requests r JOIN identity_answers a USING (request_no)
        WHERE r.beneficiary_code = p_code AND r.purpose = 'erase' AND a.is_granted)
$function$;
GRANT EXECUTE ON FUNCTION identity_erased TO fundledger_app;

CREATE OR REPLACE FUNCTION public.import_content(e import_ends)
 RETURNS bytea
 LANGUAGE sql
 STABLE
AS $function$
    SELECT canonical('import', '1', e.fund_id::text, e.import_id::text, e.list_code, encode(e.file_hash, 'hex'), e.outcome, e.chosen,
        e.rows_read::text, e.rows_added::text, e.rows_already_in::text, e.rows_duplicate::text, e.rows_bad::text,
        canonical_instant(e.recorded_at), e.actor, e.log_no::text)
$function$;

CREATE OR REPLACE FUNCTION public.insert_pair_event(e child_events)
 RETURNS bigint
 LANGUAGE sql
AS $function$
    INSERT INTO child_events (beneficiary_code, event, happened_on, from_unit, reason, other_code, own_mark, other_mark, cancels_event_no,
        recorded_at, recorded_by)
    VALUES (e.beneficiary_code, e.event, business_today(), (SELECT unit_id FROM beneficiaries WHERE beneficiary_code = e.beneficiary_code),
        btrim(e.reason), e.other_code, e.own_mark, e.other_mark, e.cancels_event_no, ledger_now(), acting_user())
    RETURNING event_no
$function$;

CREATE OR REPLACE FUNCTION public.institution_terms_sealed()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM record_reference(NEW.fund_id, 'institution', NEW.institution_code,
        ARRAY['institution', NEW.fund_id::text, NEW.institution_code, NEW.unit_id::text, NEW.name,
            to_char(NEW.registered_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), NEW.registered_by]);
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.is_checking()
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
    RETURN coalesce(current_setting('app.actor', true) = '(checks)', false);
END $function$;

CREATE OR REPLACE FUNCTION public.is_sealed_case(p_code text)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
    SELECT EXISTS (SELECT FROM beneficiary_classes c WHERE c.beneficiary_code = p_code AND c.class_code = 'protected')
        OR EXISTS (SELECT FROM child_events e JOIN beneficiary_classes c ON c.beneficiary_code = e.other_code AND c.class_code = 'protected'
                   WHERE e.beneficiary_code = p_code AND e.event = 'merged'
                       AND NOT EXISTS (SELECT FROM child_events x WHERE x.cancels_event_no = e.event_no))
$function$;
GRANT EXECUTE ON FUNCTION is_sealed_case TO fundledger_app;

CREATE OR REPLACE FUNCTION public.issue_goods(p_fund integer, p_id bigint, p_key uuid, p_receiver text, OUT voucher_year smallint, OUT voucher_no integer)
 RETURNS record
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
    d disbursements;
    v vouchers;
    v_lines int[];
BEGIN
    PERFORM require_role(p_fund, 'cashier');
    PERFORM lock_fund(p_fund);
    SELECT * INTO d FROM disbursements x WHERE x.fund_id = p_fund AND x.disbursement_id = p_id AND x.status IN ('approved', 'paid');
    IF NOT FOUND THEN PERFORM refuse('goods_issue_after_approval', 'The request is not approved.'); END IF;
    IF requested_content_hash(p_fund, p_id) <> disbursement_content_hash(p_fund, p_id) THEN
        PERFORM refuse('paid_as_approved', 'What is to be given is not what was approved.');
    END IF;
    IF length(btrim(coalesce(p_receiver, ''))) < 2 THEN PERFORM refuse('goods_receiver_named', 'Goods are handed to somebody with a name.'); END IF;
    v_lines := ARRAY(SELECT DISTINCT g.line_no FROM request_goods g
        WHERE g.fund_id = p_fund AND g.disbursement_id = p_id AND g.state = 'reserved' ORDER BY 1);
    IF v_lines = '{}' THEN PERFORM refuse('goods_to_issue', 'No goods are reserved for this request.'); END IF;
    PERFORM refuse_unpayable(p_fund, p_id, v_lines);
    v := goods_voucher(d, 'PX', v_lines, btrim(p_receiver), NULL);
    UPDATE request_goods SET state = 'issued' WHERE fund_id = p_fund AND disbursement_id = p_id AND state = 'reserved';
    PERFORM post_goods_of_lines(v, 'goods_issue', p_key, v_lines, 'issued');
    INSERT INTO goods_issues (fund_id, disbursement_id, paper_no, issued_on, issuer, issuer_person, requester_person, approver_person)
    SELECT p_fund, p_id, g.paper_no, v.voucher_date, acting_user(), acting_person(), d.requester_person, d.approver_person FROM goods_papers g
    WHERE (g.fund_id, g.voucher_type, g.voucher_year, g.voucher_no) = (v.fund_id, v.voucher_type, v.voucher_year, v.voucher_no);
    PERFORM seal_request_goods(p_fund, p_id);
    IF d.status = 'approved' AND request_money(p_fund, p_id) = 0 THEN
        UPDATE disbursements SET status = 'paid', payer = acting_user(), payer_person = acting_person()
        WHERE fund_id = p_fund AND disbursement_id = p_id;
        PERFORM add_disbursement_event(p_fund, p_id, 'paid', NULL);
    END IF;
    voucher_year := v.voucher_year; voucher_no := v.voucher_no;
END $function$;
GRANT EXECUTE ON FUNCTION issue_goods TO fundledger_app;

CREATE OR REPLACE FUNCTION public.issue_waits_for_pairs()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM refuse_undecided(NEW.fund_id, NEW.disbursement_id, ARRAY(SELECT l.beneficiary_code FROM request_goods g
        JOIN disbursement_lines l USING (fund_id, disbursement_id, line_no)
        WHERE g.fund_id = NEW.fund_id AND g.disbursement_id = NEW.disbursement_id AND g.state IN ('reserved', 'issued')));
    RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.issued_statement(p_fund text, p_from date, p_to date, p_version integer)
 RETURNS TABLE(fund text, name_vi text, name_en text, unit text, version integer, closed_at timestamp with time zone, log_no bigint, log_hash bytea, digest bytea, signed_no bigint, signed_hash bytea, signed_at timestamp with time zone, public_key bytea, latest integer, is_open boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT f.code, coalesce(k.names::json -> 'fund' ->> 0, f.name_vi), coalesce(k.names::json -> 'fund' ->> 1, f.name_en),
        coalesce(k.names::json ->> 'unit', u.name), c.version, c.closed_at, c.log_no, c.hash,
        coalesce(i.digest, CASE WHEN p_from = greatest(c.month, f.opened_on) THEN s.digest END),
        p.log_no, p.log_hash, p.made_at, p.public_key,
        (SELECT max(x.version) FROM closed_periods x WHERE x.fund_id = c.fund_id AND x.month = c.month),
        coalesce(month_end(c.month) > t.closed_through, true)
    FROM funds f JOIN units u USING (unit_id) JOIN closed_periods c USING (fund_id) JOIN period_states t USING (fund_id)
    LEFT JOIN closing_papers k USING (fund_id, month, version) LEFT JOIN statement_seals s USING (fund_id, month, version)
    LEFT JOIN issued_statements i ON i.fund_id = c.fund_id AND i.month = c.month AND i.version = c.version AND i.from_date = p_from
    LEFT JOIN LATERAL (SELECT x.* FROM checkpoints x WHERE x.fund_id = c.fund_id AND x.log_no >= coalesce(k.signed_no, c.log_no)
        ORDER BY x.log_no LIMIT 1) p ON true
    WHERE f.code = p_fund AND month_end(c.month) = p_to AND c.version = p_version AND p_from BETWEEN f.opened_on AND p_to
$function$;
GRANT EXECUTE ON FUNCTION issued_statement TO fundledger_app;

CREATE OR REPLACE FUNCTION public.issued_statement_attested(p_fund text, p_from date, p_to date, p_version integer)
 RETURNS integer
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT count(*)::int FROM attestations a JOIN funds f USING (fund_id)
    WHERE f.code = p_fund AND a.from_date = p_from AND month_end(a.month) = p_to AND a.version = p_version
$function$;
GRANT EXECUTE ON FUNCTION issued_statement_attested TO fundledger_app;

CREATE OR REPLACE FUNCTION public.journal_entry_gapless()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
    IF EXISTS (
        SELECT FROM added a LEFT JOIN number_series s ON s.fund_id = a.fund_id AND s.series = a.book
        GROUP BY a.fund_id, a.book, s.last_no
        HAVING max(a.entry_no) IS DISTINCT FROM s.last_no OR max(a.entry_no) - min(a.entry_no) + 1 <> count(*)
            OR (min(a.entry_no) > 1 AND (SELECT e.entry_no FROM journal_entries e
                WHERE e.fund_id = a.fund_id AND e.book = a.book AND e.entry_no >= min(a.entry_no) - 1 ORDER BY e.entry_no LIMIT 1)
                <> min(a.entry_no) - 1)) THEN
        PERFORM refuse('journal_entry_gapless', 'Entry numbers continue the series of their fund and book without a gap.');
    END IF;
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.journal_entry_has_postings()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
DECLARE v_bare bigint;
BEGIN
    SELECT e.entry_no INTO v_bare FROM journal_entries e
    WHERE e.fund_id = NEW.fund_id AND e.book = NEW.book AND e.request_key = NEW.request_key
        AND (SELECT p.entry_no FROM postings p WHERE p.fund_id = e.fund_id AND p.book = e.book AND p.entry_no = e.entry_no
             ORDER BY p.line LIMIT 1) IS NULL
    ORDER BY e.request_line LIMIT 1;
    IF FOUND THEN PERFORM refuse('journal_entry_complete', format('Entry %s/%s has no postings.', NEW.book, v_bare)); END IF;
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.journal_entry_period_open()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
    v_today date := business_today();
    v_date date;
BEGIN
    PERFORM lock_fund(a.fund_id) FROM (SELECT DISTINCT fund_id FROM added ORDER BY 1) a;
    SELECT a.entry_date INTO v_date FROM (SELECT DISTINCT fund_id, entry_date FROM added) a JOIN funds f USING (fund_id)
    WHERE a.entry_date < f.opened_on OR a.entry_date > v_today LIMIT 1;
    IF FOUND THEN PERFORM refuse('entry_date_possible', format('%s is before the fund opened or in the future.', v_date)); END IF;
    PERFORM refuse_unless_open(a.fund_id, a.entry_date, a.kind) FROM (SELECT DISTINCT fund_id, entry_date, kind FROM added) a;
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.judge_answer(p_fund integer, p_no integer, p_accepted boolean, p_said text)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM require_role(p_fund, 'auditor');
    PERFORM lock_fund(p_fund);
    RETURN add_finding_step(p_fund, p_no, CASE WHEN p_accepted THEN 'accepted' ELSE 'returned' END, p_said, NULL, NULL, NULL);
END $function$;
GRANT EXECUTE ON FUNCTION judge_answer TO fundledger_app;

CREATE OR REPLACE FUNCTION public.keep_closing_papers(p_fund integer, p_month date, p_address text, p_fonts text, p_froms date[], p_digests bytea[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE k closing_papers; v_sealed statement_seals; v_first date;
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant');
    PERFORM lock_fund(p_fund);
    SELECT * INTO v_sealed FROM statement_seals s WHERE s.fund_id = p_fund AND s.month = p_month ORDER BY s.version DESC LIMIT 1;
    v_first := (SELECT greatest(p_month, f.opened_on) FROM funds f WHERE f.fund_id = p_fund);
    IF v_sealed.version IS NULL OR NOT EXISTS (SELECT FROM period_states s WHERE s.fund_id = p_fund AND s.closed_through = month_end(p_month)) THEN
        PERFORM refuse('papers_kept_at_closing', 'The papers of a closing are kept when it is closed.');
    END IF;
    IF NOT EXISTS (SELECT FROM unnest(p_froms, p_digests) i(from_date, digest) WHERE i.from_date = v_first AND i.digest = v_sealed.digest) THEN
        PERFORM refuse('month_is_issued_as_sealed', 'The statement of the month is issued with the digest that was sealed.');
    END IF;
    k.fund_id := p_fund; k.month := p_month; k.version := v_sealed.version; k.names := names_now(p_fund);
    k.address := coalesce(p_address, ''); k.fonts := p_fonts; k.kept_at := ledger_now(); k.kept_by := acting_user();
    k.signed_no := (SELECT min(c.log_no) FROM checkpoints c WHERE c.fund_id = p_fund AND c.log_no >= v_sealed.log_no - 1);
    INSERT INTO closing_papers SELECT k.*;
    INSERT INTO issued_statements SELECT p_fund, p_month, k.version, i.from_date, i.digest FROM unnest(p_froms, p_digests) i(from_date, digest);
    PERFORM record_reference(p_fund, 'closing_papers', to_char(p_month, 'YYYY-MM') || '/' || k.version,
        ARRAY['closing_papers', p_fund::text, to_char(p_month, 'YYYY-MM-DD'), k.version::text, k.signed_no::text, k.names, k.address, k.fonts,
            to_char(k.kept_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), k.kept_by,
            (SELECT json_agg(json_build_array(to_char(i.from_date, 'YYYY-MM-DD'), encode(i.digest, 'hex')) ORDER BY i.from_date)::text
             FROM issued_statements i WHERE i.fund_id = p_fund AND i.month = p_month AND i.version = k.version)]);
END $function$;
GRANT EXECUTE ON FUNCTION keep_closing_papers TO fundledger_app;

CREATE OR REPLACE FUNCTION public.keep_likenesses(p_vouchers vouchers[], p_names text[], p_reasons text[])
 RETURNS void
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
DECLARE k receipt_likenesses; v_row record;
BEGIN
    FOR v_row IN
        SELECT n.fund_id, n.voucher_type, n.voucher_year, n.voucher_no, n.prepared_by, n.recorded_at, nullif(btrim(n.reason), '') AS reason, l.vouchers
        FROM ROWS FROM (unnest(p_vouchers), unnest(p_names), unnest(p_reasons)) WITH ORDINALITY AS n(fund_id, voucher_type, voucher_year, voucher_no,
            voucher_date, amount, money_account, pool_id, donor_id, bank_reference, disbursement_id, reverses_entry_no, details_commitment,
            prepared_by, recorded_at, content_hash, name, reason, place)
        CROSS JOIN LATERAL (SELECT string_agg(a.voucher, ', ') AS vouchers FROM receipts_like(n.fund_id, n.name, n.amount, n.voucher_date,
            n.bank_reference, n.voucher_year, n.voucher_no) a) l
        WHERE l.vouchers IS NOT NULL ORDER BY n.place
    LOOP
        IF v_row.reason IS NULL THEN
            PERFORM refuse('likeness_has_its_reason', format('A receipt like %s is recorded with a reason only.', v_row.vouchers));
        END IF;
        k := ROW(v_row.fund_id, v_row.voucher_type, v_row.voucher_year, v_row.voucher_no, v_row.vouchers, v_row.reason, v_row.recorded_at,
            v_row.prepared_by);
        INSERT INTO receipt_likenesses SELECT k.*;
        PERFORM record_reference(k.fund_id, 'receipt_likeness', format_voucher(k.voucher_type, k.voucher_year, k.voucher_no),
            ARRAY['receipt_likeness', k.fund_id::text, k.voucher_type, k.voucher_year::text, k.voucher_no::text, k.like_vouchers, k.reason,
                to_char(k.kept_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), k.kept_by]);
    END LOOP;
END $function$;

CREATE OR REPLACE FUNCTION public.keeps_signed(o payment_orders)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
    SELECT was_handed_out(o) AND (took_the_money(o) OR actor_has_role(o.fund_id, 'cashier', 'fund_accountant'))
$function$;

CREATE OR REPLACE FUNCTION public.ladder_in_force(p_fund integer, p_day date)
 RETURNS integer
 LANGUAGE sql
 STABLE
AS $function$
    SELECT ladder_no FROM approval_ladders WHERE fund_id = p_fund AND status = 'adopted' AND valid_from <= p_day
    ORDER BY valid_from DESC, ladder_no DESC LIMIT 1
$function$;

CREATE OR REPLACE FUNCTION public.ladder_moves_forward()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    IF OLD.status <> 'proposed' OR NEW.status = 'proposed'
        OR to_jsonb(OLD) - '{status,valid_from,decider,decider_person,decided_at,refusal_reason}'::text[]
           <> to_jsonb(NEW) - '{status,valid_from,decider,decider_person,decided_at,refusal_reason}'::text[]
        OR NEW.valid_from < OLD.valid_from THEN
        PERFORM refuse('ladder_moves_forward', 'A ladder is proposed, then adopted or refused, and never changed.');
    END IF;
    IF NEW.status = 'adopted' THEN
        IF NOT EXISTS (SELECT FROM approval_steps s WHERE s.fund_id = NEW.fund_id AND s.ladder_no = NEW.ladder_no AND s.step = 1)
            OR EXISTS (SELECT FROM approval_steps s WHERE s.fund_id = NEW.fund_id AND s.ladder_no = NEW.ladder_no
                AND (s.step > 1 AND NOT EXISTS (SELECT FROM approval_steps p
                        WHERE p.fund_id = s.fund_id AND p.ladder_no = s.ladder_no AND p.step = s.step - 1)
                    OR NOT EXISTS (SELECT FROM approval_step_holders h
                        WHERE h.fund_id = s.fund_id AND h.ladder_no = s.ladder_no AND h.step = s.step)
                    OR EXISTS (SELECT FROM approval_steps p WHERE p.fund_id = s.fund_id AND p.ladder_no = s.ladder_no AND p.step < s.step
                        AND (p.above_total >= s.above_total OR p.above_case >= s.above_case
                            OR (p.norm_levels || p.level_code) && (s.norm_levels || s.level_code))))) THEN
            PERFORM refuse('ladder_is_whole', 'The steps of a ladder have no gap, rise with their limits, and each has somebody on it.');
        END IF;
    END IF;
    PERFORM record_reference(NEW.fund_id, 'ladder', NEW.ladder_no::text, ladder_terms(NEW));
    RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.ladder_starts_proposed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
    IF NEW.status <> 'proposed' THEN PERFORM refuse('ladder_moves_forward', 'A ladder is proposed first.'); END IF;
    RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.ladder_still_proposed()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    IF NOT EXISTS (SELECT FROM approval_ladders l WHERE l.fund_id = NEW.fund_id AND l.ladder_no = NEW.ladder_no AND l.status = 'proposed') THEN
        PERFORM refuse('ladder_moves_forward', 'A ladder that was adopted or refused is never changed.');
    END IF;
    RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.ladder_terms(l approval_ladders)
 RETURNS text[]
 LANGUAGE sql
 STABLE
AS $function$
    SELECT ARRAY['ladder', l.fund_id::text, l.ladder_no::text, l.number, canonical_date(l.issued_on), canonical_date(l.valid_from), l.status,
        l.proposer, l.proposer_person::text, to_char(l.proposed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), l.decider,
        l.decider_person::text, to_char(l.decided_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), l.refusal_reason]
        || coalesce((SELECT array_agg(x.term ORDER BY s.step, x.place) FROM approval_steps s CROSS JOIN LATERAL unnest(ARRAY[
            s.step::text, s.level_code, s.name_vi, s.name_en, s.above_total::text, s.above_case::text, to_json(s.norm_levels)::text,
            (SELECT json_agg(h.user_name ORDER BY h.user_name COLLATE "C")::text FROM approval_step_holders h
             WHERE h.fund_id = s.fund_id AND h.ladder_no = s.ladder_no AND h.step = s.step)]) WITH ORDINALITY x(term, place)
            WHERE s.fund_id = l.fund_id AND s.ladder_no = l.ladder_no), '{}')
$function$;

CREATE OR REPLACE FUNCTION public.later_paper_is_sealed()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM record_reference(NEW.fund_id, 'later_paper', format('%s/%s', NEW.disbursement_id, NEW.paper_no), later_paper_terms(NEW));
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.later_paper_of_request()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE d disbursements; v_child text;
BEGIN
    SELECT * INTO d FROM disbursements WHERE fund_id = NEW.fund_id AND disbursement_id = NEW.disbursement_id;
    IF d.status IS NULL OR d.status NOT IN ('approved', 'paid') THEN
        PERFORM refuse('later_paper_of_approved', 'Papers are attached later to what was approved or paid.');
    END IF;
    IF NEW.name_vi <> '' AND NOT EXISTS (SELECT FROM disbursement_lines l JOIN norm_lines n USING (decision_id, line_code)
            WHERE l.fund_id = NEW.fund_id AND l.disbursement_id = NEW.disbursement_id AND NEW.name_vi = ANY (n.papers_vi)) THEN
        PERFORM refuse('later_paper_of_norm', 'The norm lines of the request know no such paper.');
    END IF;
    SELECT beneficiary_code INTO v_child FROM disbursement_lines
    WHERE fund_id = NEW.fund_id AND disbursement_id = NEW.disbursement_id AND d.line_count = 1;
    IF v_child IS NOT NULL AND NEW.holder <> v_child THEN
        PERFORM refuse('paper_under_its_childs_key', 'The papers of a child lie under the key of that child.');
    END IF;
    RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.later_paper_terms(p later_papers)
 RETURNS text[]
 LANGUAGE sql
 STABLE
AS $function$
    SELECT ARRAY['later_paper', p.fund_id::text, p.disbursement_id::text, p.paper_no::text, p.name_vi, p.media_type, p.holder, p.key_id,
        encode(sha256(p.content), 'hex'), to_char(p.attached_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), p.attached_by]
$function$;

CREATE OR REPLACE FUNCTION public.ledger_now()
 RETURNS timestamp with time zone
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
    IF (SELECT is_demo FROM ledger_settings) THEN
        RETURN coalesce(nullif(current_setting('app.now', true), '')::timestamptz, now());
    END IF;
    RETURN now();
END $function$;
GRANT EXECUTE ON FUNCTION ledger_now TO fundledger_app;
GRANT EXECUTE ON FUNCTION ledger_now TO fundledger_auditor;

CREATE OR REPLACE FUNCTION public.line_frees_goods()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM free_goods(NEW.fund_id, NEW.disbursement_id, ARRAY[NEW.line_no], NULL);
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.line_has_ended(p_fund integer, p_id bigint, p_line integer)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
    SELECT EXISTS (SELECT FROM payment_order_lines o WHERE o.fund_id = p_fund AND o.disbursement_id = p_id AND o.line_no = p_line
        AND o.outcome IN ('paid', 'partial', 'returned'))
        OR EXISTS (SELECT FROM request_goods g JOIN disbursement_lines l USING (fund_id, disbursement_id, line_no)
            WHERE g.fund_id = p_fund AND g.disbursement_id = p_id AND g.line_no = p_line AND g.state IN ('released', 'back') AND line_money(l) = 0)
$function$;

CREATE OR REPLACE FUNCTION public.line_money(l disbursement_lines)
 RETURNS bigint
 LANGUAGE sql
 STABLE
AS $function$
    SELECT l.amount - coalesce(l.stock, 0)
$function$;

CREATE OR REPLACE FUNCTION public.line_obstacle(l disbursement_lines, p_judged_on date, p_units integer[], p_asked_at timestamp with time zone)
 RETURNS text
 LANGUAGE plpgsql
 STABLE
AS $function$
DECLARE v_absence text := child_absence(l.beneficiary_code, p_judged_on);
BEGIN
    IF l.beneficiary_code IS NULL THEN
        RETURN CASE WHEN EXISTS (SELECT FROM households h WHERE h.household_code = l.recipient)
            AND children_of_household(l.recipient, p_judged_on) < greatest(1, (l.quantities ->> 'child')::bigint) THEN 'household_without' END;
    END IF;
    IF v_absence IS NOT NULL THEN RETURN v_absence; END IF;
    IF used_up_together(l) THEN RETURN 'used_together'; END IF;
    IF NOT (SELECT b.unit_id FROM beneficiaries b WHERE b.beneficiary_code = l.beneficiary_code) = ANY (p_units) THEN RETURN 'moved'; END IF;
    IF l.class_code NOT IN ('any_child', 'protected') AND NOT EXISTS (
            SELECT FROM beneficiary_classes c WHERE c.beneficiary_code = l.beneficiary_code AND c.class_code = l.class_code
                AND c.valid_from <= p_judged_on AND (c.valid_to IS NULL OR c.valid_to >= p_judged_on)) THEN
        RETURN 'group_ended';
    END IF;
    -- Which sealed group a line was judged by is in the vault only: the end of any, written down since, asks for a new judgement.
    IF l.class_code = 'protected' AND EXISTS (
            SELECT FROM child_events e WHERE e.beneficiary_code = l.beneficiary_code AND e.event = 'group_ended' AND e.class_code = 'protected'
                AND e.happened_on <= p_judged_on AND e.recorded_at >= p_asked_at AND child_event_holds(e.event_no)) THEN
        RETURN 'group_ended';
    END IF;
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.lines_at_rest()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    IF EXISTS (SELECT FROM payment_order_lines o WHERE o.fund_id = NEW.fund_id AND o.disbursement_id = NEW.disbursement_id AND o.outcome IS NULL)
        OR (EXISTS (SELECT FROM payment_order_lines o WHERE o.fund_id = NEW.fund_id AND o.disbursement_id = NEW.disbursement_id
                AND o.outcome IN ('paid', 'partial', 'returned'))
            AND lines_to_pay(NEW.fund_id, NEW.disbursement_id) <> '{}') THEN
        PERFORM refuse('lines_at_rest', 'Lines of the request are on payment orders: it ends when each of them has.');
    END IF;
    RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.lines_in_doubt(p_fund integer, p_id bigint)
 RETURNS TABLE(line_no integer)
 LANGUAGE sql
 STABLE
AS $function$
    WITH asked AS MATERIALIZED (
        SELECT l.line_no, l.beneficiary_code, l.class_code, d.judged_on
        FROM disbursements d JOIN disbursement_lines l USING (fund_id, disbursement_id)
        WHERE d.fund_id = p_fund AND d.disbursement_id = p_id AND d.status IN ('requested', 'approved'))
    SELECT a.line_no FROM asked a WHERE a.beneficiary_code IS NULL OR a.class_code = 'protected'
        OR a.beneficiary_code IN (SELECT m.beneficiary_code FROM marked_children() m)
    UNION
    SELECT a.line_no FROM asked a JOIN beneficiaries b USING (beneficiary_code)
    WHERE NOT b.unit_id = ANY ((SELECT units_of_fund(p_fund))::int[])
    UNION
    SELECT a.line_no FROM asked a WHERE a.class_code <> 'any_child' AND NOT EXISTS (
        SELECT FROM beneficiary_classes c WHERE c.beneficiary_code = a.beneficiary_code AND c.class_code = a.class_code
            AND c.valid_from <= a.judged_on AND (c.valid_to IS NULL OR c.valid_to >= a.judged_on))
$function$;

CREATE OR REPLACE FUNCTION public.lines_to_pay(p_fund integer, p_id bigint)
 RETURNS integer[]
 LANGUAGE sql
 STABLE
AS $function$
    SELECT coalesce(array_agg(l.line_no ORDER BY l.line_no), '{}') FROM open_lines l WHERE l.fund_id = p_fund AND l.disbursement_id = p_id
$function$;

CREATE OR REPLACE FUNCTION public.list_export_sealed()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM record_reference(NEW.fund_id, 'list_export', NEW.export_no::text, list_export_terms(NEW));
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.list_export_terms(x list_exports)
 RETURNS text[]
 LANGUAGE sql
 STABLE
AS $function$
    SELECT ARRAY['list_export', x.fund_id::text, x.export_no::text, x.list, x.narrowed_to, x.format, x.row_count::text,
        to_char(x.read_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), to_char(x.exported_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'),
        x.exported_by]
$function$;

CREATE OR REPLACE FUNCTION public.lock_checkpoints()
 RETURNS void
 LANGUAGE sql
AS $function$
    SELECT pg_advisory_xact_lock(7220, 1)
$function$;
GRANT EXECUTE ON FUNCTION lock_checkpoints TO fundledger_app;

CREATE OR REPLACE FUNCTION public.lock_fund(p_fund integer)
 RETURNS void
 LANGUAGE sql
AS $function$
    SELECT pg_advisory_xact_lock(7001, p_fund)
$function$;
GRANT EXECUTE ON FUNCTION lock_fund TO fundledger_app;

CREATE OR REPLACE FUNCTION public.look_at_identities(p_codes text[], p_reason text)
 RETURNS TABLE(beneficiary_code text, key_id text, nonce bytea, sealed bytea)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE v_code text;
BEGIN
    FOR v_code IN SELECT b.beneficiary_code FROM beneficiaries b WHERE b.beneficiary_code = ANY (p_codes)
            ORDER BY fund_of_unit(b.unit_id), b.beneficiary_code LOOP
        RETURN QUERY SELECT v_code, o.key_id, o.nonce, o.sealed FROM open_identity(v_code, p_reason) o;
    END LOOP;
END $function$;
GRANT EXECUTE ON FUNCTION look_at_identities TO fundledger_app;

CREATE OR REPLACE FUNCTION public.make_append_only(p_table regclass)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION append_only()', p_table);
    EXECUTE format('CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION append_only()', p_table);
END $function$;

CREATE OR REPLACE FUNCTION public.mark_order_not_sent(p_fund integer, p_order integer, p_reason text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM require_role(p_fund, 'cashier');
    PERFORM require_long_reason(p_reason);
    PERFORM lock_fund(p_fund);
    IF EXISTS (SELECT FROM payment_order_lines l WHERE l.fund_id = p_fund AND l.order_no = p_order AND l.outcome IS NOT NULL) THEN
        PERFORM refuse('order_in_its_state', 'The bank has answered: the order was sent.');
    END IF;
    PERFORM move_payment_order(p_fund, p_order, 'not_sent', 'unknown', 'prepared', p_reason);
END $function$;
GRANT EXECUTE ON FUNCTION mark_order_not_sent TO fundledger_app;

CREATE OR REPLACE FUNCTION public.mark_order_sent(p_fund integer, p_order integer)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT move_payment_order(p_fund, p_order, 'sent', 'unknown', 'sent', NULL)
$function$;
GRANT EXECUTE ON FUNCTION mark_order_sent TO fundledger_app;

CREATE OR REPLACE FUNCTION public.marked_children()
 RETURNS TABLE(beneficiary_code text)
 LANGUAGE sql
 STABLE
AS $function$
    SELECT e.beneficiary_code FROM child_events e WHERE e.event IN ('died', 'left', 'aged_out', 'suspended', 'merged')
    UNION ALL
    SELECT e.other_code FROM child_events e WHERE e.other_code IS NOT NULL AND e.event = 'merged'
$function$;

CREATE OR REPLACE FUNCTION public.may_decide(p_fund integer, p_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT p_fund = ANY (readable_funds()) AND d.status = 'requested' AND d.requester_person <> acting_person()
        AND actor_has_role(p_fund, 'approver') AND (s.step IS NULL OR s.decided_by IS NOT NULL)
    FROM disbursements d CROSS JOIN step_with_hand(p_fund, p_id) s WHERE d.fund_id = p_fund AND d.disbursement_id = p_id
$function$;
GRANT EXECUTE ON FUNCTION may_decide TO fundledger_app;

CREATE OR REPLACE FUNCTION public.may_import(p_fund integer)
 RETURNS void
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM require_role(p_fund, 'commune_officer');
END $function$;
GRANT EXECUTE ON FUNCTION may_import TO fundledger_app;

CREATE OR REPLACE FUNCTION public.may_read_signed(p_list text, p_order integer)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT coalesce((SELECT reads_signed(o) FROM order_of(p_list, p_order) o), false)
$function$;
GRANT EXECUTE ON FUNCTION may_read_signed TO fundledger_app;

CREATE OR REPLACE FUNCTION public.members_of_fund(p_fund integer, p_on date)
 RETURNS TABLE(class_code text, beneficiary_code text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT m.class_code, m.beneficiary_code FROM register_members(units_of_fund(p_fund), p_on) m WHERE p_fund = ANY (readable_funds())
$function$;
GRANT EXECUTE ON FUNCTION members_of_fund TO fundledger_app;

CREATE OR REPLACE FUNCTION public.memberships_on(b beneficiaries, p_on date)
 RETURNS TABLE(unit_id integer, class_code text)
 LANGUAGE sql
 STABLE
AS $function$
    SELECT u.unit_id, c.class_code
    FROM (SELECT unit_on(b.beneficiary_code, p_on) AS unit_id) u
    CROSS JOIN LATERAL (SELECT '*' AS class_code UNION ALL
        SELECT k.class_code FROM beneficiary_classes k WHERE k.beneficiary_code = b.beneficiary_code AND k.valid_from <= p_on
            AND (k.valid_to IS NULL OR k.valid_to >= p_on)) c
    WHERE (b.registered_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date <= p_on
        AND child_state_on(b.beneficiary_code, p_on) IN ('active', 'suspended')
$function$;

CREATE OR REPLACE FUNCTION public.mends_what_was_returned()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    IF NOT EXISTS (SELECT FROM disbursements d WHERE d.fund_id = NEW.fund_id AND d.disbursement_id = NEW.replaces_id AND d.status = 'returned') THEN
        PERFORM refuse('mends_what_was_returned', format('Request %s was not returned.', NEW.replaces_id));
    END IF;
    RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.merge_children(p_code text, p_kept text, p_reason text)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE e child_events; v_state text; v_kept_state text;
BEGIN
    PERFORM hold_pair(p_code, p_kept, 'commune_officer');
    v_state := child_state_on(p_code, business_today());
    v_kept_state := child_state_on(p_kept, business_today());
    IF v_state NOT IN ('active', 'suspended') OR v_kept_state NOT IN ('active', 'suspended') OR cardinality(codes_of_child(p_code)) > 1 THEN
        PERFORM refuse('merge_possible', 'Both children must be there, and the merged one stand for itself alone.');
    END IF;
    IF v_state = 'suspended' AND v_kept_state = 'active' THEN
        PERFORM refuse('suspension_outlasts_merge', 'The suspended code is the one to go on, or is resumed first.');
    END IF;
    IF is_sealed_case(p_code) AND NOT is_sealed_case(p_kept) THEN
        PERFORM refuse('sealed_code_goes_on', 'The code of the sealed case is the one to go on.');
    END IF;
    IF EXISTS (SELECT FROM unnest(ARRAY[p_code, p_kept]) c WHERE is_sealed_case(c) AND NOT case_is_open(c)) THEN
        PERFORM refuse('sealed_case_granted', 'A sealed case: another person grants its opening first.');
    END IF;
    e.beneficiary_code := p_code; e.event := 'merged'; e.reason := p_reason; e.other_code := p_kept;
    RETURN insert_pair_event(e);
END $function$;
GRANT EXECUTE ON FUNCTION merge_children TO fundledger_app;

CREATE OR REPLACE FUNCTION public.merged_into(p_code text)
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$
    SELECT e.other_code FROM child_events e WHERE e.beneficiary_code = p_code AND e.event = 'merged'
        AND NOT EXISTS (SELECT FROM child_events c WHERE c.cancels_event_no = e.event_no)
$function$;
GRANT EXECUTE ON FUNCTION merged_into TO fundledger_app;
GRANT EXECUTE ON FUNCTION merged_into TO fundledger_auditor;

CREATE OR REPLACE FUNCTION public.month_end(p_month date)
 RETURNS date
 LANGUAGE sql
 IMMUTABLE
AS $function$
    SELECT (p_month + interval '1 month' - interval '1 day')::date
$function$;
GRANT EXECUTE ON FUNCTION month_end TO fundledger_app;

CREATE OR REPLACE FUNCTION public.move_child(p_code text, p_to_unit integer, p_on date, p_reason text, p_evidence_kind text, p_evidence_number text, p_evidence_date date)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE e child_events; v_household text;
BEGIN
    e.beneficiary_code := p_code; e.event := 'moved'; e.happened_on := p_on; e.reason := p_reason; e.to_unit := p_to_unit;
    e.evidence_kind := p_evidence_kind; e.evidence_number := p_evidence_number; e.evidence_date := p_evidence_date;
    PERFORM add_child_event(e);
    IF NOT EXISTS (SELECT FROM units u WHERE u.unit_id = p_to_unit AND u.level = 'commune')
            OR p_to_unit = (SELECT unit_id FROM beneficiaries WHERE beneficiary_code = p_code) THEN
        PERFORM refuse_child_event('A child moves to another commune.');
    END IF;
    v_household := (SELECT 'HO-' || lpad(n::text, greatest(4, length(n::text)), '0') FROM nextval('household_numbers') n);
    INSERT INTO households VALUES (v_household, p_to_unit);
    UPDATE beneficiaries SET unit_id = p_to_unit, household_code = v_household WHERE beneficiary_code = p_code;
    RETURN v_household;
END $function$;
GRANT EXECUTE ON FUNCTION move_child TO fundledger_app;

CREATE OR REPLACE FUNCTION public.move_payment_order(p_fund integer, p_order integer, p_step text, p_from text, p_to text, p_reason text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
    PERFORM require_role(p_fund, 'cashier');
    PERFORM lock_fund(p_fund);
    UPDATE payment_orders o SET status = p_to
    WHERE o.fund_id = p_fund AND o.order_no = p_order AND o.status = p_from AND o.way IN ('bank_list', 'treasury');
    IF NOT FOUND THEN PERFORM refuse('order_in_its_state', format('The order is not %s.', p_from)); END IF;
    PERFORM add_order_step(p_fund, p_order, p_step, p_reason);
END $function$;

CREATE OR REPLACE FUNCTION public.my_handouts()
 RETURNS TABLE(list text, fund_vi text, fund_en text, order_no integer, title_vi text, title_en text, settle_by date, is_open boolean, lines integer, delivered integer, conflicts integer, total bigint)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT f.code, f.name_vi, f.name_en, o.order_no, t.title_vi, t.title_en, o.settle_by,
        EXISTS (SELECT FROM handouts h WHERE h.fund_id = o.fund_id AND h.order_no = o.order_no), o.line_count,
        (SELECT count(*)::int FROM deliveries d WHERE d.fund_id = o.fund_id AND d.order_no = o.order_no),
        (SELECT count(*)::int FROM delivery_conflicts k WHERE k.fund_id = o.fund_id AND k.order_no = o.order_no), o.total
    FROM payment_orders o JOIN funds f USING (fund_id) JOIN disbursement_titles t USING (fund_id, disbursement_id)
    WHERE hands_out(o) ORDER BY o.settle_by, f.code, o.order_no
$function$;
GRANT EXECUTE ON FUNCTION my_handouts TO fundledger_app;

CREATE OR REPLACE FUNCTION public.named_by_the_books()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
    RAISE EXCEPTION USING MESSAGE = format('The books name %s: a row is not deleted and keeps its key.', TG_TABLE_NAME),
        ERRCODE = 'foreign_key_violation', CONSTRAINT = 'named_by_the_books';
END $function$;

CREATE OR REPLACE FUNCTION public.names_now(p_fund integer)
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$
    SELECT json_build_object('unit', u.name, 'fund', json_build_array(f.name_vi, f.name_en),
        'pools', (SELECT coalesce(json_object_agg(p.code, json_build_array(p.name_vi, p.name_en) ORDER BY p.pool_id), '{}')
                  FROM pools p WHERE p.fund_id = p_fund),
        'sources', (SELECT json_object_agg(s.source_kind, json_build_array(s.name_vi, s.name_en) ORDER BY s.source_kind COLLATE "C")
                    FROM source_kinds s),
        'supports', (SELECT json_object_agg(k.support_kind, json_build_array(k.name_vi, k.name_en) ORDER BY k.support_kind COLLATE "C")
                     FROM support_kinds k),
        'classes', (SELECT json_agg(json_build_array(c.class_code, c.name_vi, c.name_en) ORDER BY c.sort_order, c.class_code COLLATE "C")
                    FROM child_classes c))::text
    FROM funds f JOIN units u USING (unit_id) WHERE f.fund_id = p_fund
$function$;

CREATE OR REPLACE FUNCTION public.new_household(p_unit integer)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE v_code text := (SELECT 'HO-' || lpad(n::text, greatest(4, length(n::text)), '0') FROM nextval('household_numbers') n);
BEGIN
    PERFORM require_role_for_unit(p_unit, 'commune_officer', 'fund_accountant');
    INSERT INTO households VALUES (v_code, p_unit);
    RETURN v_code;
END $function$;
GRANT EXECUTE ON FUNCTION new_household TO fundledger_app;

CREATE OR REPLACE FUNCTION public.next_beneficiary_code()
 RETURNS text
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT 'TE-' || lpad(n::text, greatest(6, length(n::text)), '0') FROM nextval('beneficiary_numbers') n
$function$;
GRANT EXECUTE ON FUNCTION next_beneficiary_code TO fundledger_app;

CREATE OR REPLACE FUNCTION public.next_carer_no(p_code text)
 RETURNS smallint
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT (coalesce(max(c.carer_no), 0) + 1)::smallint FROM carers c WHERE c.beneficiary_code = p_code
$function$;
GRANT EXECUTE ON FUNCTION next_carer_no TO fundledger_app;

CREATE OR REPLACE FUNCTION public.next_later_paper(p_fund integer, p_id bigint)
 RETURNS integer
 LANGUAGE sql
 STABLE
AS $function$
    SELECT coalesce(max(paper_no), 100) + 1 FROM later_papers WHERE fund_id = p_fund AND disbursement_id = p_id
$function$;
GRANT EXECUTE ON FUNCTION next_later_paper TO fundledger_app;

CREATE OR REPLACE FUNCTION public.next_number(p_fund integer, p_series text, p_count integer DEFAULT 1)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
DECLARE v_first bigint;
BEGIN
    INSERT INTO number_series AS s (fund_id, series, last_no) VALUES (p_fund, p_series, p_count)
    ON CONFLICT (fund_id, series) DO UPDATE SET last_no = s.last_no + p_count
    RETURNING last_no - p_count + 1 INTO v_first;
    RETURN v_first;
END $function$;

CREATE OR REPLACE FUNCTION public.norm_already_given(p_beneficiaries text[], p_key text, OUT beneficiary_code text, OUT amount bigint)
 RETURNS SETOF record
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT c.beneficiary_code, sum(u.delta * l.amount)::bigint
    FROM codes_of_children(p_beneficiaries) c JOIN norm_usages u ON u.beneficiary_code = c.code
    JOIN disbursement_lines l USING (fund_id, disbursement_id, line_no)
    WHERE u.usage_key = p_key
    GROUP BY c.beneficiary_code
$function$;
GRANT EXECUTE ON FUNCTION norm_already_given TO fundledger_app;

CREATE OR REPLACE FUNCTION public.norm_content_hash(p_decision integer)
 RETURNS bytea
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT sha256(canonical(VARIADIC norm_terms(n))) FROM norm_decisions n WHERE n.decision_id = p_decision
$function$;
GRANT EXECUTE ON FUNCTION norm_content_hash TO fundledger_app;

CREATE OR REPLACE FUNCTION public.norm_counts_together()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
DECLARE u norm_usages; v_used bigint;
BEGIN
    FOR u IN SELECT a.* FROM added a WHERE a.delta > 0 AND a.beneficiary_code IN (SELECT m.beneficiary_code FROM marked_children() m)
            ORDER BY a.usage_no LOOP
        SELECT sum(t.used) INTO v_used FROM norm_usage_totals t
        WHERE t.beneficiary_code = ANY (codes_of_child(u.beneficiary_code)) AND t.usage_key = u.usage_key;
        IF v_used > u.allowed THEN
            PERFORM refuse('norm_frequency', format('%s: used %s of %s times under all codes of the child.', u.usage_key, v_used, u.allowed));
        END IF;
    END LOOP;
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.norm_highest(l norm_lines)
 RETURNS bigint
 LANGUAGE sql
 STABLE
AS $function$
    SELECT CASE WHEN bool_and(v.highest IS NOT NULL) THEN max(v.highest) END
    FROM (SELECT CASE WHEN bool_and(h.part IS NOT NULL) THEN sum(h.part)::bigint END AS highest
          FROM norm_parts p CROSS JOIN LATERAL (SELECT CASE p.rule WHEN 'fixed' THEN p.amount WHEN 'per_unit' THEN p.amount * p.most
              ELSE p.ceiling END AS part) h
          WHERE (p.decision_id, p.line_code) = (l.decision_id, l.line_code) GROUP BY p.variant) v
$function$;
GRANT EXECUTE ON FUNCTION norm_highest TO fundledger_app;

CREATE OR REPLACE FUNCTION public.norm_is_sound()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE v_line text;
BEGIN
    SELECT l.line_code INTO v_line FROM norm_lines l
    CROSS JOIN LATERAL (SELECT count(*) AS variants, count(*) FILTER (WHERE v.variant = '') AS unnamed,
            bool_or(v.cost_from IS NOT NULL OR v.cost_below IS NOT NULL) AS banded
        FROM norm_variants v WHERE (v.decision_id, v.line_code) = (l.decision_id, l.line_code)) v
    CROSS JOIN LATERAL (SELECT count(DISTINCT p.variant) AS with_parts, count(*) AS parts, count(*) FILTER (WHERE p.rule = 'top_up') AS totals,
            count(DISTINCT p.variant) FILTER (WHERE p.rule IN ('percent_of_net_cost', 'actual_up_to')) AS by_cost
        FROM norm_parts p WHERE (p.decision_id, p.line_code) = (l.decision_id, l.line_code)) p
    WHERE l.decision_id = NEW.decision_id AND (v.variants = 0 OR p.with_parts <> v.variants OR (v.variants > 1 AND v.unnamed > 0)
        OR (v.banded AND p.by_cost <> v.variants) OR (p.totals > 0 AND (p.totals <> v.variants OR p.parts <> v.variants OR l.occasion_code IS NULL))
        OR (l.payee = 'child') <> EXISTS (SELECT FROM norm_line_classes c WHERE (c.decision_id, c.line_code) = (l.decision_id, l.line_code)))
    ORDER BY l.line_code COLLATE "C" LIMIT 1;
    IF v_line IS NOT NULL THEN
        PERFORM refuse('norm_is_sound', format('Line %s has no amount, an amount without parts, or the wrong groups for its payee.', v_line));
    END IF;
    IF NOT EXISTS (SELECT FROM norm_lines WHERE decision_id = NEW.decision_id) THEN
        PERFORM refuse('norm_is_sound', 'A norm decision has at least one line.');
    END IF;
    RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.norm_limit(p_decision integer, p_line text, p_variant text, p_cost bigint, p_insurance bigint, p_other_aid bigint, p_quantities jsonb, p_already bigint)
 RETURNS bigint
 LANGUAGE sql
 STABLE
AS $function$
    SELECT CASE WHEN bool_and(x.part IS NOT NULL) THEN nullif(sum(greatest(0, x.part)), 0)::bigint END
    FROM (SELECT norm_part_limit(p, p_cost, p_insurance, p_other_aid, p_quantities, p_already) AS part FROM norm_parts p
          WHERE (p.decision_id, p.line_code, p.variant) = (p_decision, p_line, p_variant)) x
$function$;

CREATE OR REPLACE FUNCTION public.norm_moves_forward()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.status <> 'draft' OR num_nonnulls(NEW.proposer_person, NEW.publisher_person) > 0 THEN
            PERFORM refuse('norm_begins_as_draft', 'A norm decision begins as a draft.');
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' OR OLD.status IN ('superseded', 'discarded') THEN
        PERFORM refuse('published_norm_immutable', 'A norm decision is never deleted, nor changed once it is published: publish the next one.');
    END IF;
    IF (OLD.status, NEW.status) IN (('draft', 'draft'), ('draft', 'proposed'), ('draft', 'discarded')) AND NEW.publisher_person IS NULL
       AND NEW.decision_id = OLD.decision_id AND NEW.issuing_unit_id = OLD.issuing_unit_id THEN
        RETURN NEW;
    END IF;
    -- From here on only what the step itself writes may differ.
    IF to_jsonb(NEW) - ARRAY['status', 'proposer', 'proposer_person', 'publisher', 'publisher_person', 'return_reason', 'superseded_by', 'in_force']
       <> to_jsonb(OLD) - ARRAY['status', 'proposer', 'proposer_person', 'publisher', 'publisher_person', 'return_reason', 'superseded_by', 'in_force'] THEN
        PERFORM refuse('published_norm_immutable', 'What is proposed or published is not changed: return it, or publish the next one.');
    END IF;
    CASE OLD.status || ' ' || NEW.status
        WHEN 'proposed draft' THEN
            IF NEW.in_force <> OLD.in_force OR num_nonnulls(NEW.proposer, NEW.proposer_person, NEW.publisher, NEW.publisher_person) > 0 THEN
                PERFORM refuse('published_norm_immutable', 'A decision that is returned is a draft again and nobody''s proposal.');
            END IF;
        WHEN 'proposed published' THEN
            IF NEW.in_force <> OLD.in_force OR NEW.proposer_person IS DISTINCT FROM OLD.proposer_person OR NEW.proposer IS DISTINCT FROM OLD.proposer
               OR NEW.publisher_person IS NULL OR NEW.publisher_person = NEW.proposer_person OR coalesce(NEW.publisher, '') = '' THEN
                PERFORM refuse('norm_published_by_two', 'A norm decision is published by another person than the one who proposed it.');
            END IF;
            IF lower(NEW.in_force) < NEW.issued_on THEN
                PERFORM refuse('norm_not_retroactive', 'A norm decision does not take effect before the day on which it was issued.');
            END IF;
        WHEN 'published superseded' THEN
            IF NEW.proposer_person IS DISTINCT FROM OLD.proposer_person OR NEW.publisher_person IS DISTINCT FROM OLD.publisher_person
               OR NEW.proposer IS DISTINCT FROM OLD.proposer OR NEW.publisher IS DISTINCT FROM OLD.publisher
               OR isempty(NEW.in_force) OR lower(NEW.in_force) <> lower(OLD.in_force) OR NOT NEW.in_force <@ OLD.in_force
               OR NEW.in_force = OLD.in_force
               OR NOT EXISTS (SELECT FROM norm_decisions s WHERE s.decision_id = NEW.superseded_by AND s.issuing_unit_id = NEW.issuing_unit_id
                              AND s.status IN ('proposed', 'published') AND lower(s.in_force) = upper(NEW.in_force)) THEN
                PERFORM refuse('norm_succession', 'A decision ends on the day before the one that supersedes it begins.');
            END IF;
            IF EXISTS (SELECT FROM disbursements d WHERE d.decision_id = NEW.decision_id AND d.status <> 'rejected'
                       AND d.judged_on >= upper(NEW.in_force)) THEN
                PERFORM refuse('norm_back_dated', 'Requests have been judged by the decision before, on days that the new one would take.');
            END IF;
        ELSE PERFORM refuse('published_norm_immutable', format('A norm decision does not go from %s to %s.', OLD.status, NEW.status));
    END CASE;
    RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.norm_of_fund(p_fund integer, p_decision integer, p_states text[])
 RETURNS norm_decisions
 LANGUAGE plpgsql
AS $function$
DECLARE n norm_decisions;
BEGIN
    PERFORM lock_fund(p_fund);
    SELECT d.* INTO n FROM norm_decisions d JOIN funds f ON f.unit_id = d.issuing_unit_id
    WHERE d.decision_id = p_decision AND f.fund_id = p_fund AND d.status = ANY (p_states) FOR UPDATE OF d;
    IF NOT FOUND THEN PERFORM refuse('decision_on_what_was_seen', 'The norm decision is not of this unit, or no longer in that state.'); END IF;
    RETURN n;
END $function$;

CREATE OR REPLACE FUNCTION public.norm_part_limit(p norm_parts, p_cost bigint, p_insurance bigint, p_other_aid bigint, p_quantities jsonb, p_already bigint)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE
AS $function$
    SELECT CASE p.rule
        WHEN 'fixed' THEN p.amount
        WHEN 'range' THEN p.ceiling
        WHEN 'top_up' THEN p.ceiling - p_already
        WHEN 'per_unit' THEN CASE WHEN (p_quantities ->> p.unit)::bigint >= 0
            THEN p.amount * least((p_quantities ->> p.unit)::bigint, p.most::bigint) END
        WHEN 'expense' THEN CASE WHEN (p_quantities ->> p.unit)::bigint >= 0
            THEN least((p_quantities ->> p.unit)::bigint, p.ceiling) END
        WHEN 'percent_of' THEN div((p_quantities ->> p.unit)::numeric * p.percent, 100)::bigint
        ELSE least(p.ceiling, div((p_cost - coalesce(p_insurance, 0) - coalesce(p_other_aid, 0))::numeric * coalesce(p.percent, 100), 100))::bigint
        END
$function$;

CREATE OR REPLACE FUNCTION public.norm_status_recorded()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    INSERT INTO norm_decision_events
    SELECT NEW.decision_id, coalesce(max(e.event_no), 0) + 1, CASE WHEN NEW.status <> 'draft' THEN NEW.status WHEN TG_OP = 'INSERT' THEN 'drafted'
        ELSE 'returned' END, ledger_now(), acting_hand(), CASE WHEN NEW.status = 'draft' THEN NEW.return_reason END
    FROM norm_decision_events e WHERE e.decision_id = NEW.decision_id;
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.norm_successor_published()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    IF NOT EXISTS (SELECT FROM norm_decisions s WHERE s.decision_id = NEW.superseded_by AND s.status IN ('published', 'superseded')) THEN
        PERFORM refuse('norm_succession', 'What supersedes a decision is a published one.');
    END IF;
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.norm_terms(n norm_decisions)
 RETURNS text[]
 LANGUAGE sql
 STABLE
AS $function$
    SELECT ARRAY['norm_decision', n.decision_id::text, n.issuing_unit_id::text, n.number, canonical_date(n.issued_on), n.issued_by, n.title_vi,
            n.title_en, n.in_force::text, n.is_sample::text, to_json(n.legal_bases)::text, n.proposer, n.proposer_person::text, n.publisher,
            n.publisher_person::text, n.superseded_by::text, n.status, n.drafter, n.return_reason,
            (SELECT json_build_array(s.file_name, s.media_type, encode(sha256(s.content), 'hex'), s.attached_by,
                 to_char(s.attached_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'))::text
             FROM norm_scans s WHERE s.decision_id = n.decision_id)]
        || coalesce((SELECT array_agg(x.term ORDER BY l.line_code COLLATE "C", x.place) FROM norm_lines l CROSS JOIN LATERAL
            unnest(ARRAY['line', l.line_code, l.name_vi, l.name_en, l.support_kind, l.occasion_code, l.need, l.frequency,
                l.frequency_limit::text, l.life_limit::text, l.payee, l.age_from::text, l.age_to::text, l.judged_on, l.goods_allowed::text,
                l.batch_shares::text, l.batch_ceiling::text, to_json(l.source_kinds)::text, l.approver_level, l.exception_level,
                to_json(l.papers_vi)::text, to_json(l.papers_en)::text, l.sort_order::text,
                (SELECT json_agg(json_build_array(c.class_code, c.rank) ORDER BY c.class_code COLLATE "C")::text FROM norm_line_classes c
                 WHERE c.decision_id = l.decision_id AND c.line_code = l.line_code),
                (SELECT json_agg(json_build_array(v.variant, v.name_vi, v.name_en, v.cost_from, v.cost_below, v.rank)
                     ORDER BY v.variant COLLATE "C")::text
                 FROM norm_variants v WHERE v.decision_id = l.decision_id AND v.line_code = l.line_code),
                (SELECT json_agg(json_build_array(p.variant, p.part_no, p.rule, p.amount, p.percent, p.ceiling, p.unit, p.most)
                     ORDER BY p.variant COLLATE "C", p.part_no)::text
                 FROM norm_parts p WHERE p.decision_id = l.decision_id AND p.line_code = l.line_code)]) WITH ORDINALITY x(term, place)
            WHERE l.decision_id = n.decision_id), '{}')
$function$;

CREATE OR REPLACE FUNCTION public.norm_terms_sealed()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM record_reference(f.fund_id, 'norm_decision', NEW.decision_id::text, norm_terms(NEW))
    FROM funds f WHERE f.unit_id = NEW.issuing_unit_id ORDER BY f.fund_id;
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.norm_usage_counted()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
BEGIN
    -- A use that is given back has a total already; CHECKs look at a row before ON CONFLICT does, so it cannot go the way of the others.
    PERFORM FROM norm_usage_totals t WHERE (t.beneficiary_code, t.usage_key) IN (SELECT a.beneficiary_code, a.usage_key FROM added a WHERE a.delta < 0)
    ORDER BY t.beneficiary_code, t.usage_key FOR UPDATE;
    UPDATE norm_usage_totals t SET used = t.used + n.delta, allowed = n.allowed
    FROM (SELECT a.beneficiary_code, a.usage_key, sum(a.delta) AS delta, (array_agg(a.allowed ORDER BY a.usage_no DESC))[1] AS allowed
          FROM added a GROUP BY 1, 2 HAVING min(a.delta) < 0) n
    WHERE (t.beneficiary_code, t.usage_key) = (n.beneficiary_code, n.usage_key);
    -- Two first uses at once: the second waits here for the first, then counts on top of it.
    INSERT INTO norm_usage_totals AS t
    SELECT a.beneficiary_code, a.usage_key, sum(a.delta), (array_agg(a.allowed ORDER BY a.usage_no DESC))[1]
    FROM added a GROUP BY 1, 2
    HAVING min(a.delta) > 0 OR NOT EXISTS (SELECT FROM norm_usage_totals k WHERE (k.beneficiary_code, k.usage_key) = (a.beneficiary_code, a.usage_key))
    ORDER BY 1, 2
    ON CONFLICT (beneficiary_code, usage_key) DO UPDATE SET used = t.used + EXCLUDED.used, allowed = EXCLUDED.allowed;
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.norm_usage_keys(l norm_lines, p_year integer, p_judged_on date, p_case_reference text, OUT usage_key text, OUT allowed smallint)
 RETURNS SETOF record
 LANGUAGE sql
 STABLE
AS $function$
    SELECT CASE l.frequency
            WHEN 'occasion' THEN l.support_kind || '/' || l.occasion_code || '/' || p_year
            WHEN 'incident' THEN l.line_code || '/incident/' || upper(btrim(p_case_reference))
            WHEN 'year' THEN l.line_code || '/year/' || extract(year FROM p_judged_on)
            WHEN 'school_year' THEN format('%s/school-year/%s-%s', l.line_code, extract(year FROM p_judged_on - interval '7 months'),
                extract(year FROM p_judged_on - interval '7 months') + 1)
            WHEN 'months_36' THEN l.line_code || '/months36'
            WHEN 'life' THEN l.line_code || '/life' END,
        -- A window that moves cannot be one counter: norm_used_in_36_months looks at the uses themselves.
        CASE WHEN l.frequency = 'months_36' OR completes_a_total(l) THEN 32767::smallint ELSE l.frequency_limit END
    UNION ALL
    SELECT l.line_code || '/life', l.life_limit WHERE l.life_limit IS NOT NULL AND l.frequency <> 'life'
    UNION ALL
    SELECT concat_ws('/', l.support_kind, l.occasion_code, p_year, l.line_code), l.frequency_limit WHERE completes_a_total(l)
$function$;
GRANT EXECUTE ON FUNCTION norm_usage_keys TO fundledger_app;
GRANT EXECUTE ON FUNCTION norm_usage_keys TO fundledger_auditor;

CREATE OR REPLACE FUNCTION public.norm_used_in_36_months(p_beneficiary text, p_line text, p_judged_on date)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE v_codes text[] := codes_of_child(p_beneficiary);
BEGIN
    PERFORM pg_advisory_xact_lock(7002, hashtext(v_codes[1]));
    RETURN (SELECT coalesce(sum(u.delta), 0) FROM norm_usages u
            WHERE u.beneficiary_code = ANY (v_codes) AND u.usage_key = p_line || '/months36' AND u.used_on > p_judged_on - interval '36 months');
END $function$;
GRANT EXECUTE ON FUNCTION norm_used_in_36_months TO fundledger_app;

CREATE OR REPLACE FUNCTION public.norm_uses_of(p_codes text[], p_keys text[])
 RETURNS TABLE(beneficiary_code text, usage_key text, used integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT c.beneficiary_code, t.usage_key, sum(t.used)::int
    FROM codes_of_children(p_codes) c JOIN norm_usage_totals t ON t.beneficiary_code = c.code
    WHERE t.usage_key = ANY (p_keys)
    GROUP BY c.beneficiary_code, t.usage_key
$function$;
GRANT EXECUTE ON FUNCTION norm_uses_of TO fundledger_app;

CREATE OR REPLACE FUNCTION public.note_export(p_fund integer, p_list text, p_narrowed text, p_format text, p_rows bigint, p_read_at timestamp with time zone)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
 SET enable_seqscan TO 'off'
AS $function$
DECLARE v_no int;
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant', 'approver', 'cashier', 'auditor', 'commune_officer', 'administrator');
    PERFORM lock_fund(p_fund);
    v_no := coalesce((SELECT max(export_no) FROM list_exports WHERE fund_id = p_fund), 0) + 1;
    INSERT INTO list_exports VALUES (p_fund, v_no, p_list, p_narrowed, p_format, p_rows, p_read_at, ledger_now(), acting_user());
    RETURN v_no;
END $function$;
GRANT EXECUTE ON FUNCTION note_export TO fundledger_app;

CREATE OR REPLACE FUNCTION public.note_look(p_fund integer, p_subject text, p_reference text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM require_role(p_fund, 'auditor');
    INSERT INTO audit_looks (fund_id, subject, reference, looked_at, looked_by) VALUES (p_fund, p_subject, p_reference, ledger_now(), acting_user());
END $function$;
GRANT EXECUTE ON FUNCTION note_look TO fundledger_app;

CREATE OR REPLACE FUNCTION public.notice_goes_by_mail()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    INSERT INTO notice_mails (fund_id, notice_no, queued_at, next_try_at)
    SELECT NEW.fund_id, NEW.notice_no, NEW.told_at, NEW.told_at FROM mail_addresses a WHERE a.user_name = NEW.user_name AND a.is_wanted;
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.notice_moves_forward()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
    IF OLD.read_at IS NOT NULL OR to_jsonb(OLD) - 'read_at' <> to_jsonb(NEW) - 'read_at' THEN
        PERFORM refuse('notice_moves_forward', 'A notice is read once and never changed.');
    END IF;
    RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.obstacles_of(p_fund integer, p_id bigint)
 RETURNS TABLE(line_no integer, beneficiary_code text, obstacle text)
 LANGUAGE sql
 STABLE
AS $function$
    WITH doubted AS MATERIALIZED (
        SELECT l AS line, d.judged_on, d.support_kind, r.recorded_at
        FROM disbursements d JOIN disbursement_lines l USING (fund_id, disbursement_id)
        JOIN disbursement_events r ON r.fund_id = d.fund_id AND r.disbursement_id = d.disbursement_id AND r.event = 'requested'
        WHERE d.fund_id = p_fund AND d.disbursement_id = p_id AND d.status IN ('requested', 'approved')
            AND l.line_no IN (SELECT n.line_no FROM lines_in_doubt(p_fund, p_id) n))
    SELECT (n.line).line_no, coalesce((n.line).beneficiary_code, (n.line).recipient), o.obstacle
    FROM doubted n CROSS JOIN LATERAL (
        SELECT line_obstacle(n.line, n.judged_on, (SELECT units_of_fund(p_fund)), n.recorded_at) AS obstacle OFFSET 0) o
    WHERE o.obstacle IS NOT NULL AND NOT (n.support_kind = 'death' AND o.obstacle = 'died')
        AND NOT line_has_ended(p_fund, p_id, (n.line).line_no)
    ORDER BY (n.line).line_no
$function$;

CREATE OR REPLACE FUNCTION public.officer_of_order(p_fund integer, p_no bigint)
 RETURNS text[]
 LANGUAGE sql
 STABLE
AS $function$
    SELECT ARRAY(SELECT DISTINCT o.officer FROM payment_orders o JOIN user_roles r ON r.fund_id = o.fund_id AND r.user_name = o.officer
        WHERE o.fund_id = p_fund AND o.order_no = p_no)
$function$;

CREATE OR REPLACE FUNCTION public.often_collectors(p_list text, p_order integer)
 RETURNS TABLE(name text, children integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT min(w.name), count(DISTINCT coalesce(x.beneficiary_code, x.recipient))::int
    FROM order_of(p_list, p_order) o JOIN delivery_collectors w ON w.fund_id = o.fund_id
    JOIN payment_order_lines l ON l.fund_id = w.fund_id AND l.order_no = w.order_no AND l.line_no = w.line_no
    JOIN disbursement_lines x ON x.fund_id = l.fund_id AND x.disbursement_id = l.disbursement_id AND x.line_no = l.line_no
    WHERE reads_signed(o)
    GROUP BY lower(w.name)
    HAVING bool_or(w.order_no = p_order) AND count(DISTINCT coalesce(x.beneficiary_code, x.recipient)) > 5
    ORDER BY 2 DESC, 1
$function$;
GRANT EXECUTE ON FUNCTION often_collectors TO fundledger_app;

CREATE OR REPLACE FUNCTION public.open_carers(p_code text)
 RETURNS TABLE(carer_no smallint, valid_from date, valid_to date, key_id text, nonce bytea, sealed bytea)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT c.carer_no, c.valid_from, c.valid_to, c.key_id, c.nonce, c.sealed FROM carers c
    WHERE c.beneficiary_code = p_code AND EXISTS (SELECT FROM identity_accesses a
        WHERE a.beneficiary_code = p_code AND a.accessed_by = acting_user() AND a.accessed_at = ledger_now())
    ORDER BY c.carer_no
$function$;
GRANT EXECUTE ON FUNCTION open_carers TO fundledger_app;

CREATE OR REPLACE FUNCTION public.open_doubts(p_fund integer, p_id bigint)
 RETURNS TABLE(beneficiary_code text, other_code text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT DISTINCT q.beneficiary_code, q.other_code
    FROM (SELECT r.beneficiary_code, r.other_code, r.after_event_no FROM request_doubts r WHERE r.fund_id = p_fund AND r.disbursement_id = p_id
        UNION ALL
        SELECT r.beneficiary_code, r.other_code, r.after_event_no FROM later_doubts r WHERE r.fund_id = p_fund AND r.disbursement_id = p_id) q
    WHERE NOT EXISTS (SELECT FROM child_events e WHERE e.event = 'told_apart' AND e.event_no > q.after_event_no AND child_event_holds(e.event_no)
            AND (e.beneficiary_code, e.other_code) IN ((q.beneficiary_code, q.other_code), (q.other_code, q.beneficiary_code)))
        AND child_state_on(q.beneficiary_code, business_today()) IN ('active', 'suspended')
        AND child_state_on(q.other_code, business_today()) IN ('active', 'suspended')
        AND NOT is_sealed_case(q.beneficiary_code) AND NOT is_sealed_case(q.other_code)
    ORDER BY 1, 2
$function$;

CREATE OR REPLACE FUNCTION public.open_finding(p_fund integer, p_subject text, p_reference text, p_said text)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM require_role(p_fund, 'auditor');
    PERFORM lock_fund(p_fund);
    RETURN add_finding(p_fund, p_subject, p_reference, p_said);
END $function$;
GRANT EXECUTE ON FUNCTION open_finding TO fundledger_app;

CREATE OR REPLACE FUNCTION public.open_fund(p_unit integer, p_code text, p_name_vi text, p_name_en text, p_opened_on date, p_regime text)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
DECLARE v_fund int;
BEGIN
    INSERT INTO funds (unit_id, code, name_vi, name_en, opened_on, regime)
    VALUES (p_unit, p_code, p_name_vi, p_name_en, p_opened_on, p_regime) RETURNING fund_id INTO v_fund;
    RETURN v_fund;
END $function$;

CREATE OR REPLACE FUNCTION public.open_handout(p_list text, p_order integer)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
    o payment_orders := order_of(p_list, p_order);
    v_line int;
    v_code text;
BEGIN
    IF NOT coalesce(hands_out(o), false) THEN PERFORM refuse('actor_has_role', 'The list is handed out by who took the money.'); END IF;
    PERFORM lock_fund(o.fund_id);
    INSERT INTO handouts VALUES (o.fund_id, p_order, ledger_now(), acting_user()) ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN RETURN; END IF;
    FOR v_line IN SELECT l.line_no FROM payment_order_lines l WHERE l.fund_id = o.fund_id AND l.order_no = p_order ORDER BY l.line_no LOOP
        LOOP
            v_code := lpad((('x' || substr(md5(gen_random_uuid()::text || gen_random_uuid()::text), 1, 12))::bit(48)::bigint % 100000000)::text, 8, '0');
            INSERT INTO handout_codes (fund_id, order_no, line_no, code) VALUES (o.fund_id, p_order, v_line, v_code) ON CONFLICT DO NOTHING;
            EXIT WHEN FOUND;
        END LOOP;
    END LOOP;
    IF o.line_count >= 1000 THEN ANALYZE handout_codes; END IF;
    PERFORM seal_handout(o.fund_id, p_order);
END $function$;
GRANT EXECUTE ON FUNCTION open_handout TO fundledger_app;

CREATE OR REPLACE FUNCTION public.open_identity(p_code text, p_reason text)
 RETURNS TABLE(key_id text, nonce bytea, sealed bytea)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM require_role_for_unit((SELECT unit_id FROM beneficiaries WHERE beneficiary_code = p_code), 'commune_officer');
    IF is_sealed_case(p_code) AND NOT case_is_open(p_code) THEN
        PERFORM refuse('sealed_case_granted', format('%s is a sealed case: another person grants its opening first.', p_code));
    END IF;
    PERFORM write_identity_step(p_code, p_reason, 'opened');
    RETURN QUERY SELECT v.key_id, v.nonce, v.sealed FROM identity_vault v WHERE v.beneficiary_code = p_code;
END $function$;
GRANT EXECUTE ON FUNCTION open_identity TO fundledger_app;

CREATE OR REPLACE FUNCTION public.open_items_hash(p_fund integer, p_month date)
 RETURNS bytea
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT sha256(coalesce(string_agg(canonical(f.check_code, f.item, canonical_date(f.on_date), f.amount::text), ''::bytea
        ORDER BY f.check_code, f.item), ''::bytea))
    FROM close_findings(p_fund, p_month) f WHERE f.severity = 'open_item'
$function$;
GRANT EXECUTE ON FUNCTION open_items_hash TO fundledger_app;

CREATE OR REPLACE FUNCTION public.open_paper(p_fund integer, p_id bigint, p_no integer, p_reason text)
 RETURNS TABLE(name_vi text, media_type text, holder text, key_id text, content bytea)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
 SET enable_seqscan TO 'off'
AS $function$
DECLARE v_code text; v_holder text;
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant', 'approver', 'auditor', 'commune_officer');
    SELECT r.holder INTO v_holder FROM papers_of_requests r WHERE r.fund_id = p_fund AND r.disbursement_id = p_id AND r.paper_no = p_no;
    FOR v_code IN SELECT b.beneficiary_code FROM disbursement_lines l JOIN beneficiaries b USING (beneficiary_code)
            WHERE v_holder IS NOT NULL AND l.fund_id = p_fund AND l.disbursement_id = p_id
            ORDER BY fund_of_unit(b.unit_id), b.beneficiary_code LOOP
        IF is_sealed_case(v_code) THEN
            CONTINUE WHEN v_holder <> v_code;
            IF NOT case_is_open(v_code) AND NOT coalesce(may_decide(p_fund, p_id), false) THEN
                PERFORM refuse('sealed_case_granted', format('%s is a sealed case: another person grants its opening first.', v_code));
            END IF;
        END IF;
        PERFORM write_identity_step(v_code, p_reason, 'opened');
    END LOOP;
    RETURN QUERY SELECT r.name_vi, r.media_type, r.holder, r.key_id, r.content FROM request_papers r
        WHERE r.fund_id = p_fund AND r.disbursement_id = p_id AND r.paper_no = p_no
        UNION ALL SELECT r.name_vi, r.media_type, r.holder, r.key_id, r.content FROM later_papers r
        WHERE r.fund_id = p_fund AND r.disbursement_id = p_id AND r.paper_no = p_no;
END $function$;
GRANT EXECUTE ON FUNCTION open_paper TO fundledger_app;

CREATE OR REPLACE FUNCTION public.open_pool(p_fund integer, p_code text, p_name_vi text, p_name_en text, p_source text, p_supports text[], p_occasions text[])
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE v_pool int;
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant');
    PERFORM lock_fund(p_fund);
    SELECT coalesce(max(pool_id), 0) + 1 INTO v_pool FROM pools WHERE fund_id = p_fund;
    INSERT INTO pools VALUES (p_fund, v_pool, p_code, p_name_vi, p_name_en, p_source, p_supports, p_occasions);
    RETURN v_pool;
END $function$;
GRANT EXECUTE ON FUNCTION open_pool TO fundledger_app;

CREATE OR REPLACE FUNCTION public.open_signed_list(p_list text, p_order integer, p_no integer, p_reason text)
 RETURNS TABLE(scan_id uuid, media_type text, holder text, key_id text, content bytea)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
#variable_conflict use_column
DECLARE
    o payment_orders := order_of(p_list, p_order);
    s signed_lists;
    v_code text;
BEGIN
    IF NOT coalesce(reads_signed(o), false) THEN
        PERFORM refuse('actor_has_role', 'A signed list is read by who handed out and by those of its fund.');
    END IF;
    SELECT * INTO s FROM signed_lists x WHERE x.fund_id = o.fund_id AND x.order_no = p_order AND x.scan_no = p_no;
    FOR v_code IN SELECT b.beneficiary_code FROM payment_order_lines l
            JOIN disbursement_lines x ON x.fund_id = l.fund_id AND x.disbursement_id = l.disbursement_id AND x.line_no = l.line_no
            JOIN beneficiaries b ON b.beneficiary_code = x.beneficiary_code
            WHERE s.scan_no IS NOT NULL AND l.fund_id = o.fund_id AND l.order_no = p_order AND l.line_no = coalesce(s.line_no, l.line_no)
            ORDER BY fund_of_unit(b.unit_id), b.beneficiary_code LOOP
        IF is_sealed_case(v_code) THEN
            CONTINUE WHEN s.holder <> v_code;
            IF NOT case_is_open(v_code) THEN
                PERFORM refuse('sealed_case_granted', format('%s is a sealed case: another person grants its opening first.', v_code));
            END IF;
        END IF;
        PERFORM write_identity_step(v_code, p_reason, 'opened');
    END LOOP;
    RETURN QUERY SELECT s.scan_id, s.media_type, s.holder, s.key_id, s.content WHERE s.scan_no IS NOT NULL;
END $function$;
GRANT EXECUTE ON FUNCTION open_signed_list TO fundledger_app;

CREATE OR REPLACE FUNCTION public.order_line_ends_once()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE o payment_orders;
BEGIN
    SELECT * INTO o FROM payment_orders x WHERE x.fund_id = NEW.fund_id AND x.order_no = NEW.order_no;
    IF TG_OP = 'INSERT' THEN
        IF o.disbursement_id <> NEW.disbursement_id OR EXISTS (SELECT FROM payment_order_steps s WHERE s.fund_id = NEW.fund_id AND s.order_no = NEW.order_no) THEN
            PERFORM refuse('order_lines_frozen', 'The lines of an order are those it was prepared with.');
        END IF;
        IF NEW.amount <> (SELECT line_money(l) FROM disbursement_lines l WHERE l.fund_id = NEW.fund_id AND l.disbursement_id = NEW.disbursement_id
                          AND l.line_no = NEW.line_no) THEN
            PERFORM refuse('payment_matches_approval', 'A line is ordered in the amount that was approved.');
        END IF;
    ELSIF OLD.outcome IS NOT NULL AND (OLD.voucher_no IS NOT NULL OR to_jsonb(OLD) - '{voucher_type,voucher_year,voucher_no}'::text[]
            <> to_jsonb(NEW) - '{voucher_type,voucher_year,voucher_no}'::text[]) THEN
        PERFORM refuse('result_once', format('What became of line %s of order %s stands already.', OLD.line_no, OLD.order_no));
    ELSIF to_jsonb(OLD) - '{payee_commitment,outcome,paid,ended_on,bank_reference,note,voucher_type,voucher_year,voucher_no}'::text[]
        <> to_jsonb(NEW) - '{payee_commitment,outcome,paid,ended_on,bank_reference,note,voucher_type,voucher_year,voucher_no}'::text[] THEN
        PERFORM refuse('order_lines_frozen', 'The lines of an order are those it was prepared with.');
    ELSIF NEW.payee_commitment IS DISTINCT FROM OLD.payee_commitment AND o.status <> 'prepared' THEN
        PERFORM refuse('payee_frozen', 'The payee of a line does not change while its order is under way.');
    END IF;
    RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.order_moves_forward()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.status IN ('unknown', 'cancelled') THEN PERFORM refuse('order_moves_forward', 'An order is prepared first.'); END IF;
    ELSIF (OLD.status, NEW.status) NOT IN (('prepared', 'prepared'), ('prepared', 'unknown'), ('prepared', 'cancelled'), ('unknown', 'prepared'),
            ('unknown', 'sent'), ('unknown', 'unknown'), ('unknown', 'settled'), ('sent', 'sent'), ('sent', 'settled'))
        OR to_jsonb(OLD) - 'status' <> to_jsonb(NEW) - 'status' THEN
        PERFORM refuse('order_moves_forward', format('A payment order does not go from %s to %s, and says what it said.', OLD.status, NEW.status));
    END IF;
    RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.order_of(p_list text, p_order integer)
 RETURNS payment_orders
 LANGUAGE sql
 STABLE
AS $function$
    SELECT o.* FROM payment_orders o JOIN funds f USING (fund_id) WHERE f.code = p_list AND o.order_no = p_order
$function$;

CREATE OR REPLACE FUNCTION public.order_sealed()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM record_reference(o.fund_id, 'payment_order', o.order_no::text, order_terms(o)) FROM payment_orders o
    WHERE o.fund_id = NEW.fund_id AND o.order_no = NEW.order_no;
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.order_step_of_payer()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
    o payment_orders;
    d disbursements;
BEGIN
    SELECT * INTO o FROM payment_orders x WHERE x.fund_id = NEW.fund_id AND x.order_no = NEW.order_no;
    SELECT * INTO d FROM disbursements x WHERE x.fund_id = o.fund_id AND x.disbursement_id = o.disbursement_id;
    IF NEW.person_id = d.requester_person THEN PERFORM refuse('payer_is_not_requester', 'Who asked does not pay.'); END IF;
    IF NEW.person_id = d.approver_person OR EXISTS (SELECT FROM disbursement_steps s WHERE s.fund_id = o.fund_id AND s.disbursement_id = o.disbursement_id
            AND s.decided_person = NEW.person_id) THEN
        PERFORM refuse('payer_is_not_approver', 'Who approved does not pay.');
    END IF;
    IF NEW.person_id = o.officer_person THEN PERFORM refuse('payer_is_not_receiver', 'Who takes an advance does not pay or settle it.'); END IF;
    IF o.officer_person = d.requester_person OR o.officer_person = d.approver_person OR EXISTS (SELECT FROM disbursement_steps s
            WHERE s.fund_id = o.fund_id AND s.disbursement_id = o.disbursement_id AND s.decided_person = o.officer_person) THEN
        PERFORM refuse('receiver_is_another', 'Who asked or approved does not take the advance.');
    END IF;
    RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.order_terms(o payment_orders)
 RETURNS text[]
 LANGUAGE sql
 STABLE
AS $function$
    SELECT ARRAY['payment_order', o.fund_id::text, o.order_no::text, o.disbursement_id::text, o.way, o.status, o.money_account, o.bank_profile, o.officer,
            o.officer_person::text, canonical_date(o.settle_by), canonical_date(o.prepared_on), o.total::text, o.line_count::text,
            o.voucher_type, o.voucher_year::text, o.voucher_no::text]
        || (SELECT array_agg(x.term ORDER BY l.line_no, x.place) FROM payment_order_lines l CROSS JOIN LATERAL unnest(ARRAY[
                l.disbursement_id::text, l.line_no::text, l.amount::text, encode(l.payee_commitment, 'hex'), l.outcome, l.paid::text,
                canonical_date(l.ended_on), l.bank_reference, l.note, l.voucher_type, l.voucher_year::text, l.voucher_no::text])
                WITH ORDINALITY x(term, place)
            WHERE l.fund_id = o.fund_id AND l.order_no = o.order_no)
        || (SELECT array_agg(x.term ORDER BY s.step_no, x.place) FROM payment_order_steps s CROSS JOIN LATERAL unnest(ARRAY[
                s.step_no::text, s.step, s.actor, s.person_id::text, to_char(s.at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), s.reason])
                WITH ORDINALITY x(term, place)
            WHERE s.fund_id = o.fund_id AND s.order_no = o.order_no)
$function$;

CREATE OR REPLACE FUNCTION public.order_waits_for_pairs()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE r record;
BEGIN
    FOR r IN SELECT a.fund_id, a.disbursement_id, array_agg(l.beneficiary_code) AS children
            FROM added a JOIN payment_orders o USING (fund_id, order_no)
            JOIN disbursement_lines l ON l.fund_id = a.fund_id AND l.disbursement_id = a.disbursement_id AND l.line_no = a.line_no
            WHERE o.way <> 'release' GROUP BY 1, 2 LOOP
        PERFORM refuse_undecided(r.fund_id, r.disbursement_id, r.children);
    END LOOP;
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.paid_lines(p_fund integer, p_from date, p_to date, p_request bigint, p_log_no bigint)
 RETURNS TABLE(line_key text, disbursement_id bigint, line_no integer, amount bigint)
 LANGUAGE sql
 STABLE
AS $function$
    SELECT format_voucher(e.voucher_type, e.voucher_year, e.voucher_no) || '/' || e.disbursement_line, e.disbursement_id, e.disbursement_line,
        sum(p.amount)::bigint
    FROM journal_entries e JOIN postings p USING (fund_id, book, entry_no)
    WHERE e.fund_id = p_fund AND e.book = 'financial' AND e.kind = 'disbursement' AND e.entry_date BETWEEN p_from AND p_to AND e.log_no <= p_log_no
        AND e.disbursement_line IS NOT NULL AND p.account_code = 'fund_balance' AND (p_request IS NULL OR e.disbursement_id = p_request)
        AND NOT EXISTS (SELECT FROM journal_entries r WHERE r.fund_id = e.fund_id AND r.book = e.book AND r.reverses_entry_no = e.entry_no
            AND r.log_no <= p_log_no)
    GROUP BY 1, 2, 3
$function$;
GRANT EXECUTE ON FUNCTION paid_lines TO fundledger_app;
GRANT EXECUTE ON FUNCTION paid_lines TO fundledger_auditor;

CREATE OR REPLACE FUNCTION public.pairs_to_decide(p_fund integer, p_id bigint)
 RETURNS TABLE(beneficiary_code text, other_code text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT o.beneficiary_code, o.other_code FROM open_doubts(p_fund, p_id) o WHERE p_fund = ANY (readable_funds())
$function$;
GRANT EXECUTE ON FUNCTION pairs_to_decide TO fundledger_app;

CREATE OR REPLACE FUNCTION public.paper_follows_payment(p_name text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$
    SELECT btrim(p_name) IN ('Quyết định', 'Danh sách ký nhận', 'Biên nhận của người đứng đầu cơ sở', 'Biên bản bàn giao', 'Biên bản thăm hỏi',
            'Hoá đơn', 'Hóa đơn')
        OR lower(btrim(p_name)) LIKE '%(sau khi chi)'
$function$;
GRANT EXECUTE ON FUNCTION paper_follows_payment TO fundledger_app;
GRANT EXECUTE ON FUNCTION paper_follows_payment TO fundledger_auditor;

CREATE OR REPLACE FUNCTION public.pay_disbursement(p_fund integer, p_id bigint, p_key uuid, p_date date, p_money_account text, p_payee text, p_payee_address text, p_content text, p_attachments text, OUT voucher_year smallint, OUT voucher_no integer)
 RETURNS record
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
 SET enable_seqscan TO 'off'
AS $function$
DECLARE
    d disbursements;
    v vouchers;
    e journal_entries;
    v_entries journal_entries[];
    v_lines postings[];
BEGIN
    PERFORM require_role(p_fund, 'cashier');
    PERFORM lock_fund(p_fund);
    PERFORM require_physical(p_money_account);
    UPDATE disbursements SET status = 'paid', payer = acting_user(), payer_person = acting_person()
    WHERE fund_id = p_fund AND disbursement_id = p_id AND status = 'approved'
        AND p_date >= (SELECT (a.recorded_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date FROM disbursement_events a
                       WHERE a.fund_id = p_fund AND a.disbursement_id = p_id AND a.event = 'approved') RETURNING * INTO d;
    IF NOT FOUND THEN PERFORM refuse('paid_after_approval', 'The request is not approved, or the payment is dated before it.'); END IF;
    IF requested_content_hash(p_fund, p_id) <> disbursement_content_hash(p_fund, p_id) THEN
        PERFORM refuse('paid_as_approved', 'What is to be paid is not what was approved.');
    END IF;
    d.total := request_money(p_fund, p_id);
    IF d.total = 0 THEN PERFORM refuse('request_has_money', 'A request of goods alone is not paid: its goods are issued.'); END IF;
    v.fund_id := p_fund; v.voucher_type := 'PC'; v.voucher_date := p_date; v.amount := d.total; v.money_account := p_money_account;
    v.pool_id := d.pool_id; v.disbursement_id := p_id;
    v := write_voucher(v, p_payee, p_payee_address, p_content, p_attachments);
    e := commitment_of_disbursement(p_fund, p_id, 'release', p_key);
    e.request_line := 1;
    v_entries := ARRAY[e];
    e := entry_of(v, 'disbursement', p_key);
    FOR e.request_line, e.disbursement_line IN
        SELECT row_number() OVER (ORDER BY l.line_no), l.line_no FROM disbursement_lines l
        WHERE l.fund_id = p_fund AND l.disbursement_id = p_id AND line_money(l) > 0 ORDER BY l.line_no
    LOOP
        v_entries := v_entries || e;
    END LOOP;
    v_lines := ARRAY[posting_line(1, 1, 'commitment_control', d.pool_id, 'debit', d.total),
                     posting_line(1, 2, 'committed', d.pool_id, 'credit', d.total)];
    v_lines := v_lines || ARRAY(
        SELECT ROW(NULL, NULL, l.place, x.side_no, x.account, d.pool_id, x.side, l.money, NULL, d.support_kind,
            d.occasion_code, d.occasion_year, l.decision_id, l.line_code, l.beneficiary_code, l.class_code, l.unit_id)::postings
        FROM (SELECT n.*, line_money(n) AS money, 1 + row_number() OVER (ORDER BY n.line_no) AS place FROM disbursement_lines n
              WHERE n.fund_id = p_fund AND n.disbursement_id = p_id AND line_money(n) > 0) l
        CROSS JOIN (VALUES (1, 'fund_balance', 'debit'), (2, p_money_account, 'credit')) x(side_no, account, side)
        ORDER BY l.place, x.side_no);
    PERFORM post_journal(v_entries, v_lines);
    PERFORM add_disbursement_event(p_fund, p_id, 'paid', NULL);
    voucher_year := v.voucher_year; voucher_no := v.voucher_no;
END $function$;
GRANT EXECUTE ON FUNCTION pay_disbursement TO fundledger_app;

CREATE OR REPLACE FUNCTION public.payee_took_no_part()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    IF EXISTS (SELECT FROM payment_orders o CROSS JOIN LATERAL hands_of_request(o.fund_id, o.disbursement_id) h JOIN persons p USING (person_id)
        WHERE o.fund_id = NEW.fund_id AND o.order_no = NEW.order_no
            AND lower(btrim(NEW.name) COLLATE "vi-VN-x-icu") = lower(btrim(p.full_name) COLLATE "vi-VN-x-icu")) THEN
        PERFORM refuse('receiver_took_no_part', 'Who asked, approved or pays does not take the money.');
    END IF;
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.payer_is_no_payee()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    IF EXISTS (SELECT FROM payment_payees y JOIN persons p ON p.person_id = NEW.person_id
        WHERE y.fund_id = NEW.fund_id AND y.order_no = NEW.order_no
            AND lower(btrim(y.name) COLLATE "vi-VN-x-icu") = lower(btrim(p.full_name) COLLATE "vi-VN-x-icu")) THEN
        PERFORM refuse('receiver_took_no_part', 'Who asked, approved or pays does not take the money.');
    END IF;
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.payment_matches_line()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE v_bad record;
BEGIN
    IF NOT EXISTS (
        SELECT FROM (SELECT fund_id, book, min(entry_no) AS first_no, max(entry_no) AS last_no FROM added GROUP BY 1, 2) a
        WHERE (SELECT j.entry_no FROM journal_entries j WHERE j.fund_id = a.fund_id AND j.book = a.book
               AND j.entry_no BETWEEN a.first_no AND a.last_no AND j.kind = 'disbursement' ORDER BY j.entry_no LIMIT 1) IS NOT NULL) THEN
        RETURN NULL;
    END IF;
    SELECT a.entry_no INTO v_bad
    FROM (SELECT DISTINCT fund_id, book, entry_no, amount, pool_id, beneficiary_code FROM added) a
    JOIN LATERAL (SELECT j.* FROM journal_entries j
        WHERE (j.fund_id, j.book, j.entry_no) >= (a.fund_id, a.book, a.entry_no) ORDER BY j.fund_id, j.book, j.entry_no LIMIT 1) e
        ON (e.fund_id, e.book, e.entry_no) = (a.fund_id, a.book, a.entry_no) AND e.kind = 'disbursement'
    LEFT JOIN LATERAL (SELECT r.pool_id, r.status FROM disbursements r
        WHERE r.fund_id = e.fund_id AND r.disbursement_id = e.disbursement_id OFFSET 0) d ON true
    LEFT JOIN LATERAL (SELECT n.fund_id, n.disbursement_id, n.line_no, line_money(n) AS amount, n.beneficiary_code FROM disbursement_lines n
        WHERE (n.fund_id, n.disbursement_id, n.line_no) >= (e.fund_id, e.disbursement_id, e.disbursement_line)
        ORDER BY n.fund_id, n.disbursement_id, n.line_no LIMIT 1) l
        ON (l.fund_id, l.disbursement_id, l.line_no) = (e.fund_id, e.disbursement_id, e.disbursement_line)
    LEFT JOIN LATERAL (SELECT o.paid FROM payment_order_lines o
        WHERE o.fund_id = e.fund_id AND o.disbursement_id = e.disbursement_id AND o.line_no = e.disbursement_line
            AND o.outcome IN ('paid', 'partial') OFFSET 0) o ON true
    WHERE (coalesce(o.paid, l.amount) IS DISTINCT FROM a.amount OR l.beneficiary_code IS DISTINCT FROM a.beneficiary_code
        OR d.pool_id IS DISTINCT FROM a.pool_id OR d.status NOT IN ('approved', 'paid') OR e.line_count <> 2)
    LIMIT 1;
    IF FOUND THEN
        PERFORM refuse('payment_matches_approval', 'A payment is the payment of an approved line, in its amount.');
    END IF;
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.payment_print_counts_on()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    IF NEW.copy_no <> 1 + (SELECT count(*) FROM payment_prints p WHERE p.fund_id = NEW.fund_id AND p.order_no = NEW.order_no
            AND p.paper = NEW.paper AND p.line_no IS NOT DISTINCT FROM NEW.line_no) THEN
        PERFORM refuse('payment_print_counts_on', 'The prints of a paper are numbered one after the other.');
    END IF;
    -- Cash is signed for from the moment it is ordered; the order to the Treasury goes out once its paper was taken, so that nobody sends it twice.
    IF NOT EXISTS (SELECT FROM payment_orders o WHERE o.fund_id = NEW.fund_id AND o.order_no = NEW.order_no AND CASE NEW.paper
            WHEN 'treasury' THEN o.way = 'treasury' AND o.status NOT IN ('prepared', 'cancelled') ELSE o.way IN ('cash', 'advance') END) THEN
        PERFORM refuse('payment_paper_of_order', 'The order has no such paper.');
    END IF;
    RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.payment_print_sealed()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM record_reference(NEW.fund_id, 'payment_print', NEW.order_no || '/' || NEW.print_no, ARRAY['payment_print', NEW.fund_id::text,
        NEW.order_no::text, NEW.print_no::text, NEW.paper, NEW.line_no::text, NEW.copy_no::text,
        to_char(NEW.printed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), NEW.printed_by, NEW.person_id::text]);
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.payment_waits_for_pairs()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    IF NOT EXISTS (SELECT FROM payment_orders o WHERE o.fund_id = NEW.fund_id AND o.disbursement_id = NEW.disbursement_id) THEN
        PERFORM refuse_undecided(NEW.fund_id, NEW.disbursement_id, ARRAY(SELECT l.beneficiary_code FROM disbursement_lines l
            WHERE l.fund_id = NEW.fund_id AND l.disbursement_id = NEW.disbursement_id AND line_money(l) > 0));
    END IF;
    RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.period_event_answers()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    IF NOT EXISTS (SELECT FROM period_events q WHERE q.fund_id = NEW.fund_id AND q.log_no = NEW.answers AND q.month = NEW.month
                   AND q.person_id = NEW.answered_person AND q.log_no < NEW.log_no
                   AND q.event = CASE NEW.event WHEN 'accepted' THEN 'closing' ELSE 'reopen_requested' END) THEN
        PERFORM refuse('answer_names_its_question', 'The record that is answered is not there, or is of somebody else.');
    END IF;
    RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.plan_reports(p_fund integer, p_year integer, p_tell_days integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
    v_first date := (SELECT greatest(f.opened_on, make_date(p_year, 1, 1)) FROM funds f WHERE f.fund_id = p_fund);
    v_added int;
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant');
    PERFORM lock_fund(p_fund);
    INSERT INTO report_dues (fund_id, due_no, year, rule_code, due_on, from_date, to_date, report, tell_days, planned_at, planned_by)
    SELECT p_fund, (SELECT count(*) FROM report_dues d WHERE d.fund_id = p_fund) + row_number() OVER (ORDER BY r.due_years_later, r.due_month),
        p_year, r.rule_code, make_date(p_year + r.due_years_later, r.due_month, r.due_day), v_first,
        month_end(make_date(p_year, r.last_month, 1)), r.report, p_tell_days, ledger_now(), acting_user()
    FROM report_rules r
    WHERE month_end(make_date(p_year, r.last_month, 1)) >= v_first
        AND NOT EXISTS (SELECT FROM report_dues d WHERE d.fund_id = p_fund AND d.year = p_year AND d.rule_code = r.rule_code);
    GET DIAGNOSTICS v_added = ROW_COUNT;
    RETURN v_added;
END $function$;
GRANT EXECUTE ON FUNCTION plan_reports TO fundledger_app;

CREATE OR REPLACE FUNCTION public.plant_canary()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM require_checking();
    INSERT INTO check_canaries VALUES (1, 1, 'debit', 1000), (1, 1, 'credit', 999);
END $function$;
GRANT EXECUTE ON FUNCTION plant_canary TO fundledger_app;

CREATE OR REPLACE FUNCTION public.pool_born()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
    INSERT INTO pool_balances (fund_id, pool_id) VALUES (NEW.fund_id, NEW.pool_id);
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.pool_liquid_on(p_fund integer, p_pool integer, p_day date)
 RETURNS bigint
 LANGUAGE sql
 STABLE
AS $function$
    SELECT coalesce(sum(liquid), 0)::bigint FROM pool_days WHERE fund_id = p_fund AND pool_id = p_pool AND day <= p_day
$function$;
GRANT EXECUTE ON FUNCTION pool_liquid_on TO fundledger_app;

CREATE OR REPLACE FUNCTION public.pool_terms(p pools)
 RETURNS text[]
 LANGUAGE sql
 STABLE
AS $function$
    SELECT ARRAY['pool', p.fund_id::text, p.pool_id::text, p.code, p.name_vi, p.name_en, p.source_kind, to_json(p.support_kinds)::text,
        to_json(p.occasion_codes)::text]
$function$;

CREATE OR REPLACE FUNCTION public.pool_terms_sealed()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM record_reference(NEW.fund_id, 'pool', NEW.pool_id::text, pool_terms(NEW));
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.pool_transfer_allowed()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM lock_fund(NEW.fund_id);
    PERFORM refuse_unless_open(NEW.fund_id, NEW.requested_on, NULL);
    IF NEW.decision_number IS NULL AND transfer_needs_decision(NEW.fund_id, NEW.from_pool, NEW.to_pool) THEN
        PERFORM refuse('transfer_needs_decision', 'What restricts these pools forbids the transfer unless a decision is cited.');
    END IF;
    RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.pool_transfer_content_hash(t pool_transfers)
 RETURNS bytea
 LANGUAGE sql
 IMMUTABLE
AS $function$
    SELECT sha256(canonical('pool_transfer', t.fund_id::text, t.transfer_id::text, t.from_pool::text, t.to_pool::text, t.amount::text,
        t.money_account, t.reason, t.decision_number, canonical_date(t.decision_date), canonical_date(t.requested_on), t.requester))
$function$;

CREATE OR REPLACE FUNCTION public.pool_transfer_moves_forward()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE v_hands text[] := '{status,approver,approver_person,poster,poster_person,rejecter,rejecter_person,voucher_type,voucher_year,voucher_no}';
BEGIN
    IF (OLD.status, NEW.status) NOT IN (('requested', 'approved'), ('approved', 'posted'), ('requested', 'rejected'), ('approved', 'rejected'))
       OR to_jsonb(OLD) - v_hands <> to_jsonb(NEW) - v_hands
       OR (OLD.approver_person IS NOT NULL AND (NEW.approver_person, NEW.approver) IS DISTINCT FROM (OLD.approver_person, OLD.approver)) THEN
        PERFORM refuse('transfer_moves_forward', format('A transfer cannot go from %s to %s.', OLD.status, NEW.status));
    END IF;
    RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.post_adjustment(a adjustments, p_key uuid, OUT voucher_year smallint, OUT voucher_no integer, OUT entry_no bigint)
 RETURNS record
 LANGUAGE plpgsql
AS $function$
DECLARE v vouchers;
BEGIN
    v.fund_id := a.fund_id; v.voucher_type := 'PK'; v.voucher_date := a.adjusted_on; v.amount := a.total; v.pool_id := a.pool_ids[1];
    v.money_account := coalesce((SELECT c FROM unnest(a.account_codes) WITH ORDINALITY u(c, i) JOIN accounts m ON m.account_code = c
                                 WHERE m.is_physical ORDER BY i LIMIT 1), a.account_codes[1]);
    v := write_voucher(v, NULL, NULL, a.reason, NULL);
    PERFORM add_adjustment_event(a, 'posted', v);
    entry_no := (post_entries(entry_of(v, 'adjustment', p_key), ARRAY(
        SELECT posting_line(1, i::int, x.account, x.pool, x.side, x.amount)
        FROM unnest(a.account_codes, a.pool_ids, a.sides, a.amounts) WITH ORDINALITY x(account, pool, side, amount, i) ORDER BY i)))[1];
    voucher_year := v.voucher_year; voucher_no := v.voucher_no;
END $function$;

CREATE OR REPLACE FUNCTION public.post_entries(p_head journal_entries, p_lines postings[], p_disbursement_lines integer[] DEFAULT NULL::integer[])
 RETURNS bigint[]
 LANGUAGE plpgsql
AS $function$
DECLARE
    v_entries journal_entries[] := '{}';
    e journal_entries := p_head;
BEGIN
    FOR i IN 1 .. (SELECT max(entry_no) FROM unnest(p_lines)) LOOP
        e.request_line := i;
        e.disbursement_line := p_disbursement_lines[i];
        v_entries := v_entries || e;
    END LOOP;
    RETURN (SELECT array_agg(a.entry_no ORDER BY a.entry_no) FROM unnest(post_journal(v_entries, p_lines)) a);
END $function$;

CREATE OR REPLACE FUNCTION public.post_goods_of_lines(v vouchers, p_kind text, p_key uuid, p_lines integer[], p_state text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
    d disbursements;
    v_lines postings[];
    v_entries bigint[];
    v_paper bigint;
    v_sign int := CASE p_kind WHEN 'goods_issue' THEN -1 ELSE 1 END;
BEGIN
    SELECT * INTO d FROM disbursements WHERE fund_id = v.fund_id AND disbursement_id = v.disbursement_id;
    v_paper := add_goods_paper(v, CASE p_kind WHEN 'goods_issue' THEN 'issue' ELSE 'return' END);
    SELECT array_agg(s.p ORDER BY s.place, s.side_no) INTO v_lines FROM (
        SELECT u.place, x.side_no, ROW(NULL, NULL, u.place, x.side_no, x.account, d.pool_id, x.side, g.value, NULL, d.support_kind,
            d.occasion_code, d.occasion_year, l.decision_id, l.line_code, l.beneficiary_code, l.class_code, l.unit_id)::postings AS p
        FROM unnest(p_lines) WITH ORDINALITY u(line, place)
        JOIN disbursement_lines l ON l.fund_id = v.fund_id AND l.disbursement_id = v.disbursement_id AND l.line_no = u.line
        CROSS JOIN LATERAL (SELECT sum(r.quantity * r.unit_value)::bigint AS value FROM request_goods r WHERE r.fund_id = v.fund_id
            AND r.disbursement_id = v.disbursement_id AND r.line_no = u.line AND r.state = p_state) g
        CROSS JOIN (VALUES (1, CASE v_sign WHEN -1 THEN 'goods_balance' ELSE 'goods' END, 'debit'),
            (2, CASE v_sign WHEN -1 THEN 'goods' ELSE 'goods_balance' END, 'credit')) x(side_no, account, side)) s;
    v_entries := post_entries(entry_of(v, p_kind, p_key), v_lines, p_lines);
    PERFORM add_goods_move(v.fund_id, v_paper, r.lot_no, CASE v_sign WHEN -1 THEN 'issued' ELSE 'returned' END, v_sign * r.quantity, r.unit_value,
        v_sign * r.quantity * r.unit_value, v.voucher_date, v_entries[array_position(p_lines, r.line_no)], v.disbursement_id, r.line_no)
    FROM (SELECT * FROM request_goods x WHERE x.fund_id = v.fund_id AND x.disbursement_id = v.disbursement_id AND x.line_no = ANY (p_lines)
          AND x.state = p_state ORDER BY x.line_no, x.lot_no) r;
    PERFORM seal_goods_paper(v.fund_id, v_paper);
END $function$;

CREATE OR REPLACE FUNCTION public.post_journal(p_entries journal_entries[], p_lines postings[])
 RETURNS journal_entries[]
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
DECLARE
    v_entries journal_entries[];
    v_now timestamptz := ledger_now();
    v_hand text := (SELECT acting_user() FROM unnest(p_entries) a WHERE a.recorded_by IS NULL LIMIT 1);
    v_counts bigint[];
    v_lines bytea[];
    v_contents bytea[];
    v_starts bytea[];
    v_hashes bytea[] := '{}';
    v_hash bytea;
BEGIN
    PERFORM require_utf8();
    SELECT array_agg(l.lines ORDER BY l.entry_no), array_agg(l.content ORDER BY l.entry_no) INTO v_counts, v_lines
    FROM (SELECT p.entry_no, count(*) AS lines, string_agg(posting_content(p), ''::bytea ORDER BY p.line) AS content
          FROM unnest(p_lines) p WHERE p.entry_no BETWEEN 1 AND cardinality(p_entries) GROUP BY p.entry_no) l;
    IF cardinality(v_counts) IS DISTINCT FROM cardinality(p_entries) THEN
        PERFORM refuse('journal_entry_complete', 'Each entry has its postings, and each posting its entry.');
    END IF;
    PERFORM lock_fund(f.fund_id) FROM (SELECT DISTINCT fund_id FROM unnest(p_entries) ORDER BY 1) f;
    INSERT INTO number_series AS s (fund_id, series, last_no)
    SELECT fund_id, book, count(*) FROM unnest(p_entries) GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (fund_id, series) DO UPDATE SET last_no = s.last_no + EXCLUDED.last_no;
    SELECT array_agg(n.entry), array_agg(entry_content(n.entry, n.lines)), array_agg(n.start) INTO v_entries, v_contents, v_starts
    FROM (
        SELECT v_lines[a.place] AS lines,
            CASE WHEN row_number() OVER (PARTITION BY a.fund_id ORDER BY a.place) = 1 THEN h.log_hash END AS start,
            ROW(a.fund_id, a.book, s.last_no - count(*) OVER (PARTITION BY a.fund_id, a.book)
                    + row_number() OVER (PARTITION BY a.fund_id, a.book ORDER BY a.place),
                a.entry_date, v_now, coalesce(a.recorded_by, v_hand), a.kind, a.voucher_type, a.voucher_year, a.voucher_no, a.disbursement_id,
                a.disbursement_line, a.reverses_entry_no, a.request_key, a.request_line, v_counts[a.place], a.source_hash, 1,
                h.log_no + row_number() OVER (PARTITION BY a.fund_id ORDER BY a.place), NULL)::journal_entries AS entry
        FROM (SELECT u.*, u.ordinality AS place FROM unnest(p_entries) WITH ORDINALITY u) a
        JOIN number_series s ON s.fund_id = a.fund_id AND s.series = a.book
        JOIN fund_heads h ON h.fund_id = a.fund_id
        ORDER BY a.place) n;
    FOR i IN 1 .. cardinality(v_contents) LOOP
        v_hash := sha256(coalesce(v_starts[i], v_hash) || v_contents[i]);
        v_hashes := v_hashes || v_hash;
    END LOOP;
    INSERT INTO journal_entries
    SELECT a.fund_id, a.book, a.entry_no, a.entry_date, a.recorded_at, a.recorded_by, a.kind, a.voucher_type, a.voucher_year, a.voucher_no,
        a.disbursement_id, a.disbursement_line, a.reverses_entry_no, a.request_key, a.request_line, a.line_count, a.source_hash,
        a.hash_version, a.log_no, a.sealed
    FROM ROWS FROM (unnest(v_entries), unnest(v_hashes)) AS a(fund_id, book, entry_no, entry_date, recorded_at, recorded_by, kind,
        voucher_type, voucher_year, voucher_no, disbursement_id, disbursement_line, reverses_entry_no, request_key, request_line,
        line_count, source_hash, hash_version, log_no, hash, sealed);
    INSERT INTO postings (fund_id, book, entry_no, line, account_code, pool_id, side, amount, entry_date, support_kind, occasion_code,
        occasion_year, decision_id, norm_line, beneficiary_code, class_code, unit_id)
    SELECT a.fund_id, a.book, a.entry_no, l.line, l.account_code, l.pool_id, l.side, l.amount, a.entry_date, l.support_kind, l.occasion_code,
        l.occasion_year, l.decision_id, l.norm_line, l.beneficiary_code, l.class_code, l.unit_id
    FROM unnest(p_lines) l JOIN unnest(v_entries) WITH ORDINALITY a ON a.ordinality = l.entry_no;
    UPDATE fund_heads h SET log_no = a.log_no, log_hash = v_hashes[a.place]
    FROM (SELECT DISTINCT ON (e.fund_id) e.fund_id, e.log_no, e.ordinality AS place FROM unnest(v_entries) WITH ORDINALITY e
          ORDER BY e.fund_id, e.log_no DESC) a
    WHERE h.fund_id = a.fund_id;
    RETURN v_entries;
END $function$;

CREATE OR REPLACE FUNCTION public.post_lines(p_voucher vouchers, p_key uuid, p_lines integer[], p_paid bigint[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
    d disbursements;
    v_lines postings[];
BEGIN
    SELECT * INTO d FROM disbursements WHERE fund_id = p_voucher.fund_id AND disbursement_id = p_voucher.disbursement_id;
    SELECT array_agg(x.p ORDER BY u.place, x.side_no) INTO v_lines
    FROM unnest(p_lines, p_paid) WITH ORDINALITY u(line, paid, place)
    JOIN disbursement_lines l ON l.fund_id = d.fund_id AND l.disbursement_id = d.disbursement_id AND l.line_no = u.line
    CROSS JOIN LATERAL (SELECT s.side_no, ROW(NULL, NULL, u.place, s.side_no, s.account, d.pool_id, s.side, u.paid, NULL, d.support_kind,
            d.occasion_code, d.occasion_year, l.decision_id, l.line_code, l.beneficiary_code, l.class_code, l.unit_id)::postings AS p
        FROM (VALUES (1, 'fund_balance', 'debit'), (2, p_voucher.money_account, 'credit')) s(side_no, account, side)) x;
    PERFORM post_entries(entry_of(p_voucher, 'disbursement', p_key), v_lines, p_lines);
END $function$;

CREATE OR REPLACE FUNCTION public.posting_content(p postings)
 RETURNS bytea
 LANGUAGE sql
 STABLE
AS $function$
    SELECT canonical(p.line::text, p.account_code, p.pool_id::text, p.side, p.amount::text, p.support_kind, p.occasion_code,
        p.occasion_year::text, p.decision_id::text, p.norm_line, p.beneficiary_code, p.class_code, p.unit_id::text)
$function$;

CREATE OR REPLACE FUNCTION public.posting_line(p_entry bigint, p_line integer, p_account text, p_pool integer, p_side text, p_amount bigint)
 RETURNS postings
 LANGUAGE sql
 IMMUTABLE
AS $function$
    SELECT ROW(NULL, NULL, p_entry, p_line, p_account, p_pool, p_side, p_amount, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)::postings
$function$;

CREATE OR REPLACE FUNCTION public.posting_signed(p_side text, p_amount bigint)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE
AS $function$
    SELECT CASE p_side WHEN 'debit' THEN p_amount ELSE -p_amount END
$function$;
GRANT EXECUTE ON FUNCTION posting_signed TO fundledger_app;
GRANT EXECUTE ON FUNCTION posting_signed TO fundledger_auditor;

CREATE OR REPLACE FUNCTION public.postings_balanced()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE r record;
BEGIN
    SELECT bool_or(e.entry_no IS NULL) AS without_entry,
        bool_or(e.line_count <> a.lines OR a.first_line <> 1 OR a.last_line <> a.lines) AS incomplete,
        bool_or((a.least < 0 AND e.kind <> 'reversal') OR a.first_date <> e.entry_date OR a.last_date <> e.entry_date) AS spoilt,
        bool_or(a.most > 0 AND e.kind = 'reversal') AS black
    INTO r
    FROM (SELECT p.fund_id, p.book, p.entry_no, count(*) AS lines, min(p.line) AS first_line, max(p.line) AS last_line,
              min(p.amount) AS least, max(p.amount) AS most, min(p.entry_date) AS first_date, max(p.entry_date) AS last_date
          FROM added p GROUP BY 1, 2, 3) a
    LEFT JOIN LATERAL (SELECT j.* FROM journal_entries j
        WHERE (j.fund_id, j.book, j.entry_no) >= (a.fund_id, a.book, a.entry_no) ORDER BY j.fund_id, j.book, j.entry_no LIMIT 1) e
        ON (e.fund_id, e.book, e.entry_no) = (a.fund_id, a.book, a.entry_no);
    IF r.without_entry THEN PERFORM refuse_unnamed('postings_fund_id_book_entry_no_fkey', 'A posting without its entry.'); END IF;
    IF EXISTS (SELECT FROM added p GROUP BY p.fund_id, p.book, p.entry_no, p.pool_id HAVING sum(posting_signed(p.side, p.amount)) <> 0) THEN
        PERFORM refuse('journal_entry_balanced', 'Debits equal credits in each entry and in each pool.');
    END IF;
    IF r.incomplete THEN
        PERFORM refuse('journal_entry_complete', 'All postings of an entry are written at once, and none is added later.');
    END IF;
    IF r.spoilt THEN
        PERFORM refuse('negative_only_in_reversal', 'Only a reversal is written in negative amounts, and a posting has its entry''s date.');
    END IF;
    IF r.black THEN
        PERFORM refuse('reversal_mirrors_entry', 'A reversal repeats the postings of its entry with negative amounts.');
    END IF;
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.postings_counted()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
    INSERT INTO monthly_turnovers AS t
    SELECT p.fund_id, p.book, p.account_code, p.pool_id, date_trunc('month', p.entry_date)::date,
        coalesce(sum(p.amount) FILTER (WHERE p.side = 'debit'), 0), coalesce(sum(p.amount) FILTER (WHERE p.side = 'credit'), 0)
    FROM added p GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
    ON CONFLICT (fund_id, book, account_code, pool_id, month)
    DO UPDATE SET debit = t.debit + EXCLUDED.debit, credit = t.credit + EXCLUDED.credit;

    WITH change AS (
        SELECT p.fund_id, p.account_code, p.entry_date, sum(posting_signed(p.side, p.amount))::bigint AS change
        FROM added p JOIN accounts a USING (account_code) WHERE a.is_physical AND p.book = 'financial'
        GROUP BY 1, 2, 3),
    day AS (
        INSERT INTO money_days AS d SELECT fund_id, account_code, entry_date, change FROM change ORDER BY 1, 2, 3
        ON CONFLICT (fund_id, account_code, day) DO UPDATE SET change = d.change + EXCLUDED.change)
    UPDATE money_balances b SET balance = b.balance + c.change
    FROM (SELECT fund_id, account_code, sum(change) AS change FROM change GROUP BY 1, 2) c
    WHERE b.fund_id = c.fund_id AND b.account_code = c.account_code;

    WITH change AS (
        SELECT p.fund_id, p.pool_id, p.entry_date,
            coalesce(sum(posting_signed(p.side, p.amount)) FILTER (WHERE a.is_liquid), 0)::bigint AS liquid,
            coalesce(sum(posting_signed(p.side, p.amount)) FILTER (WHERE p.account_code = 'committed'), 0)::bigint AS committed,
            coalesce(sum(posting_signed(p.side, p.amount)) FILTER (WHERE a.is_goods), 0)::bigint AS goods
        FROM added p JOIN accounts a USING (account_code) GROUP BY 1, 2, 3),
    day AS (
        INSERT INTO pool_days AS d SELECT fund_id, pool_id, entry_date, liquid FROM change WHERE liquid <> 0 ORDER BY 1, 2, 3
        ON CONFLICT (fund_id, pool_id, day) DO UPDATE SET liquid = d.liquid + EXCLUDED.liquid)
    UPDATE pool_balances b
    SET liquid = b.liquid + c.liquid, committed = b.committed + c.committed, goods = b.goods + c.goods
    FROM (SELECT fund_id, pool_id, sum(liquid) AS liquid, sum(committed) AS committed, sum(goods) AS goods FROM change GROUP BY 1, 2) c
    WHERE b.fund_id = c.fund_id AND b.pool_id = c.pool_id;
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.postings_leave_no_day_negative()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE v_day date;
BEGIN
    IF NOT EXISTS (SELECT FROM added p JOIN accounts a USING (account_code)
                   WHERE posting_signed(p.side, p.amount) < 0 AND (a.is_liquid OR a.is_physical)) THEN
        RETURN NULL;
    END IF;
    SELECT min(r.day) INTO v_day FROM (
        SELECT d.fund_id, d.pool_id, d.day, sum(d.liquid) OVER (PARTITION BY d.fund_id, d.pool_id ORDER BY d.day) AS running
        FROM pool_days d JOIN (SELECT fund_id, pool_id, min(entry_date) AS first_day FROM added GROUP BY 1, 2) t USING (fund_id, pool_id)
        WHERE EXISTS (SELECT FROM pool_days later WHERE later.fund_id = t.fund_id AND later.pool_id = t.pool_id AND later.day > t.first_day)) r
    WHERE r.running < 0;
    IF v_day IS NULL THEN
        SELECT min(r.day) INTO v_day FROM (
            SELECT d.day, sum(d.change) OVER (PARTITION BY d.fund_id, d.account_code ORDER BY d.day) AS running
            FROM money_days d JOIN (SELECT fund_id, account_code, min(entry_date) AS first_day FROM added GROUP BY 1, 2) t
                USING (fund_id, account_code)
            WHERE EXISTS (SELECT FROM money_days later WHERE later.fund_id = t.fund_id AND later.account_code = t.account_code
                          AND later.day > t.first_day)) r
        WHERE r.running < 0;
    END IF;
    IF v_day IS NOT NULL THEN
        PERFORM refuse('no_day_negative', format('On %s a pool or a money account would have been below zero.', v_day));
    END IF;
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.postings_name_what_is_there()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE r record;
BEGIN
    SELECT bool_or(a.account_code IS NULL) AS no_account, bool_or(o.pool_id IS NULL) AS no_pool, bool_or(p.details) AS details INTO r
    FROM (SELECT fund_id, pool_id, book, account_code, bool_or(num_nonnulls(support_kind, class_code, unit_id) > 0) AS details
          FROM added GROUP BY 1, 2, 3, 4) p
    LEFT JOIN accounts a USING (account_code, book) LEFT JOIN pools o USING (fund_id, pool_id);
    IF r.no_account THEN PERFORM refuse_unnamed('account_of_its_book', 'A posting names an account of its book.'); END IF;
    IF r.no_pool OR (r.details AND EXISTS (
            SELECT FROM (SELECT DISTINCT support_kind, class_code, unit_id FROM added) p
            LEFT JOIN support_kinds s USING (support_kind) LEFT JOIN child_classes c USING (class_code) LEFT JOIN units u USING (unit_id)
            WHERE (p.support_kind IS NOT NULL AND s.name_vi IS NULL) OR (p.class_code IS NOT NULL AND c.name_vi IS NULL)
                OR (p.unit_id IS NOT NULL AND u.code IS NULL))) THEN
        PERFORM refuse_unnamed('posting_names_what_is_there', 'A posting names a pool of its fund, and kinds, groups and places that exist.');
    END IF;
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.prepare_payment_order(p_fund integer, p_key uuid, p_id bigint, p_way text, p_account text, p_on date, p_lines integer[], p_profile text, p_officer text, p_settle_by date, p_names text[], p_banks text[], p_accounts text[], p_content text, OUT order_no integer, OUT voucher_year smallint, OUT voucher_no integer)
 RETURNS record
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
    d disbursements;
    o payment_orders;
    v vouchers;
BEGIN
    PERFORM require_role(p_fund, 'cashier');
    PERFORM lock_fund(p_fund);
    d := approved_for_order(p_fund, p_id, p_on);
    IF cardinality(p_lines) = 0 OR NOT p_lines <@ lines_to_pay(p_fund, p_id) THEN
        PERFORM refuse('line_paid_or_under_way_once', 'A line is paid already, or on its way on another order.');
    END IF;
    IF p_way = 'release' THEN PERFORM refuse('order_names_its_carrier', 'What is not paid is released, and not ordered.'); END IF;
    PERFORM refuse_unpayable(p_fund, p_id, p_lines);
    IF p_way = 'bank_list' AND cardinality(p_names) IS DISTINCT FROM cardinality(p_lines) THEN
        PERFORM refuse('order_has_its_payees', 'Each line of a bank list names its payee and account.');
    END IF;
    o.fund_id := p_fund; o.order_no := (SELECT coalesce(max(x.order_no), 0) + 1 FROM payment_orders x WHERE x.fund_id = p_fund);
    o.disbursement_id := p_id; o.way := p_way; o.status := CASE WHEN p_way IN ('cash', 'advance') THEN 'sent' ELSE 'prepared' END;
    o.money_account := p_account; o.bank_profile := p_profile; o.officer := p_officer; o.settle_by := p_settle_by; o.prepared_on := p_on;
    IF p_way = 'advance' THEN
        SELECT x.person_id INTO o.officer_person FROM advance_officers_of(p_fund) x WHERE x.user_name = p_officer;
        IF NOT FOUND THEN PERFORM refuse('advance_to_an_officer', 'An advance is taken by a commune officer of the fund or of a fund below it.'); END IF;
    END IF;
    SELECT sum(line_money(l)), count(*) INTO o.total, o.line_count FROM disbursement_lines l
    WHERE l.fund_id = p_fund AND l.disbursement_id = p_id AND l.line_no = ANY (p_lines);
    IF p_way = 'advance' THEN
        IF EXISTS (SELECT FROM payment_orders x WHERE x.fund_id = p_fund AND x.officer_person = o.officer_person AND x.status = 'sent') THEN
            PERFORM refuse('one_open_advance', 'The officer has an advance that is not settled.');
        END IF;
        PERFORM require_physical(p_account);
        v.fund_id := p_fund; v.voucher_type := 'PC'; v.voucher_date := p_on; v.amount := o.total; v.money_account := p_account;
        v.pool_id := d.pool_id; v.disbursement_id := p_id;
        -- With the account's name: an officer may be called like somebody else.
        v := write_voucher(v, (SELECT format('%s (%s)', u.display_name, u.user_name) FROM users u WHERE u.user_name = p_officer), NULL, p_content, NULL);
        PERFORM post_entries(entry_of(v, 'advance', p_key), ARRAY[posting_line(1, 1, 'advances', d.pool_id, 'debit', o.total),
            posting_line(1, 2, p_account, d.pool_id, 'credit', o.total)]);
        o.voucher_type := 'PC'; o.voucher_year := v.voucher_year; o.voucher_no := v.voucher_no;
    END IF;
    INSERT INTO payment_orders SELECT o.*;
    INSERT INTO payment_order_lines (fund_id, order_no, disbursement_id, line_no, amount)
    SELECT p_fund, o.order_no, p_id, l.line_no, line_money(l) FROM disbursement_lines l
    WHERE l.fund_id = p_fund AND l.disbursement_id = p_id AND l.line_no = ANY (p_lines);
    IF o.line_count >= 1000 THEN ANALYZE payment_order_lines; END IF;
    IF p_way = 'bank_list' THEN PERFORM write_payees(p_fund, o.order_no, p_lines, p_names, p_banks, p_accounts); END IF;
    PERFORM add_order_step(p_fund, o.order_no, 'prepared');
    order_no := o.order_no; voucher_year := o.voucher_year; voucher_no := o.voucher_no;
END $function$;
GRANT EXECUTE ON FUNCTION prepare_payment_order TO fundledger_app;

CREATE OR REPLACE FUNCTION public.print_handout(p_list text, p_order integer, p_line integer, p_names boolean)
 RETURNS TABLE(copy integer, printed_at timestamp with time zone, printed_by text)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
#variable_conflict use_column
DECLARE o payment_orders := order_of(p_list, p_order);
BEGIN
    IF NOT coalesce(hands_out(o), false) THEN PERFORM refuse('actor_has_role', 'The list is handed out by who took the money.'); END IF;
    PERFORM lock_fund(o.fund_id);
    INSERT INTO handout_prints SELECT o.fund_id, p_order,
        coalesce((SELECT max(print_no) FROM handout_prints WHERE fund_id = o.fund_id AND order_no = p_order), 0) + 1,
        p_line, p_names, ledger_now(), acting_user();
    RETURN QUERY SELECT (SELECT count(*)::int FROM handout_prints x WHERE x.fund_id = o.fund_id AND x.order_no = p_order
            AND x.line_no IS NOT DISTINCT FROM p_line AND x.with_names = p_names),
        ledger_now(), u.display_name FROM users u WHERE u.user_name = acting_user();
END $function$;
GRANT EXECUTE ON FUNCTION print_handout TO fundledger_app;

CREATE OR REPLACE FUNCTION public.print_payment(p_fund integer, p_order integer, p_paper text, p_line integer)
 RETURNS TABLE(no integer, at timestamp with time zone, by text)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE v payment_prints;
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant', 'cashier');
    PERFORM lock_fund(p_fund);
    SELECT count(*) + 1, count(*) FILTER (WHERE p.paper = p_paper AND p.line_no IS NOT DISTINCT FROM p_line) + 1 INTO v.print_no, v.copy_no
    FROM payment_prints p WHERE p.fund_id = p_fund AND p.order_no = p_order;
    v.fund_id := p_fund; v.order_no := p_order; v.paper := p_paper; v.line_no := p_line;
    v.printed_at := ledger_now(); v.printed_by := acting_user(); v.person_id := acting_person();
    INSERT INTO payment_prints SELECT v.*;
    RETURN QUERY SELECT v.copy_no, v.printed_at, u.display_name FROM users u WHERE u.user_name = v.printed_by;
END $function$;
GRANT EXECUTE ON FUNCTION print_payment TO fundledger_app;

CREATE OR REPLACE FUNCTION public.print_vouchers(p_fund integer, p_language text, p_type text, p_year integer, p_nos integer[])
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE r print_runs;
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant', 'approver', 'cashier', 'auditor');
    PERFORM lock_fund(p_fund);
    IF NOT coalesce(cardinality(p_nos) BETWEEN 1 AND 240, false) THEN
        PERFORM refuse('print_run_size', 'Between one and 240 vouchers are printed together.');
    END IF;
    r.fund_id := p_fund; r.run_no := 1 + coalesce((SELECT max(x.run_no) FROM print_runs x WHERE x.fund_id = p_fund), 0);
    r.language := p_language; r.printed_at := ledger_now(); r.printed_by := acting_user(); r.person_id := acting_person();
    INSERT INTO print_runs SELECT r.*;
    INSERT INTO voucher_prints
    SELECT p_fund, p_type, p_year, u, 1 + (SELECT count(*) FROM voucher_prints p WHERE p.fund_id = p_fund AND p.voucher_type = p_type
        AND p.voucher_year = p_year AND p.voucher_no = u), r.run_no
    FROM unnest(p_nos) u ORDER BY u;
    PERFORM record_reference(p_fund, 'print_run', r.run_no::text, ARRAY['print_run', p_fund::text, r.run_no::text, r.language,
            to_char(r.printed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), r.printed_by, r.person_id::text]
        || (SELECT array_agg(x.term ORDER BY p.voucher_no, x.place) FROM voucher_prints p CROSS JOIN LATERAL
                unnest(ARRAY[p.voucher_type, p.voucher_year::text, p.voucher_no::text, p.copy_no::text]) WITH ORDINALITY x(term, place)
            WHERE p.fund_id = p_fund AND p.run_no = r.run_no));
    RETURN r.run_no;
END $function$;
GRANT EXECUTE ON FUNCTION print_vouchers TO fundledger_app;

CREATE OR REPLACE FUNCTION public.propose_ladder(p_fund integer, p_number text, p_issued_on date, p_valid_from date, p_steps jsonb)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant', 'administrator');
    PERFORM lock_fund(p_fund);
    IF EXISTS (SELECT FROM jsonb_array_elements(p_steps) s CROSS JOIN jsonb_array_elements_text(s -> 'holders') h(user_name)
               WHERE NOT EXISTS (SELECT FROM user_roles r WHERE r.user_name = h.user_name AND r.fund_id = p_fund AND r.role = 'approver')) THEN
        PERFORM refuse('ladder_names_approvers', 'Only approvers of the fund stand on its ladder.');
    END IF;
    RETURN write_ladder(p_fund, p_number, p_issued_on, p_valid_from, p_steps);
END $function$;
GRANT EXECUTE ON FUNCTION propose_ladder TO fundledger_app;

CREATE OR REPLACE FUNCTION public.propose_norm(p_fund integer, p_decision integer, p_content_hash bytea)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant');
    PERFORM norm_of_fund(p_fund, p_decision, '{draft}');
    IF norm_content_hash(p_decision) IS DISTINCT FROM p_content_hash THEN
        PERFORM refuse('decision_on_what_was_seen', 'The draft is not what was seen.');
    END IF;
    UPDATE norm_decisions SET status = 'proposed', proposer = acting_user(), proposer_person = acting_person(), return_reason = NULL
    WHERE decision_id = p_decision;
END $function$;
GRANT EXECUTE ON FUNCTION propose_norm TO fundledger_app;

CREATE OR REPLACE FUNCTION public.propose_year_plan(p_fund integer, p_year integer, p_reason text, p_sources text[], p_source_money bigint[], p_kinds text[], p_kind_money bigint[], p_kind_children integer[])
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE v_no int;
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant');
    PERFORM lock_fund(p_fund);
    v_no := 1 + (SELECT count(*) FROM year_plans WHERE fund_id = p_fund);
    INSERT INTO year_plans VALUES (p_fund, v_no, p_year, 1 + (SELECT count(*) FROM year_plans WHERE fund_id = p_fund AND year = p_year),
        nullif(btrim(p_reason), ''), p_sources, p_source_money, p_kinds, p_kind_money, p_kind_children, ledger_now(), acting_user(),
        acting_person());
    RETURN v_no;
END $function$;
GRANT EXECUTE ON FUNCTION propose_year_plan TO fundledger_app;

CREATE OR REPLACE FUNCTION public.publication_stands()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
    v_quarter date := date_trunc('quarter', NEW.to_date)::date;
    v_half date := make_date(extract(year FROM NEW.to_date)::int, CASE WHEN extract(month FROM NEW.to_date) <= 6 THEN 1 ELSE 7 END, 1);
    v_year date := date_trunc('year', NEW.to_date)::date;
    v_opened date := (SELECT f.opened_on FROM funds f WHERE f.fund_id = NEW.fund_id);
BEGIN
    IF NOT EXISTS (SELECT FROM period_states s WHERE s.fund_id = NEW.fund_id AND s.closed_through >= NEW.to_date) THEN
        PERFORM refuse('publication_of_closed_months', 'What is published for good is of closed months.');
    END IF;
    IF NOT coalesce(CASE NEW.to_date
        WHEN (v_year + interval '1 year')::date - 1 THEN
            NEW.from_date IN (v_quarter, v_half, v_year) OR (NEW.from_date = v_opened AND v_opened > v_year)
        WHEN (v_half + interval '6 months')::date - 1 THEN NEW.from_date IN (v_quarter, v_half)
        WHEN (v_quarter + interval '3 months')::date - 1 THEN NEW.from_date = v_quarter
    END, false) THEN
        PERFORM refuse('publication_of_whole_periods', 'What is published is of a whole quarter, half or year.');
    END IF;
    RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.publish_norm(p_fund integer, p_decision integer, p_content_hash bytea)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE n norm_decisions;
BEGIN
    PERFORM require_role(p_fund, 'approver');
    PERFORM lock_fund(f.fund_id) FROM funds f JOIN funds mine ON mine.unit_id = f.unit_id WHERE mine.fund_id = p_fund;
    n := norm_of_fund(p_fund, p_decision, '{proposed}');
    IF norm_content_hash(p_decision) IS DISTINCT FROM p_content_hash THEN
        PERFORM refuse('decision_on_what_was_seen', 'The proposed decision is not what was seen.');
    END IF;
    UPDATE norm_decisions d SET status = 'superseded', superseded_by = n.decision_id, in_force = daterange(lower(d.in_force), lower(n.in_force))
    WHERE d.issuing_unit_id = n.issuing_unit_id AND d.status = 'published' AND d.in_force @> lower(n.in_force)
        AND lower(d.in_force) < lower(n.in_force);
    UPDATE norm_decisions SET status = 'published', publisher = acting_user(), publisher_person = acting_person() WHERE decision_id = p_decision;
END $function$;
GRANT EXECUTE ON FUNCTION publish_norm TO fundledger_app;

CREATE OR REPLACE FUNCTION public.published_norm_immutable()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE v_decisions int[] := CASE TG_OP WHEN 'INSERT' THEN ARRAY[NEW.decision_id] WHEN 'DELETE' THEN ARRAY[OLD.decision_id]
    ELSE ARRAY[OLD.decision_id, NEW.decision_id] END;
BEGIN
    IF EXISTS (SELECT FROM norm_decisions WHERE decision_id = ANY (v_decisions) AND status <> 'draft') THEN
        PERFORM refuse('published_norm_immutable', 'A published norm decision is never changed; publish the next one.');
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $function$;

CREATE OR REPLACE FUNCTION public.read_notices(p_fund integer, p_numbers bigint[])
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE v_count int;
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant', 'approver', 'cashier', 'auditor', 'commune_officer', 'administrator');
    UPDATE notices SET read_at = ledger_now()
    WHERE fund_id = p_fund AND user_name = acting_user() AND read_at IS NULL AND (p_numbers IS NULL OR notice_no = ANY (p_numbers));
    GET DIAGNOSTICS v_count = ROW_COUNT;
    RETURN v_count;
END $function$;
GRANT EXECUTE ON FUNCTION read_notices TO fundledger_app;

CREATE OR REPLACE FUNCTION public.readable_funds()
 RETURNS integer[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    IF is_checking() THEN RETURN (SELECT coalesce(array_agg(fund_id), '{}') FROM funds); END IF;
    RETURN (SELECT coalesce(array_agg(DISTINCT r.fund_id), '{}') FROM user_roles r JOIN users u USING (user_name)
            WHERE r.user_name = current_setting('app.actor', true) AND u.disabled_at IS NULL);
END $function$;
GRANT EXECUTE ON FUNCTION readable_funds TO fundledger_app;
GRANT EXECUTE ON FUNCTION readable_funds TO fundledger_auditor;

CREATE OR REPLACE FUNCTION public.readable_units()
 RETURNS integer[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    WITH RECURSIVE mine AS (
        SELECT unit_id FROM funds WHERE fund_id = ANY (readable_funds())
        UNION SELECT u.unit_id FROM units u JOIN mine m ON u.parent_unit_id = m.unit_id)
    SELECT coalesce(array_agg(unit_id), '{}') FROM mine
$function$;
GRANT EXECUTE ON FUNCTION readable_units TO fundledger_app;
GRANT EXECUTE ON FUNCTION readable_units TO fundledger_auditor;

CREATE OR REPLACE FUNCTION public.reads_signed(o payment_orders)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
    SELECT was_handed_out(o) AND (took_the_money(o) OR actor_has_role(o.fund_id, 'cashier', 'fund_accountant', 'approver', 'auditor'))
$function$;

CREATE OR REPLACE FUNCTION public.receipts_like(p_fund integer, p_name text, p_amount bigint, p_date date, p_reference text, p_year integer DEFAULT NULL::integer, p_no integer DEFAULT NULL::integer)
 RETURNS TABLE(voucher text)
 LANGUAGE sql
 STABLE
AS $function$
    SELECT format_voucher(v.voucher_type, v.voucher_year, v.voucher_no)
    FROM unnest('{person,organisation}'::text[]) k,
    LATERAL (
        SELECT d.donor_id FROM donors d WHERE d.fund_id = p_fund AND d.kind = k AND lower(btrim(d.name)) = lower(btrim(p_name))
        ORDER BY lower(btrim(d.name)), lower(btrim(coalesce(d.address, '')))) g,
    unnest(CASE WHEN coalesce(btrim(p_reference), '') = '' THEN '{t,f}' ELSE '{t}' END::boolean[]) n,
    LATERAL (
        SELECT r.* FROM vouchers r
        WHERE r.donor_id = g.donor_id AND r.amount = p_amount AND r.voucher_type = 'PT' AND r.fund_id + 0 = p_fund
            AND (r.bank_reference IS NULL) = n AND r.voucher_date BETWEEN p_date - 3 AND p_date + 3
            AND (p_no IS NULL OR r.voucher_year <> p_year OR r.voucher_no < p_no)
            AND (SELECT x.entry_no FROM journal_entries e JOIN journal_entries x
                    ON x.fund_id = e.fund_id AND x.book = e.book AND x.reverses_entry_no = e.entry_no
                WHERE e.fund_id = r.fund_id AND e.voucher_type = r.voucher_type AND e.voucher_year = r.voucher_year AND e.voucher_no = r.voucher_no
                LIMIT 1) IS NULL
        ORDER BY r.voucher_date LIMIT 5) v
    ORDER BY v.recorded_at, v.voucher_year, v.voucher_no LIMIT 5
$function$;

CREATE OR REPLACE FUNCTION public.receive_goods(p_fund integer, p_key uuid, p_pool integer, p_date date, p_donor_name text, p_donor_kind text, p_donor_address text, p_content text, p_attachments text, p_item integer[], p_quantity bigint[], p_unit_value bigint[], p_basis text[], p_basis_number text[], p_basis_date date[], p_expires_on date[], p_quality text[], OUT voucher_year smallint, OUT voucher_no integer)
 RETURNS record
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
    v vouchers;
    v_paper bigint;
    v_lot int;
    v_entries bigint[];
    v_valued int[];
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant');
    PERFORM lock_fund(p_fund);
    IF coalesce(cardinality(p_item), 0) = 0 THEN PERFORM refuse('goods_receipt_has_lines', 'A goods receipt has at least one line.'); END IF;
    v.fund_id := p_fund; v.voucher_type := 'PN'; v.voucher_date := p_date; v.money_account := 'goods'; v.pool_id := p_pool;
    v.amount := (SELECT coalesce(sum(q * u), 0) FROM unnest(p_quantity, p_unit_value) x(q, u));
    v.donor_id := (donors_of(ARRAY[p_fund], ARRAY[p_donor_kind], ARRAY[p_donor_name], ARRAY[p_donor_address]))[1];
    v := write_voucher(v, p_donor_name, p_donor_address, p_content, p_attachments);
    v_paper := add_goods_paper(v, 'receipt');
    v_lot := (SELECT coalesce(max(lot_no), 0) FROM goods_lots WHERE fund_id = p_fund);
    INSERT INTO goods_lots
    SELECT p_fund, v_lot + i, v_paper, i, x.item, p_pool, x.quantity, x.unit_value, x.basis, nullif(btrim(x.number), ''), x.day, x.expires,
        nullif(btrim(x.quality), '')
    FROM unnest(p_item, p_quantity, p_unit_value, p_basis, p_basis_number, p_basis_date, p_expires_on, p_quality)
        WITH ORDINALITY x(item, quantity, unit_value, basis, number, day, expires, quality, i) ORDER BY i;
    v_valued := ARRAY(SELECT i FROM unnest(p_unit_value) WITH ORDINALITY x(u, i) WHERE u IS NOT NULL ORDER BY i);
    IF v_valued <> '{}' THEN
        v_entries := post_entries(entry_of(v, 'goods_receipt', p_key), (
            SELECT array_agg(posting_line(place, s.side_no, s.account, p_pool, s.side, p_quantity[i] * p_unit_value[i]) ORDER BY place, s.side_no)
            FROM unnest(v_valued) WITH ORDINALITY x(i, place) CROSS JOIN (VALUES (1, 'goods', 'debit'), (2, 'goods_balance', 'credit')) s(side_no, account, side)));
    END IF;
    PERFORM add_goods_move(p_fund, v_paper, l.lot_no, 'received', l.quantity, coalesce(l.unit_value, 0), l.quantity * coalesce(l.unit_value, 0), p_date,
        v_entries[array_position(v_valued, l.line::int)])
    FROM (SELECT * FROM goods_lots WHERE fund_id = p_fund AND paper_no = v_paper ORDER BY line) l;
    PERFORM seal_goods_paper(p_fund, v_paper);
    voucher_year := v.voucher_year; voucher_no := v.voucher_no;
END $function$;
GRANT EXECUTE ON FUNCTION receive_goods TO fundledger_app;

CREATE OR REPLACE FUNCTION public.receiver_took_no_part()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    IF EXISTS (SELECT FROM vouchers v CROSS JOIN LATERAL hands_of_request(v.fund_id, v.disbursement_id) h JOIN persons p USING (person_id)
        WHERE v.fund_id = NEW.fund_id AND v.voucher_type = NEW.voucher_type AND v.voucher_year = NEW.voucher_year AND v.voucher_no = NEW.voucher_no
            AND lower(btrim(NEW.counterparty_name) COLLATE "vi-VN-x-icu") = lower(btrim(p.full_name) COLLATE "vi-VN-x-icu")) THEN
        PERFORM refuse('receiver_took_no_part', 'Who asked, approved or pays does not take the money.');
    END IF;
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.recent_support(p_fund integer, p_kind text, p_occasion text, p_year integer, p_recipients text[], p_before bigint, p_day date)
 RETURNS TABLE(disbursement_id bigint, recipient text, amount bigint)
 LANGUAGE sql
 STABLE
AS $function$
    SELECT d.disbursement_id, coalesce(l.beneficiary_code, l.recipient), l.amount
    FROM disbursements d JOIN disbursement_lines l USING (fund_id, disbursement_id)
    WHERE d.fund_id = p_fund AND d.support_kind = p_kind AND d.status IN ('requested', 'approved', 'paid')
        AND d.requested_on BETWEEN p_day - 7 AND p_day AND d.disbursement_id < p_before
        AND ((d.occasion_code = p_occasion AND d.occasion_year = p_year) OR coalesce(l.beneficiary_code, l.recipient) IN (SELECT u FROM unnest(p_recipients) u))
$function$;
GRANT EXECUTE ON FUNCTION recent_support TO fundledger_app;

CREATE OR REPLACE FUNCTION public.record_adjustment(p_fund integer, p_key uuid, p_date date, p_reason text, p_accounts text[], p_pools integer[], p_sides text[], p_amounts bigint[], OUT adjustment_id bigint, OUT voucher_year smallint, OUT voucher_no integer, OUT entry_no bigint)
 RETURNS record
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE a adjustments;
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant');
    IF length(btrim(coalesce(p_reason, ''))) < 5 THEN PERFORM refuse('reason_given', 'An adjustment says why.'); END IF;
    PERFORM lock_fund(p_fund);
    a.fund_id := p_fund; a.adjustment_id := next_number(p_fund, 'adjustment'); a.adjusted_on := p_date; a.reason := btrim(p_reason);
    a.account_codes := p_accounts; a.pool_ids := p_pools; a.sides := p_sides; a.amounts := p_amounts;
    -- Amounts that together are beyond the range are refused by name, not by the sum.
    a.total := (SELECT least(coalesce(sum(m), 0), 9223372036854775807) FROM unnest(p_sides, p_amounts) x(s, m) WHERE s = 'debit');
    a.changes_balance := 'fund_balance' = ANY (p_accounts);
    a.reason_salt := substr(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 1, 16);
    a.reason_commitment := commitment_of(a.reason_salt, a.reason);
    a.requester := acting_user(); a.requester_person := acting_person();
    a.content_hash := adjustment_content_hash(a);
    INSERT INTO adjustments SELECT a.*;
    PERFORM add_adjustment_event(a, 'requested', NULL);
    IF NOT a.changes_balance THEN
        SELECT p.voucher_year, p.voucher_no, p.entry_no INTO voucher_year, voucher_no, entry_no FROM post_adjustment(a, p_key) p;
    END IF;
    adjustment_id := a.adjustment_id;
END $function$;
GRANT EXECUTE ON FUNCTION record_adjustment TO fundledger_app;

CREATE OR REPLACE FUNCTION public.record_check_run(p_night date, p_key uuid, p_started_by text, p_started_at timestamp with time zone, p_finished_at timestamp with time zone, p_canary_found boolean, p_results jsonb)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE v_run bigint;
BEGIN
    PERFORM require_checking();
    IF p_night IS NULL AND p_started_by <> '(operator)' AND NOT EXISTS (
            SELECT FROM user_roles r JOIN users u USING (user_name)
            WHERE r.user_name = p_started_by AND r.role IN ('auditor', 'administrator') AND u.disabled_at IS NULL) THEN
        PERFORM refuse('actor_has_role', format('%s is neither auditor nor administrator of a fund.', p_started_by));
    END IF;
    INSERT INTO check_runs (night, request_key, started_by, started_at, finished_at, canary_found)
    VALUES (p_night, p_key, p_started_by, p_started_at, p_finished_at, p_canary_found) RETURNING run_no INTO v_run;
    INSERT INTO check_results
    SELECT v_run, r."no", r.name, r."hasRun", r.note
    FROM jsonb_to_recordset(p_results) AS r("no" smallint, name text, "hasRun" boolean, note text);
    INSERT INTO check_faults
    SELECT f."fundId", v_run, r."no", f.faults, f.first
    FROM jsonb_to_recordset(p_results) AS r("no" smallint, funds jsonb)
    CROSS JOIN LATERAL jsonb_to_recordset(r.funds) AS f("fundId" int, faults bigint, first jsonb);
    RETURN v_run;
END $function$;
GRANT EXECUTE ON FUNCTION record_check_run TO fundledger_app;

CREATE OR REPLACE FUNCTION public.record_child_event(p_code text, p_event text, p_on date, p_reason text, p_class text, p_subgroup integer, p_evidence_kind text, p_evidence_number text, p_evidence_date date, p_cancels bigint)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE e child_events;
BEGIN
    IF p_event IN ('moved', 'carer_changed', 'merged', 'told_apart') THEN PERFORM refuse_child_event('A move and a change of carer have their own functions.'); END IF;
    e.beneficiary_code := p_code; e.event := p_event; e.happened_on := p_on; e.reason := p_reason; e.class_code := p_class;
    e.privacy_tier := (SELECT privacy_tier FROM child_classes WHERE class_code = p_class);
    e.subgroup_no := p_subgroup; e.evidence_kind := p_evidence_kind; e.evidence_number := p_evidence_number;
    e.evidence_date := p_evidence_date; e.cancels_event_no := p_cancels;
    RETURN add_child_event(e);
END $function$;
GRANT EXECUTE ON FUNCTION record_child_event TO fundledger_app;

CREATE OR REPLACE FUNCTION public.record_deliveries(p_list text, p_order integer, p_device text, p_scans uuid[], p_codes text[], p_outcomes text[], p_paid bigint[], p_relations text[], p_collectors text[], p_at timestamp with time zone[])
 RETURNS TABLE(scan uuid, result text, line_no integer, first_by text, first_at timestamp with time zone)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
#variable_conflict use_column
DECLARE
    o payment_orders := order_of(p_list, p_order);
    s record;
    v_line int;
    v_salt bytea;
    v_new int := 0;
    v_why text;
BEGIN
    IF NOT coalesce(o.status IN ('sent', 'settled') AND took_the_money(o), false) THEN PERFORM refuse('actor_has_role', 'The list is handed out by who took the money.'); END IF;
    PERFORM lock_fund(o.fund_id);
    FOR s IN SELECT * FROM unnest(p_scans, p_codes, p_outcomes, p_paid, p_relations, p_collectors, p_at)
            WITH ORDINALITY u(id, code, outcome, paid, relation, collector, at, place) ORDER BY u.place LOOP
        CONTINUE WHEN EXISTS (SELECT FROM deliveries d WHERE d.fund_id = o.fund_id AND d.scan_id = s.id)
            OR EXISTS (SELECT FROM delivery_conflicts k WHERE k.fund_id = o.fund_id AND k.order_no = p_order AND k.scan_id = s.id);
        v_new := v_new + 1;
        v_line := (SELECT c.line_no FROM handout_codes c WHERE c.fund_id = o.fund_id AND c.order_no = p_order AND c.code = s.code);
        v_why := CASE WHEN v_line IS NULL THEN 'unknown'
            WHEN EXISTS (SELECT FROM deliveries d WHERE d.fund_id = o.fund_id AND d.order_no = p_order AND d.line_no = v_line) THEN 'again'
            WHEN EXISTS (SELECT FROM payment_order_lines l WHERE l.fund_id = o.fund_id AND l.order_no = p_order AND l.line_no = v_line
                AND l.outcome IS NOT NULL) THEN 'late'
            WHEN s.collector IS NOT NULL AND took_part(o.fund_id, o.disbursement_id, s.collector) THEN 'took_part' END;
        IF v_why IS NOT NULL THEN
            INSERT INTO delivery_conflicts VALUES (o.fund_id, p_order, s.id, v_why, left(s.code, 20),
                v_line, s.outcome, p_device, s.at, ledger_now(), acting_user());
            CONTINUE;
        END IF;
        v_salt := CASE WHEN s.collector IS NOT NULL THEN substr(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 1, 16) END;
        INSERT INTO deliveries VALUES (o.fund_id, p_order, v_line, s.id, s.outcome,
            CASE WHEN s.outcome = 'paid' THEN (SELECT l.amount FROM payment_order_lines l WHERE l.fund_id = o.fund_id AND l.order_no = p_order
                AND l.line_no = v_line) ELSE s.paid END,
            s.relation, CASE WHEN v_salt IS NOT NULL THEN commitment_of(v_salt, s.collector) END, p_device, s.at, ledger_now(), acting_user(),
            acting_person());
        IF v_salt IS NOT NULL THEN INSERT INTO delivery_collectors VALUES (o.fund_id, p_order, v_line, s.collector, v_salt); END IF;
    END LOOP;
    IF v_new > 0 THEN PERFORM seal_handout(o.fund_id, p_order); END IF;
    RETURN QUERY
        SELECT u.id, CASE WHEN d.scan_id IS NOT NULL THEN 'accepted' ELSE k.reason END, coalesce(d.line_no, k.line_no),
            (SELECT p.display_name FROM users p WHERE p.user_name = f.recorded_by), f.received_at
        FROM unnest(p_scans) WITH ORDINALITY u(id, place)
        LEFT JOIN deliveries d ON d.fund_id = o.fund_id AND d.scan_id = u.id
        LEFT JOIN delivery_conflicts k ON k.fund_id = o.fund_id AND k.order_no = p_order AND k.scan_id = u.id
        LEFT JOIN deliveries f ON f.fund_id = o.fund_id AND f.order_no = p_order AND f.line_no = k.line_no
        ORDER BY u.place;
END $function$;
GRANT EXECUTE ON FUNCTION record_deliveries TO fundledger_app;

CREATE OR REPLACE FUNCTION public.record_payment_results(p_fund integer, p_order integer, p_key uuid, p_on date, p_lines integer[], p_outcomes text[], p_paid bigint[], p_references text[], p_notes text[], p_returned bigint, p_returned_to text, p_payee text, OUT voucher_type text, OUT voucher_year smallint, OUT voucher_no integer, OUT return_no integer, OUT is_settled boolean)
 RETURNS record
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
    o payment_orders;
    v vouchers;
    v_back vouchers;
    v_sum bigint := (SELECT sum(a) FROM unnest(p_paid) a);
    v_paid int[] := ARRAY(SELECT u.line FROM unnest(p_lines, p_paid) u(line, paid) WHERE u.paid > 0 ORDER BY 1);
    v_count int;
BEGIN
    PERFORM require_role(p_fund, 'cashier');
    PERFORM lock_fund(p_fund);
    SELECT * INTO o FROM payment_orders x WHERE x.fund_id = p_fund AND x.order_no = p_order AND x.status IN ('unknown', 'sent');
    IF NOT FOUND THEN PERFORM refuse('order_in_its_state', 'The order is not under way.'); END IF;
    IF p_on < o.prepared_on OR p_on > business_today() THEN
        PERFORM refuse('result_after_order', 'Results are not dated before their order, nor in the future.');
    END IF;
    PERFORM refuse_unless_open(p_fund, p_on, NULL);
    UPDATE payment_order_lines l
    SET outcome = u.outcome, paid = u.paid, ended_on = p_on, bank_reference = nullif(btrim(u.reference), ''), note = nullif(btrim(u.note), '')
    FROM unnest(p_lines, p_outcomes, p_paid, p_references, p_notes) u(line, outcome, paid, reference, note)
    WHERE l.fund_id = p_fund AND l.order_no = p_order AND l.line_no = u.line AND l.outcome IS NULL AND u.outcome <> 'cancelled';
    GET DIAGNOSTICS v_count = ROW_COUNT;
    IF v_count <> cardinality(p_lines) OR v_count = 0 THEN
        PERFORM refuse('result_once', 'A line is not on the order, is there twice, or what became of it stands already.');
    END IF;
    is_settled := NOT EXISTS (SELECT FROM payment_order_lines l WHERE l.fund_id = p_fund AND l.order_no = p_order AND l.outcome IS NULL);
    IF o.way = 'advance' AND NOT is_settled THEN PERFORM refuse('advance_settled_whole', 'An advance is settled for all its lines at once.'); END IF;
    IF coalesce(p_returned, 0) <> (CASE o.way WHEN 'advance' THEN o.total - v_sum ELSE 0 END) THEN
        PERFORM refuse('advance_adds_up', 'What was spent and what comes back is not what was advanced.');
    END IF;
    -- Before the money leaves: a pool may have reserved all that it holds.
    PERFORM end_lines(p_fund, o.disbursement_id, p_key,
        ARRAY(SELECT u.line FROM unnest(p_lines, p_outcomes) u(line, outcome) WHERE u.outcome IN ('paid', 'partial', 'returned') ORDER BY 1),
        ARRAY(SELECT u.line FROM unnest(p_lines, p_outcomes) u(line, outcome) WHERE u.outcome = 'returned' ORDER BY 1));
    IF v_sum > 0 THEN
        v.fund_id := p_fund; v.voucher_type := CASE o.way WHEN 'advance' THEN 'TU' ELSE 'PC' END; v.voucher_date := p_on; v.amount := v_sum;
        v.money_account := CASE o.way WHEN 'advance' THEN 'advances' ELSE o.money_account END;
        v.pool_id := (SELECT d.pool_id FROM disbursements d WHERE d.fund_id = p_fund AND d.disbursement_id = o.disbursement_id);
        v.disbursement_id := o.disbursement_id;
        v := write_voucher(v, p_payee, NULL, NULL, NULL);
        PERFORM post_lines(v, p_key, v_paid, ARRAY(SELECT u.paid FROM unnest(p_lines, p_paid) u(line, paid) WHERE u.paid > 0 ORDER BY u.line));
        UPDATE payment_order_lines l SET voucher_type = v.voucher_type, voucher_year = v.voucher_year, voucher_no = v.voucher_no
        WHERE l.fund_id = p_fund AND l.order_no = p_order AND l.line_no = ANY (v_paid);
        voucher_type := v.voucher_type; voucher_year := v.voucher_year; voucher_no := v.voucher_no;
    END IF;
    IF p_returned > 0 THEN
        PERFORM require_physical(p_returned_to);
        v_back.fund_id := p_fund; v_back.voucher_type := 'HU'; v_back.voucher_date := p_on; v_back.amount := p_returned;
        v_back.money_account := p_returned_to; v_back.disbursement_id := o.disbursement_id;
        v_back.pool_id := (SELECT d.pool_id FROM disbursements d WHERE d.fund_id = p_fund AND d.disbursement_id = o.disbursement_id);
        v_back := write_voucher(v_back, (SELECT u.display_name FROM users u WHERE u.user_name = o.officer), NULL, NULL, NULL);
        PERFORM post_entries(entry_of(v_back, 'advance_return', md5(p_key || '/return')::uuid),
            ARRAY[posting_line(1, 1, p_returned_to, v_back.pool_id, 'debit', p_returned),
                  posting_line(1, 2, 'advances', v_back.pool_id, 'credit', p_returned)]);
        return_no := v_back.voucher_no;
    END IF;
    UPDATE payment_orders x SET status = CASE WHEN is_settled THEN 'settled' ELSE x.status END WHERE x.fund_id = p_fund AND x.order_no = p_order;
    PERFORM add_order_step(p_fund, p_order, CASE WHEN is_settled THEN 'settled' ELSE 'results' END);
    PERFORM finish_by_orders(p_fund, o.disbursement_id);
END $function$;
GRANT EXECUTE ON FUNCTION record_payment_results TO fundledger_app;

CREATE OR REPLACE FUNCTION public.record_receipt(p_fund integer, p_key uuid, p_pool integer, p_amount bigint, p_date date, p_money_account text, p_donor_name text, p_donor_kind text, p_donor_address text, p_bank_reference text, p_content text, p_attachments text, p_despite text DEFAULT NULL::text, OUT voucher_year smallint, OUT voucher_no integer, OUT entry_no bigint)
 RETURNS record
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
 SET enable_seqscan TO 'off'
AS $function$
DECLARE e journal_entries;
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant');
    PERFORM lock_fund(p_fund);
    PERFORM require_physical(p_money_account);
    e := (write_receipts(ARRAY[p_fund], ARRAY[p_key], ARRAY[1], ARRAY[acting_user()], ARRAY[p_pool], ARRAY[p_amount], ARRAY[p_date],
        ARRAY[p_money_account], ARRAY[p_donor_name], ARRAY[p_donor_kind], ARRAY[p_donor_address], ARRAY[p_bank_reference], ARRAY[p_content],
        ARRAY[p_attachments], ARRAY[p_despite]))[1];
    voucher_year := e.voucher_year; voucher_no := e.voucher_no; entry_no := e.entry_no;
END $function$;
GRANT EXECUTE ON FUNCTION record_receipt TO fundledger_app;

CREATE OR REPLACE FUNCTION public.record_receipts(p_fund integer, p_key uuid, p_date date, p_pool text[], p_amount bigint[], p_account text[], p_name text[], p_kind text[], p_address text[], p_reference text[], p_content text[], p_attachments text[], p_despite text[] DEFAULT NULL::text[], OUT voucher_year smallint, OUT first_voucher integer, OUT last_voucher integer, OUT first_entry bigint, OUT last_entry bigint)
 RETURNS record
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
 SET enable_seqscan TO 'off'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
DECLARE
    v_count int := cardinality(p_amount);
    v_pools int[];
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant');
    PERFORM lock_fund(p_fund);
    PERFORM require_physical(a) FROM (SELECT DISTINCT a FROM unnest(p_account) a) named;
    SELECT array_agg(p.pool_id ORDER BY u.place) INTO v_pools
    FROM unnest(p_pool) WITH ORDINALITY u(code, place) JOIN pools p ON p.fund_id = p_fund AND p.code = u.code;
    IF cardinality(v_pools) IS DISTINCT FROM v_count THEN PERFORM refuse('pool_known', 'A receipt names a pool that the fund does not have.'); END IF;
    SELECT min(e.voucher_year), min(e.voucher_no), max(e.voucher_no), min(e.entry_no), max(e.entry_no)
    INTO voucher_year, first_voucher, last_voucher, first_entry, last_entry
    FROM unnest(write_receipts(array_fill(p_fund, ARRAY[v_count]), array_fill(p_key, ARRAY[v_count]), ARRAY(SELECT generate_series(1, v_count)),
        array_fill(acting_user(), ARRAY[v_count]), v_pools, p_amount, array_fill(p_date, ARRAY[v_count]), p_account, p_name, p_kind, p_address,
        p_reference, p_content, p_attachments, p_despite)) e;
END $function$;
GRANT EXECUTE ON FUNCTION record_receipts TO fundledger_app;

CREATE OR REPLACE FUNCTION public.record_receipts_together(p_now text, p_by text[], p_key uuid[], p_content_hash bytea[], p_fund text[], p_pool text[], p_amount bigint[], p_date date[], p_account text[], p_name text[], p_kind text[], p_address text[], p_reference text[], p_content text[], p_attachments text[])
 RETURNS TABLE(place bigint, voucher_year smallint, voucher_no integer, entry_no bigint)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
 SET enable_seqscan TO 'off'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
DECLARE
    v_places bigint[]; v_funds int[]; v_keys uuid[]; v_hashes bytea[]; v_by text[]; v_pools int[]; v_amounts bigint[]; v_dates date[];
    v_accounts text[]; v_names text[]; v_kinds text[]; v_addresses text[]; v_references text[]; v_contents text[]; v_attachments text[];
    v_entries journal_entries[];
    v_now timestamptz;
    v_today date;
    v_claimed int;
BEGIN
    PERFORM set_config('app.now', p_now, true);
    v_now := ledger_now();
    v_today := business_today();
    SELECT array_agg(r.place), array_agg(r.fund_id), array_agg(r.key), array_agg(r.hash), array_agg(r.hand), array_agg(r.pool_id),
        array_agg(r.amount), array_agg(r.day), array_agg(r.account), array_agg(r.name), array_agg(r.kind), array_agg(r.address),
        array_agg(r.reference), array_agg(r.content), array_agg(r.attachments)
    INTO v_places, v_funds, v_keys, v_hashes, v_by, v_pools, v_amounts, v_dates, v_accounts, v_names, v_kinds, v_addresses, v_references,
        v_contents, v_attachments
    FROM (
        SELECT u.*, f.fund_id, p.pool_id,
            row_number() OVER (PARTITION BY f.fund_id, u.key ORDER BY u.place) AS nth_of_key,
            row_number() OVER (PARTITION BY f.fund_id, nullif(btrim(u.reference), '') ORDER BY u.place) AS nth_of_reference,
            row_number() OVER (PARTITION BY f.fund_id, lower(btrim(u.name)), u.amount
                ORDER BY coalesce(btrim(u.reference), '') = '', u.place) AS nth_alike
        FROM unnest(p_by, p_key, p_content_hash, p_fund, p_pool, p_amount, p_date, p_account, p_name, p_kind, p_address, p_reference,
            p_content, p_attachments) WITH ORDINALITY u(hand, key, hash, fund, pool, amount, day, account, name, kind, address, reference,
            content, attachments, place)
        JOIN funds f ON f.code = u.fund
        JOIN pools p ON p.fund_id = f.fund_id AND p.code = u.pool
        JOIN accounts a ON a.account_code = u.account AND a.is_physical
        JOIN period_states m ON m.fund_id = f.fund_id
        WHERE u.day BETWEEN f.opened_on AND v_today
            AND (SELECT w.role FROM user_roles w WHERE w.user_name = u.hand AND w.fund_id = f.fund_id AND w.role = 'fund_accountant') IS NOT NULL
            AND (SELECT s.user_name FROM users s WHERE s.user_name = u.hand AND s.disabled_at IS NULL) IS NOT NULL
            AND (m.closed_through IS NULL OR u.day > m.closed_through)
            AND (m.closing_month IS NULL OR u.day >= m.closing_month + interval '1 month')
            AND (SELECT k.request_key FROM request_keys k WHERE k.fund_id = f.fund_id AND k.request_key = u.key) IS NULL
            AND (coalesce(btrim(u.reference), '') = '' OR bank_reference_holder(f.fund_id, u.reference) IS NULL)
            AND (SELECT l.voucher FROM receipts_like(f.fund_id, u.name, u.amount, u.day, u.reference) l LIMIT 1) IS NULL
        ORDER BY f.fund_id, u.place) r
    WHERE r.nth_of_key = 1 AND (coalesce(btrim(r.reference), '') = '' OR r.nth_of_reference = 1)
        AND (r.nth_alike = 1 OR coalesce(btrim(r.reference), '') <> '');
    IF v_places IS NULL THEN RETURN; END IF;

    -- Keys before funds, as everybody does. A key that somebody else claimed meanwhile sends all of them to ask alone.
    INSERT INTO request_keys (fund_id, request_key, request, content_hash, recorded_by, recorded_at)
    SELECT k.fund_id, k.key, 'RecordReceipt', k.hash, k.hand, v_now FROM unnest(v_funds, v_keys, v_hashes, v_by) k(fund_id, key, hash, hand)
    ORDER BY k.fund_id, k.key ON CONFLICT (fund_id, request_key) DO NOTHING;
    GET DIAGNOSTICS v_claimed = ROW_COUNT;
    IF v_claimed <> cardinality(v_keys) THEN PERFORM refuse('claimed_meanwhile', 'Another request came first.'); END IF;
    PERFORM lock_fund(f) FROM (SELECT DISTINCT f FROM unnest(v_funds) f ORDER BY 1) locked;
    v_entries := write_receipts(v_funds, v_keys, array_fill(1, ARRAY[cardinality(v_keys)]), v_by, v_pools, v_amounts, v_dates, v_accounts,
        v_names, v_kinds, v_addresses, v_references, v_contents, v_attachments);
    UPDATE request_keys k
    SET answer = jsonb_build_object('voucher', format_voucher(e.voucher_type, e.voucher_year, e.voucher_no), 'entryNo', e.entry_no)
    FROM unnest(v_entries) e WHERE k.fund_id = e.fund_id AND k.request_key = e.request_key;
    RETURN QUERY SELECT p.place, e.voucher_year, e.voucher_no, e.entry_no
        FROM unnest(v_places) WITH ORDINALITY p(place, o) JOIN unnest(v_entries) WITH ORDINALITY e ON e.ordinality = p.o;
END $function$;
GRANT EXECUTE ON FUNCTION record_receipts_together TO fundledger_app;

CREATE OR REPLACE FUNCTION public.record_reference(p_fund integer, p_subject text, p_key text, p_terms text[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE e reference_events; v_seal record;
BEGIN
    PERFORM lock_fund(p_fund);
    e.fund_id := p_fund; e.subject := p_subject; e.subject_key := p_key; e.content_hash := sha256(canonical(VARIADIC p_terms));
    e.recorded_at := ledger_now(); e.recorded_by := acting_hand(); e.hash_version := 1;
    e.log_no := (SELECT log_no + 1 FROM fund_heads WHERE fund_id = p_fund);
    SELECT * INTO v_seal FROM seal(p_fund, canonical('reference', '1', p_fund::text, p_subject, p_key, encode(e.content_hash, 'hex'),
        canonical_instant(e.recorded_at), e.recorded_by, e.log_no::text));
    e.hash := v_seal.hash;
    INSERT INTO reference_events SELECT e.*;
END $function$;

CREATE OR REPLACE FUNCTION public.record_refusal(p_fund integer, p_request text, p_code text, p_rule_version text, p_message text, p_key uuid, p_answer jsonb)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
 SET enable_seqscan TO 'off'
AS $function$
DECLARE r refusals; v_seal record;
BEGIN
    IF NOT p_fund = ANY (readable_funds()) THEN PERFORM refuse('actor_has_role', 'Not a fund of this user.'); END IF;
    PERFORM lock_fund(p_fund);
    r.fund_id := p_fund; r.refusal_no := next_number(p_fund, 'refusal'); r.recorded_at := ledger_now(); r.recorded_by := acting_user();
    r.request := p_request; r.code := p_code; r.rule_version := p_rule_version; r.message := left(p_message, 1000); r.hash_version := 2;
    r.log_no := (SELECT log_no + 1 FROM fund_heads WHERE fund_id = p_fund);
    SELECT * INTO v_seal FROM seal(p_fund, canonical('refusal', '2', p_fund::text, r.refusal_no::text, canonical_instant(r.recorded_at),
        r.recorded_by, r.request, r.code, r.message, r.rule_version, r.log_no::text));
    r.hash := v_seal.hash;
    INSERT INTO refusals SELECT r.*;
    IF p_key IS NOT NULL THEN
        PERFORM answer_request(p_fund, p_key, p_answer);
        UPDATE request_keys SET refusal_no = r.refusal_no WHERE fund_id = p_fund AND request_key = p_key;
    END IF;
    RETURN r.refusal_no;
END $function$;
GRANT EXECUTE ON FUNCTION record_refusal TO fundledger_app;

CREATE OR REPLACE FUNCTION public.record_role_event(p_fund integer, p_event text, p_user text, p_role text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE e role_events; v_seal record;
BEGIN
    PERFORM lock_fund(p_fund);
    e.fund_id := p_fund; e.event := p_event; e.user_name := p_user; e.role := p_role; e.hash_version := 1;
    SELECT person_id, disabled_at INTO e.person_id, e.disabled_at FROM users WHERE user_name = p_user;
    e.recorded_at := ledger_now(); e.recorded_by := acting_hand();
    e.log_no := (SELECT log_no + 1 FROM fund_heads WHERE fund_id = p_fund);
    SELECT * INTO v_seal FROM seal(p_fund, canonical('role', '1', p_fund::text, p_event, p_user, e.person_id::text,
        canonical_instant(e.disabled_at), p_role, canonical_instant(e.recorded_at), e.recorded_by, e.log_no::text));
    e.hash := v_seal.hash;
    INSERT INTO role_events SELECT e.*;
END $function$;

CREATE OR REPLACE FUNCTION public.record_sample_result(p_fund integer, p_sample integer, p_rank integer, p_result text, p_short_by bigint, p_note text, p_said text)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE v_finding int; v_amount bigint := (SELECT l.amount FROM sample_lines l WHERE (l.fund_id, l.sample_no, l.rank) = (p_fund, p_sample, p_rank));
BEGIN
    PERFORM require_role(p_fund, 'auditor');
    PERFORM lock_fund(p_fund);
    IF p_short_by >= v_amount THEN PERFORM refuse('short_by_less_than_all', 'Short by all of it is not received.'); END IF;
    IF p_result <> 'received' THEN v_finding := add_finding(p_fund, 'sample', p_sample || '/' || p_rank, p_said); END IF;
    INSERT INTO sample_results
    VALUES (p_fund, p_sample, p_rank, p_result, p_short_by, p_note, v_finding, ledger_now(), acting_user(), acting_person());
    RETURN v_finding;
END $function$;
GRANT EXECUTE ON FUNCTION record_sample_result TO fundledger_app;

CREATE OR REPLACE FUNCTION public.refuse(p_promise text, p_message text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
    RAISE EXCEPTION USING MESSAGE = p_message, ERRCODE = 'check_violation', CONSTRAINT = p_promise;
END $function$;

CREATE OR REPLACE FUNCTION public.refuse_child_event(p_message text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
    PERFORM refuse('child_event_possible', p_message);
END $function$;

CREATE OR REPLACE FUNCTION public.refuse_ladder(p_fund integer, p_ladder integer, p_reason text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM require_role(p_fund, 'approver');
    PERFORM lock_fund(p_fund);
    UPDATE approval_ladders SET status = 'refused', decider = acting_user(), decider_person = acting_person(), decided_at = ledger_now(),
        refusal_reason = btrim(p_reason)
    WHERE fund_id = p_fund AND ladder_no = p_ladder AND status = 'proposed';
    IF NOT FOUND THEN PERFORM refuse('ladder_moves_forward', 'The ladder does not wait for a decision.'); END IF;
END $function$;
GRANT EXECUTE ON FUNCTION refuse_ladder TO fundledger_app;

CREATE OR REPLACE FUNCTION public.refuse_undecided(p_fund integer, p_id bigint, p_children text[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE v_pair record;
BEGIN
    SELECT o.beneficiary_code, o.other_code INTO v_pair FROM open_doubts(p_fund, p_id) o
    WHERE p_children IS NULL OR o.beneficiary_code = ANY (p_children) LIMIT 1;
    IF FOUND THEN
        PERFORM refuse('pairs_decided_first', format('%s may be %s: somebody decides that first.', v_pair.beneficiary_code, v_pair.other_code));
    END IF;
END $function$;

CREATE OR REPLACE FUNCTION public.refuse_unless_open(p_fund integer, p_date date, p_kind text)
 RETURNS void
 LANGUAGE plpgsql
 STABLE
AS $function$
DECLARE s period_states;
BEGIN
    SELECT * INTO s FROM period_states WHERE fund_id = p_fund;
    IF p_date <= s.closed_through THEN PERFORM refuse('period_open', format('The month of %s is closed.', p_date)); END IF;
    -- The lapse of a budget is what the checklist of December itself demands.
    IF p_date < s.closing_month + interval '1 month' AND p_kind IS DISTINCT FROM 'lapse' THEN
        PERFORM refuse('period_open', format('The month of %s is being closed.', p_date));
    END IF;
END $function$;

CREATE OR REPLACE FUNCTION public.refuse_unnamed(p_promise text, p_message text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
    RAISE EXCEPTION USING MESSAGE = p_message, ERRCODE = 'foreign_key_violation', CONSTRAINT = p_promise;
END $function$;

CREATE OR REPLACE FUNCTION public.refuse_unpayable(p_fund integer, p_id bigint, p_lines integer[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE o record;
BEGIN
    PERFORM FROM beneficiaries b WHERE b.beneficiary_code IN (
            SELECT l.beneficiary_code FROM disbursement_lines l
            WHERE l.fund_id = p_fund AND l.disbursement_id = p_id AND l.line_no = ANY (p_lines)
            UNION ALL
            SELECT h.beneficiary_code FROM disbursement_lines l JOIN beneficiaries h ON h.household_code = l.recipient
            WHERE l.fund_id = p_fund AND l.disbursement_id = p_id AND l.line_no = ANY (p_lines))
    ORDER BY b.beneficiary_code FOR SHARE OF b;
    SELECT * INTO o FROM obstacles_of(p_fund, p_id) x WHERE x.line_no = ANY (p_lines) LIMIT 1;
    IF FOUND THEN PERFORM refuse('line_still_payable', format('Line %s, %s: %s.', o.line_no, o.beneficiary_code, o.obstacle)); END IF;
END $function$;

CREATE OR REPLACE FUNCTION public.register_beneficiary(p_unit integer, p_household text, p_classes text[], p_valid_from date, p_key_id text, p_nonce bytea, p_sealed bytea, p_code text, p_subgroups smallint[], p_carer_key_id text, p_carer_nonce bytea, p_carer_sealed bytea, p_evidence_kind text DEFAULT NULL::text, p_evidence_number text DEFAULT NULL::text, p_evidence_date date DEFAULT NULL::date)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM require_role_for_unit(p_unit, 'commune_officer', 'fund_accountant');
    INSERT INTO beneficiaries VALUES (p_code, p_unit, p_household, ledger_now(), acting_user());
    INSERT INTO beneficiary_classes (beneficiary_code, class_code, privacy_tier, valid_from, subgroup_no, evidence_kind, evidence_number,
        evidence_date)
    SELECT p_code, c.class_code, c.privacy_tier, p_valid_from, u.subgroup_no, e.kind, e.number, e.issued
    FROM unnest(p_classes, p_subgroups) u(class_code, subgroup_no) JOIN child_classes c USING (class_code)
    LEFT JOIN (VALUES (nullif(btrim(p_evidence_kind), ''), nullif(btrim(p_evidence_number), ''), p_evidence_date)) e(kind, number, issued)
        ON NOT 'protected' = ANY (p_classes);
    INSERT INTO identity_vault VALUES (p_code, p_key_id, p_nonce, p_sealed);
    INSERT INTO carers VALUES (p_code, 1, business_today(), NULL, p_carer_key_id, p_carer_nonce, p_carer_sealed);
    INSERT INTO child_events (beneficiary_code, event, happened_on, from_unit, reason, recorded_at, recorded_by)
    VALUES (p_code, 'registered', business_today(), p_unit, 'Đăng ký vào danh sách', ledger_now(), acting_user());
    RETURN p_code;
END $function$;
GRANT EXECUTE ON FUNCTION register_beneficiary TO fundledger_app;

CREATE OR REPLACE FUNCTION public.register_counts(p_fund integer, p_from date, p_to date)
 RETURNS TABLE(unit_id integer, class_code text, opening integer, increases integer, decreases integer, closing integer, supported integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    WITH units AS (SELECT units_of_fund(p_fund) AS ids WHERE p_fund = ANY (readable_funds())),
    changes AS (
        SELECT m.unit_id, m.class_code, m.change
        FROM units, beneficiaries b CROSS JOIN LATERAL days_of_change(b, p_from, p_to) d
        CROSS JOIN LATERAL (
            (SELECT a.unit_id, a.class_code, 1 AS change FROM memberships_on(b, d.day) a
             EXCEPT SELECT x.unit_id, x.class_code, 1 FROM memberships_on(b, d.day - 1) x)
            UNION ALL
            (SELECT x.unit_id, x.class_code, -1 FROM memberships_on(b, d.day - 1) x
             EXCEPT SELECT a.unit_id, a.class_code, -1 FROM memberships_on(b, d.day) a)) m
        WHERE m.unit_id = ANY (units.ids)),
    after AS (SELECT m.* FROM units, register_members(units.ids, p_to) m),
    given AS (
        SELECT c.beneficiary_code FROM (SELECT DISTINCT a.beneficiary_code, k.code FROM after a, unnest(codes_of_child(a.beneficiary_code)) k(code)) c
        JOIN support_received(ARRAY(SELECT DISTINCT k FROM after a, unnest(codes_of_child(a.beneficiary_code)) k)) s ON s.beneficiary_code = c.code
        WHERE s.entry_date BETWEEN p_from AND p_to GROUP BY c.beneficiary_code HAVING sum(s.amount) > 0),
    counted AS (
        SELECT a.unit_id, a.class_code, 0 AS came, 0 AS went, 1 AS there,
            (a.beneficiary_code IN (SELECT g.beneficiary_code FROM given g))::int AS helped FROM after a
        UNION ALL
        SELECT c.unit_id, c.class_code, (c.change = 1)::int, (c.change = -1)::int, 0, 0 FROM changes c)
    SELECT unit_id, class_code, (sum(there) - sum(came) + sum(went))::int, sum(came)::int, sum(went)::int, sum(there)::int,
        sum(helped)::int
    FROM counted GROUP BY unit_id, class_code
$function$;
GRANT EXECUTE ON FUNCTION register_counts TO fundledger_app;

CREATE OR REPLACE FUNCTION public.register_imported(p_fund integer, p_rows jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE r record;
BEGIN
    PERFORM require_role(p_fund, 'commune_officer');
    FOR r IN SELECT * FROM jsonb_to_recordset(p_rows) AS x(unit int, household text, classes text[], subgroups smallint[], since date, code text,
            key_id text, nonce bytea, sealed bytea, carer_key_id text, carer_nonce bytea, carer_sealed bytea,
            evidence_kind text, evidence_number text, evidence_date date) LOOP
        IF NOT r.unit = ANY (units_of_fund(p_fund)) THEN
            PERFORM refuse('imported_into_own_units', 'Children are imported into the communes of the fund only.');
        END IF;
        PERFORM register_beneficiary(r.unit, r.household, r.classes, r.since, r.key_id, r.nonce, r.sealed, r.code, r.subgroups,
            r.carer_key_id, r.carer_nonce, r.carer_sealed, r.evidence_kind, r.evidence_number, r.evidence_date);
    END LOOP;
END $function$;
GRANT EXECUTE ON FUNCTION register_imported TO fundledger_app;

CREATE OR REPLACE FUNCTION public.register_members(p_units integer[], p_on date)
 RETURNS TABLE(unit_id integer, class_code text, beneficiary_code text)
 LANGUAGE sql
 STABLE
AS $function$
    SELECT m.unit_id, m.class_code, b.beneficiary_code
    FROM beneficiaries b CROSS JOIN LATERAL memberships_on(b, p_on) m
    WHERE m.unit_id = ANY (p_units) AND (b.unit_id = ANY (p_units) OR EXISTS (
        SELECT FROM child_events e WHERE e.beneficiary_code = b.beneficiary_code AND e.event = 'moved' AND e.from_unit = ANY (p_units)))
$function$;

CREATE OR REPLACE FUNCTION public.reject_adjustment(p_fund integer, p_id bigint)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE a adjustments;
BEGIN
    PERFORM require_role(p_fund, 'approver');
    PERFORM lock_fund(p_fund);
    SELECT * INTO a FROM adjustments t WHERE t.fund_id = p_fund AND t.adjustment_id = p_id
        AND NOT EXISTS (SELECT FROM adjustment_events e WHERE e.fund_id = p_fund AND e.adjustment_id = p_id AND e.event <> 'requested');
    IF NOT FOUND THEN PERFORM refuse('decision_on_what_was_seen', 'The adjustment is not waiting.'); END IF;
    PERFORM add_adjustment_event(a, 'rejected', NULL);
END $function$;
GRANT EXECUTE ON FUNCTION reject_adjustment TO fundledger_app;

CREATE OR REPLACE FUNCTION public.reject_disbursement(p_fund integer, p_id bigint, p_key uuid, p_reason text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM end_disbursement(p_fund, p_id, p_key, p_reason, 'rejected');
END $function$;
GRANT EXECUTE ON FUNCTION reject_disbursement TO fundledger_app;

CREATE OR REPLACE FUNCTION public.reject_goods_loss(p_fund integer, p_loss integer, p_reason text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM require_role(p_fund, 'approver');
    PERFORM lock_fund(p_fund);
    UPDATE goods_losses SET status = 'rejected', decider = acting_user(), decider_person = acting_person(), decided_on = business_today(),
        rejection_reason = btrim(p_reason)
    WHERE fund_id = p_fund AND loss_no = p_loss AND status = 'asked';
    IF NOT FOUND THEN PERFORM refuse('goods_loss_moves_forward', 'The loss is not waiting.'); END IF;
END $function$;
GRANT EXECUTE ON FUNCTION reject_goods_loss TO fundledger_app;

CREATE OR REPLACE FUNCTION public.reject_reopening(p_fund integer, p_request bigint, p_reason text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
    v_reason text := require_long_reason(p_reason);
    v_month date;
BEGIN
    PERFORM require_role(p_fund, 'approver');
    PERFORM lock_fund(p_fund);
    SELECT month INTO v_month FROM period_events WHERE fund_id = p_fund AND log_no = p_request AND event = 'reopen_requested';
    IF NOT FOUND THEN PERFORM refuse('answer_names_its_question', 'There is no such request.'); END IF;
    PERFORM add_period_event(p_fund, v_month, 'reopen_rejected', p_request, NULL, v_reason);
END $function$;
GRANT EXECUTE ON FUNCTION reject_reopening TO fundledger_app;

CREATE OR REPLACE FUNCTION public.reject_transfer(p_fund integer, p_id bigint, p_reason text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
    v_reason text := require_long_reason(p_reason);
    t pool_transfers;
BEGIN
    PERFORM require_role(p_fund, 'approver');
    PERFORM lock_fund(p_fund);
    UPDATE pool_transfers x SET status = 'rejected', rejecter = acting_user(), rejecter_person = acting_person()
    WHERE x.fund_id = p_fund AND x.transfer_id = p_id AND x.status IN ('requested', 'approved') RETURNING * INTO t;
    IF NOT FOUND THEN PERFORM refuse('decision_on_what_was_seen', 'The transfer is not waiting.'); END IF;
    PERFORM add_pool_transfer_event(t, 'rejected', v_reason);
END $function$;
GRANT EXECUTE ON FUNCTION reject_transfer TO fundledger_app;

CREATE OR REPLACE FUNCTION public.release_commitment(p_fund integer, p_id bigint, p_key uuid)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE d disbursements;
BEGIN
    SELECT * INTO d FROM disbursements WHERE fund_id = p_fund AND disbursement_id = p_id;
    d.total := request_money(p_fund, p_id);
    IF d.total = 0 THEN RETURN; END IF;
    PERFORM post_entries(commitment_of_disbursement(p_fund, p_id, 'release', p_key),
        ARRAY[posting_line(1, 1, 'commitment_control', d.pool_id, 'debit', d.total),
              posting_line(1, 2, 'committed', d.pool_id, 'credit', d.total)]);
END $function$;

CREATE OR REPLACE FUNCTION public.release_goods(p_fund integer, p_id bigint, p_lines integer[], p_note text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE d disbursements;
BEGIN
    PERFORM require_role(p_fund, 'cashier');
    PERFORM require_long_reason(p_note);
    PERFORM lock_fund(p_fund);
    SELECT * INTO d FROM disbursements x WHERE x.fund_id = p_fund AND x.disbursement_id = p_id AND x.status IN ('approved', 'paid');
    IF NOT FOUND OR acting_person() IN (d.requester_person, d.approver_person) THEN
        PERFORM refuse('goods_issue_after_approval', 'The request is not approved, or this person asked for it or approved it.');
    END IF;
    IF coalesce(cardinality(p_lines), 0) = 0 OR EXISTS (SELECT FROM unnest(p_lines) u WHERE NOT EXISTS (SELECT FROM request_goods g
            WHERE g.fund_id = p_fund AND g.disbursement_id = p_id AND g.line_no = u AND g.state = 'reserved')) THEN
        PERFORM refuse('goods_to_issue', 'Only what is reserved is released.');
    END IF;
    PERFORM free_goods(p_fund, p_id, p_lines, btrim(p_note));
    PERFORM give_norm_back(p_fund, p_id, l.line_no) FROM disbursement_lines l
    WHERE l.fund_id = p_fund AND l.disbursement_id = p_id AND l.line_no = ANY (p_lines) AND line_money(l) = 0;
    IF d.status = 'approved' AND request_money(p_fund, p_id) = 0 AND NOT EXISTS (SELECT FROM request_goods g
            WHERE g.fund_id = p_fund AND g.disbursement_id = p_id AND g.state = 'reserved') THEN
        UPDATE disbursements SET status = 'withdrawn' WHERE fund_id = p_fund AND disbursement_id = p_id;
        PERFORM add_disbursement_event(p_fund, p_id, 'withdrawn', btrim(p_note));
    END IF;
END $function$;
GRANT EXECUTE ON FUNCTION release_goods TO fundledger_app;

CREATE OR REPLACE FUNCTION public.release_lines(p_fund integer, p_id bigint, p_key uuid, p_lines integer[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
    d disbursements;
    v_lines postings[];
BEGIN
    IF p_lines = '{}' THEN RETURN; END IF;
    SELECT * INTO d FROM disbursements WHERE fund_id = p_fund AND disbursement_id = p_id;
    SELECT array_agg(x.p ORDER BY u.place, x.side) INTO v_lines
    FROM unnest(p_lines) WITH ORDINALITY u(line, place)
    JOIN disbursement_lines l ON l.fund_id = p_fund AND l.disbursement_id = p_id AND l.line_no = u.line
    CROSS JOIN LATERAL (VALUES
        (1, posting_line(u.place, 1, 'commitment_control', d.pool_id, 'debit', line_money(l))),
        (2, posting_line(u.place, 2, 'committed', d.pool_id, 'credit', line_money(l)))) x(side, p);
    PERFORM post_entries(commitment_of_disbursement(p_fund, p_id, 'release', p_key), v_lines, p_lines);
END $function$;

CREATE OR REPLACE FUNCTION public.release_payment_lines(p_fund integer, p_key uuid, p_id bigint, p_lines integer[], p_reason text)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE v_order int;
BEGIN
    PERFORM require_role(p_fund, 'cashier');
    PERFORM require_long_reason(p_reason);
    PERFORM lock_fund(p_fund);
    PERFORM approved_for_order(p_fund, p_id, business_today());
    IF cardinality(p_lines) IS DISTINCT FROM (SELECT count(DISTINCT u) FROM unnest(p_lines) u) OR cardinality(p_lines) = 0 OR NOT p_lines <@ lines_to_pay(p_fund, p_id) THEN
        PERFORM refuse('line_paid_or_under_way_once', 'A line is paid already, or on its way on another order.');
    END IF;
    v_order := (SELECT coalesce(max(x.order_no), 0) + 1 FROM payment_orders x WHERE x.fund_id = p_fund);
    INSERT INTO payment_orders (fund_id, order_no, disbursement_id, way, status, prepared_on, total, line_count)
    SELECT p_fund, v_order, p_id, 'release', 'settled', business_today(), sum(line_money(l)), count(*) FROM disbursement_lines l
    WHERE l.fund_id = p_fund AND l.disbursement_id = p_id AND l.line_no = ANY (p_lines);
    INSERT INTO payment_order_lines (fund_id, order_no, disbursement_id, line_no, amount, outcome, paid, ended_on)
    SELECT p_fund, v_order, p_id, l.line_no, line_money(l), 'returned', 0, business_today() FROM disbursement_lines l
    WHERE l.fund_id = p_fund AND l.disbursement_id = p_id AND l.line_no = ANY (p_lines);
    PERFORM end_lines(p_fund, p_id, p_key, ARRAY(SELECT u FROM unnest(p_lines) u ORDER BY 1), p_lines);
    PERFORM add_order_step(p_fund, v_order, 'settled', p_reason);
    PERFORM finish_by_orders(p_fund, p_id);
    RETURN v_order;
END $function$;
GRANT EXECUTE ON FUNCTION release_payment_lines TO fundledger_app;

CREATE OR REPLACE FUNCTION public.report_answer_fits()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    IF EXISTS (SELECT FROM report_dues d WHERE d.fund_id = NEW.fund_id AND d.due_no = NEW.due_no AND d.report IS NOT NULL AND NOT EXISTS (
            SELECT FROM report_freezes f WHERE f.fund_id = d.fund_id AND f.freeze_no = NEW.freeze_no
                AND (f.report, f.from_date, f.to_date) = (d.report, d.from_date, d.to_date))) THEN
        PERFORM refuse('due_answered_by_its_report', 'It is answered by a frozen report of its kind and period.');
    END IF;
    RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.report_frame_on(p_fund integer, p_day date)
 RETURNS integer
 LANGUAGE sql
 STABLE
AS $function$
    SELECT frame_no FROM report_frames WHERE fund_id = p_fund AND valid_from <= p_day ORDER BY valid_from DESC, frame_no DESC LIMIT 1
$function$;
GRANT EXECUTE ON FUNCTION report_frame_on TO fundledger_app;
GRANT EXECUTE ON FUNCTION report_frame_on TO fundledger_auditor;

CREATE OR REPLACE FUNCTION public.report_freeze_sealed()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM record_reference(NEW.fund_id, 'report', NEW.freeze_no::text, report_freeze_terms(NEW));
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.report_freeze_stands()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    IF NOT EXISTS (SELECT FROM fund_heads h WHERE h.fund_id = NEW.fund_id AND h.log_no = NEW.log_no AND h.log_hash = NEW.log_hash) THEN
        PERFORM refuse('frozen_at_the_head', 'A report is frozen as of the last record of the log.');
    END IF;
    IF NEW.freeze_no <> 1 + (SELECT count(*) FROM report_freezes WHERE fund_id = NEW.fund_id) THEN
        PERFORM refuse('freezes_count_on', 'Frozen reports are numbered one after the other.');
    END IF;
    IF NEW.follows IS NOT NULL AND NOT EXISTS (SELECT FROM report_freezes f WHERE f.fund_id = NEW.fund_id AND f.freeze_no = NEW.follows
            AND f.follows IS NULL AND (f.report, f.from_date, f.to_date) = (NEW.report, NEW.from_date, NEW.to_date)
            AND f.occasion_code IS NOT DISTINCT FROM NEW.occasion_code) THEN
        PERFORM refuse('final_report_follows', 'A final report is of the same days as the one that it follows, which is no final one.');
    END IF;
    RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.report_freeze_terms(r report_freezes)
 RETURNS text[]
 LANGUAGE sql
 STABLE
AS $function$
    SELECT ARRAY['report', r.fund_id::text, r.freeze_no::text, r.report, r.occasion_code, to_char(r.from_date, 'YYYY-MM-DD'),
        to_char(r.cut_off, 'YYYY-MM-DD'), to_char(r.to_date, 'YYYY-MM-DD'), r.follows::text, r.log_no::text, encode(r.log_hash, 'hex'),
        encode(r.digest, 'hex'), to_char(r.frozen_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), r.frozen_by, r.person_id::text]
        || CASE WHEN r.frame_no IS NULL THEN '{}' ELSE ARRAY[r.frame_no::text] END
$function$;

CREATE OR REPLACE FUNCTION public.report_handout(p_list text, p_order integer, p_device text, p_step text, p_noted integer, p_waiting integer, p_at timestamp with time zone)
 RETURNS timestamp with time zone
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE o payment_orders := order_of(p_list, p_order);
BEGIN
    IF NOT coalesce(was_handed_out(o) AND took_the_money(o), false) THEN
        PERFORM refuse('actor_has_role', 'The list is handed out by who took the money.');
    END IF;
    PERFORM lock_fund(o.fund_id);
    INSERT INTO handout_reports SELECT o.fund_id, p_order, p_device, coalesce((SELECT max(report_no) FROM handout_reports r
            WHERE r.fund_id = o.fund_id AND r.order_no = p_order AND r.device = p_device), 0) + 1,
        p_step, p_noted, p_waiting, p_at, ledger_now(), acting_user();
    RETURN ledger_now();
END $function$;
GRANT EXECUTE ON FUNCTION report_handout TO fundledger_app;

CREATE OR REPLACE FUNCTION public.report_moves(p_funds integer[], p_known bigint[], p_hidden_funds integer[], p_hidden_entries bigint[])
 RETURNS TABLE(fund_id integer, entry_no bigint, line smallint, entry_date date, pool_id integer, is_goods boolean, counts_as text, effect bigint, support_kind text, occasion_code text, occasion_year smallint, class_code text, unit_id integer, beneficiary_code text, disbursement_id bigint, disbursement_line integer, voucher_type text, voucher_year smallint, voucher_no integer, is_reversal boolean, recorded_at timestamp with time zone, log_no bigint)
 LANGUAGE sql
 STABLE
AS $function$
    SELECT e.fund_id, e.entry_no, p.line, e.entry_date, p.pool_id, p.account_code = 'goods_balance', coalesce(o.kind, e.kind),
        -posting_signed(p.side, p.amount), p.support_kind, p.occasion_code, p.occasion_year, p.class_code, p.unit_id, p.beneficiary_code,
        coalesce(o.disbursement_id, e.disbursement_id), coalesce(o.disbursement_line, e.disbursement_line),
        e.voucher_type, e.voucher_year, e.voucher_no, e.reverses_entry_no IS NOT NULL, e.recorded_at, e.log_no
    FROM unnest(p_funds, p_known) AS k(fund_id, known)
    JOIN journal_entries e ON e.fund_id = k.fund_id AND e.book = 'financial' AND e.log_no <= k.known
    JOIN postings p ON p.fund_id = e.fund_id AND p.book = e.book AND p.entry_no = e.entry_no
        AND p.account_code IN ('fund_balance', 'goods_balance')
    LEFT JOIN journal_entries o ON o.fund_id = e.fund_id AND o.book = e.book AND o.entry_no = e.reverses_entry_no
    WHERE NOT EXISTS (SELECT FROM unnest(p_hidden_funds, p_hidden_entries) AS h(fund_id, entry_no)
        WHERE h.fund_id = e.fund_id AND h.entry_no = e.entry_no)
$function$;
GRANT EXECUTE ON FUNCTION report_moves TO fundledger_app;
GRANT EXECUTE ON FUNCTION report_moves TO fundledger_auditor;

CREATE OR REPLACE FUNCTION public.request_frees_goods()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    IF EXISTS (SELECT FROM request_goods g WHERE g.fund_id = NEW.fund_id AND g.disbursement_id = NEW.disbursement_id AND g.state IN ('issued', 'given')) THEN
        PERFORM refuse('goods_are_out', 'Goods of the request have left the stock: it is not taken back.');
    END IF;
    PERFORM free_goods(NEW.fund_id, NEW.disbursement_id, NULL, NULL);
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.request_goods_move()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM lock_fund(NEW.fund_id);
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'reserved' OR EXISTS (SELECT FROM disbursements d WHERE d.fund_id = NEW.fund_id AND d.disbursement_id = NEW.disbursement_id) THEN
            PERFORM refuse('request_goods_come_first', 'Goods are reserved before their request is written, and none is added to it.');
        END IF;
        IF (SELECT expires_on FROM goods_lots WHERE fund_id = NEW.fund_id AND lot_no = NEW.lot_no) < business_today() THEN
            PERFORM refuse('goods_not_expired', format('Lot %s has expired.', NEW.lot_no));
        END IF;
        UPDATE goods_balances SET reserved = reserved + NEW.quantity
        WHERE fund_id = NEW.fund_id AND lot_no = NEW.lot_no AND unit_value = NEW.unit_value;
        IF NOT FOUND THEN PERFORM refuse('request_goods_at_their_value', format('Lot %s has another value.', NEW.lot_no)); END IF;
        RETURN NEW;
    END IF;
    IF (OLD.state, NEW.state) NOT IN (('reserved', 'released'), ('reserved', 'issued'), ('issued', 'given'), ('issued', 'back'))
        OR OLD.note IS NOT NULL OR to_jsonb(OLD) - '{state,note}'::text[] <> to_jsonb(NEW) - '{state,note}'::text[] THEN
        PERFORM refuse('request_goods_move_forward', 'Goods of a request are reserved, then released or issued, then given or back.');
    END IF;
    IF OLD.state = 'reserved' THEN
        UPDATE goods_balances SET reserved = reserved - OLD.quantity WHERE fund_id = OLD.fund_id AND lot_no = OLD.lot_no;
    END IF;
    RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.request_has_hands(p_fund integer, p_levels text[], p_requester bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
    WITH hands AS (
        SELECT array_position(p_levels, h.level_code) - 1 AS place, h.person_id FROM approval_hands_of(p_fund) h
        WHERE h.level_code = ANY (p_levels) AND p_requester NOT IN (h.person_id, h.in_name_person)
        UNION
        SELECT cardinality(p_levels), c.person_id FROM holders_of(p_fund, 'cashier') c WHERE c.person_id <> p_requester)
    SELECT NOT EXISTS (SELECT FROM generate_series(1, (1 << cardinality(p_levels) + 1) - 1) choice
        WHERE (SELECT count(DISTINCT h.person_id) FROM hands h WHERE choice >> h.place & 1 = 1) < bit_count(choice::bit(8)))
$function$;

CREATE OR REPLACE FUNCTION public.request_has_its_papers()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
 SET enable_seqscan TO 'off'
AS $function$
DECLARE v_missing text; v_child text;
BEGIN
    SELECT string_agg(DISTINCT p.name, '; ') INTO v_missing
    FROM (SELECT DISTINCT decision_id, line_code FROM disbursement_lines
          WHERE fund_id = NEW.fund_id AND disbursement_id = NEW.disbursement_id) l
    JOIN norm_lines n USING (decision_id, line_code) CROSS JOIN LATERAL unnest(n.papers_vi) p(name)
    WHERE NOT paper_follows_payment(p.name) AND NOT EXISTS (SELECT FROM request_papers r
        WHERE r.fund_id = NEW.fund_id AND r.disbursement_id = NEW.disbursement_id AND r.name_vi = p.name);
    IF v_missing IS NOT NULL THEN
        PERFORM refuse('request_has_its_papers', format('The norm asks for papers that are not attached: %s.', v_missing));
    END IF;
    IF NEW.line_count > 1 THEN RETURN NULL; END IF;
    SELECT beneficiary_code INTO v_child FROM disbursement_lines WHERE fund_id = NEW.fund_id AND disbursement_id = NEW.disbursement_id;
    IF EXISTS (SELECT FROM request_papers r WHERE r.fund_id = NEW.fund_id AND r.disbursement_id = NEW.disbursement_id
               AND r.holder <> coalesce(v_child, r.holder)) THEN
        PERFORM refuse('paper_under_its_childs_key', 'The papers of a child lie under the key of that child.');
    END IF;
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.request_money(p_fund integer, p_id bigint)
 RETURNS bigint
 LANGUAGE sql
 STABLE
AS $function$
    SELECT coalesce(sum(line_money(l)), 0)::bigint FROM disbursement_lines l WHERE l.fund_id = p_fund AND l.disbursement_id = p_id
$function$;

CREATE OR REPLACE FUNCTION public.request_paper_comes_first()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    IF EXISTS (SELECT FROM disbursements WHERE fund_id = NEW.fund_id AND disbursement_id = NEW.disbursement_id) THEN
        PERFORM refuse('paper_before_request', 'A paper is attached before its request is submitted.');
    END IF;
    RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.request_part_comes_first()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    IF EXISTS (SELECT FROM disbursements WHERE fund_id = NEW.fund_id AND disbursement_id = NEW.disbursement_id) THEN
        PERFORM refuse('part_before_request', 'What a case says is said before it is submitted.');
    END IF;
    RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.request_reopening(p_fund integer, p_month date, p_reason text)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE v_reason text := require_long_reason(p_reason);
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant');
    PERFORM lock_fund(p_fund);
    PERFORM require_reopenable(p_fund, p_month);
    IF EXISTS (SELECT FROM period_events q WHERE q.fund_id = p_fund AND q.month = p_month AND q.event = 'reopen_requested'
               AND NOT EXISTS (SELECT FROM period_events a WHERE a.fund_id = p_fund AND a.answers = q.log_no)) THEN
        PERFORM refuse('reopening_asked_once', 'The reopening of this month has been asked for and not decided.');
    END IF;
    RETURN add_period_event(p_fund, p_month, 'reopen_requested', NULL, NULL, v_reason);
END $function$;
GRANT EXECUTE ON FUNCTION request_reopening TO fundledger_app;

CREATE OR REPLACE FUNCTION public.request_transfer(p_fund integer, p_from integer, p_to integer, p_amount bigint, p_money_account text, p_reason text, p_decision_number text, p_decision_date date)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE t pool_transfers;
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant');
    PERFORM lock_fund(p_fund);
    PERFORM require_physical(p_money_account);
    t.fund_id := p_fund; t.transfer_id := next_number(p_fund, 'transfer'); t.from_pool := p_from; t.to_pool := p_to; t.amount := p_amount;
    t.money_account := p_money_account; t.reason := btrim(p_reason); t.decision_number := nullif(btrim(p_decision_number), '');
    t.decision_date := p_decision_date; t.requested_on := business_today(); t.status := 'requested'; t.requester := acting_user();
    t.requester_person := acting_person();
    INSERT INTO pool_transfers SELECT t.*;
    PERFORM add_pool_transfer_event(t, 'requested', NULL);
    RETURN t.transfer_id;
END $function$;
GRANT EXECUTE ON FUNCTION request_transfer TO fundledger_app;

CREATE OR REPLACE FUNCTION public.requested_content_hash(p_fund integer, p_id bigint)
 RETURNS bytea
 LANGUAGE sql
 STABLE
AS $function$
    SELECT content_hash FROM disbursement_events WHERE fund_id = p_fund AND disbursement_id = p_id AND event = 'requested'
$function$;

CREATE OR REPLACE FUNCTION public.require_checking()
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
    IF NOT is_checking() THEN PERFORM refuse('actor_has_role', 'Only the standing checks do this.'); END IF;
END $function$;

CREATE OR REPLACE FUNCTION public.require_child_event_possible(e child_events)
 RETURNS void
 LANGUAGE plpgsql
 STABLE
AS $function$
DECLARE v_state text := child_state_on(e.beneficiary_code, business_today());
BEGIN
    IF NOT e.event = ANY (CASE v_state
            WHEN 'active' THEN '{moved,died,left,aged_out,group_added,group_ended,carer_changed,corrected,suspended}'
            WHEN 'suspended' THEN '{moved,died,left,aged_out,group_added,group_ended,carer_changed,corrected,resumed}'
            WHEN 'left' THEN '{registered,died,aged_out,corrected}'
            WHEN 'aged_out' THEN '{died,corrected}'
            ELSE '{corrected}' END::text[]) THEN
        PERFORM refuse_child_event(format('%s is %s: the event %s cannot follow.', e.beneficiary_code, v_state, e.event));
    END IF;
    IF e.event <> 'corrected' AND e.event IN ('registered', 'died', 'left', 'aged_out', 'suspended', 'resumed') AND EXISTS (
            SELECT FROM child_events o WHERE o.beneficiary_code = e.beneficiary_code AND o.happened_on > e.happened_on
                AND (o.event IN ('suspended', 'resumed')) = (e.event IN ('suspended', 'resumed'))
                AND o.event IN ('died', 'left', 'aged_out', 'suspended', 'resumed') AND child_event_holds(o.event_no)) THEN
        PERFORM refuse_child_event('A later event of this kind is written down already: correct that one first.');
    END IF;
    IF e.event = 'aged_out' AND e.happened_on <> business_today() THEN
        PERFORM refuse_child_event('That a child came of age is dated on the day of writing: the date would tell the birthday.');
    END IF;
END $function$;

CREATE OR REPLACE FUNCTION public.require_long_reason(p_reason text)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE
AS $function$
BEGIN
    IF length(btrim(coalesce(p_reason, ''))) < 10 THEN PERFORM refuse('period_reason_given', 'A reason of at least 10 characters is needed.'); END IF;
    RETURN btrim(p_reason);
END $function$;

CREATE OR REPLACE FUNCTION public.require_mailer()
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
    IF acting_user() <> '(mails)' THEN PERFORM refuse('actor_has_role', 'Mails are sent by the program itself.'); END IF;
END $function$;

CREATE OR REPLACE FUNCTION public.require_next_month(p_fund integer, p_month date)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
    IF p_month + interval '1 month' > business_today() THEN PERFORM refuse('month_has_ended', 'The month has not ended.'); END IF;
    IF p_month <> (SELECT coalesce(s.closed_through + 1, date_trunc('month', f.opened_on)::date)
                   FROM period_states s JOIN funds f USING (fund_id) WHERE s.fund_id = p_fund) THEN
        PERFORM refuse('months_close_in_order', 'Months are closed one after another.');
    END IF;
END $function$;

CREATE OR REPLACE FUNCTION public.require_physical(p_account text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
    IF NOT EXISTS (SELECT FROM accounts WHERE account_code = p_account AND is_physical) THEN
        PERFORM refuse('money_account_known', format('%s is not a cash or bank account.', p_account));
    END IF;
END $function$;

CREATE OR REPLACE FUNCTION public.require_recipient(x disbursement_lines, l norm_lines, d disbursements)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
    IF (l.payee = 'child') <> (x.beneficiary_code IS NOT NULL)
       OR (l.payee <> 'child' AND (x.unit_id IS NULL OR unit_of_recipient(x.fund_id, l.payee, x.recipient) IS DISTINCT FROM x.unit_id)) THEN
        PERFORM refuse('norm_payee', format('Line %s is for a %s of this fund, and %s is none.', l.line_code, l.payee,
            coalesce(x.beneficiary_code, x.recipient)));
    END IF;
    IF l.payee = 'household' THEN
        PERFORM FROM beneficiaries b WHERE b.household_code = x.recipient ORDER BY b.beneficiary_code FOR SHARE;
        IF children_of_household(x.recipient, d.judged_on) < greatest(1, (x.quantities ->> 'child')::bigint) THEN
            PERFORM refuse('household_has_children', format('Household %s has fewer children than that.', x.recipient));
        END IF;
    END IF;
    IF (x.quantities ->> 'free_receipts')::bigint > free_receipts_of(x.fund_id, extract(year FROM d.judged_on)::int) THEN
        PERFORM refuse('free_receipts_received', 'The fund received less than that without a purpose.');
    END IF;
END $function$;

CREATE OR REPLACE FUNCTION public.require_reopenable(p_fund integer, p_month date)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
    IF NOT EXISTS (SELECT FROM period_states WHERE fund_id = p_fund AND closed_through = month_end(p_month) AND closing_month IS NULL) THEN
        PERFORM refuse('last_closed_month_reopens', 'Only the month that was closed last is reopened, while none is being closed.');
    END IF;
END $function$;

CREATE OR REPLACE FUNCTION public.require_role(p_fund integer, VARIADIC p_roles text[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
    IF NOT actor_has_role(p_fund, VARIADIC p_roles) THEN
        PERFORM refuse('actor_has_role', format('%s needs one of the roles %s.', acting_user(), array_to_string(p_roles, ', ')));
    END IF;
END $function$;

CREATE OR REPLACE FUNCTION public.require_role_for_unit(p_unit integer, VARIADIC p_roles text[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
    IF NOT EXISTS (SELECT FROM user_roles r JOIN users u USING (user_name)
                   WHERE r.user_name = acting_user() AND r.role = ANY (p_roles) AND u.disabled_at IS NULL
                       AND p_unit = ANY (units_of_fund(r.fund_id))) THEN
        PERFORM refuse('actor_has_role', format('%s needs one of the roles %s for this unit.', acting_user(), array_to_string(p_roles, ', ')));
    END IF;
END $function$;

CREATE OR REPLACE FUNCTION public.require_utf8()
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
    IF pg_client_encoding() <> 'UTF8' THEN PERFORM refuse('client_encoding_utf8', 'What is sealed is sealed in UTF-8: set client_encoding.'); END IF;
END $function$;

CREATE OR REPLACE FUNCTION public.reseal_identity(p_code text, p_key_id text, p_nonce bytea, p_sealed bytea)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM require_role_for_unit((SELECT unit_id FROM beneficiaries WHERE beneficiary_code = p_code), 'commune_officer', 'fund_accountant');
    UPDATE identity_vault SET key_id = p_key_id, nonce = p_nonce, sealed = p_sealed WHERE beneficiary_code = p_code;
END $function$;
GRANT EXECUTE ON FUNCTION reseal_identity TO fundledger_app;

CREATE OR REPLACE FUNCTION public.reserve_goods(p_fund integer, p_lines integer[], p_lots integer[], p_quantities bigint[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE v_next bigint;
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant', 'commune_officer');
    PERFORM lock_fund(p_fund);
    v_next := coalesce((SELECT last_no FROM number_series WHERE fund_id = p_fund AND series = 'disbursement'), 0) + 1;
    IF EXISTS (SELECT FROM unnest(p_lots) u(lot) JOIN goods_balances b ON b.fund_id = p_fund AND b.lot_no = u.lot WHERE b.unit_value = 0) THEN
        PERFORM refuse('goods_valued_before_given', 'Goods are given out when it is known what they are worth: value them first.');
    END IF;
    INSERT INTO request_goods (fund_id, disbursement_id, line_no, lot_no, quantity, unit_value)
    SELECT p_fund, v_next, u.line, u.lot, u.quantity, b.unit_value FROM unnest(p_lines, p_lots, p_quantities) u(line, lot, quantity)
    JOIN goods_balances b ON b.fund_id = p_fund AND b.lot_no = u.lot;
    PERFORM seal_request_goods(p_fund, v_next);
END $function$;
GRANT EXECUTE ON FUNCTION reserve_goods TO fundledger_app;

CREATE OR REPLACE FUNCTION public.result_as_delivered()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    IF NEW.note IS NULL AND EXISTS (SELECT FROM deliveries d WHERE d.fund_id = NEW.fund_id AND d.order_no = NEW.order_no AND d.line_no = NEW.line_no
            AND d.paid <> NEW.paid) THEN
        PERFORM refuse('result_as_delivered', format('Line %s was delivered otherwise: a note says why.', NEW.line_no));
    END IF;
    RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.return_budget(p_fund integer, p_key uuid, p_pool integer, p_amount bigint, p_date date, p_money_account text, p_payee text, p_content text, OUT voucher_year smallint, OUT voucher_no integer)
 RETURNS record
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE v vouchers;
BEGIN
    PERFORM require_role(p_fund, 'cashier');
    PERFORM lock_fund(p_fund);
    PERFORM require_physical(p_money_account);
    IF p_amount > budget_due_back(p_fund, p_pool, p_date) THEN
        PERFORM refuse('returned_within_what_is_due', 'No more is returned than is due back from this pool on that day.');
    END IF;
    IF acting_person() = (SELECT d.person_id FROM year_end_decisions d WHERE d.fund_id = p_fund AND d.pool_id = p_pool AND d.outcome = 'lapsed'
                          ORDER BY d.log_no DESC LIMIT 1) THEN
        PERFORM refuse('payer_is_not_approver', 'Who decided the lapse does not pay the money out.');
    END IF;
    v.fund_id := p_fund; v.voucher_type := 'NT'; v.voucher_date := p_date; v.amount := p_amount; v.money_account := p_money_account;
    v.pool_id := p_pool;
    v := write_voucher(v, p_payee, NULL, p_content, NULL);
    PERFORM post_entries(entry_of(v, 'budget_return', p_key), ARRAY[posting_line(1, 1, 'budget_returns', p_pool, 'debit', p_amount),
                                                                    posting_line(1, 2, p_money_account, p_pool, 'credit', p_amount)]);
    voucher_year := v.voucher_year; voucher_no := v.voucher_no;
END $function$;
GRANT EXECUTE ON FUNCTION return_budget TO fundledger_app;

CREATE OR REPLACE FUNCTION public.return_disbursement(p_fund integer, p_id bigint, p_key uuid, p_reason text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM end_disbursement(p_fund, p_id, p_key, p_reason, 'returned');
END $function$;
GRANT EXECUTE ON FUNCTION return_disbursement TO fundledger_app;

CREATE OR REPLACE FUNCTION public.return_norm(p_fund integer, p_decision integer, p_reason text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE n norm_decisions;
BEGIN
    PERFORM require_role(p_fund, 'approver', 'fund_accountant');
    IF length(btrim(coalesce(p_reason, ''))) < 5 THEN PERFORM refuse('reason_given', 'What is returned says why.'); END IF;
    PERFORM norm_of_fund(p_fund, p_decision, '{proposed}');
    UPDATE norm_decisions SET status = 'draft', proposer = NULL, proposer_person = NULL, return_reason = btrim(p_reason)
    WHERE decision_id = p_decision;
END $function$;
GRANT EXECUTE ON FUNCTION return_norm TO fundledger_app;

CREATE OR REPLACE FUNCTION public.reversal_mirrors_entry()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
    -- A reversal is red throughout: postings_balanced saw to it.
    IF NOT EXISTS (SELECT FROM added WHERE amount < 0) THEN RETURN NULL; END IF;
    IF EXISTS (
        SELECT FROM added a
        JOIN journal_entries e USING (fund_id, book, entry_no)
        JOIN accounts m ON m.account_code = a.account_code
        LEFT JOIN journal_entries r ON r.fund_id = e.fund_id AND r.book = e.book AND r.entry_no = e.reverses_entry_no
        LEFT JOIN postings o ON o.fund_id = r.fund_id AND o.book = r.book AND o.entry_no = r.entry_no AND o.line = a.line
        LEFT JOIN accounts w ON w.account_code = o.account_code
        WHERE e.kind = 'reversal' AND (r.kind = 'reversal' OR e.line_count <> r.line_count OR e.entry_date < r.entry_date
            OR (a.pool_id, a.side, -a.amount) IS DISTINCT FROM (o.pool_id, o.side, o.amount)
            OR (a.beneficiary_code, a.support_kind, a.norm_line) IS DISTINCT FROM (o.beneficiary_code, o.support_kind, o.norm_line)
            OR NOT (a.account_code = o.account_code OR (m.is_physical AND w.is_liquid)))) THEN
        PERFORM refuse('reversal_mirrors_entry', 'A reversal repeats the postings of its entry with negative amounts.');
    END IF;
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.reverse_entry(p_fund integer, p_entry_no bigint, p_key uuid, p_date date, p_money_account text, p_reason text, OUT voucher_year smallint, OUT voucher_no integer, OUT entry_no bigint)
 RETURNS record
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
    o journal_entries;
    v vouchers;
    e journal_entries;
    v_lines postings[];
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant');
    IF length(btrim(coalesce(p_reason, ''))) < 5 THEN PERFORM refuse('reason_given', 'A reversal says why.'); END IF;
    PERFORM lock_fund(p_fund);
    PERFORM require_physical(p_money_account);
    SELECT j.* INTO o FROM journal_entries j WHERE j.fund_id = p_fund AND j.book = 'financial' AND j.entry_no = p_entry_no;
    IF NOT FOUND OR o.kind NOT IN ('receipt', 'disbursement') OR p_date < o.entry_date THEN
        PERFORM refuse('reversal_of_a_posted_entry', 'Only a posted receipt or payment is reversed, and not before its own date.');
    END IF;
    v.fund_id := p_fund; v.voucher_type := 'BD'; v.voucher_date := p_date; v.money_account := p_money_account;
    v.disbursement_id := o.disbursement_id; v.reverses_entry_no := p_entry_no;
    SELECT sum(p.amount) FILTER (WHERE p.side = 'debit'), min(p.pool_id),
        array_agg(ROW(NULL, NULL, 1, p.line, CASE WHEN a.is_liquid THEN p_money_account ELSE p.account_code END, p.pool_id, p.side, -p.amount,
            NULL, p.support_kind, p.occasion_code, p.occasion_year, p.decision_id, p.norm_line, p.beneficiary_code, p.class_code, p.unit_id)
            ::postings ORDER BY p.line)
    INTO v.amount, v.pool_id, v_lines
    FROM postings p JOIN accounts a USING (account_code)
    WHERE p.fund_id = p_fund AND p.book = 'financial' AND p.entry_no = p_entry_no;
    v := write_voucher(v, NULL, NULL, btrim(p_reason), NULL);
    e := entry_of(v, 'reversal', p_key);
    entry_no := (post_entries(e, v_lines, ARRAY[o.disbursement_line]))[1];
    IF o.disbursement_line IS NOT NULL THEN PERFORM give_norm_back(p_fund, o.disbursement_id, o.disbursement_line); END IF;
    voucher_year := v.voucher_year; voucher_no := v.voucher_no;
END $function$;
GRANT EXECUTE ON FUNCTION reverse_entry TO fundledger_app;

CREATE OR REPLACE FUNCTION public.reverse_goods(p_fund integer, p_entry_no bigint, p_key uuid, p_date date, p_reason text, OUT voucher_year smallint, OUT voucher_no integer, OUT entry_no bigint)
 RETURNS record
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
    o journal_entries;
    v vouchers;
    v_paper bigint;
    v_lines postings[];
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant');
    IF length(btrim(coalesce(p_reason, ''))) < 5 THEN PERFORM refuse('reason_given', 'A reversal says why.'); END IF;
    PERFORM lock_fund(p_fund);
    SELECT j.* INTO o FROM journal_entries j WHERE j.fund_id = p_fund AND j.book = 'financial' AND j.entry_no = p_entry_no;
    IF NOT FOUND OR o.kind NOT IN ('goods_receipt', 'goods_valuation', 'goods_loss') OR p_date < o.entry_date THEN
        PERFORM refuse('reversal_of_a_posted_entry', 'Only what moved goods is reversed here, and not before its own date.');
    END IF;
    v.fund_id := p_fund; v.voucher_type := 'BD'; v.voucher_date := p_date; v.money_account := 'goods';
    v.disbursement_id := o.disbursement_id; v.reverses_entry_no := p_entry_no;
    SELECT sum(p.amount) FILTER (WHERE p.side = 'debit'), min(p.pool_id), array_agg(ROW(NULL, NULL, 1, p.line, p.account_code, p.pool_id, p.side,
        -p.amount, NULL, p.support_kind, p.occasion_code, p.occasion_year, p.decision_id, p.norm_line, p.beneficiary_code, p.class_code, p.unit_id)
        ::postings ORDER BY p.line)
    INTO v.amount, v.pool_id, v_lines
    FROM postings p WHERE p.fund_id = p_fund AND p.book = 'financial' AND p.entry_no = p_entry_no;
    v := write_voucher(v, NULL, NULL, btrim(p_reason), NULL);
    entry_no := (post_entries(entry_of(v, 'reversal', p_key), v_lines, ARRAY[o.disbursement_line]))[1];
    v_paper := add_goods_paper(v, 'reversal');
    PERFORM add_goods_move(p_fund, v_paper, m.lot_no, 'reversed', -m.quantity, m.unit_value, -m.value, p_date, reverse_goods.entry_no,
        m.disbursement_id, m.line_no, m.move_no)
    FROM (SELECT * FROM goods_moves x WHERE x.fund_id = p_fund AND x.entry_no = p_entry_no ORDER BY x.move_no) m;
    PERFORM seal_goods_paper(p_fund, v_paper);
    voucher_year := v.voucher_year; voucher_no := v.voucher_no;
END $function$;
GRANT EXECUTE ON FUNCTION reverse_goods TO fundledger_app;

CREATE OR REPLACE FUNCTION public.reverse_unvalued_goods(p_fund integer, p_move bigint, p_date date, p_reason text, OUT voucher_year smallint, OUT voucher_no integer)
 RETURNS record
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
    o goods_moves;
    v vouchers;
    v_paper bigint;
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant');
    IF length(btrim(coalesce(p_reason, ''))) < 5 THEN PERFORM refuse('reason_given', 'A reversal says why.'); END IF;
    PERFORM lock_fund(p_fund);
    SELECT * INTO o FROM goods_moves WHERE fund_id = p_fund AND move_no = p_move;
    IF NOT FOUND OR o.kind NOT IN ('received', 'lost') OR o.entry_no IS NOT NULL THEN
        PERFORM refuse('goods_move_without_entry', 'Only what moved goods without a value is reversed here; an entry is reversed by an entry.');
    END IF;
    IF (SELECT unit_value FROM goods_balances WHERE fund_id = p_fund AND lot_no = o.lot_no) > 0 THEN
        PERFORM refuse('goods_still_unvalued', format('Lot %s was valued since: that is reversed first.', o.lot_no));
    END IF;
    SELECT p_fund, 'BD', p_date, 0, 'goods', w.pool_id INTO v.fund_id, v.voucher_type, v.voucher_date, v.amount, v.money_account, v.pool_id
    FROM goods_papers g JOIN vouchers w USING (fund_id, voucher_type, voucher_year, voucher_no)
    WHERE g.fund_id = p_fund AND g.paper_no = o.paper_no;
    v := write_voucher(v, NULL, NULL, btrim(p_reason), NULL);
    v_paper := add_goods_paper(v, 'reversal');
    PERFORM add_goods_move(p_fund, v_paper, o.lot_no, 'reversed', -o.quantity, o.unit_value, 0, p_date, NULL, o.disbursement_id, o.line_no, p_move);
    PERFORM seal_goods_paper(p_fund, v_paper);
    voucher_year := v.voucher_year; voucher_no := v.voucher_no;
END $function$;
GRANT EXECUTE ON FUNCTION reverse_unvalued_goods TO fundledger_app;

CREATE OR REPLACE FUNCTION public.revoke_role(p_user text, p_fund integer, p_role text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM lock_fund(p_fund);
    IF NOT EXISTS (SELECT FROM user_roles WHERE (user_name, fund_id, role) = (p_user, p_fund, p_role)) THEN RETURN false; END IF;
    PERFORM record_role_event(p_fund, 'revoked', p_user, p_role);
    DELETE FROM user_roles WHERE (user_name, fund_id, role) = (p_user, p_fund, p_role);
    RETURN true;
END $function$;

CREATE OR REPLACE FUNCTION public.role_change_is_sealed()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE r user_roles := CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
BEGIN
    IF TG_OP = 'UPDATE' OR (SELECT e.event FROM role_events e
            WHERE e.fund_id = r.fund_id AND e.user_name = r.user_name AND e.role = r.role ORDER BY e.log_no DESC LIMIT 1)
        IS DISTINCT FROM (CASE TG_OP WHEN 'INSERT' THEN 'granted' ELSE 'revoked' END) THEN
        PERFORM refuse('role_change_is_sealed', 'A role is given by grant_role and taken by revoke_role, which seal the change.');
    END IF;
    RETURN r;
END $function$;

CREATE OR REPLACE FUNCTION public.sample_result_sealed()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM record_reference(NEW.fund_id, 'sample_result', NEW.sample_no || '/' || NEW.rank, ARRAY['sample_result', NEW.fund_id::text,
        NEW.sample_no::text, NEW.rank::text, NEW.result, NEW.short_by::text, NEW.note, NEW.finding_no::text, terms_instant(NEW.recorded_at),
        NEW.recorded_by, NEW.person_id::text]);
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.seal(p_fund integer, p_content bytea, OUT log_no bigint, OUT hash bytea)
 RETURNS record
 LANGUAGE plpgsql
AS $function$
BEGIN
    PERFORM require_utf8();
    UPDATE fund_heads h SET log_no = h.log_no + 1, log_hash = sha256(h.log_hash || p_content)
    WHERE h.fund_id = p_fund RETURNING h.log_no, h.log_hash INTO seal.log_no, seal.hash;
END $function$;

CREATE OR REPLACE FUNCTION public.seal_child_event(p child_events)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE e child_event_seals; v_seal record;
BEGIN
    e.fund_id := fund_of_unit(coalesce(p.from_unit, (SELECT unit_id FROM beneficiaries b WHERE b.beneficiary_code = p.beneficiary_code)));
    PERFORM lock_fund(e.fund_id);
    e.event_no := p.event_no; e.recorded_at := p.recorded_at; e.actor := p.recorded_by; e.hash_version := 1;
    e.details_commitment := child_event_commitment(p);
    e.log_no := (SELECT log_no + 1 FROM fund_heads WHERE fund_id = e.fund_id);
    SELECT * INTO v_seal FROM seal(e.fund_id, canonical('child_event', '1', e.fund_id::text, e.event_no::text, canonical_instant(e.recorded_at),
        e.actor, encode(e.details_commitment, 'hex'), e.log_no::text));
    e.hash := v_seal.hash;
    INSERT INTO child_event_seals SELECT e.*;
END $function$;

CREATE OR REPLACE FUNCTION public.seal_goods_paper(p_fund integer, p_paper bigint)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
    PERFORM record_reference(p_fund, 'goods_paper', p_paper::text, ARRAY['goods_paper', p.fund_id::text, p.paper_no::text, p.kind,
            p.voucher_type, p.voucher_year::text, p.voucher_no::text, encode(v.content_hash, 'hex'),
            (SELECT json_agg(json_build_array(l.lot_no, l.line, l.item_no, l.pool_id, l.quantity, l.unit_value, l.basis, l.basis_number,
                l.basis_date, l.expires_on, l.quality) ORDER BY l.lot_no)::text FROM goods_lots l
             WHERE l.fund_id = p.fund_id AND l.paper_no = p.paper_no),
            (SELECT json_build_array(w.lot_no, w.unit_value, w.basis, w.basis_number, w.basis_date)::text FROM goods_valuations w
             WHERE w.fund_id = p.fund_id AND w.paper_no = p.paper_no),
            (SELECT json_agg(json_build_array(m.move_no, m.lot_no, m.kind, m.quantity, m.unit_value, m.value, m.moved_on, m.entry_no,
                m.disbursement_id, m.line_no, m.reverses_move) ORDER BY m.move_no)::text FROM goods_moves m
             WHERE m.fund_id = p.fund_id AND m.paper_no = p.paper_no)])
    FROM goods_papers p JOIN vouchers v USING (fund_id, voucher_type, voucher_year, voucher_no) WHERE p.fund_id = p_fund AND p.paper_no = p_paper;
END $function$;

CREATE OR REPLACE FUNCTION public.seal_handout(p_fund integer, p_order integer)
 RETURNS void
 LANGUAGE sql
AS $function$
    SELECT record_reference(h.fund_id, 'handout', h.order_no::text, handout_terms(h)) FROM handouts h
    WHERE h.fund_id = p_fund AND h.order_no = p_order
$function$;

CREATE OR REPLACE FUNCTION public.seal_identity_access(a identity_accesses)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE e identity_access_events; v_seal record;
BEGIN
    e.fund_id := fund_of_unit((SELECT unit_id FROM beneficiaries b WHERE b.beneficiary_code = a.beneficiary_code));
    PERFORM lock_fund(e.fund_id);
    e.access_no := a.access_no; e.recorded_at := a.accessed_at; e.actor := a.accessed_by; e.hash_version := 1;
    e.details_commitment := CASE a.step WHEN 'opened' THEN commitment_of(a.salt, a.beneficiary_code, a.reason)
        ELSE commitment_of(a.salt, a.beneficiary_code, a.reason, a.step) END;
    e.log_no := (SELECT log_no + 1 FROM fund_heads WHERE fund_id = e.fund_id);
    SELECT * INTO v_seal FROM seal(e.fund_id, canonical('identity_access', '1', e.fund_id::text, e.access_no::text,
        canonical_instant(e.recorded_at), e.actor, encode(e.details_commitment, 'hex'), e.log_no::text));
    e.hash := v_seal.hash;
    INSERT INTO identity_access_events SELECT e.*;
END $function$;

CREATE OR REPLACE FUNCTION public.seal_request_goods(p_fund integer, p_id bigint)
 RETURNS void
 LANGUAGE sql
AS $function$
    SELECT record_reference(p_fund, 'request_goods', p_id::text, ARRAY['request_goods', p_fund::text, p_id::text,
        (SELECT json_agg(json_build_array(g.line_no, g.lot_no, g.quantity, g.unit_value, g.state, g.note) ORDER BY g.line_no, g.lot_no)::text
         FROM request_goods g WHERE g.fund_id = p_fund AND g.disbursement_id = p_id),
        (SELECT json_build_array(i.paper_no, i.issued_on, i.issuer, i.issuer_person, i.settled_on, i.settler, i.settler_person, i.back_paper)::text
         FROM goods_issues i WHERE i.fund_id = p_fund AND i.disbursement_id = p_id)])
$function$;

CREATE OR REPLACE FUNCTION public.seal_statement(p_fund integer, p_month date, p_digest bytea)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
    s statement_seals;
    v_seal record;
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant');
    PERFORM lock_fund(p_fund);
    SELECT c.version INTO s.version FROM closed_periods c JOIN fund_heads h ON h.fund_id = c.fund_id AND h.log_no = c.log_no
    WHERE c.fund_id = p_fund AND c.month = p_month;
    IF NOT FOUND THEN PERFORM refuse('statement_sealed_at_once', 'A statement is sealed right after its month was closed.'); END IF;
    s.fund_id := p_fund; s.month := p_month; s.digest := p_digest; s.sealed_by := acting_user(); s.hash_version := 1;
    s.log_no := (SELECT log_no + 1 FROM fund_heads WHERE fund_id = p_fund);
    SELECT * INTO v_seal FROM seal(p_fund, canonical('statement', '1', p_fund::text, canonical_date(p_month), s.version::text,
        encode(p_digest, 'hex'), s.sealed_by, s.log_no::text));
    s.hash := v_seal.hash;
    INSERT INTO statement_seals SELECT s.*;
END $function$;
GRANT EXECUTE ON FUNCTION seal_statement TO fundledger_app;

CREATE OR REPLACE FUNCTION public.set_coverage_target(p_fund integer, p_year integer, p_class text, p_percent integer, p_source text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant');
    INSERT INTO coverage_targets (unit_id, year, class_code, percent, source, recorded_at, recorded_by)
    SELECT f.unit_id, p_year, p_class, p_percent, btrim(p_source), ledger_now(), acting_user() FROM funds f WHERE f.fund_id = p_fund;
END $function$;
GRANT EXECUTE ON FUNCTION set_coverage_target TO fundledger_app;

CREATE OR REPLACE FUNCTION public.set_mail_address(p_user text, p_address text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    IF p_address IS NULL THEN
        DELETE FROM mail_addresses WHERE user_name = p_user;
        RETURN;
    END IF;
    INSERT INTO mail_addresses (user_name, address, set_at) VALUES (p_user, btrim(p_address), ledger_now())
    ON CONFLICT (user_name) DO UPDATE SET address = excluded.address, set_at = excluded.set_at;
END $function$;

CREATE OR REPLACE FUNCTION public.set_report_frame(p_fund integer, p_valid_from date, p_superior text, p_issuer text, p_symbol text, p_place text, p_recipients text[], p_on_behalf text, p_instead_of text, p_position text, p_signer text)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE v_no int;
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant');
    PERFORM lock_fund(p_fund);
    v_no := 1 + (SELECT count(*) FROM report_frames WHERE fund_id = p_fund);
    INSERT INTO report_frames VALUES (p_fund, v_no, p_valid_from, nullif(btrim(p_superior), ''), btrim(p_issuer), btrim(p_symbol), btrim(p_place),
        p_recipients, nullif(btrim(p_on_behalf), ''), nullif(btrim(p_instead_of), ''), btrim(p_position), nullif(btrim(p_signer), ''),
        ledger_now(), acting_user());
    RETURN v_no;
END $function$;
GRANT EXECUTE ON FUNCTION set_report_frame TO fundledger_app;

CREATE OR REPLACE FUNCTION public.settle_goods(p_fund integer, p_id bigint, p_key uuid, p_not_given integer[], p_note text, OUT voucher_year smallint, OUT voucher_no integer)
 RETURNS record
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
    d disbursements;
    v vouchers;
    v_lines int[] := ARRAY(SELECT DISTINCT u FROM unnest(p_not_given) u ORDER BY 1);
BEGIN
    PERFORM require_role(p_fund, 'cashier');
    PERFORM lock_fund(p_fund);
    SELECT * INTO d FROM disbursements x WHERE x.fund_id = p_fund AND x.disbursement_id = p_id;
    IF NOT EXISTS (SELECT FROM goods_issues i WHERE i.fund_id = p_fund AND i.disbursement_id = p_id AND i.settled_on IS NULL) THEN
        PERFORM refuse('goods_issue_settled_once', 'No goods of the request are out.');
    END IF;
    IF EXISTS (SELECT FROM unnest(v_lines) u WHERE NOT EXISTS (SELECT FROM request_goods g
            WHERE g.fund_id = p_fund AND g.disbursement_id = p_id AND g.line_no = u AND g.state = 'issued')) THEN
        PERFORM refuse('goods_line_was_issued', 'Only what was issued comes back.');
    END IF;
    IF v_lines <> '{}' THEN
        PERFORM require_long_reason(p_note);
        v := goods_voucher(d, 'PN', v_lines, NULL, btrim(p_note));
        UPDATE request_goods SET state = 'back', note = btrim(p_note)
        WHERE fund_id = p_fund AND disbursement_id = p_id AND state = 'issued' AND line_no = ANY (v_lines);
        PERFORM post_goods_of_lines(v, 'goods_return', p_key, v_lines, 'back');
        PERFORM give_norm_back(p_fund, p_id, l.line_no) FROM disbursement_lines l
        WHERE l.fund_id = p_fund AND l.disbursement_id = p_id AND l.line_no = ANY (v_lines) AND (line_money(l) = 0 OR EXISTS (
            SELECT FROM payment_order_lines o WHERE o.fund_id = p_fund AND o.disbursement_id = p_id AND o.line_no = l.line_no
                AND o.outcome = 'returned'));
    END IF;
    UPDATE request_goods SET state = 'given' WHERE fund_id = p_fund AND disbursement_id = p_id AND state = 'issued';
    UPDATE goods_issues SET settled_on = business_today(), settler = acting_user(), settler_person = acting_person(),
        back_paper = (SELECT g.paper_no FROM goods_papers g
            WHERE (g.fund_id, g.voucher_type, g.voucher_year, g.voucher_no) = (v.fund_id, v.voucher_type, v.voucher_year, v.voucher_no))
    WHERE fund_id = p_fund AND disbursement_id = p_id;
    PERFORM seal_request_goods(p_fund, p_id);
    voucher_year := v.voucher_year; voucher_no := v.voucher_no;
END $function$;
GRANT EXECUTE ON FUNCTION settle_goods TO fundledger_app;

CREATE OR REPLACE FUNCTION public.signed_list_of_order()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE v_of text;
BEGIN
    IF NOT EXISTS (SELECT FROM payment_orders o WHERE o.fund_id = NEW.fund_id AND o.order_no = NEW.order_no AND was_handed_out(o)) THEN
        PERFORM refuse('signed_list_of_handout', 'Only of money that is handed out there is a signed list.');
    END IF;
    SELECT coalesce(x.beneficiary_code, x.recipient) INTO v_of FROM payment_order_lines l
        JOIN disbursement_lines x ON x.fund_id = l.fund_id AND x.disbursement_id = l.disbursement_id AND x.line_no = l.line_no
        WHERE l.fund_id = NEW.fund_id AND l.order_no = NEW.order_no AND l.line_no = NEW.line_no;
    IF NEW.holder <> coalesce(v_of, format('LC-%s-%s', (SELECT code FROM funds WHERE fund_id = NEW.fund_id), NEW.order_no)) THEN
        PERFORM refuse('slip_under_its_childs_key', 'The signed slip of a child lies under the key of that child.');
    END IF;
    RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.signed_list_sealed()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM record_reference(NEW.fund_id, 'signed_list', NEW.order_no || '/' || NEW.scan_no, ARRAY['signed_list', NEW.fund_id::text,
        NEW.order_no::text, NEW.scan_no::text, NEW.scan_id::text, NEW.line_no::text, NEW.media_type, NEW.holder, NEW.key_id,
        encode(NEW.sha256, 'hex'), to_char(NEW.attached_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), NEW.attached_by]);
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.signed_lists_of(p_list text, p_order integer)
 RETURNS TABLE(scan_no integer, line_no integer, holder text, is_shut boolean, media_type text, size integer, attached_by text, attached_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT s.scan_no, s.line_no, s.holder, is_sealed_case(s.holder) AND NOT case_is_open(s.holder), s.media_type, s.size,
        (SELECT u.display_name FROM users u WHERE u.user_name = s.attached_by), s.attached_at
    FROM order_of(p_list, p_order) o JOIN signed_lists s ON s.fund_id = o.fund_id AND s.order_no = o.order_no
    WHERE reads_signed(o) ORDER BY s.scan_no
$function$;
GRANT EXECUTE ON FUNCTION signed_lists_of TO fundledger_app;

CREATE OR REPLACE FUNCTION public.signed_papers(p_list text, p_order integer)
 RETURNS TABLE(line_no integer, holder text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT NULL::int, format('LC-%s-%s', p_list, p_order) FROM order_of(p_list, p_order) o WHERE keeps_signed(o) AND o.line_count > 1
    UNION ALL
    SELECT l.line_no, coalesce(x.beneficiary_code, x.recipient)
    FROM order_of(p_list, p_order) o JOIN payment_order_lines l ON l.fund_id = o.fund_id AND l.order_no = p_order
    JOIN disbursement_lines x ON x.fund_id = l.fund_id AND x.disbursement_id = l.disbursement_id AND x.line_no = l.line_no
    WHERE keeps_signed(o) AND (o.line_count = 1 OR x.class_code IS NOT DISTINCT FROM 'protected')
    ORDER BY 1 NULLS FIRST
$function$;
GRANT EXECUTE ON FUNCTION signed_papers TO fundledger_app;

CREATE OR REPLACE FUNCTION public.signer_took_no_part()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    IF EXISTS (SELECT FROM payment_orders o WHERE o.fund_id = NEW.fund_id AND o.order_no = NEW.order_no
            AND took_part(o.fund_id, o.disbursement_id, NEW.name)) THEN
        PERFORM refuse('receiver_took_no_part', 'Who asked, approved or pays does not sign for the money.');
    END IF;
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.split_children(p_code text, p_reason text)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE e child_events; m child_events;
BEGIN
    PERFORM require_role_for_unit((SELECT unit_id FROM beneficiaries WHERE beneficiary_code = p_code), 'commune_officer', 'fund_accountant', 'approver');
    IF merged_into(p_code) IS NULL THEN PERFORM refuse('merge_to_undo', format('%s is not merged.', p_code)); END IF;
    PERFORM hold_pair(p_code, merged_into(p_code), 'commune_officer', 'fund_accountant', 'approver');
    SELECT * INTO m FROM child_events c WHERE c.beneficiary_code = p_code AND c.event = 'merged' AND child_event_holds(c.event_no);
    IF m.event_no IS NULL THEN PERFORM refuse('merge_to_undo', format('%s is not merged.', p_code)); END IF;
    IF (SELECT person_id FROM users WHERE user_name = m.recorded_by) = acting_person() THEN
        PERFORM refuse('splitter_is_not_merger', 'Another person undoes a merge than who decided it.');
    END IF;
    e.beneficiary_code := p_code; e.event := 'corrected'; e.reason := p_reason; e.cancels_event_no := m.event_no;
    RETURN insert_pair_event(e);
END $function$;
GRANT EXECUTE ON FUNCTION split_children TO fundledger_app;

CREATE OR REPLACE FUNCTION public.staff_above(p_fund integer)
 RETURNS TABLE(unit text, fund text, user_name text, display_name text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT DISTINCT ON (u.display_name, u.user_name) above.name, f.code, u.user_name, u.display_name
    FROM funds mine JOIN units own USING (unit_id) JOIN units above ON above.unit_id = own.parent_unit_id
    JOIN funds f ON f.unit_id = above.unit_id JOIN user_roles r ON r.fund_id = f.fund_id JOIN users u USING (user_name)
    WHERE mine.fund_id = p_fund AND p_fund = ANY (readable_funds()) AND u.disabled_at IS NULL
        AND r.role IN ('fund_accountant', 'approver', 'cashier')
    ORDER BY u.display_name, u.user_name, f.code
$function$;
GRANT EXECUTE ON FUNCTION staff_above TO fundledger_app;

CREATE OR REPLACE FUNCTION public.start_closing(p_fund integer, p_month date)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant');
    PERFORM lock_fund(p_fund);
    PERFORM require_next_month(p_fund, p_month);
    UPDATE period_states SET closing_month = p_month, closing_person = acting_person() WHERE fund_id = p_fund AND closing_month IS NULL;
    IF NOT FOUND THEN PERFORM refuse('period_in_its_state', 'The month is being closed already.'); END IF;
    PERFORM add_period_event(p_fund, p_month, 'closing', NULL, NULL, NULL);
END $function$;
GRANT EXECUTE ON FUNCTION start_closing TO fundledger_app;

CREATE OR REPLACE FUNCTION public.step_moves_forward()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.decided_by IS NOT NULL OR EXISTS (SELECT FROM disbursement_events e
                WHERE e.fund_id = NEW.fund_id AND e.disbursement_id = NEW.disbursement_id) THEN
            PERFORM refuse('steps_frozen', 'The steps of a request are those it was asked with, none of them taken.');
        END IF;
    ELSIF OLD.decided_by IS NOT NULL
        OR to_jsonb(OLD) - '{decided_by,decided_person,in_name_of,in_name_person}'::text[]
           <> to_jsonb(NEW) - '{decided_by,decided_person,in_name_of,in_name_person}'::text[]
        OR NOT EXISTS (SELECT FROM disbursements d WHERE d.fund_id = NEW.fund_id AND d.disbursement_id = NEW.disbursement_id AND d.status = 'requested') THEN
        PERFORM refuse('steps_frozen', 'A step is taken once, while the request waits.');
    ELSIF EXISTS (SELECT FROM disbursement_steps s WHERE s.fund_id = NEW.fund_id AND s.disbursement_id = NEW.disbursement_id
                  AND s.step < NEW.step AND s.decided_by IS NULL) THEN
        PERFORM refuse('steps_in_order', 'The lowest step is taken first.');
    END IF;
    RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.step_to_take(p_fund integer, p_id bigint)
 RETURNS disbursement_steps
 LANGUAGE plpgsql
 STABLE
AS $function$
DECLARE s disbursement_steps := step_with_hand(p_fund, p_id);
BEGIN
    IF s.requester_person = acting_person() THEN PERFORM refuse('approver_is_not_requester', 'Who asked does not decide.'); END IF;
    IF s.step IS NOT NULL AND s.decided_by IS NULL THEN PERFORM refuse('step_has_its_hands', format('Step %s is not this person''s to decide.', s.step)); END IF;
    RETURN s;
END $function$;

CREATE OR REPLACE FUNCTION public.step_waits_for_pairs()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM refuse_undecided(NEW.fund_id, NEW.disbursement_id, NULL);
    RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.step_with_hand(p_fund integer, p_id bigint)
 RETURNS disbursement_steps
 LANGUAGE plpgsql
 STABLE
AS $function$
DECLARE
    s disbursement_steps;
    h record;
BEGIN
    SELECT * INTO s FROM disbursement_steps x WHERE x.fund_id = p_fund AND x.disbursement_id = p_id AND x.decided_by IS NULL ORDER BY x.step LIMIT 1;
    SELECT * INTO h FROM approval_hands_of(p_fund) a WHERE a.level_code = s.level_code AND a.user_name = acting_user()
        AND s.requester_person NOT IN (a.person_id, a.in_name_person)
        AND NOT EXISTS (SELECT FROM disbursement_steps t WHERE t.fund_id = p_fund AND t.disbursement_id = p_id
            AND (t.decided_person = a.person_id OR t.in_name_person = a.in_name_person))
    ORDER BY a.in_name_of <> a.user_name, a.in_name_of LIMIT 1;
    s.decided_by := h.user_name; s.decided_person := h.person_id; s.in_name_of := h.in_name_of; s.in_name_person := h.in_name_person;
    RETURN s;
END $function$;

CREATE OR REPLACE FUNCTION public.steps_by_ladder(p_fund integer, p_id bigint)
 RETURNS SETOF disbursement_steps
 LANGUAGE plpgsql
 STABLE
AS $function$
DECLARE
    d disbursements;
    v_ladder int;
    v_sum bigint;
    v_case bigint;
    v_levels text[];
    v_unknown text;
BEGIN
    SELECT * INTO d FROM disbursements x WHERE x.fund_id = p_fund AND x.disbursement_id = p_id;
    v_ladder := ladder_in_force(p_fund, d.requested_on);
    IF v_ladder IS NULL THEN PERFORM refuse('ladder_in_force', 'The fund has no ladder: nobody could approve.'); END IF;
    WITH own AS (SELECT coalesce(l.beneficiary_code, l.recipient) AS recipient, l.amount FROM disbursement_lines l
                 WHERE l.fund_id = p_fund AND l.disbursement_id = p_id),
    recent AS (SELECT r.recipient, r.amount FROM recent_support(p_fund, d.support_kind, d.occasion_code, d.occasion_year,
                 (SELECT array_agg(o.recipient) FROM own o), p_id, d.requested_on) r),
    each AS (SELECT sum(a.amount) AS amount, bool_or(a.is_own) AS is_own FROM (
                 SELECT o.recipient, o.amount, true AS is_own FROM own o UNION ALL SELECT r.recipient, r.amount, false FROM recent r) a
             GROUP BY a.recipient)
    SELECT (SELECT sum(a.amount) FROM (TABLE own UNION ALL TABLE recent) a), (SELECT max(e.amount) FROM each e WHERE e.is_own)
    INTO v_sum, v_case;
    v_levels := ARRAY(SELECT DISTINCT CASE WHEN l.exception_number IS NULL THEN n.approver_level ELSE coalesce(n.exception_level, n.approver_level) END
        FROM disbursement_lines l JOIN norm_lines n USING (decision_id, line_code) WHERE l.fund_id = p_fund AND l.disbursement_id = p_id);
    SELECT u INTO v_unknown FROM unnest(v_levels) u WHERE NOT EXISTS (SELECT FROM approval_steps s
        WHERE s.fund_id = p_fund AND s.ladder_no = v_ladder AND u = ANY (s.norm_levels || s.level_code)) LIMIT 1;
    IF v_unknown IS NOT NULL THEN
        PERFORM refuse('ladder_knows_level', format('The norm asks for %s, who is on no step of the ladder.', v_unknown));
    END IF;
    RETURN QUERY SELECT p_fund, p_id, s.step, s.ladder_no, s.level_code, s.name_vi, s.name_en, v_sum, d.requester_person, NULL::text, NULL::bigint,
            NULL::text, NULL::bigint
        FROM approval_steps s WHERE s.fund_id = p_fund AND s.ladder_no = v_ladder AND s.step <= (SELECT max(m.step) FROM approval_steps m
            WHERE m.fund_id = p_fund AND m.ladder_no = v_ladder
                AND (m.step = 1 OR v_sum > m.above_total OR v_case > m.above_case OR v_levels && (m.norm_levels || m.level_code)))
        ORDER BY s.step;
END $function$;

CREATE OR REPLACE FUNCTION public.steps_have_hands(p_fund integer, p_levels text[], p_requester bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
    WITH hands AS (SELECT DISTINCT array_position(p_levels, h.level_code) - 1 AS place, h.person_id FROM approval_hands_of(p_fund) h
                   WHERE h.level_code = ANY (p_levels) AND p_requester NOT IN (h.person_id, h.in_name_person))
    SELECT NOT EXISTS (SELECT FROM generate_series(1, (1 << cardinality(p_levels)) - 1) choice
        WHERE (SELECT count(DISTINCT h.person_id) FROM hands h WHERE choice >> h.place & 1 = 1) < bit_count(choice::bit(8)))
$function$;

CREATE OR REPLACE FUNCTION public.stock_as_reserved()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
BEGIN
    IF EXISTS (SELECT FROM added a
            LEFT JOIN (SELECT g.fund_id, g.disbursement_id, g.line_no, sum(g.quantity * g.unit_value)::bigint AS worth FROM request_goods g
                WHERE (g.fund_id, g.disbursement_id) IN (SELECT x.fund_id, x.disbursement_id FROM added x) GROUP BY 1, 2, 3) r
                USING (fund_id, disbursement_id, line_no)
            WHERE a.stock IS DISTINCT FROM r.worth) THEN
        PERFORM refuse('stock_as_reserved', 'A line says what the goods are worth that are reserved for it.');
    END IF;
    IF EXISTS (SELECT FROM added a JOIN request_goods g USING (fund_id, disbursement_id, line_no) JOIN goods_lots l USING (fund_id, lot_no)
               JOIN disbursements d USING (fund_id, disbursement_id) WHERE l.pool_id <> d.pool_id) THEN
        PERFORM refuse('goods_of_the_pool', 'Goods are given out of the pool of their request.');
    END IF;
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.submit_disbursement(p_fund integer, p_key uuid, p_support_kind text, p_occasion text, p_year integer, p_need text, p_pool integer, p_decision integer, p_judged_on date, p_beneficiary text[], p_class text[], p_line_code text[], p_cost bigint[], p_insurance bigint[], p_other_aid bigint[], p_case_reference text[], p_allowed bigint[], p_amount bigint[], p_reasons_vi text[], p_reasons_en text[], p_variant text[] DEFAULT NULL::text[], p_quantities text[] DEFAULT NULL::text[], p_exception jsonb DEFAULT NULL::jsonb, p_paper bytea DEFAULT NULL::bytea, p_goods bigint[] DEFAULT NULL::bigint[])
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
 SET enable_seqscan TO 'off'
AS $function$
DECLARE
    v_id bigint;
    v_total bigint := (SELECT sum(a) FROM unnest(p_amount) a);
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant', 'commune_officer');
    PERFORM lock_fund(p_fund);
    PERFORM FROM beneficiaries b WHERE b.beneficiary_code = ANY (p_beneficiary) ORDER BY b.beneficiary_code FOR SHARE;
    IF EXISTS (SELECT FROM unnest(p_beneficiary, p_class) u(code, class) LEFT JOIN beneficiaries b ON b.beneficiary_code = u.code
               WHERE u.class IS NOT NULL AND (b.unit_id IS NULL OR NOT b.unit_id = ANY ((SELECT units_of_fund(p_fund))::int[]))) THEN
        PERFORM refuse('beneficiary_in_scope', 'A fund supports the children of its own unit and its communes.');
    END IF;
    v_id := next_number(p_fund, 'disbursement');
    INSERT INTO disbursements VALUES (p_fund, v_id, p_support_kind, p_occasion, p_year, p_need, p_pool, p_decision, p_judged_on,
        business_today(), v_total, cardinality(p_beneficiary), 'requested', acting_user(), acting_person());
    IF p_paper IS NOT NULL THEN
        INSERT INTO exception_papers VALUES (p_fund, v_id, p_exception ->> 'fileName', p_exception ->> 'mediaType', p_paper);
    END IF;
    INSERT INTO disbursement_lines
    SELECT p_fund, v_id, i, b.beneficiary_code, u.class, CASE WHEN u.class IS NULL THEN unit_of_recipient(p_fund, n.payee, u.beneficiary)
            WHEN u.class <> 'protected' THEN b.unit_id END, p_decision, u.line_code,
        u.cost, u.insurance, u.other_aid, nullif(upper(btrim(u.case_reference)), ''), u.allowed, u.amount, u.reasons_vi, u.reasons_en,
        coalesce(p_variant[i], ''), p_quantities[i]::jsonb, p_exception ->> 'number',
        (p_exception ->> 'date')::date, p_exception ->> 'reason', encode(sha256(p_paper), 'hex'),
        CASE WHEN u.class IS NULL THEN u.beneficiary END, p_goods[i],
        r.worth
    FROM unnest(p_beneficiary, p_class, p_line_code, p_cost, p_insurance, p_other_aid, p_case_reference, p_allowed, p_amount, p_reasons_vi,
        p_reasons_en) WITH ORDINALITY u(beneficiary, class, line_code, cost, insurance, other_aid, case_reference, allowed, amount,
        reasons_vi, reasons_en, i)
    LEFT JOIN (SELECT g.line_no, sum(g.quantity * g.unit_value) AS worth FROM request_goods g
               WHERE g.fund_id = p_fund AND g.disbursement_id = v_id GROUP BY g.line_no) r ON r.line_no = u.i
    LEFT JOIN norm_lines n ON n.decision_id = p_decision AND n.line_code = u.line_code
    LEFT JOIN beneficiaries b ON b.beneficiary_code = u.beneficiary AND u.class IS NOT NULL
    ORDER BY u.beneficiary;
    -- Whatever is planned from here on would take the lines for a few, and look for each among all.
    IF cardinality(p_beneficiary) >= 1000 THEN ANALYZE disbursement_lines, norm_usages, norm_usage_totals; END IF;
    PERFORM add_disbursement_event(p_fund, v_id, 'requested', NULL);
    v_total := request_money(p_fund, v_id);
    IF v_total = 0 THEN RETURN v_id; END IF;
    PERFORM post_entries(commitment_of_disbursement(p_fund, v_id, 'commitment', p_key),
        ARRAY[posting_line(1, 1, 'committed', p_pool, 'debit', v_total), posting_line(1, 2, 'commitment_control', p_pool, 'credit', v_total)]);
    RETURN v_id;
END $function$;
GRANT EXECUTE ON FUNCTION submit_disbursement TO fundledger_app;

CREATE OR REPLACE FUNCTION public.support_received(p_codes text[])
 RETURNS TABLE(beneficiary_code text, fund_code text, fund_vi text, fund_en text, entry_no bigint, entry_date date, voucher text, support_kind text, occasion_code text, occasion_year smallint, decision_id integer, norm_line text, amount bigint)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT p.beneficiary_code, f.code, f.name_vi, f.name_en, e.entry_no, e.entry_date,
        e.voucher_type || '-' || e.voucher_year || '-' || lpad(e.voucher_no::text, greatest(5, length(e.voucher_no::text)), '0'),
        p.support_kind, p.occasion_code, p.occasion_year, p.decision_id, p.norm_line, p.amount
    FROM postings p JOIN journal_entries e USING (fund_id, book, entry_no) JOIN funds f USING (fund_id)
    JOIN beneficiaries b USING (beneficiary_code)
    WHERE p.beneficiary_code = ANY (p_codes) AND p.book = 'financial' AND p.account_code = 'fund_balance'
        AND b.unit_id = ANY ((SELECT readable_units())::int[])
$function$;
GRANT EXECUTE ON FUNCTION support_received TO fundledger_app;

CREATE OR REPLACE FUNCTION public.take_closing_back(p_fund integer, p_month date)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant');
    PERFORM lock_fund(p_fund);
    UPDATE period_states SET closing_month = NULL, closing_person = NULL WHERE fund_id = p_fund AND closing_month = p_month;
    IF NOT FOUND THEN PERFORM refuse('period_in_its_state', 'The month is not being closed.'); END IF;
    PERFORM add_period_event(p_fund, p_month, 'taken_back', NULL, NULL, NULL);
END $function$;
GRANT EXECUTE ON FUNCTION take_closing_back TO fundledger_app;

CREATE OR REPLACE FUNCTION public.take_mails(p_most integer)
 RETURNS TABLE(fund_id integer, fund text, notice_no bigint, message_id uuid, address text, subject text, subject_no bigint, event text, must_act boolean)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM require_mailer();
    RETURN QUERY
    WITH due AS (
        SELECT m.fund_id, m.notice_no, f.code, a.address, n.subject, n.subject_no, n.event, n.must_act
        FROM notice_mails m JOIN notices n USING (fund_id, notice_no) JOIN users u USING (user_name) JOIN mail_addresses a USING (user_name)
        JOIN funds f USING (fund_id)
        WHERE m.sent_at IS NULL AND m.given_up_at IS NULL AND m.next_try_at <= ledger_now() AND a.is_wanted AND u.disabled_at IS NULL
            AND EXISTS (SELECT FROM user_roles r WHERE r.user_name = n.user_name AND r.fund_id = m.fund_id)
        ORDER BY m.next_try_at, m.notice_no LIMIT p_most FOR UPDATE OF m SKIP LOCKED),
    put_off AS (
        UPDATE notice_mails m SET tries = m.tries + 1,
            next_try_at = ledger_now() + least(interval '1 minute' * power(2, m.tries), interval '4 hours')
        FROM due d WHERE m.fund_id = d.fund_id AND m.notice_no = d.notice_no RETURNING m.fund_id, m.notice_no, m.message_id)
    SELECT d.fund_id, d.code, d.notice_no, p.message_id, d.address, d.subject, d.subject_no, d.event, d.must_act
    FROM due d JOIN put_off p USING (fund_id, notice_no) ORDER BY d.notice_no;
END $function$;
GRANT EXECUTE ON FUNCTION take_mails TO fundledger_app;

CREATE OR REPLACE FUNCTION public.take_order_file(p_fund integer, p_order integer)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE o payment_orders;
BEGIN
    PERFORM lock_fund(p_fund);
    SELECT * INTO o FROM payment_orders x WHERE x.fund_id = p_fund AND x.order_no = p_order;
    PERFORM refuse_unpayable(p_fund, o.disbursement_id, ARRAY(SELECT l.line_no FROM payment_order_lines l
        WHERE l.fund_id = p_fund AND l.order_no = p_order));
    PERFORM move_payment_order(p_fund, p_order, 'file_taken', 'prepared', 'unknown', NULL);
END $function$;
GRANT EXECUTE ON FUNCTION take_order_file TO fundledger_app;

CREATE OR REPLACE FUNCTION public.take_up_returned(p_fund integer, p_id bigint)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE v_reason text;
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant', 'commune_officer');
    SELECT e.reason INTO v_reason FROM disbursement_events e WHERE e.fund_id = p_fund AND e.disbursement_id = p_id AND e.event = 'returned';
    IF NOT FOUND THEN PERFORM refuse('mends_what_was_returned', format('Request %s was not returned.', p_id)); END IF;
    RETURN v_reason;
END $function$;
GRANT EXECUTE ON FUNCTION take_up_returned TO fundledger_app;

CREATE OR REPLACE FUNCTION public.tell(p_fund integer, p_subject text, p_no bigint, p_event text, p_know text[] DEFAULT '{}'::text[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
    INSERT INTO notices (fund_id, user_name, subject, subject_no, event, must_act, told_at)
    SELECT p_fund, x.user_name, p_subject, p_no, p_event, bool_or(x.must_act), ledger_now()
    FROM (SELECT w.user_name, true AS must_act FROM who_acts_next(p_fund, p_subject, p_no) w
          UNION ALL SELECT k, false FROM unnest(p_know) k) x JOIN users u USING (user_name)
    WHERE u.disabled_at IS NULL
        AND u.person_id IS DISTINCT FROM (SELECT a.person_id FROM users a WHERE a.user_name = acting_hand())
        -- A norm and a sealed case concern several funds; who works in two of them is told once.
        AND NOT (p_subject IN ('norm', 'identity') AND EXISTS (SELECT FROM notices n WHERE n.user_name = x.user_name
            AND (n.subject, n.subject_no, n.event, n.told_at) = (p_subject, p_no, p_event, ledger_now())))
    GROUP BY x.user_name;
END $function$;

CREATE OR REPLACE FUNCTION public.tell_apart(p_code text, p_other text, p_reason text, p_own_mark bytea, p_other_mark bytea)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE e child_events;
BEGIN
    PERFORM hold_pair(p_code, p_other, 'commune_officer', 'fund_accountant');
    IF is_sealed_case(p_code) OR is_sealed_case(p_other) THEN
        PERFORM refuse('sealed_pair_not_told', 'Of a sealed case it is not written down whom it resembles.');
    END IF;
    e.beneficiary_code := p_code; e.event := 'told_apart'; e.reason := p_reason; e.other_code := p_other;
    e.own_mark := p_own_mark; e.other_mark := p_other_mark;
    RETURN insert_pair_event(e);
END $function$;
GRANT EXECUTE ON FUNCTION tell_apart TO fundledger_app;

CREATE OR REPLACE FUNCTION public.tell_of_adjustment()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM tell(NEW.fund_id, 'adjustment', NEW.adjustment_id, NEW.event,
        ARRAY(SELECT a.requester FROM adjustments a WHERE a.fund_id = NEW.fund_id AND a.adjustment_id = NEW.adjustment_id
              AND NEW.event IN ('posted', 'rejected')));
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.tell_of_broken_alarm()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM tell_watchers(f.fund_id, NEW.run_no, 'alarm_broken') FROM funds f;
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.tell_of_delegation()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM tell(NEW.fund_id, 'delegation', NEW.delegation_no, CASE TG_OP WHEN 'INSERT' THEN 'made' ELSE 'ended' END, ARRAY[NEW.holder, NEW.delegate]);
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.tell_of_faults()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM tell_watchers(a.fund_id, a.run_no, 'found') FROM (SELECT DISTINCT fund_id, run_no FROM added) a;
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.tell_of_goods_issue()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM tell(NEW.fund_id, 'disbursement', NEW.disbursement_id, CASE WHEN NEW.settled_on IS NULL THEN 'goods_issued' ELSE 'goods_settled' END,
        ARRAY(SELECT d.requester FROM disbursements d WHERE d.fund_id = NEW.fund_id AND d.disbursement_id = NEW.disbursement_id));
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.tell_of_goods_loss()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM tell(NEW.fund_id, 'goods_loss', NEW.loss_no, NEW.status, CASE NEW.status WHEN 'asked' THEN '{}' ELSE ARRAY[NEW.asker] END);
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.tell_of_identity()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE r identity_requests;
BEGIN
    SELECT * INTO r FROM identity_requests q WHERE q.request_no = NEW.request_no;
    PERFORM tell(f.fund_id, 'identity', NEW.request_no,
        CASE WHEN TG_TABLE_NAME = 'identity_requests' THEN 'asked' WHEN (to_jsonb(NEW) ->> 'is_granted')::boolean THEN 'granted' ELSE 'refused' END,
        CASE WHEN TG_TABLE_NAME = 'identity_answers' AND EXISTS (SELECT FROM user_roles u WHERE u.user_name = r.requester AND u.fund_id = f.fund_id)
            THEN ARRAY[r.requester] ELSE '{}' END)
    FROM funds f JOIN beneficiaries b ON b.beneficiary_code = r.beneficiary_code WHERE b.unit_id = ANY (units_of_fund(f.fund_id));
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.tell_of_ladder()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM tell(NEW.fund_id, 'ladder', NEW.ladder_no, NEW.status, CASE NEW.status WHEN 'proposed' THEN '{}' ELSE ARRAY[NEW.proposer] END);
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.tell_of_late_advances()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM tell(o.fund_id, 'payment', o.order_no, 'overdue',
        ARRAY(SELECT h.user_name FROM holders_of(o.fund_id, 'fund_accountant') h) || officer_of_order(o.fund_id, o.order_no))
    FROM payment_orders o
    WHERE o.way = 'advance' AND o.status = 'sent' AND o.settle_by < business_today() AND NOT EXISTS (SELECT FROM notices n
        WHERE n.fund_id = o.fund_id AND n.subject = 'payment' AND n.subject_no = o.order_no AND n.event = 'overdue');
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.tell_of_norm()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM tell(f.fund_id, 'norm', NEW.decision_id, NEW.event,
        CASE WHEN NEW.event IN ('returned', 'published') THEN ARRAY(SELECT e.actor FROM norm_decision_events e
            WHERE e.decision_id = NEW.decision_id AND e.event = 'proposed' ORDER BY e.event_no DESC LIMIT 1) ELSE '{}' END)
    FROM norm_decisions n JOIN funds f ON f.unit_id = n.issuing_unit_id WHERE n.decision_id = NEW.decision_id;
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.tell_of_order()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM tell(NEW.fund_id, 'payment', NEW.order_no, NEW.step, CASE NEW.step
        WHEN 'file_taken' THEN ARRAY(SELECT h.user_name FROM holders_of(NEW.fund_id, 'fund_accountant') h)
        ELSE officer_of_order(NEW.fund_id, NEW.order_no) END);
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.tell_of_period()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM tell(NEW.fund_id, 'period', to_char(NEW.month, 'YYYYMM')::bigint, NEW.event, CASE NEW.event
        WHEN 'closing' THEN ARRAY(SELECT h.user_name FROM holders_of(NEW.fund_id, 'approver') h)
        ELSE ARRAY(SELECT q.actor FROM period_events q WHERE q.fund_id = NEW.fund_id AND q.log_no = NEW.answers) END);
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.tell_of_reports()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM tell(d.fund_id, 'report', d.due_no, e.event)
    FROM report_dues d
    CROSS JOIN LATERAL (SELECT CASE WHEN d.due_on < business_today() THEN 'overdue' ELSE 'due_soon' END AS event) e
    WHERE d.due_on - d.tell_days <= business_today()
        AND NOT EXISTS (SELECT FROM report_answers a WHERE a.fund_id = d.fund_id AND a.due_no = d.due_no)
        AND NOT EXISTS (SELECT FROM notices n WHERE n.fund_id = d.fund_id AND n.subject = 'report' AND n.subject_no = d.due_no
            AND n.event = e.event);
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.tell_of_request()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM tell(NEW.fund_id, 'disbursement', NEW.disbursement_id, NEW.event,
        ARRAY(SELECT d.requester FROM disbursements d WHERE d.fund_id = NEW.fund_id AND d.disbursement_id = NEW.disbursement_id));
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.tell_of_transfer()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM tell(NEW.fund_id, 'transfer', NEW.transfer_id, NEW.event,
        ARRAY(SELECT t.requester FROM pool_transfers t WHERE t.fund_id = NEW.fund_id AND t.transfer_id = NEW.transfer_id
              AND NEW.event IN ('posted', 'rejected')));
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.tell_of_year_plan()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM tell(NEW.fund_id, 'year_plan', NEW.plan_no, 'proposed');
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.tell_of_year_plan_decision()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM tell(NEW.fund_id, 'year_plan', NEW.plan_no, CASE WHEN NEW.is_adopted THEN 'adopted' ELSE 'rejected' END,
        ARRAY(SELECT y.proposed_by FROM year_plans y WHERE y.fund_id = NEW.fund_id AND y.plan_no = NEW.plan_no));
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.tell_watchers(p_fund integer, p_run bigint, p_event text)
 RETURNS void
 LANGUAGE sql
AS $function$
    SELECT tell(p_fund, 'check', p_run, p_event,
        ARRAY(SELECT h.user_name FROM holders_of(p_fund, 'auditor') h UNION SELECT h.user_name FROM holders_of(p_fund, 'administrator') h))
$function$;

CREATE OR REPLACE FUNCTION public.terms_instant(p_at timestamp with time zone)
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$
    SELECT to_char(p_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')
$function$;

CREATE OR REPLACE FUNCTION public.took_part(p_fund integer, p_id bigint, p_name text)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
    SELECT EXISTS (SELECT FROM hands_of_request(p_fund, p_id) h JOIN persons p USING (person_id)
        WHERE lower(btrim(p_name) COLLATE "vi-VN-x-icu") = lower(btrim(p.full_name) COLLATE "vi-VN-x-icu"))
$function$;

CREATE OR REPLACE FUNCTION public.took_the_money(o payment_orders)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
    SELECT CASE o.way
        WHEN 'advance' THEN o.officer_person = acting_person() AND EXISTS (SELECT FROM users u WHERE u.user_name = acting_user() AND u.disabled_at IS NULL)
        WHEN 'cash' THEN actor_has_role(o.fund_id, 'cashier') AND NOT EXISTS (SELECT FROM disbursements d
            LEFT JOIN disbursement_steps s USING (fund_id, disbursement_id)
            WHERE d.fund_id = o.fund_id AND d.disbursement_id = o.disbursement_id
                AND acting_person() IN (d.requester_person, d.approver_person, s.decided_person))
        ELSE false END
$function$;

CREATE OR REPLACE FUNCTION public.transfer_needs_decision(p_fund integer, p_from integer, p_to integer)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
    SELECT sf.is_budget OR st.is_budget
        OR (f.support_kinds IS NOT NULL AND (t.support_kinds IS NULL OR NOT t.support_kinds <@ f.support_kinds))
        OR (f.occasion_codes IS NOT NULL AND (t.occasion_codes IS NULL OR NOT t.occasion_codes <@ f.occasion_codes))
    FROM pools f JOIN source_kinds sf ON sf.source_kind = f.source_kind
    JOIN pools t ON t.fund_id = f.fund_id JOIN source_kinds st ON st.source_kind = t.source_kind
    WHERE f.fund_id = p_fund AND f.pool_id = p_from AND t.pool_id = p_to
$function$;
GRANT EXECUTE ON FUNCTION transfer_needs_decision TO fundledger_app;

CREATE OR REPLACE FUNCTION public.trial_digest(p_fund integer)
 RETURNS bytea
 LANGUAGE sql
 STABLE
AS $function$
    SELECT sha256(canonical('trial-balance', f.code)
        || coalesce((SELECT string_agg(canonical('pool', b.pool_id::text, b.liquid::text, b.committed::text, b.goods::text), ''::bytea
                ORDER BY b.pool_id)
            FROM pool_balances b WHERE b.fund_id = f.fund_id AND (b.liquid, b.committed, b.goods) <> (0, 0, 0)), '')
        || coalesce((SELECT string_agg(canonical('money', m.account_code, m.balance::text), ''::bytea ORDER BY m.account_code COLLATE "C")
            FROM money_balances m WHERE m.fund_id = f.fund_id AND m.balance <> 0), ''))
    FROM funds f WHERE f.fund_id = p_fund
$function$;

CREATE OR REPLACE FUNCTION public.try_mails_again()
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE v_count int;
BEGIN
    UPDATE notice_mails SET given_up_at = NULL, tries = 0, next_try_at = queued_at WHERE sent_at IS NULL;
    GET DIAGNOSTICS v_count = ROW_COUNT;
    RETURN v_count;
END $function$;

CREATE OR REPLACE FUNCTION public.unanswered_requests(p_before timestamp with time zone)
 RETURNS TABLE(fund_id integer, request_key uuid, request text, recorded_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT k.fund_id, k.request_key, k.request, k.recorded_at FROM request_keys k
    WHERE k.answer IS NULL AND k.recorded_at < p_before AND k.fund_id = ANY ((SELECT readable_funds())::int[])
$function$;
GRANT EXECUTE ON FUNCTION unanswered_requests TO fundledger_app;

CREATE OR REPLACE FUNCTION public.undo_group_event(e child_events)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
    IF e.event = 'group_added' THEN
        DELETE FROM beneficiary_classes c WHERE c.beneficiary_code = e.beneficiary_code AND c.class_code = e.class_code
            AND c.valid_from = e.happened_on AND c.valid_to IS NULL;
    ELSIF e.event = 'group_ended' THEN
        UPDATE beneficiary_classes c SET valid_to = NULL WHERE c.beneficiary_code = e.beneficiary_code AND c.class_code = e.class_code
            AND c.valid_to = e.happened_on - 1;
    ELSE
        RETURN;
    END IF;
    IF NOT FOUND THEN PERFORM refuse_child_event('The group changed again since: correct the later event first.'); END IF;
END $function$;

CREATE OR REPLACE FUNCTION public.unit_of_recipient(p_fund integer, p_payee text, p_recipient text)
 RETURNS integer
 LANGUAGE sql
 STABLE
AS $function$
    SELECT CASE p_payee
        WHEN 'household' THEN (SELECT h.unit_id FROM households h
                               WHERE h.household_code = p_recipient AND h.unit_id = ANY (units_of_fund(p_fund)))
        WHEN 'institution' THEN (SELECT i.unit_id FROM institutions i
                                 WHERE i.institution_code = p_recipient AND i.unit_id = ANY (units_of_fund(p_fund)))
        WHEN 'fund' THEN (SELECT f.unit_id FROM funds f WHERE f.fund_id = p_fund AND f.code = p_recipient) END
$function$;

CREATE OR REPLACE FUNCTION public.unit_on(p_code text, p_on date)
 RETURNS integer
 LANGUAGE sql
 STABLE
AS $function$
    SELECT coalesce(
        (SELECT e.from_unit FROM child_events e WHERE e.beneficiary_code = p_code AND e.event = 'moved' AND e.happened_on > p_on
         ORDER BY e.happened_on, e.event_no LIMIT 1),
        (SELECT b.unit_id FROM beneficiaries b WHERE b.beneficiary_code = p_code))
$function$;
GRANT EXECUTE ON FUNCTION unit_on TO fundledger_app;

CREATE OR REPLACE FUNCTION public.units_of_fund(p_fund integer)
 RETURNS integer[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    WITH RECURSIVE mine AS (
        SELECT unit_id FROM funds WHERE fund_id = p_fund
        UNION SELECT u.unit_id FROM units u JOIN mine m ON u.parent_unit_id = m.unit_id)
    SELECT array_agg(unit_id) FROM mine
$function$;
GRANT EXECUTE ON FUNCTION units_of_fund TO fundledger_app;

CREATE OR REPLACE FUNCTION public.used_up_together(l disbursement_lines)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
    SELECT cardinality(c.codes) > 1 AND EXISTS (
        SELECT FROM norm_usages u
        WHERE (u.fund_id, u.disbursement_id, u.line_no) = (l.fund_id, l.disbursement_id, l.line_no) AND u.delta = 1
            AND CASE WHEN u.allowed = 32767
                THEN (SELECT sum(t.used) FROM norm_usage_totals t WHERE t.usage_key = u.usage_key AND t.beneficiary_code = ANY (c.codes)
                    AND t.beneficiary_code <> l.beneficiary_code) > 0
                ELSE (SELECT sum(t.used) FROM norm_usage_totals t WHERE t.usage_key = u.usage_key AND t.beneficiary_code = ANY (c.codes))
                    > u.allowed END)
    FROM (SELECT codes_of_child(l.beneficiary_code) AS codes) c
$function$;

CREATE OR REPLACE FUNCTION public.value_goods(p_fund integer, p_key uuid, p_lot integer, p_date date, p_unit_value bigint, p_basis text, p_basis_number text, p_basis_date date, OUT voucher_year smallint, OUT voucher_no integer)
 RETURNS record
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
    v vouchers;
    b goods_balances;
    v_paper bigint;
    v_entry bigint;
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant');
    PERFORM lock_fund(p_fund);
    SELECT * INTO b FROM goods_balances WHERE fund_id = p_fund AND lot_no = p_lot;
    IF NOT FOUND OR b.on_hand = 0 THEN PERFORM refuse('goods_valued_once', 'Only a lot in stock is valued.'); END IF;
    v.fund_id := p_fund; v.voucher_type := 'DG'; v.voucher_date := p_date; v.money_account := 'goods'; v.pool_id := b.pool_id;
    v.amount := b.on_hand * p_unit_value;
    v := write_voucher(v, NULL, NULL, concat_ws(' ', 'Lô', p_lot), concat_ws(', ', btrim(p_basis_number), to_char(p_basis_date, 'DD/MM/YYYY')));
    v_paper := add_goods_paper(v, 'valuation');
    INSERT INTO goods_valuations VALUES (p_fund, v_paper, p_lot, p_unit_value, p_basis, btrim(p_basis_number), p_basis_date);
    v_entry := (post_entries(entry_of(v, 'goods_valuation', p_key), ARRAY[posting_line(1, 1, 'goods', b.pool_id, 'debit', v.amount),
        posting_line(1, 2, 'goods_balance', b.pool_id, 'credit', v.amount)]))[1];
    PERFORM add_goods_move(p_fund, v_paper, p_lot, 'valued', 0, p_unit_value, v.amount, p_date, v_entry);
    PERFORM seal_goods_paper(p_fund, v_paper);
    voucher_year := v.voucher_year; voucher_no := v.voucher_no;
END $function$;
GRANT EXECUTE ON FUNCTION value_goods TO fundledger_app;

CREATE OR REPLACE FUNCTION public.voucher_bank_reference_once()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
 SET enable_seqscan TO 'off'
AS $function$
BEGIN
    PERFORM lock_fund(NEW.fund_id);
    IF bank_reference_holder(NEW.fund_id, NEW.bank_reference) IS NOT NULL THEN
        PERFORM refuse('bank_reference_once', format('Bank reference %s is already recorded as %s.', NEW.bank_reference,
            bank_reference_holder(NEW.fund_id, NEW.bank_reference)));
    END IF;
    RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.voucher_content_hash(v vouchers)
 RETURNS bytea
 LANGUAGE sql
 STABLE
AS $function$
    SELECT sha256(canonical('voucher', v.fund_id::text, v.voucher_type, v.voucher_year::text, v.voucher_no::text,
        canonical_date(v.voucher_date), v.amount::text, v.money_account, v.pool_id::text, v.donor_id::text, v.bank_reference,
        v.disbursement_id::text, v.reverses_entry_no::text, encode(v.details_commitment, 'hex'), v.prepared_by, canonical_instant(v.recorded_at)))
$function$;

CREATE OR REPLACE FUNCTION public.voucher_gapless()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
    IF EXISTS (
        SELECT FROM (SELECT fund_id, voucher_type, voucher_year, min(voucher_no) AS first_no, max(voucher_no) AS last_no, count(*) AS numbers
                     FROM added GROUP BY 1, 2, 3) v
        LEFT JOIN number_series s ON s.fund_id = v.fund_id AND s.series = v.voucher_type || '/' || v.voucher_year
        WHERE v.last_no IS DISTINCT FROM s.last_no OR v.last_no - v.first_no + 1 <> v.numbers
            OR (v.first_no > 1 AND (SELECT p.voucher_no FROM vouchers p WHERE p.fund_id = v.fund_id AND p.voucher_type = v.voucher_type
                AND p.voucher_year = v.voucher_year AND p.voucher_no = v.first_no - 1) IS NULL)) THEN
        PERFORM refuse('voucher_gapless', 'Voucher numbers continue the series of their fund, type and year without a gap.');
    END IF;
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.voucher_print_counts_on()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    IF NEW.copy_no <> 1 + (SELECT count(*) FROM voucher_prints p WHERE p.fund_id = NEW.fund_id AND p.voucher_type = NEW.voucher_type
            AND p.voucher_year = NEW.voucher_year AND p.voucher_no = NEW.voucher_no) THEN
        PERFORM refuse('voucher_print_counts_on', 'The prints of a voucher are numbered one after the other.');
    END IF;
    RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.vouchers_name_what_is_there()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
    IF EXISTS (SELECT FROM (SELECT DISTINCT fund_id, pool_id, money_account FROM added) v
               LEFT JOIN pools p ON p.fund_id = v.fund_id AND p.pool_id = v.pool_id
               LEFT JOIN accounts a ON a.account_code = v.money_account
               WHERE p.pool_id IS NULL OR a.account_code IS NULL)
       OR EXISTS (SELECT FROM (SELECT DISTINCT fund_id, donor_id FROM added) v WHERE v.donor_id IS NOT NULL
                  AND (SELECT d.donor_id FROM donors d WHERE d.fund_id = v.fund_id AND d.donor_id >= v.donor_id ORDER BY d.donor_id LIMIT 1)
                      IS DISTINCT FROM v.donor_id) THEN
        PERFORM refuse_unnamed('voucher_names_what_is_there', 'A voucher names a pool, an account and a giver of its fund.');
    END IF;
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.vouchers_period_open()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM lock_fund(v.fund_id) FROM (SELECT DISTINCT fund_id FROM added ORDER BY 1) v;
    PERFORM refuse_unless_open(v.fund_id, v.first_date, CASE WHEN v.only_lapses THEN 'lapse' END)
    FROM (SELECT fund_id, min(voucher_date) AS first_date, bool_and(voucher_type = 'KC') AS only_lapses FROM added GROUP BY fund_id) v;
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.was_handed_out(o payment_orders)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$
    SELECT o.way IN ('cash', 'advance') AND o.status IN ('sent', 'settled')
$function$;

CREATE OR REPLACE FUNCTION public.who_acts_next(p_fund integer, p_subject text, p_no bigint)
 RETURNS TABLE(user_name text, person_id bigint)
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
    CASE p_subject
    WHEN 'disbursement' THEN
        RETURN QUERY SELECT w.user_name, w.person_id FROM who_acts_on_request(p_fund, p_no) w;
    WHEN 'payment' THEN
        RETURN QUERY SELECT w.user_name, w.person_id FROM who_acts_on_order(p_fund, p_no) w;
    WHEN 'report' THEN
        RETURN QUERY SELECT h.user_name, h.person_id FROM report_dues d CROSS JOIN holders_of(p_fund, 'fund_accountant') h
        WHERE d.fund_id = p_fund AND d.due_no = p_no
            AND NOT EXISTS (SELECT FROM report_answers a WHERE a.fund_id = p_fund AND a.due_no = d.due_no);
    WHEN 'transfer' THEN
        RETURN QUERY SELECT h.user_name, h.person_id FROM pool_transfers t CROSS JOIN holders_of(p_fund, 'approver') h
        WHERE t.fund_id = p_fund AND t.transfer_id = p_no AND t.status IN ('requested', 'approved')
            AND h.person_id <> t.requester_person AND h.person_id IS DISTINCT FROM t.approver_person;
    WHEN 'adjustment' THEN
        RETURN QUERY SELECT h.user_name, h.person_id FROM adjustments a CROSS JOIN holders_of(p_fund, 'approver') h
        WHERE a.fund_id = p_fund AND a.adjustment_id = p_no AND a.changes_balance AND h.person_id <> a.requester_person
            AND NOT EXISTS (SELECT FROM adjustment_events e
                WHERE e.fund_id = p_fund AND e.adjustment_id = p_no AND e.event IN ('posted', 'rejected'));
    WHEN 'period' THEN
        RETURN QUERY SELECT w.user_name, w.person_id FROM who_acts_on_month(p_fund, to_date(p_no::text, 'YYYYMM')) w;
    WHEN 'ladder' THEN
        RETURN QUERY SELECT h.user_name, h.person_id FROM approval_ladders l CROSS JOIN holders_of(p_fund, 'approver') h
        WHERE l.fund_id = p_fund AND l.ladder_no = p_no AND l.status = 'proposed' AND h.person_id IS DISTINCT FROM l.proposer_person;
    WHEN 'norm' THEN
        RETURN QUERY SELECT h.user_name, h.person_id FROM norm_decisions n JOIN funds f ON f.unit_id = n.issuing_unit_id AND f.fund_id = p_fund
        CROSS JOIN LATERAL holders_of(p_fund, CASE n.status WHEN 'draft' THEN 'fund_accountant' WHEN 'proposed' THEN 'approver' END) h
        WHERE n.decision_id = p_no AND h.person_id IS DISTINCT FROM n.proposer_person;
    WHEN 'identity' THEN
        RETURN QUERY SELECT h.user_name, h.person_id FROM identity_requests r JOIN beneficiaries b USING (beneficiary_code)
        CROSS JOIN holders_of(p_fund, 'approver') h
        WHERE r.request_no = p_no AND b.unit_id = ANY (units_of_fund(p_fund)) AND h.person_id <> r.requester_person
            AND NOT EXISTS (SELECT FROM identity_answers a WHERE a.request_no = p_no);
    WHEN 'goods_loss' THEN
        RETURN QUERY SELECT h.user_name, h.person_id FROM goods_losses x CROSS JOIN holders_of(p_fund, 'approver') h
        WHERE x.fund_id = p_fund AND x.loss_no = p_no AND x.status = 'asked' AND h.person_id <> x.asker_person;
    WHEN 'finding' THEN
        RETURN QUERY SELECT w.user_name, w.person_id FROM who_acts_on_finding(p_fund, p_no) w;
    WHEN 'year_plan' THEN
        RETURN QUERY SELECT h.user_name, h.person_id FROM year_plans y CROSS JOIN holders_of(p_fund, 'approver') h
        WHERE y.fund_id = p_fund AND y.plan_no = p_no AND h.person_id <> y.person_id
            AND NOT EXISTS (SELECT FROM year_plan_decisions d WHERE d.fund_id = p_fund AND d.plan_no = p_no);
    ELSE
        NULL;
    END CASE;
END $function$;

CREATE OR REPLACE FUNCTION public.who_acts_on_finding(p_fund integer, p_no bigint)
 RETURNS TABLE(user_name text, person_id bigint)
 LANGUAGE sql
 STABLE
AS $function$
    WITH f AS (SELECT x.person_id, finding_state(p_fund, p_no::int) AS state FROM findings x WHERE x.fund_id = p_fund AND x.finding_no = p_no)
    SELECT h.user_name, h.person_id FROM f CROSS JOIN unnest('{fund_accountant, approver}'::text[]) r(role)
    CROSS JOIN LATERAL holders_of(p_fund, r.role) h WHERE f.state = 'open' AND h.person_id <> f.person_id
    UNION
    SELECT h.user_name, h.person_id FROM f CROSS JOIN holders_of(p_fund, 'auditor') h
    WHERE f.state = 'answered' AND NOT EXISTS (SELECT FROM finding_steps s WHERE s.fund_id = p_fund AND s.finding_no = p_no
        AND s.step = 'answered' AND s.person_id = h.person_id)
$function$;

CREATE OR REPLACE FUNCTION public.who_acts_on_month(p_fund integer, p_month date)
 RETURNS TABLE(user_name text, person_id bigint)
 LANGUAGE sql
 STABLE
AS $function$
    WITH asked AS (SELECT q.person_id FROM period_events q WHERE q.fund_id = p_fund AND q.month = p_month AND q.event = 'reopen_requested'
        AND NOT EXISTS (SELECT FROM period_events a WHERE a.fund_id = p_fund AND a.answers = q.log_no))
    SELECT h.user_name, h.person_id FROM asked a CROSS JOIN holders_of(p_fund, 'approver') h WHERE h.person_id <> a.person_id
    UNION
    SELECT h.user_name, h.person_id FROM period_states s JOIN funds f USING (fund_id) CROSS JOIN holders_of(p_fund, 'fund_accountant') h
    WHERE s.fund_id = p_fund AND NOT EXISTS (SELECT FROM asked) AND p_month + interval '1 month' <= business_today()
        AND p_month = date_trunc('month', coalesce(s.closed_through + 1, f.opened_on))
$function$;

CREATE OR REPLACE FUNCTION public.who_acts_on_order(p_fund integer, p_no bigint)
 RETURNS TABLE(user_name text, person_id bigint)
 LANGUAGE sql
 STABLE
AS $function$
    SELECT h.user_name, h.person_id FROM payment_orders o JOIN disbursements d USING (fund_id, disbursement_id)
    CROSS JOIN holders_of(p_fund, 'cashier') h
    WHERE o.fund_id = p_fund AND o.order_no = p_no AND o.status IN ('prepared', 'unknown', 'sent')
        AND h.person_id <> d.requester_person AND h.person_id IS DISTINCT FROM d.approver_person AND h.person_id IS DISTINCT FROM o.officer_person
        AND NOT EXISTS (SELECT FROM disbursement_steps s WHERE s.fund_id = p_fund AND s.disbursement_id = d.disbursement_id
            AND s.decided_person = h.person_id)
$function$;

CREATE OR REPLACE FUNCTION public.who_acts_on_request(p_fund integer, p_no bigint)
 RETURNS TABLE(user_name text, person_id bigint)
 LANGUAGE sql
 STABLE
AS $function$
    WITH d AS (SELECT * FROM disbursements WHERE fund_id = p_fund AND disbursement_id = p_no),
    taken AS (SELECT decided_person AS hand, in_name_person FROM disbursement_steps
              WHERE fund_id = p_fund AND disbursement_id = p_no AND decided_by IS NOT NULL),
    waiting AS (SELECT level_code FROM disbursement_steps WHERE fund_id = p_fund AND disbursement_id = p_no AND decided_by IS NULL
                ORDER BY step LIMIT 1)
    SELECT h.user_name, h.person_id FROM d CROSS JOIN waiting w JOIN approval_hands_of(p_fund) h USING (level_code)
    WHERE d.status = 'requested' AND d.requester_person NOT IN (h.person_id, h.in_name_person)
        AND NOT EXISTS (SELECT FROM taken t WHERE t.hand = h.person_id OR t.in_name_person = h.in_name_person)
    UNION
    -- From before the first ladder: it can be ended.
    SELECT h.user_name, h.person_id FROM d CROSS JOIN holders_of(p_fund, 'approver') h
    WHERE d.status = 'requested' AND d.requester_person <> h.person_id
        AND NOT EXISTS (SELECT FROM disbursement_steps s WHERE s.fund_id = p_fund AND s.disbursement_id = p_no)
    UNION
    SELECT h.user_name, h.person_id FROM d CROSS JOIN holders_of(p_fund, 'cashier') h
    WHERE (d.status = 'approved' OR (d.status = 'paid' AND EXISTS (
            SELECT FROM request_goods g WHERE g.fund_id = p_fund AND g.disbursement_id = p_no AND g.state IN ('reserved', 'issued'))))
        AND h.person_id NOT IN (d.requester_person, d.approver_person)
        AND NOT EXISTS (SELECT FROM taken t WHERE t.hand = h.person_id)
$function$;

CREATE OR REPLACE FUNCTION public.who_decides_pairs(p_fund integer, p_id bigint)
 RETURNS TABLE(beneficiary_code text, other_code text, place text, other_place text, deciders text[])
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    SELECT o.beneficiary_code, o.other_code, u.name, v.name,
        ARRAY(SELECT x.display_name FROM users x WHERE x.disabled_at IS NULL AND NOT EXISTS (
            SELECT FROM unnest(ARRAY[b.unit_id, c.unit_id]) w(unit_id) WHERE NOT EXISTS (SELECT FROM user_roles r
                WHERE r.user_name = x.user_name AND r.role = 'commune_officer' AND w.unit_id = ANY (units_of_fund(r.fund_id)))) ORDER BY 1)
    FROM open_doubts(p_fund, p_id) o JOIN beneficiaries b ON b.beneficiary_code = o.beneficiary_code JOIN units u ON u.unit_id = b.unit_id
    JOIN beneficiaries c ON c.beneficiary_code = o.other_code JOIN units v ON v.unit_id = c.unit_id
    WHERE p_fund = ANY (readable_funds()) AND EXISTS (SELECT FROM children_of_open_requests w
        WHERE w.fund_id = p_fund AND w.disbursement_id = p_id AND w.beneficiary_code = o.beneficiary_code)
$function$;
GRANT EXECUTE ON FUNCTION who_decides_pairs TO fundledger_app;

CREATE OR REPLACE FUNCTION public.withdraw_disbursement(p_fund integer, p_id bigint, p_key uuid, p_reason text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM require_role(p_fund, 'approver');
    IF length(btrim(coalesce(p_reason, ''))) < 5 THEN PERFORM refuse('reason_given', 'A withdrawal says why.'); END IF;
    PERFORM lock_fund(p_fund);
    IF (SELECT requester_person FROM disbursements WHERE fund_id = p_fund AND disbursement_id = p_id) = acting_person() THEN
        PERFORM refuse('approver_is_not_requester', 'What one asked for is withdrawn by somebody else.');
    END IF;
    UPDATE disbursements SET status = 'withdrawn' WHERE fund_id = p_fund AND disbursement_id = p_id AND status = 'approved';
    IF NOT FOUND THEN PERFORM refuse('decision_on_what_was_seen', 'The request is not approved and unpaid.'); END IF;
    PERFORM release_commitment(p_fund, p_id, p_key);
    PERFORM give_norm_back(p_fund, p_id);
    PERFORM add_disbursement_event(p_fund, p_id, 'withdrawn', btrim(p_reason));
END $function$;
GRANT EXECUTE ON FUNCTION withdraw_disbursement TO fundledger_app;

CREATE OR REPLACE FUNCTION public.write_identity_step(p_code text, p_reason text, p_step text)
 RETURNS void
 LANGUAGE sql
AS $function$
    INSERT INTO identity_accesses (accessed_at, accessed_by, beneficiary_code, reason, step)
    VALUES (ledger_now(), acting_user(), p_code, p_reason, p_step)
$function$;

CREATE OR REPLACE FUNCTION public.write_ladder(p_fund integer, p_number text, p_issued_on date, p_valid_from date, p_steps jsonb)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
DECLARE v_no int := (SELECT coalesce(max(ladder_no), 0) + 1 FROM approval_ladders WHERE fund_id = p_fund);
BEGIN
    INSERT INTO approval_ladders (fund_id, ladder_no, number, issued_on, valid_from, status, proposer, proposer_person, proposed_at)
    VALUES (p_fund, v_no, btrim(p_number), p_issued_on, p_valid_from, 'proposed', acting_hand(),
        (SELECT person_id FROM users WHERE user_name = acting_hand()), ledger_now());
    INSERT INTO approval_steps
    SELECT p_fund, v_no, s.place, s.step ->> 'level', btrim(s.step ->> 'nameVi'), btrim(s.step ->> 'nameEn'),
        (s.step ->> 'aboveTotal')::bigint, (s.step ->> 'aboveCase')::bigint,
        coalesce((SELECT array_agg(n ORDER BY n) FROM jsonb_array_elements_text(s.step -> 'normLevels') n), '{}')
    FROM jsonb_array_elements(p_steps) WITH ORDINALITY s(step, place);
    INSERT INTO approval_step_holders
    SELECT p_fund, v_no, s.place, h.user_name
    FROM jsonb_array_elements(p_steps) WITH ORDINALITY s(step, place) CROSS JOIN jsonb_array_elements_text(s.step -> 'holders') h(user_name);
    PERFORM record_reference(p_fund, 'ladder', v_no::text, ladder_terms(l)) FROM approval_ladders l WHERE l.fund_id = p_fund AND l.ladder_no = v_no;
    RETURN v_no;
END $function$;

CREATE OR REPLACE FUNCTION public.write_norm_draft(p_unit integer, p_decision integer, p_file jsonb, p_drafter text)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
DECLARE
    h jsonb := p_file -> 'decision';
    v_id int := p_decision;
BEGIN
    IF v_id IS NULL THEN
        INSERT INTO norm_decisions (issuing_unit_id, number, issued_on, issued_by, title_vi, title_en, in_force, status, is_sample, legal_bases, drafter)
        VALUES (p_unit, h ->> 'number', (h ->> 'issuedOn')::date, h ->> 'issuedBy', h #>> '{title,vi}', h #>> '{title,en}',
            daterange((h ->> 'validFrom')::date, (h ->> 'validTo')::date, '[]'), 'draft', coalesce((h ->> 'isSample')::boolean, false),
            ARRAY(SELECT jsonb_array_elements_text(coalesce(h -> 'legalBases', '[]'))), p_drafter)
        RETURNING decision_id INTO v_id;
    ELSE
        UPDATE norm_decisions SET number = h ->> 'number', issued_on = (h ->> 'issuedOn')::date, issued_by = h ->> 'issuedBy',
            title_vi = h #>> '{title,vi}', title_en = h #>> '{title,en}',
            in_force = daterange((h ->> 'validFrom')::date, (h ->> 'validTo')::date, '[]'),
            legal_bases = ARRAY(SELECT jsonb_array_elements_text(coalesce(h -> 'legalBases', '[]')))
        WHERE decision_id = v_id AND issuing_unit_id = p_unit AND status = 'draft';
        IF NOT FOUND THEN PERFORM refuse('norm_is_draft', 'Only a draft is written anew.'); END IF;
        DELETE FROM norm_line_classes WHERE decision_id = v_id;
        DELETE FROM norm_parts WHERE decision_id = v_id;
        DELETE FROM norm_variants WHERE decision_id = v_id;
        DELETE FROM norm_lines WHERE decision_id = v_id;
    END IF;
    INSERT INTO norm_lines (decision_id, line_code, name_vi, name_en, support_kind, occasion_code, need, frequency, frequency_limit, life_limit,
        payee, age_from, age_to, judged_on, goods_allowed, batch_shares, batch_ceiling, source_kinds, approver_level, exception_level,
        papers_vi, papers_en, sort_order)
    SELECT v_id, l ->> 'code', l #>> '{name,vi}', l #>> '{name,en}', l #>> '{support,kind}', l #>> '{support,occasion}', l #>> '{support,need}',
        replace(l #>> '{frequency,unit}', 'per_', ''), (l #>> '{frequency,limit}')::smallint, (l #>> '{frequency,lifeLimit}')::smallint,
        coalesce(l ->> 'payee', 'child'), (l ->> 'ageFrom')::smallint, (l ->> 'ageTo')::smallint, coalesce(l ->> 'judgedOn', 'request'),
        coalesce((l ->> 'goodsAllowed')::boolean, false), (l #>> '{batch,shares}')::int, (l #>> '{batch,ceiling}')::bigint,
        (SELECT array_agg(k) FROM jsonb_array_elements_text(l -> 'sourceKinds') k), l ->> 'approverLevel', l ->> 'exceptionLevel',
        ARRAY(SELECT p ->> 'vi' FROM jsonb_array_elements(coalesce(l -> 'papers', '[]')) p),
        ARRAY(SELECT p ->> 'en' FROM jsonb_array_elements(coalesce(l -> 'papers', '[]')) p), i
    FROM jsonb_array_elements(p_file -> 'lines') WITH ORDINALITY x(l, i);
    -- A line with one amount has a rule, a line with several has variants, each with its rule.
    INSERT INTO norm_variants (decision_id, line_code, variant, name_vi, name_en, cost_from, cost_below, rank)
    SELECT v_id, l ->> 'code', coalesce(v ->> 'code', ''), coalesce(v #>> '{name,vi}', ''), coalesce(v #>> '{name,en}', ''),
        (v ->> 'costFrom')::bigint, (v ->> 'costBelow')::bigint, i
    FROM jsonb_array_elements(p_file -> 'lines') l,
        jsonb_array_elements(coalesce(l -> 'variants', jsonb_build_array(l - 'name' - 'code'))) WITH ORDINALITY x(v, i);
    INSERT INTO norm_parts (decision_id, line_code, variant, part_no, rule, amount, percent, ceiling, unit, most)
    SELECT v_id, l ->> 'code', coalesce(v ->> 'code', ''), i, r ->> 'type', coalesce(r ->> 'amount', r ->> 'from')::bigint,
        (r ->> 'percent')::smallint, coalesce(r ->> 'ceiling', r ->> 'to', r ->> 'total')::bigint, coalesce(r ->> 'unit', r ->> 'base'),
        (r ->> 'most')::int
    FROM jsonb_array_elements(p_file -> 'lines') l,
        jsonb_array_elements(coalesce(l -> 'variants', jsonb_build_array(l - 'name' - 'code'))) v,
        jsonb_array_elements(coalesce(v #> '{rule,parts}', jsonb_build_array(v -> 'rule'))) WITH ORDINALITY x(r, i);
    INSERT INTO norm_line_classes (decision_id, line_code, class_code, rank)
    SELECT v_id, l ->> 'code', g.code, g.rank
    FROM jsonb_array_elements(p_file -> 'lines') l, jsonb_array_elements_text(coalesce(l -> 'groups', '[]')) WITH ORDINALITY g(code, rank);
    RETURN v_id;
END $function$;

CREATE OR REPLACE FUNCTION public.write_payees(p_fund integer, p_order integer, p_lines integer[], p_names text[], p_banks text[], p_accounts text[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE v_salted payment_payees[];
BEGIN
    v_salted := ARRAY(SELECT ROW(p_fund, p_order, u.line, u.name, u.bank, u.account,
            substr(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 1, 16))::payment_payees
        FROM unnest(p_lines, p_names, p_banks, p_accounts) u(line, name, bank, account));
    UPDATE payment_order_lines l SET payee_commitment = commitment_of(s.salt, s.name, s.bank, s.account)
    FROM unnest(v_salted) s WHERE l.fund_id = p_fund AND l.order_no = p_order AND l.line_no = s.line_no;
    INSERT INTO payment_payees SELECT s.* FROM unnest(v_salted) s
    ON CONFLICT (fund_id, order_no, line_no) DO UPDATE SET name = EXCLUDED.name, bank = EXCLUDED.bank, account = EXCLUDED.account, salt = EXCLUDED.salt;
END $function$;

CREATE OR REPLACE FUNCTION public.write_receipts(p_fund integer[], p_key uuid[], p_line integer[], p_by text[], p_pool integer[], p_amount bigint[], p_date date[], p_account text[], p_name text[], p_kind text[], p_address text[], p_reference text[], p_content text[], p_attachments text[], p_despite text[] DEFAULT NULL::text[])
 RETURNS journal_entries[]
 LANGUAGE plpgsql
AS $function$
DECLARE
    v_donors bigint[] := donors_of(p_fund, p_kind, p_name, p_address);
    v_vouchers vouchers[] := '{}';
    v_entries journal_entries[] := '{}';
    v_lines postings[] := '{}';
    v vouchers;
    e journal_entries;
BEGIN
    FOR i IN 1 .. cardinality(p_fund) LOOP
        v.fund_id := p_fund[i]; v.voucher_type := 'PT'; v.voucher_date := p_date[i]; v.amount := p_amount[i]; v.money_account := p_account[i];
        v.pool_id := p_pool[i]; v.donor_id := v_donors[i]; v.bank_reference := nullif(btrim(p_reference[i]), ''); v.prepared_by := p_by[i];
        v_vouchers := v_vouchers || v;
    END LOOP;
    v_vouchers := write_vouchers(v_vouchers, p_name, p_address, p_content, p_attachments);
    FOR i IN 1 .. cardinality(p_fund) LOOP
        e := entry_of(v_vouchers[i], 'receipt', p_key[i]);
        e.request_line := p_line[i]; e.recorded_by := p_by[i];
        v_entries := v_entries || e;
        v_lines := v_lines || posting_line(i, 1, p_account[i], p_pool[i], 'debit', p_amount[i]);
        v_lines := v_lines || posting_line(i, 2, 'fund_balance', p_pool[i], 'credit', p_amount[i]);
    END LOOP;
    v_entries := post_journal(v_entries, v_lines);
    PERFORM keep_likenesses(v_vouchers, p_name, p_despite);
    RETURN v_entries;
END $function$;

CREATE OR REPLACE FUNCTION public.write_voucher(p_voucher vouchers, p_name text, p_address text, p_content text, p_attachments text)
 RETURNS vouchers
 LANGUAGE plpgsql
AS $function$
BEGIN
    RETURN (write_vouchers(ARRAY[p_voucher], ARRAY[p_name], ARRAY[p_address], ARRAY[p_content], ARRAY[p_attachments]))[1];
END $function$;

CREATE OR REPLACE FUNCTION public.write_vouchers(p_vouchers vouchers[], p_names text[], p_addresses text[], p_contents text[], p_attachments text[])
 RETURNS vouchers[]
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
DECLARE
    v_vouchers vouchers[];
    v_salts bytea[];
    v_now timestamptz := ledger_now();
    v_hand text := (SELECT acting_user() FROM unnest(p_vouchers) v WHERE v.prepared_by IS NULL LIMIT 1);
BEGIN
    INSERT INTO number_series AS s (fund_id, series, last_no)
    SELECT fund_id, voucher_type || '/' || extract(year FROM voucher_date), count(*) FROM unnest(p_vouchers) GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (fund_id, series) DO UPDATE SET last_no = s.last_no + EXCLUDED.last_no;
    SELECT array_agg(n.voucher), array_agg(n.salt) INTO v_vouchers, v_salts
    FROM (
        SELECT a.salt,
            ROW(a.fund_id, a.voucher_type, a.year, s.last_no - count(*) OVER (PARTITION BY a.fund_id, s.series)
                    + row_number() OVER (PARTITION BY a.fund_id, s.series ORDER BY a.place),
                a.voucher_date, a.amount, a.money_account, a.pool_id, a.donor_id, a.bank_reference, a.disbursement_id, a.reverses_entry_no,
                commitment_of(a.salt, a.name, a.address, a.content, a.attachments), coalesce(a.prepared_by, v_hand), v_now, NULL)::vouchers
                AS voucher
        FROM (SELECT u.*, u.ordinality AS place, extract(year FROM u.voucher_date)::smallint AS year,
                  substr(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 1, 16) AS salt
              FROM ROWS FROM (unnest(p_vouchers), unnest(p_names), unnest(p_addresses), unnest(p_contents), unnest(p_attachments))
              WITH ORDINALITY u(fund_id, voucher_type, voucher_year, voucher_no, voucher_date, amount, money_account, pool_id, donor_id,
                  bank_reference, disbursement_id, reverses_entry_no, details_commitment, prepared_by, recorded_at, content_hash,
                  name, address, content, attachments)) a
        JOIN number_series s ON s.fund_id = a.fund_id AND s.series = a.voucher_type || '/' || a.year
        ORDER BY a.place) n;
    WITH written AS (
        INSERT INTO vouchers AS w
        SELECT v.fund_id, v.voucher_type, v.voucher_year, v.voucher_no, v.voucher_date, v.amount, v.money_account, v.pool_id, v.donor_id,
            v.bank_reference, v.disbursement_id, v.reverses_entry_no, v.details_commitment, v.prepared_by, v.recorded_at, voucher_content_hash(v)
        FROM unnest(v_vouchers) v
        RETURNING w AS voucher)
    SELECT array_agg(w.voucher) INTO v_vouchers FROM written w;
    INSERT INTO voucher_details
    SELECT n.fund_id, n.voucher_type, n.voucher_year, n.voucher_no, n.name, n.address, n.content, n.attachments, n.salt
    FROM ROWS FROM (unnest(v_vouchers), unnest(p_names), unnest(p_addresses), unnest(p_contents), unnest(p_attachments), unnest(v_salts))
        AS n(fund_id, voucher_type, voucher_year, voucher_no, voucher_date, amount, money_account, pool_id, donor_id, bank_reference,
            disbursement_id, reverses_entry_no, details_commitment, prepared_by, recorded_at, content_hash, name, address, content, attachments,
            salt);
    RETURN v_vouchers;
END $function$;

CREATE OR REPLACE FUNCTION public.year_plan_decided_by_another()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    IF EXISTS (SELECT FROM year_plans y WHERE y.fund_id = NEW.fund_id AND y.plan_no = NEW.plan_no AND y.person_id = NEW.person_id) THEN
        PERFORM refuse('plan_decider_is_not_proposer', 'Who proposed a plan does not decide on it.');
    END IF;
    RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.year_plan_decision_sealed()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM record_reference(NEW.fund_id, 'year_plan_decision', NEW.plan_no::text, year_plan_decision_terms(NEW));
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.year_plan_decision_terms(d year_plan_decisions)
 RETURNS text[]
 LANGUAGE sql
 STABLE
AS $function$
    SELECT ARRAY['year_plan_decision', d.fund_id::text, d.plan_no::text, d.is_adopted::text, d.reason,
        to_char(d.decided_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), d.decided_by, d.person_id::text]
$function$;

CREATE OR REPLACE FUNCTION public.year_plan_sealed()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM record_reference(NEW.fund_id, 'year_plan', NEW.plan_no::text, year_plan_terms(NEW));
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.year_plan_stands()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
    IF NEW.plan_no <> 1 + (SELECT count(*) FROM year_plans y WHERE y.fund_id = NEW.fund_id)
        OR NEW.version <> 1 + (SELECT count(*) FROM year_plans y WHERE y.fund_id = NEW.fund_id AND y.year = NEW.year) THEN
        PERFORM refuse('plans_count_on', 'Plans and their versions are numbered one after the other.');
    END IF;
    IF EXISTS (SELECT FROM year_plans y WHERE y.fund_id = NEW.fund_id AND y.year = NEW.year
            AND NOT EXISTS (SELECT FROM year_plan_decisions d WHERE d.fund_id = y.fund_id AND d.plan_no = y.plan_no)) THEN
        PERFORM refuse('plan_waits_for_decision', 'A plan of this year waits for its decision.');
    END IF;
    IF EXISTS (SELECT FROM unnest(NEW.sources) c WHERE NOT EXISTS (SELECT FROM source_kinds s WHERE s.source_kind = c))
        OR EXISTS (SELECT FROM unnest(NEW.kinds) c WHERE NOT EXISTS (SELECT FROM support_kinds k WHERE k.support_kind = c))
        OR cardinality(NEW.sources) + cardinality(NEW.kinds) <> (SELECT count(*) FROM (
            SELECT DISTINCT 's', c FROM unnest(NEW.sources) c UNION ALL SELECT DISTINCT 'k', c FROM unnest(NEW.kinds) c) x) THEN
        PERFORM refuse('plan_of_known_kinds', 'A plan names each known source and kind once.');
    END IF;
    RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.year_plan_terms(y year_plans)
 RETURNS text[]
 LANGUAGE sql
 STABLE
AS $function$
    SELECT ARRAY['year_plan', y.fund_id::text, y.plan_no::text, y.year::text, y.version::text, y.reason, to_json(y.sources)::text,
        to_json(y.source_money)::text, to_json(y.kinds)::text, to_json(y.kind_money)::text, to_json(y.kind_children)::text,
        to_char(y.proposed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), y.proposed_by, y.person_id::text]
$function$;
