using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Children;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Norms;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Norms;

/// <summary>What changes between the plan and the payment does not change what was rightly decided.</summary>
public sealed class BetweenPlanAndPaymentTests(Ledger ledger) : IClassFixture<Ledger>, IAsyncLifetime
{
    private static readonly LocalDate Planned = new(2021, 12, 20);

    public async ValueTask InitializeAsync()
    {
        ledger.Clock.Today = Planned;
        if (await ledger.Ask<long>("SELECT count(*) FROM pools") > 0) return;
        await ledger.Given.Pool();
        await ledger.Given.Receipt("CHUNG", 20_000_000);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_plan_keeps_the_decision_that_it_was_approved_by_and_says_that_it_has_ended()
    {
        var child = (await RegisterAsync(new LocalDate(2012, 5, 5))).Code;
        var id = await ApprovedAsync(child, "TN-1");
        await PublishNextAsync();
        ledger.Clock.Today = new LocalDate(2022, 1, 4);
        var sheet = await ledger.Done(TamDuong.Cashier, new GetDisbursement(Given.Fund, id));
        Assert.Equal((new LocalDate(2021, 12, 31), "14/QĐ"), (sheet.Head.DecisionEndedOn, sheet.Head.DecisionReplacedBy));
        await ledger.Done(TamDuong.Cashier, ledger.Given.Payment(id));
        var paid = await ledger.Done(TamDuong.Auditor, new GetDisbursement(Given.Fund, id));
        Assert.Equal(("paid", new Money(2_000_000)), (paid.Head.Status, paid.Head.Total));
        var after = await ledger.Done(TamDuong.Accountant, new AssessSupport(Given.Fund, Accident(child, "TN-2") with { Amount = null }));
        Assert.Equal(new Money(1_500_000), after.Allowed);
    }

    [Fact]
    public async Task Who_turns_sixteen_after_the_day_that_counts_is_paid_and_the_sheet_names_the_day()
    {
        var child = (await RegisterAsync(new LocalDate(2005, 12, 24))).Code;
        var id = await ApprovedAsync(child, "TN-3");
        ledger.Clock.Today = new LocalDate(2021, 12, 28);
        await ledger.Done(TamDuong.Cashier, ledger.Given.Payment(id));
        Assert.Equal(Planned, (await ledger.Done(TamDuong.Auditor, new GetDisbursement(Given.Fund, id))).Head.JudgedOn);
        var late = await ledger.Send(TamDuong.Accountant, new AssessSupport(Given.Fund, Accident(child, "TN-4")));
        Assert.Equal("not-a-child", late.Error!.Code);
    }

    [Fact]
    public async Task A_child_without_an_id_number_is_registered_and_paid()
    {
        var registered = await ledger.Send(TamDuong.Officer, new RegisterChild(
            TamDuong.BinhLu, Guid.NewGuid(), "Em Chưa Khai Sinh", new LocalDate(2019, 9, 9), "Bà Ngoại", "bà", ["poor"]) { PersonalId = " " });
        Assert.Null(registered.Error);
        var id = await ApprovedAsync(registered.Value.Code, "TN-5");
        await ledger.Done(TamDuong.Cashier, ledger.Given.Payment(id));
        var sheet = await ledger.Done(TamDuong.Auditor, new GetChild(Given.Fund, registered.Value.Code));
        Assert.Equal(new Money(2_000_000), Assert.Single(sheet.Support).Amount);
    }

    private static SupportCase Accident(string child, string reference) => new("D-12", child)
    {
        CaseReference = reference, ReasonForAmount = "Gãy tay, mổ hai lần",
    };

    private async Task<long> ApprovedAsync(string child, string reference)
    {
        var request = new RequestSupport(Given.Fund, Guid.NewGuid(), "CHUNG", Accident(child, reference), SamplePapers.Of("D-12"));
        var id = (await ledger.Done(TamDuong.Accountant, request)).Id;
        await ledger.Done(TamDuong.Approver, new ApproveDisbursement(Given.Fund, Guid.NewGuid(), id, await ledger.Given.ContentHash(id), true));
        return id;
    }

    private Task<ChildRegistered> RegisterAsync(LocalDate born) => ledger.Done(TamDuong.Officer, new RegisterChild(
        TamDuong.BinhLu, Guid.NewGuid(), $"Em Sinh {born.Year}", born, "Người Giám Hộ", "mẹ", ["poor"]));

    private async Task PublishNextAsync()
    {
        var norms = await ledger.Done(TamDuong.Accountant, new GetNorms(Given.Fund));
        var head = new NormHead
        {
            Number = "14/QĐ", IssuedOn = new LocalDate(2021, 12, 18), IssuedBy = "Chủ tịch Hội đồng quản lý Quỹ",
            ValidFrom = new LocalDate(2022, 1, 1), Title = new Wording("Định mức", "Norms"), LegalBases = ["Luật Trẻ em số 102/2016/QH13"],
        };
        var file = NormFile.Of(head, norms.Lines);
        file = file with
        {
            Lines = [.. file.Lines.Select(line => line.Code == "D-12" ? line with { Rule = line.Rule! with { To = new Money(1_500_000) } } : line)],
        };
        var draft = (await ledger.Done(TamDuong.Accountant, new DraftNorm(Given.Fund, Guid.NewGuid(), null, file))).Decision;
        var shown = await ledger.Done(TamDuong.Accountant, new GetNorms(Given.Fund, draft));
        await ledger.Done(TamDuong.Accountant, new ProposeNorm(Given.Fund, Guid.NewGuid(), draft, shown.Hash));
        shown = await ledger.Done(TamDuong.Accountant, new GetNorms(Given.Fund, draft));
        await ledger.Done(TamDuong.Approver, new PublishNorm(Given.Fund, Guid.NewGuid(), draft, shown.Hash));
    }
}
