using System.Text;
using FundLedger.Domain;
using FundLedger.Features.Books;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Receipts;
using FundLedger.Features.Reports;
using FundLedger.Features.Traces;
using FundLedger.IntegrationTests.Bookkeeping;
using FundLedger.IntegrationTests.Statements;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Traces;

/// <summary>
/// What gifts have paid for, told to who gave them: of one company 3,000,000 and 900,000 ₫, between them 600,000 ₫ of a person; 12 Tết gifts
/// of 300,000 ₫ were paid.
/// </summary>
public sealed class DonorStatementTests : IAsyncLifetime
{
    private const string Company = "Công ty Giống cây Thử Nghiệm";
    private const string Person = "Bà Nguyễn Thị Thử";

    private const string Tet = "line||Quà lễ, Tết – Tết Nguyên đán 2021";
    private const string Few = "line||Các nội dung hỗ trợ dưới 5 trẻ em trong một quý, không nêu riêng";

    private readonly Ledger ledger;
    private readonly Traced money;
    private string[] gifts = [];
    private string[] children = [];

    public DonorStatementTests(LedgerCluster cluster)
    {
        ledger = new Ledger(cluster);
        money = new Traced(ledger);
    }

    private static LocalDate From => new(2021, 1, 1);

    private static LocalDate To => new(2021, 3, 31);

    public async ValueTask InitializeAsync()
    {
        await ledger.InitializeAsync();
        await ledger.Given.Pool();
        gifts = [await Gift(Company, 3_000_000), await Gift(Person, 600_000), await Gift(Company, 900_000)];
        children = await ledger.Given.Children(12);
        await money.Paid(children);
        ledger.Clock.Today = new LocalDate(2021, 4, 2);
    }

    public ValueTask DisposeAsync() => ledger.DisposeAsync();

    [Fact]
    public async Task Each_gift_says_what_it_paid_and_agrees_with_the_trace_and_the_receipts()
    {
        var rows = await Rows(TamDuong.Accountant, await Asked(Company));
        Assert.Equal(
            [
                "total|I|Đã nhận|||3900000|||", $"group|1|CHUNG|{gifts[0]}|2021-01-04|3000000|||",
                "line||Quà lễ, Tết – Tết Nguyên đán 2021|||3000000||10|10", $"group|2|CHUNG|{gifts[2]}|2021-01-04|900000|||",
                "line||Còn lại|||900000|||", "total|II|Đã sử dụng|||3000000|||",
                "line||Quà lễ, Tết – Tết Nguyên đán 2021|||3000000||10|10", "total|III|Còn lại, chưa sử dụng|||900000|||",
            ],
            rows);
        foreach (var (gift, place) in gifts.Zip([3_000_000L, 600_000, 0]))
        {
            Assert.Equal(place, (await money.There(gift)).Supported.Dong);
        }

        var list = await ledger.Done(TamDuong.Accountant, new ListDonors(Given.Fund, From, To) { Text = "giong cay" });
        var donor = Assert.Single(list.Donors);
        Assert.Equal((Company, 2, 3_900_000), (donor.Name, donor.Gifts, donor.Money.Dong));
    }

    [Fact]
    public async Task What_is_given_away_names_no_kind_that_reached_fewer_than_five_children()
    {
        var open = await Rows(TamDuong.Accountant, await Asked(Person));
        Assert.Contains("line||Quà lễ, Tết – Tết Nguyên đán 2021|||600000||2|2", open);
        var shared = await Rows(TamDuong.Accountant, await Asked(Person) with { IsShared = true });
        Assert.Contains("line||Các nội dung hỗ trợ dưới 5 trẻ em trong một quý, không nêu riêng|||600000|||", shared);
        Assert.DoesNotContain(shared, row => row.Contains("Tết", StringComparison.Ordinal));
        var many = await Rows(TamDuong.Accountant, await Asked(Company) with { IsShared = true });
        Assert.Contains("line||Quà lễ, Tết – Tết Nguyên đán 2021|||3000000||10|10", many);
        Assert.Contains("line||Hỗ trợ|||3000000|||", many);
        var odd = await Asked(Company) with { IsShared = true, To = To.PlusDays(-1) };
        Assert.IsType<SharedPeriodOdd>((await ledger.Send(TamDuong.Accountant, new GetDonorStatement(odd))).Error);
    }

    [Fact]
    public async Task What_two_quarters_reached_in_small_numbers_is_not_told_by_their_difference()
    {
        await Gift(Person, 3_000_000, new LocalDate(2021, 4, 2));
        // The gift of January is used up by the first quarter; that of April pays eight now and three later, in the next quarter.
        await ledger.Given.Paid("CHUNG", await ledger.Given.Children(3 + 8));
        ledger.Clock.Today = new LocalDate(2021, 7, 5);
        await ledger.Given.Paid("CHUNG", await ledger.Given.Children(2));
        ledger.Clock.Today = new LocalDate(2022, 1, 5);
        var quarter = await Asked(Person) with { From = new LocalDate(2021, 4, 1), To = new LocalDate(2021, 6, 30), IsShared = true };
        var year = await Asked(Person) with { To = new LocalDate(2021, 12, 31) };
        Assert.Equal([$"{Tet}|||2400000||8|8", "line||Còn lại|||600000|||"], OfGift(await Rows(TamDuong.Accountant, quarter)));
        Assert.Equal([$"{Tet}|||3000000||10|10"], OfGift(await Rows(TamDuong.Accountant, year)));
        // What the letter of the quarter told stays told as it was; what came after it is in no kind.
        Assert.Equal([$"{Tet}|||2400000||8|8", $"{Few}|||600000|||"], OfGift(await Rows(TamDuong.Accountant, year with { IsShared = true })));
    }

