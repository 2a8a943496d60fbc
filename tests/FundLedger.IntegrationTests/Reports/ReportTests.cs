using System.Globalization;
using FundLedger.Domain;
using FundLedger.Features.Books;
using FundLedger.Features.Ledger;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Reports;
using FundLedger.Features.Statements;
using FundLedger.IntegrationTests.Bookkeeping;
using FundLedger.IntegrationTests.Statements;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Reports;

/// <summary>The reports add up, to the statement, to the trial balance and to what hledger computes.</summary>
public sealed class ReportTests(TwoYears years) : IClassFixture<TwoYears>
{
    private static readonly LocalDate Next = new(2022, 1, 1);
    private static readonly LocalDate NextEnd = new(2022, 2, 1);

    [Fact]
    public async Task Receipt_and_use_of_2021_is_what_was_counted_by_hand()
    {
        string[] expected =
        [
            "I|Số dư đầu kỳ|0|0||||||",
            "II|Thu trong kỳ|15000000|6000000||||||",
            "1|Đóng góp, tài trợ|12000000|6000000||||||",
            "2|Xã hội hóa|3000000|0||||||",
            "III|Chi, phát trong kỳ|3000000|240000|13|11||||",
            "1|Quà lễ, Tết|3000000|240000|13|11||||",
        ];
        var lines = await years.Lines(TwoYears.Of("receipt-use"));
        Assert.Equal(expected.Select(Figures), lines.Take(6).Select(Figures));
        Assert.Equal("12000000|5760000", Part(lines[^1], 2, 4));
        // Poor children at Tết: six in money, one taken back, two in milk; the one of group 4; the sealed one without its name.
        string[] groups = ["1800000|240000|8|8", "300000|0|1|1", "300000|0|1|1", "600000|0|3|3"];
        Assert.Equal(groups, Groups(lines).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("bạo lực", StringComparison.Ordinal) || line.Contains("xâm hại", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_year_before_stands_beside_in_the_same_rows()
    {
        var report = await years.Report(TwoYears.Of("receipt-use", Next, NextEnd));
        var used = report.Rows.Single(row => BookReading.Plain(row.Cells[0]) == "III");
        Assert.Equal((1_200_000L, 4L, 2_400_000L, 10L), (used.Amount(2).Dong, Count(used, 4), used.Amount(6).Dong, Count(used, 8)));
        Assert.Equal("50%", BookReading.Plain(used.Cells[9]));
        // One row for Tết gifts of poor children in both years.
        Assert.Single(report.Rows, row => BookReading.Plain(row.Cells[1]).Contains("nghèo – Tết", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("2021-01-01", "2021-12-31")]
    [InlineData("2021-01-05", "2021-01-20")]
    [InlineData("2021-02-01", "2021-06-30")]
    [InlineData("2022-01-01", "2022-02-01")]
    public async Task It_adds_up_to_the_statement_the_trial_balance_and_hledger(string first, string last)
    {
        var (from, to) = (Day(first), Day(last));
        var report = await years.Report(TwoYears.Of("receipt-use", from, to));
        var (figures, statement) = (report.Figures, (await years.Ledger.Done(TamDuong.Auditor, new GetFundStatement(Given.Fund, from, to))).Figures);
        Assert.Equal((statement.Opening, statement.Closing), (figures.Opening.Money, figures.Closing.Money));
        Assert.Equal(statement.Receipts.Select(line => (line.Kind, line.Amount)).Where(line => line.Amount != Money.Zero),
            figures.Sources.Select(source => (source.Code, source.Worth.Money)).Where(line => line.Money != Money.Zero));
        Assert.Equal(statement.Disbursements.Sum(kind => kind.Amount.Dong), figures.Used.Worth.Money.Dong);
        Assert.Equal(statement.Disbursements.Sum(kind => kind.Times), figures.Used.Times - await GoodsLines(from, to));
        var balance = await years.Ledger.Rows(TamDuong.Auditor, new BookQuestion(Given.Fund, "trial-balance", from, to));
        Assert.Equal(figures.Closing, new Worth(Credit(balance, "fund_balance", 9), Credit(balance, "goods_balance", 9)));
        Assert.Equal(figures.Opening, new Worth(Credit(balance, "fund_balance", 3), Credit(balance, "goods_balance", 3)));
        Assert.Equal(figures.Closing, new Worth(await Hledger("fund_balance", from, to), await Hledger("goods_balance", from, to)));
    }

    [Fact]
    public async Task A_thematic_report_is_of_its_occasion_only()
    {
        var tet = await years.Report(TwoYears.Of("occasion") with { Occasion = "tet" });
        Assert.Equal((3_000_000L, 2_400_000L, 240_000L), (tet.Figures.Received.Money.Dong, tet.Figures.Used.Worth.Money.Dong,
            tet.Figures.Used.Worth.Goods.Dong));
        Assert.Equal((10, 10), (tet.Figures.Used.Times, tet.Figures.Used.Children));
        // Thirteen communes and those without a place, each with its line.
        var places = tet.Rows.SkipWhile(row => BookReading.Plain(row.Cells[1]) != "Theo xã").Skip(1).ToList();
        Assert.Equal(13, places.Count(row => !BookReading.Plain(row.Cells[1]).Contains("Không ghi", StringComparison.Ordinal)));
        var june = await years.Report(TwoYears.Of("occasion") with { Occasion = "june1" });
        Assert.Equal((600_000L, 3, 3), (june.Figures.Used.Worth.Money.Dong, june.Figures.Used.Times, june.Figures.Used.Children));
        Assert.IsType<ReportOccasionUnknown>((await years.Ledger.Send(TamDuong.Auditor, new GetReport(TwoYears.Of("occasion")))).Error);
    }

    [Fact]
    public async Task The_matrix_has_each_commune_and_its_sums_are_those_of_the_fund()
    {
        var report = await years.Report(TwoYears.Of("matrix"));
        var totals = report.Rows.Where(row => row.Level == BookLevel.Total).Select(row => BookReading.Plain(row.Cells[^1]));
        Assert.Equal(["3000000", "240000", "13", "11"], totals);
        var money = report.Rows.Skip(1).TakeWhile(row => row.Level == BookLevel.Line).ToList();
        Assert.Equal(3_000_000, money.Sum(row => Count(row, row.Cells.Count - 1)));
        Assert.InRange(money.Count, 13, 14);
    }

    [Fact]
    public async Task Several_funds_together_are_told_without_what_one_gave_to_another()
    {
        var report = await years.Ledger.Done(TamDuong.Accountant, new GetReport(TwoYears.Of("receipt-use") with { WithUnits = true }));
        Assert.True(report.Head.Funds.Count > 1);
        var apart = new List<ReportPage>();
        foreach (var fund in report.Head.Funds)
        {
            apart.Add(await years.Ledger.Done(TamDuong.Accountant, new GetReport(TwoYears.Of("receipt-use") with { Fund = fund.Code })));
        }

        Assert.Equal(apart.Sum(one => one.Figures.Closing.Money.Dong), report.Figures.Closing.Money.Dong);
        Assert.Equal(apart.Sum(one => one.Figures.Received.Money.Dong), report.Figures.Received.Money.Dong);
    }

    [Fact]
    public async Task Who_keeps_no_books_of_the_fund_gets_no_report()
    {
        Assert.IsType<RoleMissing>((await years.Ledger.Send(TamDuong.Cashier, new GetReport(TwoYears.Of("matrix")))).Error);
        Assert.IsType<FundNotFound>((await years.Ledger.Send(TamDuong.Officer, new GetReport(TwoYears.Of("matrix")))).Error);
        Assert.IsType<ReportUnknown>((await years.Ledger.Send(TamDuong.Auditor, new GetReport(TwoYears.Of("khac")))).Error);
    }

    private async Task<Money> Hledger(string account, LocalDate from, LocalDate to)
    {
        await using var file = await years.Ledger.Done(
            TamDuong.Auditor, new ExportFund(Given.Fund, from, to, ExportFormat.Hledger, PaperLanguage.Vietnamese));
        using var journal = new MemoryStream();
        await file.Content.CopyToAsync(journal, Ledger.Token);
        var csv = await Tool.RunAsync("hledger", ["-f", "-", "balance", $"acct:^{account}", "-O", "csv", "--layout", "bare"], journal.ToArray());
        var total = csv.Split('\n').First(line => line.Contains("total", StringComparison.OrdinalIgnoreCase)).Split(',')[^1].Trim('"', ' ');
        return new Money(-long.Parse(total, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
    }

    private Task<int> GoodsLines(LocalDate from, LocalDate to) => years.Ledger.Ask<int>(
        "SELECT count(*)::int FROM journal_entries WHERE kind = 'goods_issue' AND entry_date BETWEEN @from AND @to", new { from, to });

    private static Money Credit(IReadOnlyList<BookRow> balance, string account, int column) =>
        balance.FirstOrDefault(row => row.Link?.Account == account)?.Amount(column) ?? Money.Zero;

    private static IEnumerable<string> Groups(IReadOnlyList<string> lines) =>
        lines.Where(line => line.Contains(" – ", StringComparison.Ordinal)).Select(line => Part(line, 2, 6));

    private static string Part(string line, int from, int to) => string.Join('|', line.Split('|')[from..to]);

    // Names are data; the figures are what is counted.
    private static string Figures(string line) => string.Join('|', line.Split('|').Where((_, place) => place != 1));

    private static long Count(BookRow row, int column) => long.Parse(BookReading.Plain(row.Cells[column]), CultureInfo.InvariantCulture);

    private static LocalDate Day(string iso) => NodaTime.Text.LocalDatePattern.Iso.Parse(iso).Value;
}
