using FundLedger.Features.Rights;
using FundLedger.Features.Setup;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Database;

/// <summary>
/// Every function that the application may run with the owner's rights, called by every role. The list comes from the catalogue and the
/// default is no: a new function stands here with its roles, or the test fails.
/// </summary>
public sealed class RoleMatrixTests(Books books) : IClassFixture<Books>
{
    private const string Everyone = "fund_accountant, approver, cashier, auditor, commune_officer, administrator";
    private const string Stranger = "stranger";

    // A function is called with its fund, unit or child; every other argument is NULL, so that what passes the door stumbles later.
    private const string CallsSql = """
        SELECT p.proname || '|' || format('SELECT %I(%s)', p.proname, string_agg(CASE
            WHEN p.proargnames[i] = 'p_fund' THEN @Fund::text
            WHEN p.proargnames[i] = 'p_unit' THEN (SELECT unit_id::text FROM funds WHERE fund_id = @Fund)
            WHEN p.proargnames[i] = 'p_code' THEN quote_literal(@Child)
            WHEN p.proargnames[i] = 'p_reason' THEN quote_literal('vì sao thế')
            ELSE 'NULL::' || format_type(p.proargtypes[i - 1], NULL) END, ', ' ORDER BY i))
        FROM pg_proc p LEFT JOIN LATERAL generate_series(1, p.pronargs) i ON true
        WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef AND p.provolatile = 'v'
            AND has_function_privilege('fundledger_app', p.oid, 'EXECUTE')
        GROUP BY p.oid, p.proname ORDER BY 1
        """;

    // By the table of rights; who is asked for no role is let in, a stranger too.
    private static IEnumerable<string> Allowed =>
        from function in RightsTable.Deeds.Select(deed => deed.Function).Concat(RightsTable.OtherFunctions.Keys)
            .Concat(RightsTable.OpenToAll.Keys).Distinct()
        select $"{function}: {string.Join(", ", RightsTable.OpenToAll.ContainsKey(function) ? [.. Everyone.Split(", "), Stranger] : RolesOf(function))}";

    [Fact]
    public async Task Each_function_lets_in_its_roles_and_turns_away_all_others()
    {
        foreach (var role in Everyone.Split(", ")) await AddAsync(role, [(Given.Fund, role)]);
        await AddAsync(Stranger, [.. Everyone.Split(", ").Select(role => ("Q03430", role))]);
        var calls = await books.Ledger.List<string>(CallsSql, new { books.Fund, Child = books.Poor[0] });
        var matrix = new List<string>();
        foreach (var call in calls.Select(text => text.Split('|', 2)))
        {
            matrix.Add(call[0] + ": " + string.Join(", ", await LetInAsync(call[1])));
        }

        Assert.Equal(Allowed.Order(StringComparer.Ordinal), matrix.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> RolesOf(string function) => RightsTable.Deeds.Where(deed => deed.Function == function)
        .SelectMany(deed => deed.Roles.Concat(deed.FunctionRoles)).Concat(RightsTable.OtherFunctions.GetValueOrDefault(function) ?? []).Distinct()
        .OrderBy(role => Everyone.IndexOf(role, StringComparison.Ordinal));

    private async Task<List<string>> LetInAsync(string call)
    {
        var allowed = new List<string>();
        foreach (var role in (string[])[.. Everyone.Split(", "), Stranger])
        {
            var refusal = await books.AsApplication("only." + role, call);
            Assert.NotEqual(Books.NoRight, refusal?.SqlState);
            if (refusal?.ConstraintName != "actor_has_role") allowed.Add(role);
        }

        return allowed;
    }

    private Task AddAsync(string role, (string Fund, string Role)[] roles) => AddUser.RunAsync(
        books.Ledger.Database.Owner, new NewUser("only." + role, role, TamDuong.Password, true, roles), Ledger.Token);
}
