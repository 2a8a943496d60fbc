using FundLedger.Features.Notices;
using FundLedger.Features.Setup;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Notices;

/// <summary>The inbox page by page: the unread ones first, then the newest.</summary>
public sealed class NoticeListTests(LedgerCluster cluster) : IAsyncLifetime
{
    private const string ToldSql = """
        INSERT INTO notices (fund_id, user_name, subject, subject_no, event, must_act, told_at)
        SELECT f.fund_id, @User, 'disbursement', n, 'paid', false, '2021-01-04T03:00:00Z'
        FROM funds f, generate_series(1, @Count) n WHERE f.code = @Fund ORDER BY n
        """;

    private readonly Ledger ledger = new(cluster);

    public ValueTask InitializeAsync() => ledger.InitializeAsync();

    public ValueTask DisposeAsync() => ledger.DisposeAsync();

    [Fact]
    public async Task Fifty_make_a_page_and_the_next_one_goes_on_after_it()
    {
        await TellAsync(Given.Fund, 52);
        var first = await ListAsync(new(Given.Fund));
        Assert.Equal(Enumerable.Range(3, 50).Reverse(), Papers(first));
        Assert.Equal((52, new NoticePlace(false, first.Items[^1].No)), (first.Unread, first.Next));
        var second = await ListAsync(new(Given.Fund) { After = first.Next });
        Assert.Equal([2, 1], Papers(second));
        Assert.Equal((52, null), (second.Unread, second.Next));
        Assert.Empty((await ListAsync(new(TamDuong.BinhLu))).Items);
        Assert.Equal(50, (await ListAsync(new(Fund: null))).Items.Count);
    }

    [Fact]
    public async Task What_was_read_comes_after_what_was_not()
    {
        await TellAsync(Given.Fund, 52);
        var all = await ListAsync(new(Given.Fund));
        var read = new ReadNotices(Given.Fund, Guid.NewGuid(), [all.Items[0].No, all.Items[1].No]);
        Assert.Equal(2, (await ledger.Done(TamDuong.Cashier, read)).Count);
        Assert.Equal(0, (await ledger.Done(TamDuong.Cashier, read with { Key = Guid.NewGuid() })).Count);
        var unread = await ListAsync(new(Given.Fund) { OnlyUnread = true });
        Assert.Equal((50, 50, null), (unread.Items.Count, unread.Unread, unread.Next));
        var first = await ListAsync(new(Given.Fund));
        Assert.Equal([50, 49], Papers(first).Take(2));
        var rest = await ListAsync(new(Given.Fund) { After = first.Next });
        Assert.Equal([52, 51], Papers(rest));
        var last = await ListAsync(new(Given.Fund) { After = new NoticePlace(true, rest.Items[0].No) });
        Assert.Equal([51], Papers(last));
        Assert.Equal(50, (await ledger.Done(TamDuong.Cashier, new ReadNotices(Given.Fund, Guid.NewGuid(), null))).Count);
        var ended = await ListAsync(new(Given.Fund));
        Assert.Equal((0, new NoticePlace(true, ended.Items[^1].No)), (ended.Unread, ended.Next));
    }

    [Fact]
    public async Task A_page_says_whether_mails_are_wanted()
    {
        Assert.Null((await ListAsync(new(Given.Fund))).Mail);
        await SetMailAddress.RunAsync(ledger.Database.Owner, TamDuong.Cashier, "thuquy@example.org", Ledger.Token);
        Assert.True((await ListAsync(new(Given.Fund))).Mail);
        Assert.Equal(
            new MailsChosen(false), await ledger.Done(TamDuong.Cashier, new ChooseMails(Given.Fund, Guid.NewGuid(), false)));
        Assert.False((await ListAsync(new(Given.Fund))).Mail);
        var other = new ChooseMails(Given.Fund, Guid.NewGuid(), true);
        Assert.Equal(new MailAddressMissing(TamDuong.Auditor), (await ledger.Send(TamDuong.Auditor, other)).Error);
    }

    private static IEnumerable<int> Papers(NoticePage page) => page.Items.Select(notice => (int)notice.SubjectNo);

    private Task<NoticePage> ListAsync(ListNotices query) => ledger.Done(TamDuong.Cashier, query);

    private Task<int> TellAsync(string fund, int count) => OwnerSql.ExecuteAsync(
        ledger.Database.Owner, ToldSql, new { User = TamDuong.Cashier, Fund = fund, Count = count }, Ledger.Token);
}
