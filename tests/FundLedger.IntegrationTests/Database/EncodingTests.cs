using static FundLedger.IntegrationTests.Books;

namespace FundLedger.IntegrationTests.Database;

/// <summary>What is sealed is encoded in one way for ever, however fast it is computed.</summary>
public sealed class EncodingTests(Books books) : IClassFixture<Books>
{
    // The definition of hash version 1, written out: for each field its length in bytes and its bytes in UTF-8, or -1.
    private const string ByHandSql = """
        CREATE FUNCTION pg_temp.canonical_by_hand(VARIADIC p_fields text[]) RETURNS bytea LANGUAGE plpgsql AS $$
        DECLARE v_all bytea := ''; v_field text;
        BEGIN
            FOREACH v_field IN ARRAY p_fields LOOP
                v_all := v_all || CASE WHEN v_field IS NULL THEN '\xffffffff'::bytea
                    ELSE int4send(octet_length(convert_to(v_field, 'UTF8'))) || convert_to(v_field, 'UTF8') END;
            END LOOP;
            RETURN v_all;
        END $$;
        DO $$ DECLARE v_different bigint;
        BEGIN
            SELECT count(*) INTO v_different FROM generate_series(1, 3000) n
            CROSS JOIN LATERAL (
                SELECT array_agg(CASE WHEN random() < 0.2 THEN NULL
                    ELSE translate(left(md5((n * 31 + i)::text), (random() * 32)::int), '0123456789abcdef', E'aạ€\n, {}"\\NUL😀ừđĐ')
                    END) AS fields
                FROM generate_series(1, 1 + n % 17) i) x
            WHERE canonical(VARIADIC fields) IS DISTINCT FROM pg_temp.canonical_by_hand(VARIADIC fields);
            IF v_different > 0 THEN PERFORM refuse('encoded_alike', v_different || ' differ'); END IF;
        END $$
        """;

    private const string OtherEncodingSql = """
        SET LOCAL client_encoding = 'LATIN1';
        SELECT record_receipt(@Fund, @Key, 1, 1000, @Today, 'cash', 'A giver', 'person', NULL, NULL, NULL, NULL)
        """;

    [Fact]
    public async Task It_is_the_written_definition_byte_for_byte() => Assert.Null(await books.AsOwner(ByHandSql));

    [Fact]
    public async Task Nothing_is_sealed_from_a_session_of_another_encoding() =>
        Refused(await books.AsOwner(OtherEncodingSql), BrokenCheck, "client_encoding_utf8");
}
