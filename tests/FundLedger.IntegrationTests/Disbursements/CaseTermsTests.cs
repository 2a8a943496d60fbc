using FundLedger.Domain;
using FundLedger.Features.Audit;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Funds;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Disbursements;

/// <summary>A case says who is paid, who else gives and why it cannot wait; all of it is sealed and shown.</summary>
public sealed class CaseTermsTests(Ledger ledger) : IClassFixture<Ledger>, IAsyncLifetime
{
    private static readonly CoFunder[] Givers = [new("Quỹ Nhịp tim (mẫu)", new Money(1_500_000)), new("Hội Chữ thập đỏ", new Money(500_000))];

    public async ValueTask InitializeAsync()
    {
        ledger.Clock.Today = new LocalDate(2021, 6, 20);
        if (await ledger.Ask<long>("SELECT count(*) FROM pools") > 0) return;
        await ledger.Given.Pool();
        await ledger.Given.Receipt("CHUNG", 90_000_000);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Payee_givers_and_urgency_stand_on_the_sheet_and_under_the_seal()
    {
        var hospital = (await ledger.Done(
            TamDuong.Accountant, new AddInstitution(Given.Fund, Guid.NewGuid(), "03412", "Bệnh viện huyện (mẫu)"))).Institution;
        var sent = await ledger.Done(TamDuong.Accountant, await HeartAsync(new CaseTerms
        {
            Payee = "institution", PayeeInstitution = hospital, UrgentReason = "Phải mổ trước ngày 25/6", CoFunders = Givers,
        }));
        var terms = (await ledger.Done(TamDuong.Approver, new GetDisbursement(Given.Fund, sent.Id))).Terms;
        Assert.Equal(("institution", "Bệnh viện huyện (mẫu)"), (terms.Payee, terms.InstitutionName));
        Assert.Equal(("Phải mổ trước ngày 25/6", new Money(2_000_000)), (terms.UrgentReason, terms.OtherAid));
        Assert.Equal(Givers, terms.CoFunders);
        var verified = await ledger.Done(TamDuong.Auditor, new VerifyLedger());
        Assert.All(verified.Passes, pass => Assert.Equal((pass.Name, PassState.Ok), (pass.Name, pass.State)));
    }

    [Fact]
    public async Task What_cannot_wait_stands_first_in_lists_and_queues_and_is_counted()
    {
        var terms = new CaseTerms { UrgentReason = "Phải mổ ngay tuần này", CoFunders = Givers };
        var urgent = await ledger.Done(TamDuong.Accountant, await HeartAsync(terms));
        await ledger.Given.TetGifts("CHUNG", await ledger.Given.Children(1));
        var list = await ledger.Done(TamDuong.Approver, new ListDisbursements(Given.Fund));
        Assert.True(list.Disbursements[0].IsUrgent);
        Assert.False(list.Disbursements[^1].IsUrgent);
        Assert.Contains(list.Disbursements, one => one.Id == urgent.Id && one.IsUrgent);
        Assert.InRange(list.Statuses.Single(status => status.Status == "requested").Urgent, 1, 2);
        var work = await ledger.Done(TamDuong.Approver, new GetMyWork(Given.Fund));
        Assert.True(work.ToApprove[0].IsUrgent);
    }

    [Fact]
    public async Task What_is_said_badly_is_named_by_its_field()
    {
        async Task<Error?> Of(CaseTerms terms) => (await ledger.Send(TamDuong.Accountant, await HeartAsync(terms))).Error;
        Assert.IsType<UrgentReasonMissing>(await Of(new CaseTerms { UrgentReason = "gấp", CoFunders = Givers }));
        Assert.IsType<PayeeUnclear>(await Of(new CaseTerms { Payee = "institution", CoFunders = Givers }));
        Assert.IsType<PayeeUnclear>(await Of(new CaseTerms { Payee = "ai đó", CoFunders = Givers }));
        Assert.IsType<CoFundersDiffer>(await Of(new CaseTerms { CoFunders = [Givers[0]] }));
        Assert.IsType<CoFunderUnclear>(await Of(new CaseTerms { CoFunders = [new("", new Money(2_000_000))] }));
    }

    private async Task<RequestSurgery> HeartAsync(CaseTerms terms)
    {
        var child = (await ledger.Given.Children(1, "g13"))[0];
        return new RequestSurgery(Given.Fund, Guid.NewGuid(), "CHUNG", "heart", child, $"BA-{child}")
        {
            Cost = new Money(20_000_000), OtherAid = new Money(2_000_000), Papers = SamplePapers.Of("D-07"), Terms = terms,
        };
    }
}
