using FundLedger.IntegrationTests.Goods;
using FundLedger.Testing;
using static FundLedger.IntegrationTests.Books;

namespace FundLedger.IntegrationTests.Database;

/// <summary>Raw SQL against goods in stock; today is 3 February 2021, January is closed.</summary>
public sealed class GoodsInvariantsTests(Books books) : IClassFixture<Books>
{
    private const string LostSql = """
        INSERT INTO number_series VALUES (@Fund, 'PX/2021', 1);
        INSERT INTO vouchers (fund_id, voucher_type, voucher_year, voucher_no, voucher_date, amount, money_account, pool_id, details_commitment,
            prepared_by, recorded_at, content_hash)
        SELECT @Fund, 'PX', 2021, 1, {Day}, 0, 'goods', 1, sha256('x'), 'ketoan', now(), sha256('x');
        INSERT INTO goods_papers VALUES (@Fund, 2, 'loss', 'PX', 2021, 1)
        """;

    private const string AgainSql = """
        SELECT receive_goods(@Fund, gen_random_uuid(), 1, @Today, 'Công ty Sữa', 'organisation', NULL, NULL, NULL, {Lines}, '{NULL}')
        """;

    private const string ReverseSql = """
        SELECT reverse_goods(@Fund, (SELECT max(entry_no) FROM goods_moves WHERE fund_id = @Fund AND kind = 'received'), gen_random_uuid(), @Today,
            'Ghi nhầm')
        """;

    private const string AskSql = "SELECT ask_goods_loss(@Fund, 1, 5, 'spoiled', 'BB-1', @Today, 'Hộp bị rách, ẩm mốc')";

    private const string As = "SELECT set_config('app.actor', '{0}', true)";

    [Theory]
    [InlineData("-101, 50000, -5050000", "goods_on_hand_never_negative")]
    [InlineData("-1, 40000, -40000", "goods_worth_by_quantity")]
    [InlineData("-1, 50000, -40000", "goods_worth_by_quantity")]
    [InlineData("1, 50000, 50000", "goods_move_of_its_kind")]
    public async Task No_more_goes_out_than_is_there_and_at_its_value(string figures, string promise) =>
        Refused(await Moved("lost", figures, "7"), BrokenCheck, promise);

    [Fact]
    public async Task What_is_worth_something_has_its_entry() =>
        Refused(await Moved("lost", "-1, 50000, -50000", "NULL"), BrokenCheck, "goods_move_has_its_entry");

    [Fact]
    public async Task The_account_of_goods_is_what_the_lots_are_worth()
    {
        const string Watched = Stock.ReceiveSql + "; SET CONSTRAINTS ALL IMMEDIATE";
        Refused(await Moved("lost", "-1, 50000, -50000", "7", Watched), BrokenCheck, "goods_are_the_lots");
        Refused(
            await Then(Watched, "UPDATE pool_balances SET goods = 1 WHERE fund_id = @Fund AND pool_id = 1"), BrokenCheck, "goods_are_the_lots");
    }

    [Fact]
    public async Task What_expired_is_given_to_nobody()
    {
        var sql = Stock.ReceiveSql.Replace("2021-06-30", "2021-02-03", StringComparison.Ordinal);
        books.Ledger.Clock.Today = books.Ledger.Clock.Today.PlusDays(1);
        var refusal = await Moved(
            "issued", "-1, 50000, -50000, '2021-02-04', 7, 1, 1", "", sql.Replace("@Today", "'2021-02-03'::date", StringComparison.Ordinal));
        books.Ledger.Clock.Today = books.Ledger.Clock.Today.PlusDays(-1);
        Refused(refusal, BrokenCheck, "goods_not_expired");
    }

    [Theory]
    [InlineData("'2021-02-02'", "goods_day_by_day")]
    [InlineData("'2021-02-03', '2021-02-02'", "goods_move_of_its_day")]
    public async Task Goods_move_on_the_day_of_their_voucher_and_in_order(string days, string promise)
    {
        var (voucher, move) = days.Split(", ") is [var first, var second] ? (first, second) : (days, days);
        const string MoveSql = "INSERT INTO goods_moves VALUES (@Fund, 2, 2, 1, 'lost', -1, 50000, -50000, {Day}, 7)";
        Refused(
            await Then(
                Stock.ReceiveSql, LostSql.Replace("{Day}", voucher, StringComparison.Ordinal),
                MoveSql.Replace("{Day}", move, StringComparison.Ordinal)), BrokenCheck, promise);
    }

