using FundLedger.Domain;
using FundLedger.Domain.Children;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Children;
using FundLedger.Testing;
using MediatR;

namespace FundLedger.IntegrationTests.Children;

/// <summary>How little is enough to act on a child, and what is too little.</summary>
public sealed class ChildBoundsTests(Ledger ledger) : IClassFixture<Ledger>
{
    private const string Five = "Thôn.";
    private const string Ten = "Hồ sơ gấp.";

    [Fact]
    public async Task A_reason_of_five_letters_is_enough_to_look_and_to_write_down_an_event()
    {
        var children = await ledger.Given.Children(3);
        ledger.Clock.Today = ledger.Clock.Today.PlusDays(1);
        await NeedsAsync(TamDuong.Officer, reason => new OpenIdentity(TamDuong.BinhLu, Guid.NewGuid(), children[0], reason));
        await NeedsAsync(
            TamDuong.Officer, reason => new CompareIdentities(TamDuong.BinhLu, Guid.NewGuid(), children[..2], reason), new LookReasonMissing());
        await NeedsAsync(TamDuong.Officer, reason => new SearchChildren(TamDuong.BinhLu, Guid.NewGuid(), reason) { Words = "Yế" });
        await NeedsAsync(TamDuong.Officer, reason => Event(children[0], ChildEventKind.Suspended) with { Reason = reason });
        await NeedsAsync(TamDuong.Officer, reason => new ChangeCarer(
            TamDuong.BinhLu, Guid.NewGuid(), children[1], "Lò Thị Mới", "bà", ledger.Clock.Today, reason));
        var event1 = (await SheetAsync(children[0])).Events[^1].No;
        await NeedsAsync(TamDuong.Officer, reason => new CorrectChildEvent(TamDuong.BinhLu, Guid.NewGuid(), children[0], event1, reason));
        Assert.Equal("active", (await SheetAsync(children[0])).Head.State);
        await NeedsAsync(TamDuong.Officer, reason => new MoveChild(
            TamDuong.BinhLu, Guid.NewGuid(), children[2], "03430", ledger.Clock.Today, reason));
    }

    [Fact]
    public async Task A_reason_of_five_letters_is_enough_to_tell_apart_to_merge_and_to_split()
    {
        var children = await ledger.Given.Children(4);
        await NeedsAsync(TamDuong.Officer, reason => new TellApart(TamDuong.BinhLu, Guid.NewGuid(), children[0], children[1], reason));
        var told = (await SheetAsync(children[0])).Events[^1];
        Assert.Equal(("told_apart", children[1], false, Five), (told.Event, told.Other, told.IsOfOther, told.Reason));
        await NeedsAsync(TamDuong.Officer, reason => new MergeChildren(TamDuong.BinhLu, Guid.NewGuid(), children[2], children[3], reason));
        await NeedsAsync(TamDuong.Approver, reason => new SplitChildren(TamDuong.BinhLu, Guid.NewGuid(), children[2], reason));
        var none = new TellApart(TamDuong.BinhLu, Guid.NewGuid(), children[0], "TE-999999", "Thôn xác nhận");
        Assert.Equal(new PairNotFound(children[0], "TE-999999"), (await ledger.Send(TamDuong.Officer, none)).Error);
        var nobody = new MergeChildren(TamDuong.BinhLu, Guid.NewGuid(), "TE-999999", children[0], "Cùng giấy khai sinh");
        Assert.Equal(new PairNotFound("TE-999999", children[0]), (await ledger.Send(TamDuong.Officer, nobody)).Error);
        var unmerged = new SplitChildren(TamDuong.BinhLu, Guid.NewGuid(), "TE-999999", "Hai giấy khai sinh");
        Assert.Equal(new ChildNotFound("TE-999999"), (await ledger.Send(TamDuong.Approver, unmerged)).Error);
    }

    [Fact]
    public async Task To_ask_for_an_identity_takes_ten_letters_and_to_answer_five()
    {
        var child = (await ledger.Given.Children(1))[0];
        var ask = new AskIdentity(TamDuong.BinhLu, Guid.NewGuid(), child, IdentityPurpose.Erase, "");
        await NeedsAsync(TamDuong.Officer, reason => ask with { Key = Guid.NewGuid(), Reason = reason }, new LongReasonMissing(), Ten);
        var asked = (await ledger.Done(TamDuong.Approver, new ListCases(TamDuong.BinhLu))).Waiting.Single(one => one.Child == child).Request;
        var answer = new AnswerIdentity(TamDuong.BinhLu, Guid.NewGuid(), child, asked, false, "Chưa đủ căn cứ");
        Assert.Equal(
            new IdentityRequestGone(asked), (await ledger.Send(TamDuong.Approver, answer with { Code = "TE-999999" })).Error);
        await NeedsAsync(TamDuong.Approver, reason => answer with { Key = Guid.NewGuid(), Reason = reason });
        Assert.Equal(new IdentityRequestGone(asked), (await ledger.Send(TamDuong.SecondApprover, answer with { Key = Guid.NewGuid() })).Error);
        var cases = await ledger.Done(TamDuong.Approver, new ListCases(TamDuong.BinhLu));
        Assert.DoesNotContain(cases.Waiting, one => one.Child == child);
        var answered = Assert.Single(cases.Answered, one => one.Child == child);
        Assert.Equal((false, "Chủ tịch Hội đồng Quỹ", "erase", Ten), (answered.IsGranted, answered.AnsweredBy, answered.Purpose, answered.Reason));
        Assert.Equal(new ChildNotFound("TE-999999"), (await ledger.Send(
            TamDuong.Officer, ask with { Key = Guid.NewGuid(), Code = "TE-999999", Reason = Ten })).Error);
    }

