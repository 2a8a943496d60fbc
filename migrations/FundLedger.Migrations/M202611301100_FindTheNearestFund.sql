-- The fund of a unit was found by laying out the area of every fund; each event of a child and each look at an identity asks for it. It is
-- the nearest above: its area lies within those of all others.

CREATE OR REPLACE FUNCTION fund_of_unit(p_unit int) RETURNS int LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH RECURSIVE above AS (
        SELECT p_unit AS unit_id, 0 AS height
        UNION ALL SELECT u.parent_unit_id, a.height + 1 FROM above a JOIN units u USING (unit_id) WHERE u.parent_unit_id IS NOT NULL)
    SELECT f.fund_id FROM above a JOIN funds f USING (unit_id) ORDER BY a.height, f.fund_id LIMIT 1
$$;
