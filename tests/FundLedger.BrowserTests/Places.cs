using FundLedger.Features.Setup;
using FundLedger.Web;
using FundLedger.Web.SignIn;

namespace FundLedger.BrowserTests;

/// <summary>The main pages, for each person who may open them: the menu's own and the ones behind their buttons.</summary>
internal static class Places
{
    /// <summary>Stands in an address for the number of a request that waits for a decision.</summary>
    public const string Waiting = "{waiting}";

    /// <summary>Stands in an address for the code of a child that was paid support.</summary>
    public const string Supported = "{supported}";

    /// <summary>Stands in an address for the number of an approved request whose goods wait to be issued.</summary>
    public const string Goods = "{goods}";

    /// <summary>Stands in an address for the number of an order of cash that is paid by a list.</summary>
    public const string Order = "{order}";

    private const string GoodsSql = "SELECT min(disbursement_id)::text FROM request_goods WHERE state = 'reserved'";

    private const string OrderSql = "SELECT min(order_no)::text FROM payment_orders WHERE way = 'cash' AND status = 'sent'";

    private const string SupportedSql = """
        SELECT min(beneficiary_code) FROM postings JOIN funds f USING (fund_id) WHERE f.code = 'Q106' AND beneficiary_code IS NOT NULL
        """;

    private const string WaitingSql = """
        SELECT min(disbursement_id)::text FROM disbursements JOIN funds f USING (fund_id) WHERE f.code = 'Q106' AND status = 'requested'
        """;

    private static readonly (string Place, string Sql)[] Numbers =
        [(Waiting, WaitingSql), (Supported, SupportedSql), (Goods, GoodsSql), (Order, OrderSql)];

    private static readonly (string User, Role Role, string[] More)[] People =
    [
        (DemoUsers.Accountant, Role.FundAccountant,
            [
                "/receipts/new", "/disbursements/gifts", "/disbursements/surgery", "/funds/pools/new", "/vouchers/Q106/PT-2021-00001",
                "/ledger/trial-balance", "/ledger/adjustments", "/ledger/adjustments/new", "/transfers/new", "/periods/year-end",
                "/norms/new", "/norms/compare?decision=1", "/disbursements/support?line=D-12",
                "/disbursements/support?line=D-14", "/disbursements/support?line=D-19", "/disbursements/institutions", "/approvals/ladder",
                "/traces/Q106/receipts/PT-2021-00001", "/traces/Q106/payments/PC-2021-00001",
                "/disbursements/occasions", "/goods/items/new", "/goods/receive", "/goods/losses", "/notices",
                "/books?book=ledger", "/books?book=trial-balance", "/books?book=vouchers", "/books?book=donor", "/books?book=goods",
                "/reports", "/reports?report=publication", "/reports/donors", "/reports/donors?donor=6", "/reports/plan",
                "/reports?report=matrix", "/reports?report=occasion&occasion=tet",
            ]),
        (DemoUsers.Approver, Role.Approver, ["/disbursements/Q106/" + Waiting, "/approvals/ladder", "/notices"]),
        (DemoUsers.Cashier, Role.Cashier,
            [
                "/vouchers/Q106/PC-2021-00001", "/payments/Q106/new/7?Way=bank_list", "/payments/Q106/new/7?Way=advance",
                "/goods/Q106/requests/" + Goods, "/payments/Q106/" + Order,
            ]),
        (DemoUsers.Auditor, Role.Auditor,
            [
                "/status", "/audit/refusals", "/audit/identities", "/audit/closings", "/audit/pack",
                "/audit/statements", "/audit/samples", "/audit/findings", "/audit/looks", "/disbursements/Q106/" + Waiting,
                "/traces/Q106/children/" + Supported,
            ]),
        (DemoUsers.Officer, Role.CommuneOfficer,
            [
                "/children/new", "/children/import", "/children/households/HO-0015", "/children/report", "/children/search", "/children/duplicates",
                "/disbursements/gifts",
            ]),
    ];

    /// <summary>Every page once, with somebody who may open it; the sign-in with nobody.</summary>
    public static IEnumerable<(string? User, string Address)> Each =>
        EachOfEverybody.DistinctBy(place => place.Address);

    public static IEnumerable<(string? User, string Address)> EachOfEverybody =>
    [
        (null, "/sign-in"), (null, "/verify"),
        .. from person in People
           from address in Menu.Items.Where(item => item.Roles.Length == 0 || item.Roles.Contains(person.Role)).Select(item => item.Url)
               .Concat(person.More)
           select ((string?)person.User, address),
    ];

    /// <summary>The address with the number in it that the books of the demo have now.</summary>
    public static async Task<string> AddressAsync(Site site, string address)
    {
        foreach (var (place, sql) in Numbers)
        {
            if (!address.Contains(place, StringComparison.Ordinal)) continue;
            // The demo gives no goods: somebody of it does first.
            if (place is Goods or Order && await site.AskAsync<string?>(sql) is null) await site.GoodsOnTheirWayAsync();
            return address.Replace(place, await site.AskAsync<string>(sql), StringComparison.Ordinal);
        }

        return address;
    }
}
