using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Domain.Norms;
using FundLedger.Features.Children;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Ledger;
using FundLedger.Features.Periods;
using FundLedger.Features.Receipts;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Database;

/// <summary>Ways that must stay open, and cases that once slipped through between C# and the database.</summary>
public sealed class CorrectionTests(Ledger ledger) : IClassFixture<Ledger>
{
    private RecordReceipt Transfer(string pool, string reference, long amount = 700_000) =>
        new(Given.Fund, Guid.NewGuid(), pool, new Money(amount), ledger.Clock.Today, "bank", "Nhà hảo tâm") { BankReference = reference };

    [Fact]
    public async Task A_transfer_in_the_wrong_pool_is_reversed_and_recorded_again_under_its_reference()
    {
        var (wrong, right) = (await ledger.Given.Pool("SAI"), await ledger.Given.Pool("DUNG"));
        var first = await ledger.Done(TamDuong.Accountant, Transfer(wrong, "FT-1"));
        Assert.IsType<BankReferenceUsed>((await ledger.Send(TamDuong.Accountant, Transfer(right, " FT-1 "))).Error);
        await ledger.Done(TamDuong.Accountant, new ReverseEntry(
            Given.Fund, Guid.NewGuid(), first.EntryNo, ledger.Clock.Today, "bank", "Ghi nhầm nguồn"));
        await ledger.Done(TamDuong.Accountant, Transfer(right, "FT-1"));
        Assert.IsType<BankReferenceUsed>((await ledger.Send(TamDuong.Accountant, Transfer(right, "FT-1"))).Error);
    }

    [Fact]
    public async Task One_reference_sent_by_two_at_once_is_recorded_once()
    {
        var pool = await ledger.Given.Pool("HAI");
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => ledger.Send(
            i % 2 == 0 ? TamDuong.Accountant : TamDuong.SecondAccountant, Transfer(pool, "FT-2")))));
        Assert.Equal(1, answers.Count(answer => answer.IsOk));
    }

    [Fact]
    public async Task A_gift_that_is_spent_is_not_given_back_and_what_is_left_is_said()
    {
        var receipt = await ledger.Done(TamDuong.Accountant, Transfer(await ledger.Given.Pool("CHI"), "FT-3"));
        await ledger.Given.TetGifts("CHI", await ledger.Given.Children(1));
        var back = new ReverseEntry(Given.Fund, Guid.NewGuid(), receipt.EntryNo, ledger.Clock.Today, "bank", "Trả lại nhà hảo tâm");
        var shortage = Assert.IsType<PoolShort>((await ledger.Send(TamDuong.Accountant, back)).Error);
        Assert.Equal(new Money(400_000), shortage.Available);
    }

    [Theory]
    [InlineData("HS-77", "hs-77\u00A0")]
    [InlineData("HÀ-1", "HA\u0300-1")]
    public async Task One_operation_under_two_spellings_is_one(string first, string second)
    {
        var pool = await ledger.Given.Pool("PT" + first.Length, ["surgery"]);
        await ledger.Given.Receipt(pool, 20_000_000);
        var child = (await ledger.Given.Children(1))[0];
        await ledger.Done(TamDuong.Accountant, Operation(pool, child, second));
        var refusal = Assert.IsType<Domain.Disbursements.LineRefused>(
            (await ledger.Send(TamDuong.Accountant, Operation(pool, child, first))).Error);
        Assert.IsType<FrequencyUsedUp>(refusal.Why);
        Assert.IsType<CaseReferenceUnusable>((await ledger.Send(TamDuong.Accountant, Operation(pool, child, "HS 77"))).Error);
    }

    [Fact]
    public async Task A_poor_child_of_a_sealed_group_gets_an_operation_under_the_neutral_class()
    {
        var pool = await ledger.Given.Pool("KIN", ["surgery"]);
        await ledger.Given.Receipt(pool, 2_000_000);
        var child = (await ledger.Given.Children(1, "g09", "poor"))[0];
        var request = await ledger.Done(TamDuong.Accountant, Operation(pool, child, "HS-KIN"));
        const string ClassSql = "SELECT class_code FROM disbursement_lines WHERE disbursement_id = @Id AND unit_id IS NULL";
        Assert.Equal("protected", await ledger.Ask<string>(ClassSql, new { request.Id }));
    }

    [Fact]
    public async Task A_child_is_not_put_into_a_household_of_another_commune()
    {
        var elsewhere = await ledger.Done(TamDuong.OtherOfficer, Child("Q03430", null));
        Assert.IsType<HouseholdUnknown>((await ledger.Send(TamDuong.Officer, Child(TamDuong.BinhLu, elsewhere.Household))).Error);
        Assert.IsType<HouseholdUnknown>((await ledger.Send(TamDuong.Officer, Child(TamDuong.BinhLu, "HO-9999"))).Error);
    }

    [Fact]
    public async Task Codes_grow_longer_when_their_digits_are_used_up()
    {
        await ledger.Given.Children(1);
        const string AheadSql = "SELECT setval('household_numbers', 10000), setval('beneficiary_numbers', 1000000)";
        await OwnerSql.ExecuteAsync(ledger.Database.Owner, AheadSql, null, Ledger.Token);
        var child = await ledger.Done(TamDuong.Officer, Child(TamDuong.BinhLu, null));
        Assert.Equal(("TE-1000001", "HO-10001"), (child.Code, child.Household));
    }

    [Fact]
    public async Task A_month_closes_after_its_last_day()
    {
        ledger.Clock.Today = new LocalDate(2021, 1, 31);
        Assert.IsType<MonthNotEnded>((await ledger.Send(
            TamDuong.Accountant, new ClosePeriod(Given.Fund, Guid.NewGuid(), ledger.Clock.Today))).Error);
        const string CloseSql = """
            SELECT set_config('app.actor', 'ketoan', false), set_config('app.now', '2021-01-31T23:59:59+07:00', false);
            SELECT close_period(fund_id, '2021-01-01') FROM funds WHERE code = @Fund
            """;
        Books.Refused(await Ledger.Refusal(ledger.Database.Application, CloseSql, new { Given.Fund }), Books.BrokenCheck,
            "month_has_ended");
    }

    private static RequestSurgery Operation(string pool, string child, string reference) =>
        new(Given.Fund, Guid.NewGuid(), pool, "heart", child, reference) { Cost = new Money(2_000_000), Papers = SamplePapers.Of("D-07") };

    private static RegisterChild Child(string fund, string? household) =>
        new(fund, Guid.NewGuid(), "Trẻ Thử Nghiệm", new LocalDate(2013, 5, 6), "Người Giám Hộ", "bà", ["poor"])
        {
            Household = household, DespiteLikeness = Given.AnotherChild,
        };
}
