using FundLedger.Domain.Children;
using FundLedger.Domain.Disbursements;
using FundLedger.Domain.Norms;
using FundLedger.Domain.Statements;
using FundLedger.Features.Audit;
using FundLedger.Features.Children;
using FundLedger.Features.Disbursements;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Children;

/// <summary>Two codes that are one child: what they count together, what waits for them, and back to two.</summary>
public sealed class MergeTests(Ledger ledger) : IClassFixture<Ledger>
{
    private const string TotalsSql = """
        SELECT string_agg(concat_ws(' ', beneficiary_code, usage_key, used, allowed), '; ' ORDER BY beneficiary_code, usage_key)
        FROM norm_usage_totals WHERE beneficiary_code IN (@Merged, @Kept)
        """;

    private const string AnotherUse = """
        INSERT INTO norm_usages (beneficiary_code, usage_key, delta, allowed, fund_id, disbursement_id, line_no, used_on, recorded_at, recorded_by)
        SELECT @Kept, usage_key, 1, allowed, fund_id, disbursement_id, line_no, used_on, recorded_at, recorded_by
        FROM norm_usages WHERE beneficiary_code = @Merged AND delta = 1 AND allowed < 32767 LIMIT 1
        """;

    [Fact]
    public async Task What_one_code_had_the_other_gets_no_more_and_the_merged_one_gets_nothing()
    {
        var (pool, merged, kept) = await GivenAsync("HAD");
        await ledger.Given.Paid(pool, merged);
        await MergedAsync(merged, kept);
        Assert.IsType<ChildMerged>(Assert.IsType<LineRefused>((await RequestAsync(pool, merged)).Error).Why);
        Assert.IsType<FrequencyUsedUp>(Assert.IsType<LineRefused>((await RequestAsync(pool, kept)).Error).Why);
        var refused = await Ledger.Refusal(ledger.Database.Owner, AnotherUse, new { merged, kept });
        Assert.Equal("norm_frequency", refused?.ConstraintName);
    }

    [Fact]
    public async Task What_waits_under_both_codes_is_payable_once()
    {
        var (pool, merged, kept) = await GivenAsync("BOTH");
        var (first, second) = (await ledger.Given.TetGifts(pool, merged), await ledger.Given.TetGifts(pool, kept));
        var decided = await MergedAsync(merged, kept);
        Assert.True(decided.HouseholdsDiffer);
        Assert.IsType<ChildMerged>((await StoppedAsync(first)).Why);
        Assert.IsType<NormUsedUpTogether>((await StoppedAsync(second)).Why);
        await ledger.Done(TamDuong.Approver, new RejectDisbursement(Given.Fund, Guid.NewGuid(), first, "Trẻ đăng ký hai lần"));
        await ledger.Done(TamDuong.Approver, await ApprovalAsync(second));
        await ledger.Done(TamDuong.Cashier, ledger.Given.Payment(second));
    }

    [Fact]
    public async Task What_was_approved_before_is_not_paid_above_the_joint_norm()
    {
        var (pool, merged, kept) = await GivenAsync("APPROVED");
        await ledger.Given.Paid(pool, merged);
        var id = await ledger.Given.Approved(pool, kept);
        await MergedAsync(merged, kept);
        var answer = await ledger.Send(TamDuong.Cashier, ledger.Given.Payment(id));
        Assert.IsType<NormUsedUpTogether>(Assert.IsType<LinesNotPayable>(answer.Error).Why);
    }

    [Fact]
    public async Task Another_person_splits_them_and_every_counter_is_what_it_was()
    {
        var (pool, merged, kept) = await GivenAsync("SPLIT");
        await ledger.Given.Paid(pool, merged);
        var before = await ledger.Ask<string>(TotalsSql, new { merged, kept });
        await MergedAsync(merged, kept);
        Assert.IsType<SplitterIsMerger>((await ledger.Send(TamDuong.Officer, Split(merged))).Error);
        await ledger.Done(TamDuong.Approver, Split(merged));
        Assert.Equal(before, await ledger.Ask<string>(TotalsSql, new { merged, kept }));
        Assert.IsType<NotMerged>((await ledger.Send(TamDuong.Approver, Split(merged))).Error);
        await ledger.Given.Paid(pool, kept);
        var sheet = await ledger.Done(TamDuong.Officer, new GetChild(TamDuong.BinhLu, merged));
        Assert.Equal(("active", null), (sheet.Head.State, sheet.Head.MergedInto));
        Assert.Equal(["registered", "merged", "corrected"], sheet.Events.Select(one => one.Event));
        var verified = await ledger.Done(TamDuong.Auditor, new VerifyLedger());
        Assert.All(verified.Passes, pass => Assert.True(pass.State == PassState.Ok, $"{pass.Name}: {pass.FirstWrong?.Sentence.En} {pass.Note?.En}"));
    }

