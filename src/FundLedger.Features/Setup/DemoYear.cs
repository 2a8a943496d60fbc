using FundLedger.Domain;
using FundLedger.Domain.Disbursements;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Ledger;
using FundLedger.Features.Periods;
using NodaTime;

namespace FundLedger.Features.Setup;

/// <summary>What the district's fund did with its money in 2021, up to the morning of 20 December.</summary>
internal sealed class DemoYear(DemoOffice office, DemoRegister register, OwnerSession books)
{
    private const string Fund = DemoUsers.District;

    private const string EntrySql = """
        SELECT e.entry_no FROM journal_entries e JOIN funds f USING (fund_id)
        WHERE f.code = @Fund AND e.kind = 'disbursement' AND e.disbursement_id = @Id AND e.disbursement_line = 7
        """;

    private const string RefusalsSql = "SELECT count(*) FROM refusals JOIN funds f USING (fund_id) WHERE f.code = @Fund";

    private readonly DemoBatches batches = new(office, books);

    public IEnumerable<DemoStep> Steps() =>
    [
        new(Day(1, 25), TetAsync), new(Day(3, 15), HeartAsync), new(Day(5, 21), ChildrensDayAsync), new(Day(9, 6), MidAutumnRejectedAsync),
        new(Day(9, 10), MidAutumnAsync), new(Day(10, 11), HeartAtCeilingAsync), new(Day(11, 15), AboveNormAsync),
        new(Day(12, 13), WaitingForPaymentAsync), new(Day(12, 17), WaitingForApprovalAsync),
        .. Enumerable.Range(1, 11).Select(month => Closing(Day(month, 1))),
    ];

    private static LocalDate Day(int month, int day) => new(2021, month, day);

    // Ten children of each commune; one of them had already got a gift elsewhere and gives it back.
    private async Task TetAsync(CancellationToken token)
    {
        var batch = new GiftBatch("tet-2021", "TET", "tet", 2021, Day(1, 25), Some(DemoChildren.Funds, 10));
        var id = await batches.RequestAsync(batch, token);
        await batches.ApproveAsync(batch.Name, id, Day(1, 26), DemoUsers.Approver, token);
        await batches.PayAsync(batch.Name, id, Day(1, 28), "Cán bộ trẻ em các xã", "Chi quà Tết Tân Sửu 2021", token);
        var entry = await books.SingleAsync<long>(EntrySql, new { Fund, Id = id }, token);
        office.Open(Day(1, 29));
        await office.DoneAsync(
            DemoUsers.Accountant, "tet-2021/reverse",
            key => new ReverseEntry(Fund, key, entry, Day(1, 29), "cash", "Chi nhầm: gia đình đã nhận quà ở xã khác, nộp lại tiền"), token);
    }

    private async Task ChildrensDayAsync(CancellationToken token)
    {
        var children = DemoChildren.Funds.SelectMany(fund => register.Eligible(fund).TakeLast(9)).ToList();
        var batch = new GiftBatch("june1-2021", "CHUNG", "june1", 2021, Day(5, 21), children);
        await GiveAsync(batch, DemoUsers.Approver, "Chi quà Quốc tế Thiếu nhi 1/6", token);
    }

    private async Task MidAutumnRejectedAsync(CancellationToken token)
    {
        var batch = new GiftBatch("mid-autumn-first", "CHUNG", "mid_autumn", 2021, Day(9, 6), Some(DemoChildren.Funds.Take(4), 8));
        var id = await batches.RequestAsync(batch, token);
        await batches.RejectAsync(batch.Name, id, Day(9, 8), "Danh sách chưa có xác nhận của các xã; dùng nguồn ngân sách", token);
    }

    private Task MidAutumnAsync(CancellationToken token) => GiveAsync(
        new GiftBatch("mid-autumn", "NGANSACH", "mid_autumn", 2021, Day(9, 10), Some(DemoChildren.Funds.Take(5), 9)),
        DemoUsers.SecondApprover, "Chi quà Tết Trung thu", token);

