using FundLedger.Domain;
using FundLedger.Domain.Disbursements;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Ledger;
using FundLedger.Features.Receipts;
using FundLedger.Features.Setup;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Concurrency;

/// <summary>Writers who do not wait for each other at the door of one fund meet at the child.</summary>
public sealed class SeveralFundsTests(Ledger ledger) : IClassFixture<Ledger>
{
    private const string UsesSql =
        "SELECT sum(used) FROM norm_usage_totals WHERE beneficiary_code = ANY (@Children) AND usage_key LIKE 'holiday_gift/%/D-01'";

    [Fact]
    public async Task Of_two_funds_that_gift_the_same_children_at_once_one_does()
    {
        await CommuneAsync();
        await ledger.Given.Receipt(await ledger.Given.Pool("HUYEN"), 20_000_000);
        for (var round = 0; round < 5; round++)
        {
            var children = await ledger.Given.Children(8);
            // Listed backwards: whoever locks in the order of the list waits for the other for ever.
            var commune = Given.TetRequest("XA", [.. children.Reverse()]) with { Fund = TamDuong.BinhLu };
            var answers = await Task.WhenAll(
                Task.Run(() => ledger.Send(TamDuong.Accountant, Given.TetRequest("HUYEN", children))),
                Task.Run(() => ledger.Send(TamDuong.Accountant, commune)));
            Assert.IsType<Refused>(Assert.Single(answers, answer => !answer.IsOk).Error, exactMatch: false);
            Assert.Equal(8, await ledger.Ask<long>(UsesSql, new { Children = children }));
        }
    }

    [Fact]
    public async Task A_gift_that_one_fund_gave_is_seen_by_the_other_and_freed_by_its_rejection()
    {
        await CommuneAsync();
        await ledger.Given.Receipt(await ledger.Given.Pool("HUYEN2"), 1_000_000);
        var child = await ledger.Given.Children(1);
        var id = await ledger.Given.TetGifts("HUYEN2", child);
        var request = Given.TetRequest("XA", child) with { Fund = TamDuong.BinhLu };
        Assert.IsType<LineRefused>((await ledger.Send(TamDuong.Accountant, request)).Error);
        await ledger.Done(TamDuong.Approver, new RejectDisbursement(Given.Fund, Guid.NewGuid(), id, "Xã đã tặng rồi"));
        await ledger.Done(TamDuong.Accountant, request with { Key = Guid.NewGuid() });
    }

    private async Task CommuneAsync()
    {
        await FundLedger.Testing.Norms.SampleAsync(ledger.Database.Owner, TamDuong.BinhLu, Ledger.Token);
        var opened = await ledger.Send(TamDuong.Accountant,
            new OpenPool(TamDuong.BinhLu, Guid.NewGuid(), "XA", "Xã", "Commune", "donation"));
        if (opened.Error is PoolCodeUsed) return;
        await ledger.Done(TamDuong.Accountant, new RecordReceipt(
            TamDuong.BinhLu, Guid.NewGuid(), "XA", new Money(20_000_000), ledger.Clock.Today, "cash", "Nhà hảo tâm"));
    }
}
