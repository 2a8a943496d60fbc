using FundLedger.Domain.Audits;
using FundLedger.Features.Findings;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Audit;

/// <summary>The findings of a fund: those that wait first, then the latest, and how many wait.</summary>
public sealed class FindingListTests(Ledger ledger) : IClassFixture<Ledger>
{
    private const string Fund = TamDuong.District;

    private static Guid Key => Guid.NewGuid();

    [Fact]
    public async Task Those_that_wait_come_first_and_are_counted_whatever_was_asked_for()
    {
        foreach (var said in new[] { "Thiếu biên bản kiểm quỹ", "Thiếu chữ ký người nhận", "Sai số tiền bằng chữ", "Phiếu chi không đánh số" })
        {
            await ledger.Done(TamDuong.Auditor, new OpenFinding(Fund, Key, "other", $" {said[..4]} ", $" {said} "));
        }

        foreach (var no in new[] { 2, 3, 4 }) await ledger.Done(TamDuong.Accountant, new AnswerFinding(Fund, Key, no, $"Đã bổ sung lần {no}", null));
        await ledger.Done(TamDuong.Auditor, new JudgeAnswer(Fund, Key, 3, true, "Đã xem bản gốc"));
        var all = await List(null);
        Assert.Equal(
            [
                (4, FindingState.Answered, "Đã bổ sung lần 4"), (2, FindingState.Answered, "Đã bổ sung lần 2"), (1, FindingState.Open, null),
                (3, FindingState.Accepted, (string?)"Đã bổ sung lần 3"),
            ],
            all.Findings.Select(one => (one.Finding, one.State, one.Answer)));
        Assert.Equal(
            ("other", "Thiế", "Thiếu biên bản kiểm quỹ", "Kiểm toán viên"),
            (all.Findings[2].Subject, all.Findings[2].Reference, all.Findings[2].Said, all.Findings[2].OpenedBy));
        Assert.Equal([3, 3, 3, 3], new[] { all, await List(FindingState.Open), await List(FindingState.Answered), await List(FindingState.Accepted) }
            .Select(list => list.Waiting));
        Assert.Equal([1], (await List(FindingState.Open)).Findings.Select(one => one.Finding));
        Assert.Equal([4, 2], (await List(FindingState.Answered)).Findings.Select(one => one.Finding));
        Assert.Equal([3], (await List(FindingState.Accepted)).Findings.Select(one => one.Finding));
    }

    private Task<FindingList> List(FindingState? state) => ledger.Done(TamDuong.Accountant, new ListFindings(Fund, state));
}
