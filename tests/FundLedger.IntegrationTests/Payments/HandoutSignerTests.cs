using FundLedger.Domain;
using FundLedger.Domain.Payments;
using FundLedger.Features.Payments;
using FundLedger.Testing;
using static FundLedger.IntegrationTests.Payments.PaymentBooks;

namespace FundLedger.IntegrationTests.Payments;

/// <summary>Who signs for a child at the table is none of those who asked, approved, pay or hand out.</summary>
public sealed class HandoutSignerTests(Ledger ledger) : IClassFixture<Ledger>
{
    private readonly PaymentBooks books = new(ledger);

    [Fact]
    public async Task Who_took_part_in_the_request_does_not_sign_and_the_share_is_noted_again()
    {
        var (id, _) = await books.Approved(3);
        var order = await books.Ordered(books.Advance(id));
        await ledger.Done(TamDuong.Officer, new OpenHandout(TamDuong.BinhLu, Guid.NewGuid(), Fund, order));
        string[] codes = [.. (await ledger.Done(TamDuong.Officer, new GetHandout(Fund, order))).Lines.Select(line => line.Code)];
        string[] hands = ["kế toán quỹ", "Thủ quỹ", "Cán bộ xã Bình Lư"];
        var signed = await SentAsync(order, [.. hands.Select((name, i) => SignedBy(name, codes[i]))]);
        Assert.All(signed, answer => Assert.Equal("took_part", answer.Result));
        Assert.Equal([1, 2, 3], signed.Select(answer => answer.LineNo!.Value));
        var handout = await ledger.Done(TamDuong.Officer, new GetHandout(Fund, order));
        Assert.Equal((0, 3), (handout.Head.Delivered, handout.Conflicts.Count(conflict => conflict.Reason == "took_part")));
        var again = await SentAsync(order, SignedBy("Lò Thị Ín", codes[0]));
        Assert.Equal("accepted", Assert.Single(again).Result);
    }

    private DeliveryNote SignedBy(string name, string code) =>
        new(Guid.NewGuid(), code, "paid", Money.Zero, "other", name, ledger.Clock.GetCurrentInstant());

    private async Task<IReadOnlyList<DeliveryAnswer>> SentAsync(int order, params DeliveryNote[] notes) => (await ledger.Done(
        TamDuong.Officer, new RecordDeliveries(TamDuong.BinhLu, Guid.NewGuid(), Fund, order, new string('a', 32), notes))).Answers;
}