    [Fact]
    public async Task Lists_reports_and_the_history_show_one_child_once()
    {
        var (pool, merged, kept) = await GivenAsync("ONCE");
        await ledger.Given.Paid(pool, merged);
        var before = await ReportAsync();
        await MergedAsync(merged, kept);
        var after = await ReportAsync();
        Assert.Equal((before.Closing - 1, before.Supported), (after.Closing, after.Supported));
        var list = await ledger.Done(TamDuong.Officer, new ListChildren(TamDuong.BinhLu));
        Assert.DoesNotContain(list.Children, row => row.Code == merged);
        Assert.True(list.Children.Single(row => row.Code == kept).Received.IsPositive);
        Assert.Contains(
            (await ledger.Done(TamDuong.Officer, new ListChildren(TamDuong.BinhLu) { State = "merged" })).Children, row => row.Code == merged);
        var sheet = await ledger.Done(TamDuong.Officer, new GetChild(TamDuong.BinhLu, kept));
        Assert.Single(sheet.Support);
        Assert.Equal([merged], sheet.Head.OtherCodes);
        Assert.Equal(kept, (await ledger.Done(TamDuong.Officer, new GetChild(TamDuong.BinhLu, merged))).Head.MergedInto);
    }

    [Fact]
    public async Task A_merge_undoes_no_suspension_and_chains_no_codes()
    {
        var (_, merged, kept) = await GivenAsync("RULES");
        await ledger.Done(TamDuong.Officer, new RecordChildEvent(
            TamDuong.BinhLu, Guid.NewGuid(), merged, ChildEventKind.Suspended, ledger.Clock.Today, "Đang xác minh"));
        Assert.IsType<SuspensionOutlastsMerge>((await ledger.Send(TamDuong.Officer, Merge(merged, kept))).Error);
        await MergedAsync(kept, merged);
        var third = (await ledger.Given.Children(1))[0];
        Assert.IsType<MergeImpossible>((await ledger.Send(TamDuong.Officer, Merge(kept, third))).Error);
        Assert.IsType<MergeImpossible>((await ledger.Send(TamDuong.Officer, Merge(merged, third))).Error);
        await ledger.Done(TamDuong.Officer, new RecordChildEvent(
            TamDuong.BinhLu, Guid.NewGuid(), merged, ChildEventKind.Resumed, ledger.Clock.Today, "Đã xác minh"));
        await MergedAsync(third, merged);
        Assert.IsType<EventOfOtherForm>((await ledger.Send(TamDuong.Officer, new RecordChildEvent(
            TamDuong.BinhLu, Guid.NewGuid(), merged, ChildEventKind.Merged, ledger.Clock.Today, "Gộp mã"))).Error);
    }

    private async Task<RegisterCell> ReportAsync() =>
        (await ledger.Done(TamDuong.Officer, new GetRegisterReport(TamDuong.BinhLu, ReportPeriod.QuarterOf(ledger.Clock.Today)))).All;

    private async Task<LinesNotPayable> StoppedAsync(long id) =>
        Assert.IsType<LinesNotPayable>((await ledger.Send(TamDuong.Approver, await ApprovalAsync(id))).Error);

    private async Task<ApproveDisbursement> ApprovalAsync(long id) => new(Given.Fund, Guid.NewGuid(), id, await ledger.Given.ContentHash(id), true);

    private Task<Domain.Result<DisbursementRequested>> RequestAsync(string pool, string child) =>
        ledger.Send(TamDuong.Accountant, Given.TetRequest(pool, child));

    private Task<PairDecided> MergedAsync(string merged, string kept) => ledger.Done(TamDuong.Officer, Merge(merged, kept));

    private static MergeChildren Merge(string merged, string kept) =>
        new(TamDuong.BinhLu, Guid.NewGuid(), merged, kept, "Cùng một giấy khai sinh");

    private static SplitChildren Split(string merged) => new(TamDuong.BinhLu, Guid.NewGuid(), merged, "Hai giấy khai sinh khác nhau");

    private async Task<(string Pool, string Merged, string Kept)> GivenAsync(string code)
    {
        var pool = await ledger.Given.Pool(code);
        await ledger.Given.Receipt(pool, 5_000_000);
        var children = await ledger.Given.Children(2);
        return (pool, children[0], children[1]);
    }
}
