using FundLedger.Domain;
using FundLedger.Domain.Disbursements;
using FundLedger.Domain.Goods;
using FundLedger.Features.Audit;
using FundLedger.Features.Children;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Goods;
using FundLedger.Features.Payments;
using FundLedger.Features.Setup;
using FundLedger.Features.Vault;
using FundLedger.IntegrationTests.Goods;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Disbursements;

/// <summary>A child that the register may have twice gets nothing until somebody has decided whether it does.</summary>
public sealed class DoubtTests(Ledger ledger) : IClassFixture<Ledger>, IAsyncLifetime
{
    private const string TakeSql = """
        UPDATE disbursement_steps s SET decided_by = u.user_name, decided_person = u.person_id, in_name_of = u.user_name, in_name_person = u.person_id
        FROM users u WHERE u.user_name = 'duyet' AND s.disbursement_id = @Id
        """;

    // By hand, as the cashier on the day of the test.
    private const string AsCashierSql = """
        SELECT set_config('app.actor', 'thuquy', false), set_config('app.now', (@Now::timestamptz)::text, false);
        """;

    private const string OrderSql = """
        SELECT prepare_payment_order(fund_id, gen_random_uuid(), @Id, 'cash', 'cash', business_today(), '{1}', NULL, NULL, NULL, NULL, NULL,
            NULL, NULL)
        """;

    private static readonly LocalDate Born = new(2013, 7, 8);

