using FundLedger.Domain;
using FundLedger.Domain.Statements;
using FundLedger.Features.Papers;
using FundLedger.Features.Statements;
using NodaTime;

namespace FundLedger.UnitTests.UseCases.Golden;

/// <summary>What other accounting programs are given to compute again, and lists that leave as files.</summary>
public sealed class JournalDialectTests
{
    private static readonly LocalDate First = new(2021, 1, 1);

    private static readonly JournalBalance[] Balances =
    [
        new() { Account = "cash:CHUNG", NormalSide = "debit", IsLiquid = true, Opening = new Money(500), Closing = new Money(1_234_567) },
        new() { Account = "goods:-X", NormalSide = "debit", Closing = new Money(7) },
        new() { Account = "budget_returns:0X", NormalSide = "credit", IsLiquid = true },
        new() { Account = "fund_balance:CHUNG", NormalSide = "credit", Closing = new Money(-1_234_574) },
    ];

    private static readonly JournalEntryWords[] Entries =
    [
        new(First, "opening balances"), new(First, "receipt", "PT-2021-00001", 1, "ab"),
        new(First.PlusDays(1), "reversal holiday_gift", "BD-2021-00001", 1_234, "cd", 1, "PT-2021-00001 2021-01-01"),
        new(First, "reversal", null, 3, "ef", 2),
    ];

    [Fact]
    public void The_words_of_each_program()
    {
        var text = Enum.GetValues<ExportFormat>().Where(IsJournal).Select(JournalDialect.For).Select(dialect => string.Join('\n',
        [
            $"## {dialect.Extension}", .. dialect.Declarations(First, Balances), .. Entries.SelectMany(dialect.Transaction),
            dialect.Posting(Balances[2], new Money(-12_345)), .. dialect.Assertions(new LocalDate(2021, 12, 31), Balances), "",
        ]));
        GoldenFile.Matches("journal-dialects", string.Join('\n', text));
    }

    [Theory]
    [InlineData(ExportFormat.Pdf)]
    [InlineData(ExportFormat.Proof)]
    public void What_is_no_journal_has_no_words(ExportFormat format) =>
        Assert.Equal("format", Assert.Throws<ArgumentOutOfRangeException>(() => JournalDialect.For(format)).ParamName);

    [Fact]
    public async Task A_list_of_the_screen_as_both_files()
    {
        object?[][] rows =
        [
            [1, "Quà, \"tết\"", new Money(1_500_000), new LocalDate(2021, 2, 3), 4_000_000_000L], [1_234, "=1+1", null, null, null],
            [3, new string('x', 70) + "\nhai", new Money(-5), null, 0L],
        ];
        string[] headings = ["STT", "Nội dung, ghi chú", "Số tiền", "Ngày", "Đếm"];
        var list = new ShownList("danh-sach", "Danh sách các khoản đã chi của Quỹ", headings, rows);
        var summed = list with { Sum = [null, "Cộng", new Money(1_499_995), null, 4_000_000_000L] };
        var text = await Bytes(list.File("Q106", "csv")) + await Bytes(summed.File("Q106", "csv"))
            + await FilesText.Of(summed.File("Q106", "xlsx"))
            + await FilesText.Of((list with { Title = "Ngắn", Rows = [] }).File("Q106", "xlsx"));
        GoldenFile.Matches("shown-list", text);
    }

    [Theory]
    [InlineData("csv", true)]
    [InlineData("xlsx", true)]
    [InlineData("pdf", false)]
    [InlineData(null, false)]
    public void A_list_leaves_as_a_table_only(string? format, bool isKnown) => Assert.Equal(isKnown, ShownList.Knows(format));

    [Theory]
    [InlineData(null, null)]
    [InlineData("  ", null)]
    [InlineData("Vàng Thị Mỷ", "chữ đã gõ")]
    public void What_somebody_typed_is_not_repeated(string? typed, string? said) => Assert.Equal(said, ShownList.Typed(typed));

    private static bool IsJournal(ExportFormat format) => format is ExportFormat.Hledger or ExportFormat.Ledger or ExportFormat.Beancount;

    private static async Task<string> Bytes(ExportedFile file)
    {
        await using (file)
        using (var reader = new StreamReader(file.Content, new System.Text.UTF8Encoding(false), detectEncodingFromByteOrderMarks: false))
        {
            var text = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
            Assert.Equal('\uFEFF', text[0]);
            var shown = text[1..].Replace("\r", "␍", StringComparison.Ordinal);
            return FormattableString.Invariant($"## {file.Name} · {file.ContentType} · {file.Rows}\n{shown}");
        }
    }
}
