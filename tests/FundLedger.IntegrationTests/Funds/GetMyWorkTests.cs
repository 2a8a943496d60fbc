using FundLedger.Features.Disbursements;
using FundLedger.Features.Funds;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Funds;

public sealed class GetMyWorkTests(GetMyWorkTests.Office office) : IClassFixture<GetMyWorkTests.Office>
{
    private static readonly GetMyWork Ask = new(Given.Fund);

    [Fact]
    public async Task An_approver_finds_what_others_asked_for_oldest_first()
    {
        var work = await office.Ledger.Done(TamDuong.Approver, Ask);
        Assert.Equal([office.Waiting], work.ToApprove.Select(item => item.Id));
        Assert.Equal((2, 600_000L), (work.ToApprove[0].Lines, work.ToApprove[0].Total.Dong));
        Assert.Equal("Quà Tết 2021", work.ToApprove[0].TitleVi);
        Assert.Empty(work.ToPay);
    }

    [Fact]
    public async Task An_approver_who_is_the_requester_by_another_account_finds_nothing_to_approve()
    {
        var work = await office.Ledger.Done(TamDuong.AccountantsOtherAccount, Ask);
        Assert.Empty(work.ToApprove);
        Assert.Contains(work.WaitingOnOthers, item => item.Id == office.Waiting);
    }

    [Fact]
    public async Task An_approver_sees_what_they_approved_and_the_cashier_has_not_paid()
    {
        var work = await office.Ledger.Done(TamDuong.Approver, Ask);
        Assert.Equal([office.Approved], work.WaitingOnOthers.Select(item => item.Id));
    }

    [Fact]
    public async Task A_cashier_finds_what_is_approved()
    {
        var work = await office.Ledger.Done(TamDuong.Cashier, Ask);
        Assert.Equal([office.Approved], work.ToPay.Select(item => item.Id));
        Assert.Empty(work.ToApprove);
        Assert.Empty(work.MonthsToClose);
    }

    [Fact]
    public async Task An_accountant_finds_what_was_rejected_where_the_rest_stands_and_the_months_to_close()
    {
        var work = await office.Ledger.Done(TamDuong.Accountant, Ask);
        Assert.Equal([(office.Rejected, "Danh sách chưa xác nhận")], work.Rejected.Select(item => (item.Id, item.Reason!)));
        Assert.Equal([office.Approved, office.Waiting], work.WaitingOnOthers.Select(item => item.Id).Order());
        Assert.Equal([new LocalDate(2021, 1, 1)], work.MonthsToClose);
        Assert.Equal(["PC-2021-00001", "PT-2021-00001"], work.Vouchers.Select(voucher => voucher.Number));
    }

    [Fact]
    public async Task A_rejected_request_leaves_the_queue_when_its_children_are_asked_for_anew()
    {
        var own = new Office(office.Cluster);
        await own.InitializeAsync();
        await using (own.Ledger)
        {
            await own.Ledger.Given.TetGifts("CHUNG", own.RejectedChild);
            Assert.Empty((await own.Ledger.Done(TamDuong.Accountant, Ask)).Rejected);
        }
    }

    [Fact]
    public async Task Nobody_without_a_role_in_the_fund_finds_anything()
    {
        var work = await office.Ledger.Done(TamDuong.OtherOfficer, Ask);
        Assert.Empty(work.ToApprove.Concat(work.ToPay).Concat(work.Rejected).Concat(work.WaitingOnOthers));
        Assert.Empty(work.Vouchers);
    }

    /// <summary>A paid, an approved, a waiting and a rejected request; today is 3 February 2021 and January is open.</summary>
    public sealed class Office(LedgerCluster cluster) : IAsyncLifetime
    {
        public LedgerCluster Cluster { get; } = cluster;

        public Ledger Ledger { get; } = new(cluster);

        public long Waiting { get; private set; }

        public long Approved { get; private set; }

        public long Rejected { get; private set; }

        public string RejectedChild { get; private set; } = "";

        public async ValueTask InitializeAsync()
        {
            await Ledger.InitializeAsync();
            var given = Ledger.Given;
            await given.Pool();
            await given.Receipt("CHUNG", 10_000_000);
            var children = await given.Children(6);
            await given.Paid("CHUNG", children[0]);
            Approved = await given.Approved("CHUNG", children[1], children[2]);
            RejectedChild = children[3];
            Rejected = await given.TetGifts("CHUNG", RejectedChild);
            await Ledger.Done(TamDuong.Approver, new RejectDisbursement(Given.Fund, Guid.NewGuid(), Rejected, "Danh sách chưa xác nhận"));
            Ledger.Clock.Today = new LocalDate(2021, 2, 3);
            Waiting = await given.TetGifts("CHUNG", children[4], children[5]);
        }

        public ValueTask DisposeAsync() => Ledger.DisposeAsync();
    }
}
