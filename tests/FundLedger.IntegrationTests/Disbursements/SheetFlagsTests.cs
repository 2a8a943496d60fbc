using FundLedger.Domain;
using FundLedger.Domain.Payments;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Payments;
using FundLedger.IntegrationTests.Payments;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Disbursements;

/// <summary>What an approver is told to look at twice.</summary>
public sealed class SheetFlagsTests(Ledger ledger) : IClassFixture<Ledger>
{
    private const string Phone = "0123456789abcdef0123456789abcdef";

    [Fact]
    public async Task Who_signed_for_many_of_the_children_and_papers_that_stand_on_another_request_are_told()
    {
        var books = new PaymentBooks(ledger);
        var (id, children) = await books.Approved(5);
        var order = await books.Ordered(books.Cash(id));
        await ledger.Done(TamDuong.Cashier, new OpenHandout(Given.Fund, Guid.NewGuid(), Given.Fund, order));
        var codes = (await ledger.Done(TamDuong.Cashier, new GetHandout(Given.Fund, order))).Lines.Select(line => line.Code).ToList();
        DeliveryNote[] notes = [.. codes[..3].Select(code => Note(code, "Lò Văn Thu")), Note(codes[3], "LÒ VĂN THU"), Note(codes[4], "Vàng Thị Sua")];
        await ledger.Done(TamDuong.Cashier, new RecordDeliveries(Given.Fund, Guid.NewGuid(), Given.Fund, order, Phone, notes));

        await ledger.Given.Pool();
        await ledger.Given.Receipt("CHUNG", 10_000_000);
        var seen = await FlagsOf("june1", [.. children, .. await ledger.Given.Children(1)]);
        // The sample of every test is one file; the one more was never seen before.
        Assert.Equal((4, SamplePapers.Of("D-02").Count), (seen.OneCollector, seen.PapersUsedElsewhere));
        var others = await FlagsOf("mid_autumn", await ledger.Given.Children(4));
        Assert.Equal(0, others.OneCollector);
    }

    private async Task<SheetFlags> FlagsOf(string occasion, string[] children)
    {
        byte[] unseen = [.. SamplePapers.File, .. Guid.NewGuid().ToByteArray()];
        var asked = await ledger.Done(TamDuong.Accountant, Given.TetRequest("CHUNG", children) with
        {
            Occasion = occasion, Papers = [.. SamplePapers.Of("D-02"), new AttachedPaper("", unseen)],
        });
        return (await ledger.Done(TamDuong.Approver, new GetDisbursement(Given.Fund, asked.Id))).Decision.Flags;
    }

    private DeliveryNote Note(string code, string collector) =>
        new(Guid.NewGuid(), code, "paid", Money.Zero, "other", collector, ledger.Clock.GetCurrentInstant());
}
