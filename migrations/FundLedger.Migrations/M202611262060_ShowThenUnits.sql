-- The list of children as of a day says where they lived then.

GRANT EXECUTE ON FUNCTION unit_on TO fundledger_app;
