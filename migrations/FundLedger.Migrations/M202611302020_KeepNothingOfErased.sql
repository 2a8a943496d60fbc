-- A paper that comes for a child whose identity was erased would lie under a new key, beside a name that is gone: it is refused, whether it
-- comes late to a request or is the signed slip of a hand-out.

CREATE FUNCTION identity_erased(p_code text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM identity_requests r JOIN identity_answers a USING (request_no)
        WHERE r.beneficiary_code = p_code AND r.purpose = 'erase' AND a.is_granted)
$$;
GRANT EXECUTE ON FUNCTION identity_erased TO fundledger_app;

CREATE FUNCTION holder_not_erased() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF identity_erased(NEW.holder) THEN
        PERFORM refuse('holder_not_erased', format('The identity of %s is erased: nothing more is kept under its key.', NEW.holder));
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER not_of_erased BEFORE INSERT ON later_papers FOR EACH ROW EXECUTE FUNCTION holder_not_erased();
CREATE TRIGGER not_of_erased BEFORE INSERT ON signed_lists FOR EACH ROW EXECUTE FUNCTION holder_not_erased();
