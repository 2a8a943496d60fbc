using FundLedger.Features.Periods;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Database;

/// <summary>Each check of a closing is shown, the guards switched off, what it looks for: it finds just that; {F} is the fund.</summary>
public sealed class CloseCheckInvariantsTests(Books books) : IClassFixture<Books>
{
    // What the books have by themselves: an approved and a waiting request.
    private const string Nothing = "SET LOCAL lock_timeout = 0";

    private const string BudgetSql = """
        UPDATE pools SET source_kind = 'provincial_budget' WHERE fund_id = {F} AND pool_id = 1;
        INSERT INTO pool_days VALUES ({F}, 1, '2020-12-31', 5)
        """;

    private const string FindSql = """
        SET LOCAL session_replication_role = replica;
        {Plant};
        SELECT string_agg(item, ' ') FROM check_{Check}({F}, '{Month}')
        """;

    // The ten million of the Tết pool stand on another account.
    private const string MovedSql = """
        UPDATE postings SET account_code = '{To}' WHERE fund_id = {F} AND book = 'financial' AND entry_no = 2 AND account_code = '{From}'
        """;

    private static readonly (string Check, string Month, string Item, string Plant)[] Plants =
    [
        ("entry_gaps", "2021-02-01", "financial/2", "DELETE FROM journal_entries WHERE fund_id = {F} AND book = 'financial' AND entry_no = 2"),
        ("voucher_gaps", "2021-02-01", "PT-2021-00002", "DELETE FROM vouchers WHERE fund_id = {F} AND voucher_type = 'PT' AND voucher_no = 2"),
        ("below_zero", "2021-02-01", "CHUNG", "INSERT INTO pool_days VALUES ({F}, 1, '2021-01-01', -1)"),
        ("log_head", "2021-02-01", "*", "UPDATE fund_heads SET log_hash = sha256('x') WHERE fund_id = {F}"),
        ("budget_undecided", "2020-12-01", "CHUNG", BudgetSql),
        ("unposted_payments", "2021-02-01", "*", Nothing),
        ("payments_under_way", "2021-02-01", "7", """
            INSERT INTO payment_orders VALUES ({F}, 7, 1, 'cash', 'sent', 'cash', NULL, NULL, NULL, NULL, '2021-02-03', 300000, 1)
            """),
        ("unsettled_advances", "2021-02-01", "TET", Moved("bank", "advances")),
        ("money_in_transit", "2021-02-01", "TET", Moved("bank", "in_transit")),
        ("budget_to_return", "2021-01-01", "TET", Moved("fund_balance", "budget_returns")),
        ("unmatched_receipts", "2021-02-01", "PT-2021-00002", Moved("fund_balance", "unidentified_credits")),
        ("waiting_adjustments", "2021-02-01", "1", Done("""
            record_adjustment({F}, gen_random_uuid(), '2021-02-03', 'Lãi tiền gửi', '{bank,fund_balance}', '{1,1}', '{debit,credit}', '{100,100}')
            """)),
        ("waiting_requests", "2021-02-01", "*", Nothing),
        ("waiting_transfers", "2021-02-01", "1", Done("request_transfer({F}, 1, 2, 1000, 'cash', 'Bổ sung quà Tết', NULL, NULL)")),
        ("goods_unvalued", "2021-02-01", "Sữa bột", Goods("NULL")),
        ("goods_expired", "2021-02-01", "Sữa bột", Goods("'2021-02-03'")),
        ("goods_losses", "2021-02-01", "1", Goods("NULL") + "; " + Done(
            "ask_goods_loss({F}, 1, 5, 'spoiled', 'BB-1', '2021-02-03', 'Hộp bị rách, ẩm mốc')")),
        ("stale_commitments", "2021-02-01", "*", "UPDATE disbursements SET requested_on = '2020-11-01' WHERE fund_id = {F}"),
    ];

    public static TheoryData<string, string, string, string> All
    {
        get
        {
            var data = new TheoryData<string, string, string, string>();
            foreach (var (check, month, item, plant) in Plants) data.Add(check, month, item, plant);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task It_finds_what_it_looks_for(string check, string month, string item, string plant)
    {
        var sql = FindSql.Replace("{Plant}", plant, StringComparison.Ordinal).Replace("{Check}", check, StringComparison.Ordinal)
            .Replace("{Month}", month, StringComparison.Ordinal).Replace("{F}", $"{books.Fund}", StringComparison.Ordinal);
        var found = await books.As(books.Ledger.Database.Administrator, TamDuong.Accountant).AskAsync<string?>(sql);
        if (item == "*") Assert.NotNull(found);
        else Assert.Equal(item, found);
    }

    [Fact]
    public void Every_check_is_shown_what_it_looks_for() =>
        Assert.Equal(CloseChecks.All.Select(check => check.Code).Order(), Plants.Select(plant => plant.Check).Order());

    private static string Goods(string expires) => Done("add_goods_item({F}, 'Sữa bột', 'hộp')") + "; " + Done($$"""
        receive_goods({F}, gen_random_uuid(), 1, '2021-02-03', 'Công ty Sữa', 'organisation', NULL, NULL, NULL, '{1}', '{10}', '{NULL}', '{NULL}',
            '{NULL}', '{NULL}', ARRAY[{{expires}}]::date[], '{NULL}')
        """) + "; INSERT INTO goods_balances VALUES ({F}, 1, 1, 10, 0, 0, 0)";

    private static string Done(string call) => "DO $$ BEGIN PERFORM {Call}; END $$".Replace("{Call}", call.Trim(), StringComparison.Ordinal);

    private static string Moved(string from, string to) =>
        MovedSql.Replace("{From}", from, StringComparison.Ordinal).Replace("{To}", to, StringComparison.Ordinal);
}
