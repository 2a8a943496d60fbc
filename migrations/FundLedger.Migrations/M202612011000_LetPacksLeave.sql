-- What auditors take away as one archive is noted as books and lists are.

ALTER TABLE list_exports DROP CONSTRAINT list_exports_format_check;
ALTER TABLE list_exports ADD CONSTRAINT list_exports_format_check CHECK (format IN ('pdf', 'xlsx', 'csv', 'json', 'zip'));
