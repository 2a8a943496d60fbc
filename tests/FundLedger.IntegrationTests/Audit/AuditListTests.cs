using FundLedger.Domain;
using FundLedger.Features.Audit;
using FundLedger.Features.Children;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Periods;
using FundLedger.Features.Pipeline;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Audit;

public sealed class AuditListTests(Ledger ledger) : IClassFixture<Ledger>
{
    [Fact]
    public async Task A_refusal_names_who_asked_what_and_the_rule()
    {
        var pool = await ledger.Given.Pool("CAN");
        var child = (await ledger.Given.Children(1))[0];
        var refused = await ledger.Send(TamDuong.Accountant, Given.TetRequest(pool, child));
        var list = await ledger.Done(TamDuong.Auditor, new ListRefusals(Given.Fund));
        var newest = list.Refusals[0];
        Assert.Equal(
            ("Kế toán Quỹ", nameof(RequestHolidayGifts), refused.Error!.Code, refused.Error.Message),
            (newest.By, newest.Request, newest.Rule, newest.Message));
    }

    [Fact]
    public async Task Looks_at_identities_are_listed_with_their_reason_for_the_funds_above_too()
    {
        var child = (await ledger.Given.Children(1))[0];
        await ledger.Done(TamDuong.Officer, new OpenIdentity(TamDuong.BinhLu, Guid.NewGuid(), child, "Đối chiếu giấy khai sinh"));
        foreach (var fund in new[] { TamDuong.BinhLu, Given.Fund })
        {
            var list = await ledger.Done(TamDuong.Auditor, new ListIdentityAccesses(fund));
            var look = list.Accesses.Single(access => access.Child == child);
            Assert.Equal(("Cán bộ xã Bình Lư", "Đối chiếu giấy khai sinh"), (look.By, look.Reason));
        }
    }

    [Fact]
    public async Task A_closing_carries_the_hash_that_the_log_had_then()
    {
        ledger.Clock.Today = new LocalDate(2021, 2, 3);
        await ledger.Done(TamDuong.SecondAccountant, new ClosePeriod(TamDuong.BinhLu, Guid.NewGuid(), new LocalDate(2021, 1, 1)));
        var closing = Assert.Single((await ledger.Done(TamDuong.Auditor, new ListClosings(TamDuong.BinhLu))).Closings);
        var head = (await ledger.Done(TamDuong.Auditor, new ListLogHeads())).Heads.Single(row => row.Fund == TamDuong.BinhLu);
        // The statement of the month is sealed right after its closing, and what its papers are made with after that.
        Assert.Equal(head.LogNo - 2, closing.LogNo);
        Assert.Equal(
            await ledger.Ask<string>(
                "SELECT encode(c.hash, 'hex') FROM closed_periods c JOIN funds f USING (fund_id) WHERE f.code = @Fund",
                new { Fund = TamDuong.BinhLu }),
            closing.Hash);
        Assert.Equal(64, closing.Hash.Length);
    }

    [Fact]
    public async Task Only_the_funds_of_an_auditor_are_listed() => Assert.Equal(
        [TamDuong.District, TamDuong.BinhLu],
        (await ledger.Done(TamDuong.Auditor, new ListLogHeads())).Heads.Select(head => head.Fund));

    [Theory]
    [InlineData(TamDuong.Accountant)]
    [InlineData(TamDuong.Officer)]
    public async Task Who_is_no_auditor_finds_none_of_it(string user)
    {
        Assert.IsType<FundNotFound>((await ledger.Send(user, new ListRefusals(TamDuong.BinhLu))).Error);
        Assert.IsType<FundNotFound>((await ledger.Send(user, new ListIdentityAccesses(TamDuong.BinhLu))).Error);
        Assert.IsType<FundNotFound>((await ledger.Send(user, new ListClosings(TamDuong.BinhLu))).Error);
        Assert.Empty((await ledger.Done(user, new ListLogHeads())).Heads);
    }

    [Fact]
    public async Task The_auditor_verifies_the_books_through_the_application()
    {
        var pool = await ledger.Given.Pool("KIEM");
        await ledger.Given.Receipt(pool, 2_000_000);
        await ledger.Given.Paid(pool, await ledger.Given.Children(2));
        var verified = await ledger.Done(TamDuong.Auditor, new VerifyLedger());
        Assert.All(verified.Passes, pass => Assert.Equal((pass.Name, PassState.Ok), (pass.Name, pass.State)));
    }
}