    [Fact]
    public async Task Nothing_is_added_to_a_paper_that_was_sealed()
    {
        foreach (var more in (string[])[
            "INSERT INTO goods_moves VALUES (@Fund, 2, 1, 1, 'lost', -1, 50000, -50000, @Today, 7)",
            "INSERT INTO goods_lots VALUES (@Fund, 2, 1, 2, 1, 1, 5)",
            "INSERT INTO goods_valuations VALUES (@Fund, 1, 1, 5, 'quote', '1', @Today)"])
        {
            Refused(await Then(Stock.ReceiveSql, more), BrokenCheck, "goods_paper_is_whole");
        }
    }

    [Theory]
    [InlineData("'{1}', '{0}', '{50000}', '{invoice}', '{HD-1}', ARRAY[@Today], '{2021-06-30}'", "goods_lot_quantity")]
    [InlineData("'{1}', '{1}', '{0}', '{invoice}', '{HD-1}', ARRAY[@Today], '{2021-06-30}'", "goods_lot_unit_value")]
    [InlineData("'{1}', '{1}', '{5}', '{NULL}', '{NULL}', '{NULL}', '{2021-06-30}'", "goods_value_has_its_basis")]
    [InlineData("'{}', '{}', '{}', '{}', '{}', '{}', '{}'", "goods_receipt_has_lines")]
    [InlineData("'{1}', '{1}', '{5}', '{invoice}', '{HD-1}', ARRAY[@Today], '{2021-02-02}'", "goods_not_expired")]
    public async Task What_a_receipt_may_not_be_is_refused_by_the_database(string lines, string promise) => Refused(
        await Then(Stock.ReceiveSql, AgainSql.Replace("{Lines}", lines, StringComparison.Ordinal)),
        BrokenCheck, promise);

    [Fact]
    public async Task The_same_goods_are_listed_once() => Refused(
        await Then(Stock.ReceiveSql, "SELECT add_goods_item(@Fund, 'SỮA BỘT', 'HỘP')"), Unique, "goods_item_once");

    [Fact]
    public async Task A_lot_is_valued_once()
    {
        const string Value = "SELECT value_goods(@Fund, gen_random_uuid(), 1, @Today, 1000, 'quote', 'BG-1', @Today)";
        var unvalued = Stock.ReceiveSql.Replace("'{50000}',\n    '{invoice}', '{HD-12}', ARRAY[@Today]", "'{NULL}', '{NULL}', '{NULL}', '{NULL}'",
            StringComparison.Ordinal);
        Assert.Null(await Then(unvalued, Value));
        Refused(await Then(unvalued, Value, Value), BrokenCheck, "goods_valued_once");
        Refused(await Then(Stock.ReceiveSql, Value), BrokenCheck, "goods_valued_once");
    }

    [Fact]
    public async Task A_loss_is_in_two_hands_and_decided_once()
    {
        var approve = "SELECT approve_goods_loss(@Fund, 1, gen_random_uuid())";
        Refused(await Asked(Acting("ketoan.duyet"), approve), BrokenCheck, "goods_loss_decider_is_not_asker");
        Refused(await Asked(Acting("duyet"), approve, approve), BrokenCheck, "goods_loss_moves_forward");
        Refused(await Asked("UPDATE goods_losses SET quantity = 6"), BrokenCheck, "goods_loss_moves_forward");
        Refused(await Asked("UPDATE goods_losses SET status = 'rejected'"), BrokenCheck, "goods_loss_decided");
        var nothing = AskSql.Replace("5,", "0,", StringComparison.Ordinal);
        Refused(await Then(Stock.ReceiveSql, nothing), BrokenCheck, "goods_loss_quantity");
        var curt = AskSql.Replace("Hộp bị rách, ẩm mốc", "rách", StringComparison.Ordinal);
        Refused(await Then(Stock.ReceiveSql, curt), BrokenCheck, "goods_loss_reason_given");
        var strange = AskSql.Replace("spoiled", "stolen", StringComparison.Ordinal);
        Refused(await Then(Stock.ReceiveSql, strange), BrokenCheck, "goods_losses_cause_check");
    }

