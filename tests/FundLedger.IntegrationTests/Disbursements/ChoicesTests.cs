using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Disbursements;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Disbursements;

/// <summary>What forms offer: occasions with their dates, lines of the norm, households, institutions.</summary>
public sealed class ChoicesTests(Ledger ledger) : IClassFixture<Ledger>
{
    private const string MovedSql = """
        SET session_replication_role = replica;
        UPDATE occasion_dates SET held_on = '2026-02-18' WHERE occasion_code = 'tet' AND year = 2026
        """;

    [Fact]
    public async Task The_calendar_has_each_occasion_with_its_days_and_says_where_they_are_not_as_computed_or_others_in_China()
    {
        await OwnerSql.ExecuteAsync(ledger.Database.Administrator, MovedSql, null, Ledger.Token);
        var calendar = await ledger.Done(TamDuong.Accountant, new ListOccasions(Given.Fund));
        Assert.Equal(Enumerable.Range(2021, 11), calendar.Years);
        Assert.Equal(["tet", "action_month", "june1", "school_day", "mid_autumn"], calendar.Occasions.Select(one => one.Code));
        Assert.Equal([true, false, false, false, true], calendar.Occasions.Select(one => one.IsLunar));
        var tet = calendar.Occasions[0];
        Assert.Equal((new Wording("Tết Nguyên đán", "Lunar New Year (Tết)"), "1/1"), (tet.Name, tet.Rule));
        Assert.Equal(calendar.Years, tet.Days.Select(day => day.Year));
        Assert.Equal(new OccasionDay(2021, new LocalDate(2021, 2, 12), true, false), tet.Days[0]);
        Assert.Equal([2026], tet.Days.Where(day => !day.IsAsComputed).Select(day => day.Year));
        Assert.Equal([2030], tet.Days.Where(day => day.DiffersFromChinese).Select(day => day.Year));
        Assert.All(calendar.Occasions.Skip(1).SelectMany(one => one.Days), day => Assert.True(day is { IsAsComputed: true, DiffersFromChinese: false }));
        Assert.Equal(("1/6-30/6", new LocalDate(2021, 6, 1)), (calendar.Occasions[1].Rule, calendar.Occasions[1].Days[0].HeldOn));
    }

    [Fact]
    public async Task A_single_case_chooses_among_the_lines_of_no_occasion()
    {
        await ledger.Given.Pool("HOTRO", ["accident"]);
        var child = (await ledger.Given.Children(1))[0];
        var choices = await ledger.Done(TamDuong.Accountant, new GetSupportChoices(Given.Fund));
        Assert.Equal(
            "D-04 D-05 D-06a D-06b D-07 D-08 D-09 D-10 D-11 D-12 D-13 D-14 D-15 D-16 D-17 D-18 D-19",
            string.Join(' ', choices.Lines.Select(line => line.Code).Order(StringComparer.Ordinal)));
        Assert.Contains("HOTRO", choices.Pools.Select(pool => pool.Code));
        Assert.Equal("Xã Bình Lư", choices.Children.Single(one => one.Code == child).Unit);
        var household = await ledger.Ask<string>("SELECT household_code FROM beneficiaries WHERE beneficiary_code = @Child", new { Child = child });
        var listed = choices.Households.Single(one => one.Code == household);
        Assert.Equal(("Xã Bình Lư", 1), (listed.Unit, listed.Children));
    }

    [Fact]
    public async Task Where_no_norm_is_in_force_there_is_no_line_to_choose()
    {
        Assert.Empty((await ledger.Done(TamDuong.Accountant, new GetSupportChoices(TamDuong.BinhLu))).Lines);
        Assert.Empty((await ledger.Done(TamDuong.Accountant, new GetSurgeryChoices(TamDuong.BinhLu))).Lines);
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(150, true)]
    [InlineData(151, false)]
    public async Task An_institution_has_a_name_of_three_to_a_hundred_and_fifty_letters(int letters, bool isUsable)
    {
        var added = await ledger.Send(
            TamDuong.Accountant, new AddInstitution(Given.Fund, Guid.NewGuid(), "03412", $"  {new string('ố', letters)} "));
        Assert.Equal(isUsable ? null : new InstitutionNameUnusable(), added.Error);
        if (isUsable) Assert.Contains(await NamesAsync(), one => one.Length == letters);
    }

    [Fact]
    public async Task An_institution_is_listed_with_what_it_received_and_not_with_what_was_taken_back()
    {
        await ledger.Given.Pool("COSO");
        await ledger.Given.Receipt("COSO", 10_000_000);
        var added = await ledger.Done(TamDuong.Accountant, new AddInstitution(Given.Fund, Guid.NewGuid(), "03412", "Trường  Mầm non   Nà Tăm"));
        var gift = new RequestSupport(Given.Fund, Guid.NewGuid(), "COSO", new SupportCase("D-04", added.Institution), SamplePapers.Of("D-04"));
        var id = (await ledger.Done(TamDuong.Accountant, gift)).Id;
        var waiting = await ListedAsync(added.Institution);
        Assert.Equal(("Trường Mầm non Nà Tăm", "Xã Bình Lư", 0, Money.Zero), (waiting.Name, waiting.Unit, waiting.Times, waiting.Received));
        Assert.Equal(ledger.Clock.Today, waiting.RegisteredOn);
        await ledger.Done(
            TamDuong.Approver, new ApproveDisbursement(Given.Fund, Guid.NewGuid(), id, await ledger.Given.ContentHash(id), true));
        await ledger.Done(TamDuong.Cashier, ledger.Given.Payment(id));
        var paid = await ListedAsync(added.Institution);
        Assert.Equal((1, 2_000_000L), (paid.Times, paid.Received.Dong));
        var sheet = await ledger.Done(TamDuong.Auditor, new GetDisbursement(Given.Fund, id));
        Assert.False(sheet.IsForChildren);
        Assert.Equal(("Cơ sở, đơn vị", "Trường Mầm non Nà Tăm"), (sheet.Lines[0].ClassVi, sheet.Lines[0].RecipientName));
        Assert.Equal(added.Institution, Assert.IsType<InstitutionThere>((await ledger.Send(
            TamDuong.Accountant, new AddInstitution(Given.Fund, Guid.NewGuid(), "03412", "TRƯỜNG mầm non nà tăm"))).Error).Institution);
    }

    private async Task<ListedInstitution> ListedAsync(string code) =>
        (await ledger.Done(TamDuong.Accountant, new ListInstitutions(Given.Fund))).Institutions.Single(one => one.Code == code);

    private async Task<IEnumerable<string>> NamesAsync() =>
        (await ledger.Done(TamDuong.Accountant, new ListInstitutions(Given.Fund))).Institutions.Select(one => one.Name);
}
