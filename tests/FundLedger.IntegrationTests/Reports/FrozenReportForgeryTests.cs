using FundLedger.Features.Audit;
using FundLedger.Features.Reports;
using FundLedger.IntegrationTests.Audit;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Reports;

/// <summary>A report that was sent cannot be changed unseen, nor can the books that it was computed from.</summary>
public sealed class FrozenReportForgeryTests(LedgerCluster cluster) : IAsyncLifetime
{
    private readonly AuditedLedger audited = new(cluster)
    {
        Then = async ledger => await ledger.Done(TamDuong.Accountant, new FreezeReport(
            Given.Fund, Guid.NewGuid(), "receipt-use", new(2021, 1, 1), ledger.Clock.Today, new(2021, 6, 30))),
    };

    public ValueTask InitializeAsync() => audited.InitializeAsync();

    public ValueTask DisposeAsync() => audited.DisposeAsync();

    [Fact]
    public async Task A_forgery_is_named_by_the_pass_that_minds()
    {
        (string Forgery, string Pass)[] forgeries =
        [
            ("UPDATE report_freezes SET figures = 'x', digest = sha256('x')", "reports"),
            ("UPDATE report_freezes SET log_no = log_no - 1", "reports"), ("UPDATE report_freezes SET cut_off = cut_off - 1", "references"),
            ("UPDATE report_freezes SET frozen_by = 'duyet'", "references"), ("DELETE FROM report_freezes", "references"),
            ("UPDATE postings SET amount = amount + 1 WHERE entry_no = 1", "reports"),
            ("ALTER TABLE report_freezes DROP CONSTRAINT freeze_digest_of_its_figures; UPDATE report_freezes SET figures = 'x'", "reports"),
        ];
        Assert.Equal(PassState.Ok, (await audited.Verify()).State);
        foreach (var (forgery, pass) in forgeries)
        {
            await audited.Forge(forgery);
            var wrong = (await audited.Verify()).Passes.Single(found => found.Name == pass).FirstWrong;
            Assert.Equal((forgery, "report", "1"), (forgery, wrong?.Kind, wrong?.Number));
            await audited.PutBack();
        }
    }
}