    public async ValueTask InitializeAsync()
    {
        if (await ledger.Ask<long>("SELECT count(*) FROM pools") > 0) return;
        await ledger.Given.Pool();
        await ledger.Given.Receipt("CHUNG", 90_000_000);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task An_undecided_pair_stops_the_approval_until_they_are_told_apart()
    {
        var (code, other) = await PairAsync("Vàng Thị Mỷ");
        var id = await ledger.Given.TetGifts("CHUNG", code);
        var pair = Assert.Single((await SheetAsync(id)).Decision.Pairs);
        Assert.Equal((code, other), (pair.BeneficiaryCode, pair.OtherCode));
        var refused = Assert.IsType<PairsUndecided>((await ApproveAsync(id)).Error);
        Assert.Equal((code, other, 1), (refused.Child, refused.Other, refused.Pairs));
        await ToldApartAsync(code, other);
        Assert.Empty((await SheetAsync(id)).Decision.Pairs);
        Assert.True((await ApproveAsync(id)).IsOk);
        var verified = await ledger.Done(TamDuong.Auditor, new VerifyLedger());
        Assert.All(verified.Passes, pass => Assert.True(pass.State == PassState.Ok, $"{pass.Name}: {pass.FirstWrong?.Sentence.En} {pass.Note?.En}"));
    }

    [Fact]
    public async Task Around_the_application_no_step_is_taken_either()
    {
        var (code, _) = await PairAsync("Vàng Thị Dợ");
        var id = await ledger.Given.TetGifts("CHUNG", code);
        var refusal = await Ledger.Refusal(ledger.Database.Owner, TakeSql, new { Id = id });
        Assert.Equal("pairs_decided_first", refusal?.ConstraintName);
    }

    [Fact]
    public async Task Who_is_registered_elsewhere_after_the_approval_stops_what_follows_until_the_pair_is_decided()
    {
        var (id, code, other) = await ApprovedAndDoubtedAsync("Vàng Thị Lở", "Q03430");
        var pair = Assert.Single((await SheetAsync(id)).Decision.Pairs);
        Assert.Equal((code, other, "Xã Bình Lư", "Xã Khun Há"), (pair.BeneficiaryCode, pair.OtherCode, pair.Place, pair.OtherPlace));
        Assert.Empty(pair.Deciders);
        var payment = ledger.Given.Payment(id);
        Assert.Equal(new PairsUndecided(id, code, other, 1), (await ledger.Send(TamDuong.Cashier, payment)).Error);
        var order = new OrderPayment(Given.Fund, Guid.NewGuid(), id, "cash", "cash", ledger.Clock.Today, null);
        Assert.Equal(new PairsUndecided(id, code, other, 1), (await ledger.Send(TamDuong.Cashier, order)).Error);
        var issue = new IssueGoods(Given.Fund, Guid.NewGuid(), id, "Cán bộ xã Bình Lư");
        Assert.Equal(new PairsUndecided(id, code, other, 1), (await ledger.Send(TamDuong.Cashier, issue)).Error);

        await AddUser.RunAsync(
            ledger.Database.Owner, new NewUser("canbo9", "Cán bộ huyện", TamDuong.Password, true, [(Given.Fund, "commune_officer")]), Ledger.Token);
        Assert.Equal(["Cán bộ huyện"], Assert.Single((await SheetAsync(id)).Decision.Pairs).Deciders);
        await ledger.Done("canbo9", new TellApart(Given.Fund, Guid.NewGuid(), code, other, "Hai xã xác nhận là hai trẻ"));
        Assert.Empty((await SheetAsync(id)).Decision.Pairs);
        await ledger.Done(TamDuong.Cashier, payment with { Key = Guid.NewGuid() });
        await ledger.Done(TamDuong.Cashier, issue with { Key = Guid.NewGuid() });
        var verified = await ledger.Done(TamDuong.Auditor, new VerifyLedger());
        Assert.All(verified.Passes, pass => Assert.True(pass.State == PassState.Ok, $"{pass.Name}: {pass.FirstWrong?.Sentence.En} {pass.Note?.En}"));
    }

    [Theory]
    [InlineData("Vàng Thị Dua", "SELECT pay_disbursement(fund_id, @Id, gen_random_uuid(), business_today(), 'cash', 'Cán bộ', NULL, NULL, NULL)")]
    [InlineData("Vàng Thị Mai", OrderSql)]
    [InlineData("Vàng Thị Sáy", "SELECT issue_goods(fund_id, @Id, gen_random_uuid(), 'Cán bộ')")]
    public async Task Around_the_application_nothing_is_paid_ordered_or_issued_either(string name, string step)
    {
        var (id, _, _) = await ApprovedAndDoubtedAsync(name, "Q03430");
        var by = new { Id = id, Now = ledger.Clock.GetCurrentInstant().ToDateTimeOffset() };
        var refusal = await Ledger.Refusal(ledger.Database.Owner, AsCashierSql + step + " FROM funds WHERE code = 'Q106'", by);
        Assert.Equal("pairs_decided_first", refusal?.ConstraintName);
        await ledger.Done(TamDuong.Cashier, new ReleaseLines(Given.Fund, Guid.NewGuid(), id, [1], "Trả về nguồn"));
    }

    [Fact]
    public async Task A_merge_decides_too_and_the_code_that_goes_on_gets_its_gift()
    {
        var (code, other) = await PairAsync("Vàng Thị Pà");
        var id = await ledger.Given.TetGifts("CHUNG", code);
        await ledger.Done(TamDuong.Officer, new MergeChildren(TamDuong.BinhLu, Guid.NewGuid(), other, code, "Cùng một giấy khai sinh"));
        Assert.True((await ApproveAsync(id)).IsOk);
    }

    [Fact]
    public async Task What_was_decided_before_and_twins_stop_nothing()
    {
        var (code, other) = await PairAsync("Vàng Thị Chá");
        await ToldApartAsync(code, other);
        var first = await ledger.Done(TamDuong.Officer, Registration("Vàng Thị Xuân"));
        var twin = await ledger.Done(TamDuong.Officer, Registration("Vàng Thị Thu") with { Household = first.Household });
        var id = await ledger.Given.TetGifts("CHUNG", code, other, first.Code, twin.Code);
        Assert.Empty((await SheetAsync(id)).Decision.Pairs);
        Assert.True((await ApproveAsync(id)).IsOk);
    }

    [Fact]
    public async Task A_request_with_undecided_pairs_can_be_returned()
    {
        var (code, _) = await PairAsync("Vàng Thị Sùa");
        var id = await ledger.Given.TetGifts("CHUNG", code);
        await ledger.Done(TamDuong.Approver, new ReturnDisbursement(Given.Fund, Guid.NewGuid(), id, "Bỏ trẻ nghi trùng"));
    }

    [Fact]
    public async Task Whom_a_sealed_child_resembles_is_not_written_down()
    {
        var (code, other) = await PairAsync("Vàng Thị Kín", "g11");
        var id = await ledger.Given.TetGifts("CHUNG", other);
        Assert.Equal(0, await ledger.Ask<long>("SELECT count(*) FROM request_doubts WHERE disbursement_id = @Id", new { Id = id }));
        Assert.NotEqual(code, other);
    }

    // Money and goods for one child, approved; then a child of its name is registered by another commune, which sees the first one not.
    private async Task<(long Id, string Code, string Other)> ApprovedAndDoubtedAsync(string name, string commune)
    {
        var code = (await ledger.Done(TamDuong.Officer, Registration(name))).Code;
        var milk = await Stock.Item(ledger, $"Sữa cho {name}");
        await Stock.Received(ledger, milk, 1, 50_000);
        var line = new GiftLine(code) { Stock = [new GoodsWanted(milk, 1)] };
        var asked = await ledger.Done(TamDuong.Accountant, Given.TetRequest("CHUNG") with { Lines = [line] });
        Assert.True((await ApproveAsync(asked.Id)).IsOk);
        return (asked.Id, code, (await ledger.Done(TamDuong.OtherOfficer, Registration(name) with { Fund = commune })).Code);
    }

    // Two of one name on one day: the second was renamed, as by a corrected paper, so that nobody was asked.
    private async Task<(string Code, string Other)> PairAsync(string name, string group = "poor")
    {
        var code = (await ledger.Done(TamDuong.Officer, Registration(name) with { Classes = [group] })).Code;
        var other = (await ledger.Given.Children(1))[0];
        var row = new IdentityVault(VaultKey.In(ledger.Folder)).Seal(other, new Identity(name, Born, "Nguyễn Văn Nam", "bố"));
        await OwnerSql.ExecuteAsync(
            ledger.Database.Owner,
            "UPDATE identity_vault SET key_id = @KeyId, nonce = @Nonce, sealed = @Sealed WHERE beneficiary_code = @BeneficiaryCode", row,
            Ledger.Token);
        return (code, other);
    }

    private Task<PairDecided> ToldApartAsync(string code, string other) =>
        ledger.Done(TamDuong.Officer, new TellApart(TamDuong.BinhLu, Guid.NewGuid(), code, other, "Thôn xác nhận là hai trẻ"));

    private Task<DisbursementSheet> SheetAsync(long id) => ledger.Done(TamDuong.Approver, new GetDisbursement(Given.Fund, id));

    private async Task<Result<DisbursementApproved>> ApproveAsync(long id) => await ledger.Send(
        TamDuong.Approver, new ApproveDisbursement(Given.Fund, Guid.NewGuid(), id, await ledger.Given.ContentHash(id), true));

    private static RegisterChild Registration(string name) =>
        new(TamDuong.BinhLu, Guid.NewGuid(), name, Born, "Nguyễn Văn Nam", "bố", ["poor"]) { ClassesSince = new LocalDate(2021, 1, 1) };
}
