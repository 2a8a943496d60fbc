using FundLedger.Domain.Disbursements;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Ledger;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Disbursements;

public sealed class GetDisbursementTests(Ledger ledger) : IClassFixture<Ledger>
{
    [Fact]
    public async Task The_sheet_shows_what_is_decided_on_and_what_it_does_to_the_pool()
    {
        var pool = await PoolWith("A", 2_000_000);
        var children = await ledger.Given.Children(1, "g04");
        var hidden = await ledger.Given.Children(1, "g10");
        var id = await ledger.Given.TetGifts(pool, [.. children, .. hidden]);

        var sheet = await Sheet(TamDuong.Approver, id);

        Assert.Equal(("requested", 600_000L, 1_400_000L), (sheet.Head.Status, sheet.Head.Total.Dong, sheet.Head.PoolAvailable.Dong));
        Assert.Equal(await ledger.Given.ContentHash(id), sheet.Head.ContentHash);
        Assert.True(sheet.Head is { IsMine: false, DecisionIsSample: true });
        Assert.Equal(["Trẻ em khuyết tật", "Nhóm được bảo mật"], sheet.ByGroup.Select(sum => sum.NameVi));
        Assert.Equal(["Xã Bình Lư", null], sheet.ByUnit.Select(sum => sum.NameVi));
        Assert.Contains(sheet.Papers, paper => paper.NameVi == "Danh sách của xã đã xác minh");
        Assert.Contains("dòng D-01 (định mức mẫu)", sheet.Head.Cite(sheet.Lines[0].LineCode).Sentence.Vi, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sheet_knows_who_moved_it_and_which_line_was_reversed()
    {
        var pool = await PoolWith("B", 2_000_000);
        var children = await ledger.Given.Children(2);
        var id = await ledger.Given.Approved(pool, children);
        Assert.True((await Sheet(TamDuong.Approver, id)).Head.IsDecidedByMe);
        var paid = await ledger.Done(TamDuong.Cashier, ledger.Given.Payment(id));
        var entry = (await Sheet(TamDuong.Accountant, id)).Lines[1].EntryNo!.Value;
        var reversed = await ledger.Done(
            TamDuong.Accountant, new ReverseEntry(Given.Fund, Guid.NewGuid(), entry, ledger.Clock.Today, "cash", "Chi nhầm trẻ"));

        var sheet = await Sheet(TamDuong.Accountant, id);

        Assert.True(sheet.Head.IsMine);
        Assert.Equal(paid.Voucher, sheet.Head.Voucher);
        Assert.Equal(
            [("requested", "Kế toán Quỹ"), ("approved", "Chủ tịch Hội đồng Quỹ"), ("paid", "Thủ quỹ")],
            sheet.Events.Select(step => (step.Event, step.Who)));
        Assert.Equal([null, reversed.Voucher], sheet.Lines.Select(line => line.ReversedBy));
        var listed = (await ledger.Done(TamDuong.Auditor, new ListDisbursements(Given.Fund) { Status = "paid" })).Disbursements;
        Assert.Equal((600_000L, 300_000L), listed.Where(row => row.Id == id).Select(row => (row.Total.Dong, row.Reversed.Dong)).Single());
    }

    [Fact]
    public async Task The_list_counts_and_sums_each_status_under_its_filters()
    {
        var pool = await PoolWith("C", 2_000_000);
        var children = await ledger.Given.Children(2);
        await ledger.Given.TetGifts(pool, children[0]);
        var before = await ledger.Done(TamDuong.Auditor, new ListDisbursements(Given.Fund) { Occasion = "tet" });
        await ledger.Given.TetGifts(pool, children[1]);
        var after = await ledger.Done(TamDuong.Auditor, new ListDisbursements(Given.Fund) { Occasion = "tet" });
        Assert.Equal((1, 300_000L), Difference(before, after));
        Assert.Empty((await ledger.Done(TamDuong.Auditor, new ListDisbursements(Given.Fund) { SupportKind = "surgery" })).Disbursements);
        Assert.Contains(after.Occasions, occasion => occasion.Code == "tet");
    }

    [Fact]
    public async Task The_second_of_two_approvers_is_told_who_decided_and_when()
    {
        var id = await ledger.Given.Approved(await PoolWith("D", 1_000_000), await ledger.Given.Children(1));
        var second = await ledger.Send(
            TamDuong.SecondApprover, new ApproveDisbursement(Given.Fund, Guid.NewGuid(), id, await ledger.Given.ContentHash(id), true));
        var decided = Assert.IsType<AlreadyDecided>(second.Error);
        Assert.Equal("Chủ tịch Hội đồng Quỹ", decided.DecidedBy);
        Assert.Equal((await Sheet(TamDuong.Approver, id)).EventOf("approved")!.At, decided.DecidedAt);
    }

    [Fact]
    public async Task A_request_of_a_fund_of_others_is_not_there()
    {
        var id = await ledger.Given.TetGifts(await PoolWith("E", 1_000_000), await ledger.Given.Children(1));
        Assert.IsType<DisbursementNotFound>((await ledger.Send(TamDuong.OtherOfficer, new GetDisbursement(Given.Fund, id))).Error);
    }

    private async Task<string> PoolWith(string code, long amount)
    {
        await ledger.Given.Pool($"POOL-{code}");
        await ledger.Given.Receipt($"POOL-{code}", amount);
        return $"POOL-{code}";
    }

    private Task<DisbursementSheet> Sheet(string user, long id) => ledger.Done(user, new GetDisbursement(Given.Fund, id));

    private static (int, long) Difference(DisbursementList before, DisbursementList after)
    {
        static (int Count, long Sum) Waiting(DisbursementList list) =>
            list.Statuses.Where(status => status.Status == "requested").Select(status => (status.Count, status.Sum.Dong)).SingleOrDefault();
        return (Waiting(after).Count - Waiting(before).Count, Waiting(after).Sum - Waiting(before).Sum);
    }
}
