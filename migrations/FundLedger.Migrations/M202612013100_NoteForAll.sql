-- Who looks after the program has notices, and takes them away as everybody does: noted.
CREATE OR REPLACE FUNCTION note_export(p_fund int, p_list text, p_narrowed text, p_format text, p_rows bigint, p_read_at timestamptz)
RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
DECLARE v_no int;
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant', 'approver', 'cashier', 'auditor', 'commune_officer', 'administrator');
    PERFORM lock_fund(p_fund);
    v_no := coalesce((SELECT max(export_no) FROM list_exports WHERE fund_id = p_fund), 0) + 1;
    INSERT INTO list_exports VALUES (p_fund, v_no, p_list, p_narrowed, p_format, p_rows, p_read_at, ledger_now(), acting_user());
    RETURN v_no;
END $$;
