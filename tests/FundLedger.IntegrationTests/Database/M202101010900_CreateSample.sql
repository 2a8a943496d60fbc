CREATE TABLE samples (note text NOT NULL);

CREATE FUNCTION sample_note() RETURNS text LANGUAGE plpgsql AS $body$
BEGIN
    RETURN 'Quỹ; $(token) #{x}';
END
$body$;

INSERT INTO samples (note) VALUES (sample_note());
