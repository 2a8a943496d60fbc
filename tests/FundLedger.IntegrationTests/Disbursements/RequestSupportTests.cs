using FundLedger.Domain;
using FundLedger.Domain.Disbursements;
using FundLedger.Domain.Norms;
using FundLedger.Domain.Text;
using FundLedger.Features.Audit;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Norms;
using FundLedger.Features.Papers;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Disbursements;

/// <summary>One child, any line of the norm: variants, counts, chosen amounts, papers, exceptions.</summary>
public sealed class RequestSupportTests(Ledger ledger) : IClassFixture<Ledger>, IAsyncLifetime
{
    private static readonly LocalDate Day = new(2021, 6, 20);

    private string[] children = [];

    public async ValueTask InitializeAsync()
    {
        ledger.Clock.Today = Day;
        if (await ledger.Ask<long>("SELECT count(*) FROM pools") == 0)
        {
            await ledger.Given.Pool();
            await ledger.Given.Receipt("CHUNG", 90_000_000);
            await WithExceptionAsync();
        }

        children = await ledger.Given.Children(2, "poor");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_visit_in_hospital_is_paid_by_the_level_of_the_hospital()
    {
        var visit = new SupportCase("D-11", children[0]) { HappenedOn = Day };
        Assert.IsType<VariantNotChosen>((await Refused(visit, 1, 2)).Why);
        Assert.Equal(new Money(500_000), (await Sent(visit with { Variant = "province_or_central" }, 1, 2)).Total);
        Assert.Equal(new Money(300_000), (await Sent(visit with { Variant = "district" }, 1, 2)).Total);
        Assert.IsType<FrequencyUsedUp>((await Refused(visit with { Variant = "district" }, 1, 2)).Why);
    }

    [Fact]
    public async Task Meals_are_counted_by_days_and_fares_as_they_were()
    {
        var meals = new SupportCase("D-17", children[0]) { HappenedOn = Day, CaseReference = "BA-1" };
        Assert.IsType<QuantityMissing>((await Refused(meals with { Quantities = Counted(("day", 5)) }, 1)).Why);
        var sent = await Sent(meals with { Quantities = Counted(("day", 20), ("fare", 180_000)) }, 1);
        Assert.Equal(new Money(930_000), sent.Total);
        Assert.IsType<NormWordUnknown>((await Send(meals with { Quantities = Counted(("week", 2)) }, 1)).Error);
        var sheet = await ledger.Done(TamDuong.Approver, new GetDisbursement(Given.Fund, sent.Id));
        Assert.Contains("50.000 × 15 ngày (không quá 15)", Assert.Single(sheet.Lines).ReasonsVi, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chosen_amount_is_given_with_its_reason_and_every_paper_seen()
    {
        var accident = new SupportCase("D-12", children[0]) { CaseReference = "TN-7", Amount = new Money(1_500_000) };
        Assert.IsType<AmountReasonMissing>((await Refused(accident, 1)).Why);
        var explained = accident with { ReasonForAmount = "Gãy chân, nằm viện 12 ngày" };
        Assert.Equal(1, Assert.IsType<PapersMissing>((await Send(explained)).Error).Missing);
        Assert.Equal(new Money(1_500_000), (await Sent(explained, 1)).Total);
        Assert.IsType<NormLineNotForCase>((await Send(new SupportCase("D-01", children[0]), 1)).Error);
        Assert.IsType<EventInFuture>((await Send(explained with { HappenedOn = Day.PlusDays(1) }, 1)).Error);
    }

    [Fact]
    public async Task Above_the_norm_goes_only_an_attached_decision_where_the_line_lets_somebody_take_one()
    {
        var orphan = new SupportCase("D-15", children[1]) { Amount = new Money(3_000_000), HappenedOn = Day };
        var decision = new ExceptionAsked("88/QĐ-UBND", Day, "Cả gia đình gặp nạn trong lũ", new ScannedPaper("88.pdf", "%PDF-1.7 88"u8.ToArray()));
        var accident = new SupportCase("D-12", children[1])
        {
            CaseReference = "TN-8", Amount = new Money(5_000_000), ReasonForAmount = "Chấn thương rất nặng", Exception = decision,
        };
        Assert.IsType<ExceptionNotAllowed>((await Refused(orphan with { Exception = decision, Line = "D-13" }, 1, 2)).Why);
        Assert.IsType<NormExceeded>((await Refused(accident with { Exception = null }, 1)).Why);
        var noPaper = decision with { Decision = new ScannedPaper("88.pdf", []) };
        Assert.IsType<ScanUnusable>((await Send(accident with { Exception = noPaper }, 1)).Error);
        Assert.IsType<ExceptionReasonMissing>((await Send(accident with { Exception = decision with { Reason = "vội" } }, 1)).Error);
        var sent = await Sent(accident with { Exception = decision }, 1);
        Assert.Equal(new Money(5_000_000), sent.Total);
        var line = Assert.Single((await ledger.Done(TamDuong.Approver, new GetDisbursement(Given.Fund, sent.Id))).Lines);
        Assert.Equal(("88/QĐ-UBND", Day), (line.ExceptionNumber, line.ExceptionDate));
        await using var paper = await ledger.Done(TamDuong.Approver, new GetExceptionPaper(Given.Fund, sent.Id));
        Assert.Equal("88.pdf", paper.Name);
        Assert.IsType<ExceptionPaperNotFound>((await ledger.Send(TamDuong.OtherOfficer, new GetExceptionPaper(Given.Fund, sent.Id))).Error);
        await ledger.Done(TamDuong.Approver, new ApproveDisbursement(Given.Fund, Guid.NewGuid(), sent.Id, await ledger.Given.ContentHash(sent.Id), true));
        await ledger.Done(TamDuong.Cashier, ledger.Given.Payment(sent.Id));
        var verified = await ledger.Done(TamDuong.Auditor, new VerifyLedger());
        Assert.All(verified.Passes, pass => Assert.Equal((pass.Name, PassState.Ok), (pass.Name, pass.State)));
    }

    private static Dictionary<string, long> Counted(params (string Unit, long Count)[] counted) =>
        counted.ToDictionary(one => one.Unit, one => one.Count);

    private Task<Result<DisbursementRequested>> Send(SupportCase asked, params int[] papers) =>
        ledger.Send(TamDuong.Accountant, new RequestSupport(
            Given.Fund, Guid.NewGuid(), "CHUNG", asked, papers.Length == 0 ? [] : SamplePapers.Of(asked.Line)));

    private async Task<DisbursementRequested> Sent(SupportCase asked, params int[] papers)
    {
        var assessed = await ledger.Done(TamDuong.Accountant, new AssessSupport(Given.Fund, asked));
        var sent = await Send(asked, papers);
        Assert.Null(sent.Error);
        Assert.Equal(assessed.Allowed, sent.Value.Total);
        return sent.Value;
    }

    private async Task<LineRefused> Refused(SupportCase asked, params int[] papers) => Assert.IsType<LineRefused>((await Send(asked, papers)).Error);

    // The sample knows no exception; the next decision lets the council take one for accidents.
    private async Task WithExceptionAsync()
    {
        var norms = await ledger.Done(TamDuong.Accountant, new GetNorms(Given.Fund));
        var head = new NormHead
        {
            Number = "5/QĐ", IssuedOn = new LocalDate(2021, 6, 1), IssuedBy = "UBND", Title = new Wording("Định mức", "Norms"),
            ValidFrom = new LocalDate(2021, 6, 1),
        };
        var file = NormFile.Of(head, norms.Lines.Select(line => line.Code == "D-12" ? line with { ExceptionLevel = "council_chair" } : line));
        await ledger.Done(TamDuong.Accountant, new DraftNorm(Given.Fund, Guid.NewGuid(), null, file));
        await FundLedger.Testing.Norms.PublishAsync(ledger.Database.Owner, Given.Fund, Ledger.Token);
    }
}