    [Fact]
    public async Task Letters_of_any_two_periods_differ_in_a_kind_by_nothing_or_by_five_children()
    {
        await Gift(Person, 30_000_000, new LocalDate(2021, 4, 2));
        await ledger.Given.Paid("CHUNG", await ledger.Given.Children(3 + 2));
        foreach (var (day, count) in new[] { (new LocalDate(2021, 7, 5), 6), (new LocalDate(2021, 10, 5), 1) })
        {
            ledger.Clock.Today = day;
            await ledger.Given.Paid("CHUNG", await ledger.Given.Children(count));
        }

        ledger.Clock.Today = new LocalDate(2022, 1, 5);
        var quarter = await Asked(Person) with { From = new LocalDate(2021, 4, 1), To = new LocalDate(2021, 6, 30), IsShared = true };
        Assert.Equal([$"{Few}|||600000|||"], OfGift(await Rows(TamDuong.Accountant, quarter))[..^1]);
        var year = quarter with { From = From, To = new LocalDate(2021, 12, 31) };
        Assert.Equal([$"{Tet}|||1800000||6|6", $"{Few}|||900000|||"], OfGift(await Rows(TamDuong.Accountant, year))[..^1]);
    }

    [Fact]
    public async Task A_gift_that_was_given_back_counts_nothing_and_what_came_later_is_not_used_yet()
    {
        var wrong = await ledger.Done(TamDuong.Accountant, Receipt(Company, 700_000, ledger.Clock.Today));
        var reversal = await money.Reversed(wrong.EntryNo);
        var all = await Rows(TamDuong.Accountant, await Asked(Company) with { To = ledger.Clock.Today });
        Assert.Contains(all, row => row.Contains($"đã đảo bằng {reversal}, không tính", StringComparison.Ordinal));
        Assert.Contains("total|I|Đã nhận|||3900000|||", all);
        var before = await Rows(TamDuong.Accountant, await Asked(Company) with { To = new LocalDate(2021, 1, 3) });
        Assert.Contains("total|I|Đã nhận|||0|||", before);
    }

    [Theory]
    [InlineData("pdf")]
    [InlineData("xlsx")]
    [InlineData("csv")]
    [InlineData("json")]
    public async Task The_files_have_the_rows_and_no_code_of_a_child(string format)
    {
        var request = new ExportDonorStatement(await Asked(Company), format, PaperLanguage.Vietnamese);
        var made = await ledger.Done(TamDuong.Auditor, request);
        await using var file = made.File;
        using var bytes = new MemoryStream();
        await file.Content.CopyToAsync(bytes, Ledger.Token);
        Assert.Equal(8, made.Rows);
        var text = format == "pdf"
            ? await Tool.RunAsync("pdftotext", ["-layout", "-enc", "UTF-8", "-", "-"], bytes.ToArray())
            : format == "xlsx" ? "" : Encoding.UTF8.GetString(bytes.ToArray());
        if (format == "pdf") Assert.Contains("3.000.000", text, StringComparison.Ordinal);
        Assert.DoesNotContain(children, child => text.Contains(child, StringComparison.Ordinal));
        var note = DonorNotes.Of(request, made);
        Assert.DoesNotContain("Công ty", note.NarrowedTo, StringComparison.Ordinal);
        await ledger.Done(TamDuong.Auditor, note);
    }

    [Fact]
    public async Task Who_keeps_no_books_of_the_fund_gets_none_and_who_approves_reads_a_number()
    {
        var asked = await Asked(Company);
        var statement = await ledger.Done(TamDuong.Approver, new GetDonorStatement(asked));
        Assert.DoesNotContain(statement.Head.Narrowed, words => words.Vi.Contains("Công ty", StringComparison.Ordinal));
        Assert.All((await ledger.Done(TamDuong.Approver, new ListDonors(Given.Fund, From, To))).Donors, donor => Assert.Null(donor.Name));
        Assert.IsType<RoleMissing>((await ledger.Send(TamDuong.Cashier, new GetDonorStatement(asked))).Error);
        Assert.IsType<FundNotFound>((await ledger.Send(TamDuong.Officer, new GetDonorStatement(asked))).Error);
        Assert.IsType<DonorUnknown>((await ledger.Send(TamDuong.Auditor, new GetDonorStatement(asked with { Donor = 999 }))).Error);
    }

    /// <summary>What stands under the last gift.</summary>
    private static List<string> OfGift(List<string> rows) =>
    [
        .. rows.Skip(rows.FindLastIndex(row => row.StartsWith("group", StringComparison.Ordinal)) + 1)
            .TakeWhile(row => row.StartsWith("line", StringComparison.Ordinal)),
    ];

    private async Task<string> Gift(string donor, long amount, LocalDate? on = null) =>
        (await ledger.Done(TamDuong.Accountant, Receipt(donor, amount, on ?? ledger.Clock.Today))).Voucher;

    private static RecordReceipt Receipt(string donor, long amount, LocalDate on) =>
        new(Given.Fund, Guid.NewGuid(), "CHUNG", new Money(amount), on, "cash", donor);

    private async Task<DonorQuestion> Asked(string donor) => new(
        Given.Fund, await ledger.Ask<long>("SELECT donor_id FROM donors WHERE name = @donor", new { donor }), From, To);

    private async Task<List<string>> Rows(string user, DonorQuestion question) =>
        [.. (await ledger.Done(user, new GetDonorStatement(question))).Rows.Select(row => row.Line())];
}