    private async Task GiveAsync(GiftBatch batch, string approver, string content, CancellationToken token)
    {
        var id = await batches.RequestAsync(batch, token);
        await batches.ApproveAsync(batch.Name, id, batch.Requested.PlusDays(3), approver, token);
        await batches.PayAsync(batch.Name, id, batch.Requested.PlusDays(4), "Cán bộ trẻ em các xã", content, token);
    }

    // 32.000.000 less insurance and aid leaves 8.000.000, of which four fifths.
    private Task HeartAsync(CancellationToken token) => OperateAsync(
        "heart-1", Day(3, 15), DemoUsers.Approver,
        key => new RequestSurgery(Fund, key, "PHAUTHUAT", "heart", register.FirstOf("g13", "Q03413"), "BA-2021-0145")
        {
            Cost = new Money(32_000_000), Insurance = new Money(22_000_000), OtherAid = new Money(2_000_000),
            Papers = DemoPapers.OfOperation,
        },
        token);

    // Four fifths of 20.000.000 would be 16.000.000: the ceiling holds at 10.000.000.
    private Task HeartAtCeilingAsync(CancellationToken token) => OperateAsync(
        "heart-2", Day(10, 11), DemoUsers.SecondApprover,
        key => new RequestSurgery(Fund, key, "PHAUTHUAT", "heart", register.FirstOf("g13", "Q03430"), "BA-2021-0872")
        {
            Cost = new Money(65_000_000), Insurance = new Money(40_000_000), OtherAid = new Money(5_000_000),
            Papers = DemoPapers.OfOperation,
        },
        token);

    private async Task OperateAsync(string name, LocalDate on, string approver, Func<Guid, RequestSurgery> request, CancellationToken token)
    {
        var id = await batches.RequestAsync(name, on, request, token);
        await batches.ApproveAsync(name, id, on.PlusDays(1), approver, token);
        await batches.PayAsync(name, id, on.PlusDays(4), "Bệnh viện Tim mạch trung tâm (mẫu)", "Hỗ trợ phẫu thuật tim bẩm sinh", token);
    }

    private async Task AboveNormAsync(CancellationToken token)
    {
        if (await books.SingleAsync<long>(RefusalsSql, new { Fund }, token) > 0) return;
        office.Open(Day(11, 15));
        var answer = await office.SendAsync(
            DemoUsers.Accountant, "cleft-above-norm",
            key => new RequestSurgery(Fund, key, "PHAUTHUAT", "cleft", register.FirstOf("g04", "Q03412"), "BA-2021-0990")
            {
                Cost = new Money(6_000_000), Amount = new Money(4_500_000), Papers = DemoPapers.OfOperation,
            },
            token);
        if (answer.Error is not LineRefused)
        {
            throw new InvalidOperationException($"The demo's request above the norm was not refused: {answer.Error}");
        }
    }

    private async Task WaitingForPaymentAsync(CancellationToken token)
    {
        var batch = new GiftBatch("tet-2022-son-binh", "NGANSACH", "tet", 2022, Day(12, 13), Some(["Q03413"], 12));
        var id = await batches.RequestAsync(batch, token);
        await batches.ApproveAsync(batch.Name, id, Day(12, 16), DemoUsers.SecondApprover, token);
    }

    private async Task WaitingForApprovalAsync(CancellationToken token) =>
        await batches.RequestAsync(new GiftBatch("tet-2022-binh-lu", "TET", "tet", 2022, Day(12, 17), Some(["Q03412"], 13)), token);

    // On the 5th of the next month, or on the Monday after it.
    private DemoStep Closing(LocalDate month)
    {
        var fifth = month.PlusMonths(1).PlusDays(4);
        var on = fifth.DayOfWeek >= IsoDayOfWeek.Saturday ? fifth.Next(IsoDayOfWeek.Monday) : fifth;
        return new DemoStep(on, token => CloseAsync(month, on, token));
    }

    private async Task CloseAsync(LocalDate month, LocalDate on, CancellationToken token)
    {
        office.Open(on);
        await office.DoneAsync(DemoUsers.Accountant, $"close/{month:uuuu-MM}", key => new ClosePeriod(Fund, key, month), token);
    }

    private List<string> Some(IEnumerable<string> funds, int ofEach) => [.. funds.SelectMany(fund => register.Eligible(fund).Take(ofEach))];
}
