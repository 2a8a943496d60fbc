using NodaTime;

namespace FundLedger.Features.Setup;

/// <summary>Loads administrative units from a file and opens a fund for each district and commune that has none. Safe to repeat.</summary>
public static class OpenFunds
{
    // Parents stand before their children in the file; each level is inserted after the one above it.
    private const string UnitsSql = """
        INSERT INTO units (code, name, level, parent_unit_id, valid_from, valid_to)
        SELECT r.code, r.name, r.level, p.unit_id, r.valid_from, r.valid_to
        FROM jsonb_to_recordset(@Rows::jsonb) AS r(code text, name text, level text, parent_code text, valid_from date, valid_to date)
        LEFT JOIN units p ON p.code = r.parent_code AND p.level <> r.level
        WHERE r.level = @Level
        ON CONFLICT DO NOTHING
        """;

    private const string FundsSql = """
        SELECT count(open_fund(u.unit_id, 'Q' || u.code, 'Quỹ Bảo trợ trẻ em ' || lower(left(u.name, 1)) || substr(u.name, 2),
            'Child Protection Fund of ' || regexp_replace(u.name, '^(Huyện|Xã|Thị trấn|Phường|Thị xã) ', '') || ' ' || u.level,
            @OpenedOn, @Regime))
        FROM units u
        JOIN jsonb_to_recordset(@Rows::jsonb) AS r(code text, name text) ON r.code = u.code AND r.name = u.name
        WHERE u.level IN ('district', 'commune') AND NOT EXISTS (SELECT FROM funds f WHERE f.unit_id = u.unit_id)
        """;

    /// <summary>
    /// Returns how many funds were opened. <paramref name="units"/> is CSV: code, name, level, parent_code, valid_from, valid_to.
    /// </summary>
    public static async Task<long> RunAsync(
        string ownerConnection, TextReader units, LocalDate openedOn, string regime, CancellationToken token)
    {
        var rows = ReferenceFile.CsvAsJson(units);
        await using var session = await OwnerSession.BeginAsync(ownerConnection, token);
        foreach (var level in (string[])["province", "district", "commune"])
        {
            await session.ExecuteAsync(UnitsSql, new { Rows = rows, Level = level }, token);
        }

        var opened = await session.SingleAsync<long>(FundsSql, new { Rows = rows, OpenedOn = openedOn, Regime = regime }, token);
        await session.CommitAsync(token);
        return opened;
    }
}