    [Fact]
    public async Task An_erasure_that_is_refused_and_an_opening_that_is_granted_erase_nothing()
    {
        var child = (await ledger.Given.Children(1, "g09"))[0];
        foreach (var purpose in (IdentityPurpose[])[IdentityPurpose.Erase, IdentityPurpose.Open])
        {
            var asked = await ledger.Done(TamDuong.Officer, new AskIdentity(TamDuong.BinhLu, Guid.NewGuid(), child, purpose, Ten));
            var answered = await ledger.Done(TamDuong.Approver, new AnswerIdentity(
                TamDuong.BinhLu, Guid.NewGuid(), child, asked.Request, purpose == IdentityPurpose.Open, "Đã xem hồ sơ"));
            Assert.Equal(new IdentityAnswered(child, false), answered);
        }

        var opened = await ledger.Done(TamDuong.Officer, new OpenIdentity(TamDuong.BinhLu, Guid.NewGuid(), child, "Lập hồ sơ trợ giúp"));
        Assert.Equal("g09", opened.Identity!.SealedGroup);
    }

    [Fact]
    public async Task Nobody_answers_what_the_same_person_asked()
    {
        await Features.Setup.GrantRole.RunAsync(
            ledger.Database.Owner, TamDuong.SecondApprover, [(TamDuong.BinhLu, "commune_officer")], Ledger.Token);
        var child = (await ledger.Given.Children(1, "g09"))[0];
        var asked = await ledger.Done(
            TamDuong.SecondApprover, new AskIdentity(TamDuong.BinhLu, Guid.NewGuid(), child, IdentityPurpose.Open, Ten));
        var answer = new AnswerIdentity(TamDuong.BinhLu, Guid.NewGuid(), child, asked.Request, true, "Đã xem hồ sơ");
        Assert.Equal(new AnswererIsAsker(asked.Request), (await ledger.Send(TamDuong.SecondApprover, answer)).Error);
        await ledger.Done(TamDuong.Approver, answer with { Key = Guid.NewGuid() });
    }

    [Fact]
    public async Task A_target_has_its_bounds_and_those_are_within_them()
    {
        var target = new SetCoverageTarget(Given.Fund, Guid.NewGuid(), 2021, null, 50, "Kế hoạch năm");
        foreach (var percent in (int[])[-1, 101]) Assert.Equal(new TargetImpossible(percent), await ErrorAsync(target with { Percent = percent }));
        foreach (var year in (int[])[1999, 2101]) Assert.Equal(new TargetYearImpossible(year), await ErrorAsync(target with { Year = year }));
        foreach (var length in (int[])[4, 201])
        {
            Assert.Equal(new TargetSourceMissing(), await ErrorAsync(target with { Source = new string('k', length) + " " }));
        }

        foreach (var length in (int[])[5, 200]) Assert.Null(await ErrorAsync(target with { Source = new string('k', length) }));
        foreach (var group in (string[])["g99", "any_child"])
        {
            Assert.Equal(new ChildClassUnknown(group), await ErrorAsync(target with { Class = group }));
        }

        foreach (var (year, percent) in ((int, int)[])[(2000, 0), (2100, 100)])
        {
            var set = await ledger.Done(TamDuong.Accountant, target with { Key = Guid.NewGuid(), Year = year, Percent = percent, Class = "poor" });
            Assert.Equal(new CoverageTargetSet(year, "poor", percent), set);
        }
    }

    private async Task<Error?> ErrorAsync(SetCoverageTarget target) =>
        (await ledger.Send(TamDuong.Accountant, target with { Key = Guid.NewGuid() })).Error;

    private async Task NeedsAsync<T>(
        string user, Func<string, IRequest<Result<T>>> command, Error? missing = null, string shortest = Five)
    {
        Assert.Equal(missing ?? new ReasonMissing(), (await ledger.Send(user, command($"  {shortest[..^1]}  "))).Error);
        await ledger.Done(user, command(shortest));
    }

    private Task<ChildSheet> SheetAsync(string child) => ledger.Done(TamDuong.Officer, new GetChild(TamDuong.BinhLu, child));

    private RecordChildEvent Event(string child, ChildEventKind happened) =>
        new(TamDuong.BinhLu, Guid.NewGuid(), child, happened, ledger.Clock.Today, "Theo báo cáo của thôn");
}
