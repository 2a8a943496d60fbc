-- The same file on two requests is to be seen by who decides. Papers are encrypted, each with a nonce of its own, so they carry a mark of their
-- content beside it, made with a key outside the database: it tells that two are the same, and to nobody without the key what either is.

ALTER TABLE request_papers ADD COLUMN mark bytea CONSTRAINT request_paper_mark CHECK (length(mark) = 16);
COMMENT ON COLUMN request_papers.mark IS 'Keyed digest of the content, the same for the same content; null for papers from before there were marks.';
GRANT SELECT (mark) ON request_papers TO fundledger_app, fundledger_auditor;
CREATE INDEX request_papers_by_mark ON request_papers (fund_id, mark) WHERE mark IS NOT NULL;

DROP FUNCTION attach_papers(int, text[], text[], text, text, bytea[]);
CREATE FUNCTION attach_papers(p_fund int, p_names text[], p_media_types text[], p_holder text, p_key_id text, p_contents bytea[],
    p_marks bytea[] DEFAULT NULL) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant', 'commune_officer');
    PERFORM lock_fund(p_fund);
    INSERT INTO request_papers (fund_id, disbursement_id, paper_no, name_vi, media_type, holder, key_id, content, mark)
    SELECT p_fund, coalesce((SELECT last_no FROM number_series WHERE fund_id = p_fund AND series = 'disbursement'), 0) + 1,
        i, u.name, u.media_type, p_holder, p_key_id, u.content, p_marks[i]
    FROM unnest(p_names, p_media_types, p_contents) WITH ORDINALITY u(name, media_type, content, i);
END $$;
GRANT EXECUTE ON FUNCTION attach_papers TO fundledger_app;
