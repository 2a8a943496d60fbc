using Dapper;
using FundLedger.Features.Audit;
using Npgsql;

namespace FundLedger.IntegrationTests.Audit;

/// <summary>Any one field of any verified table is changed to another value that the table would hold.</summary>
public sealed class RandomForgeryTests(AuditedLedger audited) : IClassFixture<AuditedLedger>
{
    private const int Forgeries = 100;

    // Identities are the table's own, nobody's statement.
    private const string ColumnsSql = """
        SELECT c.table_name::text AS "Table", c.column_name::text AS "Name", c.data_type::text AS "Type"
        FROM information_schema.columns c
        WHERE c.table_schema = 'public' AND c.is_identity = 'NO' AND c.is_generated = 'NEVER' AND c.table_name = ANY (@Tables)
            AND NOT (c.table_name || '.' || c.column_name) = ANY (@Exempt)
        ORDER BY 1, 2
        """;

    private const string ForgerSql = """
        SET session_replication_role = replica;
        CREATE OR REPLACE FUNCTION kept.forge(p_table text, p_column text, p_type text, p_choice float8) RETURNS text
        LANGUAGE plpgsql AS $$
        DECLARE
            v_place tid;
            v_other text := CASE p_type
                WHEN 'text' THEN '%1$I || ''x'''
                WHEN 'timestamp with time zone' THEN '%1$I + interval ''1 second'''
                WHEN 'bytea' THEN 'set_byte(%1$I, 0, mod(get_byte(%1$I, 0) + 1, 256))'
                WHEN 'uuid' THEN 'gen_random_uuid()'
                WHEN 'boolean' THEN 'NOT %1$I'
                WHEN 'ARRAY' THEN '%1$I || %1$I'
                WHEN 'daterange' THEN 'daterange(lower(%1$I) + 1, upper(%1$I))'
                WHEN 'jsonb' THEN 'jsonb_build_object(''day'', 1) || %1$I' ELSE '%1$I + 1' END;
        BEGIN
            EXECUTE format('SELECT ctid FROM public.%1$I WHERE %2$I IS NOT NULL ORDER BY ctid
                OFFSET floor($1 * (SELECT count(*) FROM public.%1$I WHERE %2$I IS NOT NULL)) LIMIT 1', p_table, p_column)
                INTO v_place USING p_choice;
            EXECUTE format('UPDATE public.%I SET %I = ' || format(v_other, p_column) || ' WHERE ctid = %L', p_table, p_column, v_place);
            RETURN CASE WHEN v_place IS NOT NULL THEN format('%s.%s %s', p_table, p_column, v_place) END;
        EXCEPTION WHEN check_violation OR unique_violation OR exclusion_violation OR numeric_value_out_of_range THEN
            RETURN NULL;
        END $$
        """;

    private const string ForgeSql = "SELECT kept.forge(@Table, @Name, @Type, @Choice)";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_single_field_that_is_changed_is_found()
    {
        await using var connection = new NpgsqlConnection(audited.Ledger.Database.Administrator);
        await connection.OpenAsync(Token);
        await connection.ExecuteAsync(ForgerSql);
        var columns = (await connection.QueryAsync<Column>(ColumnsSql, new { Tables = CoverageCheck.Compared.ToArray(), Exempt })).ToList();
        var random = new Random(20211220);
        var found = 0;
        var missed = new List<string>();
        while (found + missed.Count < Forgeries)
        {
            var column = columns[random.Next(columns.Count)];
            var forgery = new { column.Table, column.Name, column.Type, Choice = random.NextDouble() };
            // Some columns are empty everywhere, and some changes a constraint of the table forbids even now: then nothing was forged.
            if (await connection.QuerySingleAsync<string?>(ForgeSql, forgery) is not { } forged) continue;
            if ((await audited.Verify()).State == PassState.Wrong) found++;
            else missed.Add(forged);
            await audited.PutBack();
        }

        Assert.True(missed.Count == 0, string.Join('\n', missed));
        Assert.Equal(Forgeries, found);
    }

    private static string[] Exempt =>
        [.. Exemptions.All.SelectMany(exemption => (exemption.Columns ?? []).Select(column => $"{exemption.Table}.{column}"))];

    private sealed record Column(string Table, string Name, string Type);
}
