using FundLedger.Features.Periods;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Periods;

/// <summary>The steps of closing and reopening the months of 2021, by the people of the tests.</summary>
public sealed class Months(Ledger ledger)
{
    public const string Reason = "Bỏ sót phiếu thu của tháng";

    public static LocalDate Of(int month) => new(2021, month, 1);

    public static ClosePeriod Close(int month) => new(Given.Fund, Guid.NewGuid(), Of(month));

    public static StartClosing Start(int month) => new(Given.Fund, Guid.NewGuid(), Of(month));

    public static TakeClosingBack TakeBack(int month) => new(Given.Fund, Guid.NewGuid(), Of(month));

    public static RequestReopening AskToReopen(int month, string reason = Reason) => new(Given.Fund, Guid.NewGuid(), Of(month), reason);

    public static ApproveReopening Approve(long request) => new(Given.Fund, Guid.NewGuid(), request);

    public Task<PeriodClosing> Closed(int month) => ledger.Done(TamDuong.Accountant, Close(month));

    public Task<ClosingStarted> Started(int month) => ledger.Done(TamDuong.Accountant, Start(month));

    public async Task Reopened(int month)
    {
        var asked = await ledger.Done(TamDuong.Accountant, AskToReopen(month));
        await ledger.Done(TamDuong.Approver, Approve(asked.Request));
    }

    public Task<PeriodChecklist> Checklist(int month) => ledger.Done(TamDuong.Approver, new GetChecklist(Given.Fund, Of(month)));

    public async Task<AcceptOpenItems> Acceptance(int month) =>
        new(Given.Fund, Guid.NewGuid(), Of(month), (await Checklist(month)).OpenItemsHash, "Trẻ mổ vào tháng sau, giữ tiền lại");
}