    [Fact]
    public async Task What_moved_goods_is_reversed_once_and_as_it_was()
    {
        Assert.Null(await Then(Stock.ReceiveSql, ReverseSql));
        Refused(await Then(Stock.ReceiveSql, ReverseSql, ReverseSql), Unique, "entry_reversed_once");
        Refused(await books.AsOwner("SELECT reverse_goods(@Fund, 1, gen_random_uuid(), @Today, 'Ghi nhầm')"), BrokenCheck,
            "reversal_of_a_posted_entry");
        const string PartSql = "INSERT INTO goods_moves VALUES (@Fund, 2, 2, 1, 'reversed', -99, 50000, -4950000, @Today, 7, NULL, NULL, 1)";
        var lost = LostSql.Replace("{Day}", "@Today", StringComparison.Ordinal);
        Refused(await Then(Stock.ReceiveSql, lost, PartSql), BrokenCheck, "goods_reversal_mirrors");
    }

    [Fact]
    public async Task What_moved_without_a_value_is_reversed_by_its_move_and_once()
    {
        const string Again = "SELECT reverse_unvalued_goods(@Fund, 1, @Today, 'Ghi nhầm')";
        const string Value = "SELECT value_goods(@Fund, gen_random_uuid(), 1, @Today, 1000, 'quote', 'BG-1', @Today)";
        var unvalued = Stock.ReceiveSql.Replace("'{50000}',\n    '{invoice}', '{HD-12}', ARRAY[@Today]", "'{NULL}', '{NULL}', '{NULL}', '{NULL}'",
            StringComparison.Ordinal);
        Assert.Null(await Then(unvalued, Again));
        Refused(await Then(unvalued, Again, Again), BrokenCheck, "goods_on_hand_never_negative");
        Refused(await Then(unvalued, Value, Again), BrokenCheck, "goods_still_unvalued");
        Refused(await Then(Stock.ReceiveSql, Again), BrokenCheck, "goods_move_without_entry");
        Refused(await Then(unvalued, Again.Replace("Ghi nhầm", "x", StringComparison.Ordinal)), BrokenCheck, "reason_given");
        const string Entryless = """
            INSERT INTO number_series VALUES (@Fund, 'BD/2021', 1);
            INSERT INTO vouchers (fund_id, voucher_type, voucher_year, voucher_no, voucher_date, amount, money_account, pool_id,
                details_commitment, prepared_by, recorded_at, content_hash)
            SELECT @Fund, 'BD', 2021, 1, @Today, {Amount}, '{Account}', 1, sha256('x'), 'ketoan', now(), sha256('x')
            """;
        Refused(await Then(Entryless.Replace("{Amount}", "5", StringComparison.Ordinal).Replace("{Account}", "goods", StringComparison.Ordinal)),
            BrokenCheck, "voucher_says_why");
        Refused(await Then(Entryless.Replace("{Amount}", "0", StringComparison.Ordinal).Replace("{Account}", "cash", StringComparison.Ordinal)),
            BrokenCheck, "voucher_amount_positive");
    }

    private Task<Npgsql.PostgresException?> Then(params string[] statements) => books.AsOwner(string.Join(";\n", statements));

    private Task<Npgsql.PostgresException?> Asked(params string[] then) => Then([Stock.ReceiveSql, AskSql, .. then]);

    private static string Acting(string actor) => As.Replace("{0}", actor, StringComparison.Ordinal);

    private Task<Npgsql.PostgresException?> Moved(string kind, string figures, string entry, string? stock = null)
    {
        const string MoveSql = "INSERT INTO goods_moves VALUES (@Fund, 2, 2, 1, '{Kind}', {Rest})";
        var rest = entry.Length == 0 ? figures : string.Join(", ", figures, "@Today", entry);
        return Then(
            stock ?? Stock.ReceiveSql, LostSql.Replace("{Day}", "@Today", StringComparison.Ordinal),
            MoveSql.Replace("{Kind}", kind, StringComparison.Ordinal).Replace("{Rest}", rest, StringComparison.Ordinal));
    }
}
