using FundLedger.Domain;
using FundLedger.Features.Audit;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Ledger;
using FundLedger.Features.Receipts;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Audit;

/// <summary>What the database writes and seals now is what the verifier, whose rules were written a second time, says it must be.</summary>
public sealed class FreshRecordsTests(Books books) : IClassFixture<Books>
{
    [Fact]
    public async Task Records_of_every_kind_are_found_right()
    {
        var ledger = books.Ledger;
        var received = await ledger.Done(TamDuong.Accountant, new RecordReceipt(
            Given.Fund, Guid.NewGuid(), "PT", new Money(800_000), ledger.Clock.Today, "bank", "Hội Chữ thập đỏ tỉnh")
        {
            DonorKind = "organisation", DonorAddress = "Lai Châu", BankReference = "FT-FRESH", Content = "Ủng hộ", Attachments = "01 giấy báo có",
        });
        await ledger.Done(TamDuong.Cashier, ledger.Given.Payment(books.Approved));
        await ledger.Done(TamDuong.Accountant, new ReverseEntry(
            Given.Fund, Guid.NewGuid(), received.EntryNo, ledger.Clock.Today, "bank", "Ghi nhầm nguồn"));
        await ledger.Done(TamDuong.Accountant, new ReverseEntry(
            Given.Fund, Guid.NewGuid(), received.EntryNo + 1, ledger.Clock.Today, "cash", "Chi nhầm trẻ"));
        await ledger.Done(TamDuong.Approver, new RejectDisbursement(Given.Fund, Guid.NewGuid(), books.Waiting, "Chưa đủ hồ sơ"));
        await ledger.Send(TamDuong.Approver, new RejectDisbursement(Given.Fund, Guid.NewGuid(), books.Waiting, "Từ chối lần hai"));
        await ledger.Given.Paid("CHUNG", books.Poor[3], books.Poor[4]);
        await ledger.Given.Approved("CHUNG", books.Poor[2]);
        var verification = await ledger.Done(TamDuong.Auditor, new VerifyLedger());
        Assert.All(
            verification.Passes,
            pass => Assert.True(pass.State == PassState.Ok, $"{pass.Name}: {pass.FirstWrong?.Sentence.En} {pass.Note?.En}"));
    }
}
