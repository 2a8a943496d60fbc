using FundLedger.Domain;
using FundLedger.Features.Audit;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Pipeline;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Disbursements;

/// <summary>What was returned is a draft again with all that was typed and its papers, and the new request cites it.</summary>
public sealed class RefillTests(Ledger ledger) : IClassFixture<Ledger>, IAsyncLifetime
{
    private const string Why = "Thiếu xác nhận của xã";

    private const string AroundSql = """
        SELECT set_config('app.actor', 'ketoan', false);
        SELECT attach_papers(fund_id, '{Ảnh}', '{application/pdf}', 'DN-9', 'k-0123456789abcdef', ARRAY[sha256('x')]) FROM funds WHERE code = 'Q106';
        SELECT cite_returned(fund_id, @Id) FROM funds WHERE code = 'Q106'
        """;

    private static readonly LocalDate Day = new(2021, 6, 20);

    public async ValueTask InitializeAsync()
    {
        ledger.Clock.Today = Day;
        if (await ledger.Ask<long>("SELECT count(*) FROM pools") > 0) return;
        await ledger.Given.Pool();
        await ledger.Given.Receipt("CHUNG", 90_000_000);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task An_accident_comes_back_as_it_was_typed_with_its_papers_and_is_sent_again()
    {
        var child = (await ledger.Given.Children(1))[0];
        var asked = Accident(child);
        var id = await ReturnedAsync(await ledger.Done(TamDuong.Accountant, asked));
        var refilled = await RefilledAsync(id);
        Assert.Equal(("support", "D-12", 0), (refilled.Form, refilled.Place, refilled.PapersLeft));
        var draft = await ledger.Done(TamDuong.Accountant, new GetDraft(Given.Fund, refilled.Draft));
        Assert.Equal(new ReturnedRequest(id, Why), draft.Returned);
        Assert.Equal((child, "CHUNG", $"TN-{child}", "Gãy chân, nằm viện", "1.200.000"), (
            draft.Field("Beneficiary"), draft.Field("Pool"), draft.Field("CaseReference"), draft.Field("ReasonForAmount"), draft.Field("Amount")));
        Assert.Equal(("true", "Phải mổ trong tuần này", "guardian"), (draft.Field("Urgent"), draft.Field("UrgentReason"), draft.Field("Payee")));
        var papers = await ledger.Done(TamDuong.Accountant, new GetDraftPapers(Given.Fund, refilled.Draft));
        Assert.Equal(asked.Papers.Select(paper => paper.Paper), papers.Select(paper => paper.Paper));
        Assert.All(papers, paper => Assert.Equal(SamplePapers.File, paper.Content));
        Assert.Equal(refilled.Draft, (await RefilledAsync(id)).Draft);

        var again = await ledger.Done(TamDuong.Accountant, asked with { Key = Guid.NewGuid(), Replaces = id });
        Assert.Equal(id, (await SheetAsync(again.Id)).Head.Replaces);
        Assert.Equal(again.Id, (await SheetAsync(id)).Head.ReplacedBy);
        Assert.Equal(new RequestReplacedAlready(id, again.Id), (await ledger.Send(TamDuong.Accountant, Refill(id))).Error);
        var verified = await ledger.Done(TamDuong.Auditor, new VerifyLedger());
        Assert.All(verified.Passes, pass => Assert.True(pass.State == PassState.Ok, $"{pass.Name}: {pass.FirstWrong?.Sentence.En} {pass.Note?.En}"));
    }

    [Fact]
    public async Task An_operation_and_a_list_of_gifts_come_back_too()
    {
        var child = (await ledger.Given.Children(1, "g13"))[0];
        var heart = new RequestSurgery(Given.Fund, Guid.NewGuid(), "CHUNG", "heart", child, $"BA-{child}")
        {
            Cost = new Money(20_000_000), Insurance = new Money(5_000_000), OtherAid = new Money(1_000_000), Papers = SamplePapers.Of("D-07"),
            Terms = new CaseTerms { CoFunders = [new CoFunder("Quỹ Nhịp tim", new Money(1_000_000))] },
        };
        var draft = await DraftAsync(await ledger.Done(TamDuong.Accountant, heart));
        Assert.Equal(("surgery", "heart", "20.000.000", "5.000.000"), (draft.Form, draft.Field("Need"), draft.Field("Cost"), draft.Field("Insurance")));
        Assert.Equal(("Quỹ Nhịp tim", "1.000.000", null), (draft.Field("CoFunderName"), draft.Field("CoFunderAmount"), draft.Field("Amount")));
        Assert.Equal(6, draft.Papers.Count);

        var children = await ledger.Given.Children(2);
        var gifts = await DraftAsync(await ledger.Done(TamDuong.Accountant, Given.TetRequest("CHUNG", children)));
        Assert.Equal(("gifts", "tet/2021", "300.000"), (gifts.Form, gifts.Place, gifts.Field($"Amount-{children[1]}")));
        Assert.Equal(children, gifts.Fields["Chosen"]);
    }

    [Fact]
    public async Task The_papers_of_a_sealed_case_are_not_taken_along()
    {
        var child = (await ledger.Given.Children(1, "g09"))[0];
        var refilled = await RefilledAsync(await ReturnedAsync(await ledger.Done(TamDuong.Accountant, Accident(child))));
        Assert.True(refilled.PapersLeft > 0);
        Assert.Empty((await ledger.Done(TamDuong.Accountant, new GetDraft(Given.Fund, refilled.Draft))).Papers);
    }

    [Fact]
    public async Task Only_what_was_returned_is_cited_and_once()
    {
        var child = (await ledger.Given.Children(1))[0];
        var waiting = (await ledger.Done(TamDuong.Accountant, Accident(child))).Id;
        Assert.Equal(new RequestNotReturned(waiting), (await ledger.Send(TamDuong.Accountant, Refill(waiting))).Error);
        var other = Accident((await ledger.Given.Children(1))[0]) with { Replaces = waiting };
        Assert.Equal(new RequestNotReturned(waiting), (await ledger.Send(TamDuong.Accountant, other)).Error);
        Assert.IsType<DisbursementNotFound>((await ledger.Send(TamDuong.Accountant, other with { Key = Guid.NewGuid(), Replaces = 99_999 })).Error);
        var refusal = await Ledger.Refusal(ledger.Database.Owner, AroundSql, new { Id = waiting });
        Assert.Equal("mends_what_was_returned", refusal?.ConstraintName);
        Assert.IsType<RoleMissing>((await ledger.Send(TamDuong.Cashier, Refill(await ReturnedAsync(waiting)))).Error);
    }

    private async Task<RequestDraft> DraftAsync(DisbursementRequested sent)
    {
        var refilled = await RefilledAsync(await ReturnedAsync(sent));
        return await ledger.Done(TamDuong.Accountant, new GetDraft(Given.Fund, refilled.Draft));
    }

    private Task<RequestRefilled> RefilledAsync(long id) => ledger.Done(TamDuong.Accountant, Refill(id));

    private static RefillRequest Refill(long id) => new(Given.Fund, Guid.NewGuid(), id);

    private Task<long> ReturnedAsync(DisbursementRequested sent) => ReturnedAsync(sent.Id);

    private async Task<long> ReturnedAsync(long id)
    {
        await ledger.Done(TamDuong.Approver, new ReturnDisbursement(Given.Fund, Guid.NewGuid(), id, Why));
        return id;
    }

    private Task<DisbursementSheet> SheetAsync(long id) => ledger.Done(TamDuong.Auditor, new GetDisbursement(Given.Fund, id));

    private static RequestSupport Accident(string child) => new(
        Given.Fund, Guid.NewGuid(), "CHUNG",
        new SupportCase("D-12", child)
        {
            CaseReference = $"TN-{child}", ReasonForAmount = "Gãy chân, nằm viện", Amount = new Money(1_200_000),
            Terms = new CaseTerms { Payee = "guardian", UrgentReason = "Phải mổ trong tuần này" },
        },
        SamplePapers.Of("D-12"));
}
