using FundLedger.Cli;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Receipts;

/// <summary>Receipts from a file of the bank or of a list, by the command line.</summary>
public sealed class ImportReceiptsVerbTests(LedgerCluster cluster) : IAsyncLifetime
{
    private const string CountSql = "SELECT count(*) FROM journal_entries WHERE kind = 'receipt'";
    private const string LiquidSql = "SELECT sum(liquid)::bigint FROM pool_balances";

    private readonly Ledger ledger = new(cluster);
    private readonly string folder = Directory.CreateTempSubdirectory("fundledger-import-").FullName;

    public async ValueTask InitializeAsync()
    {
        await ledger.InitializeAsync();
        await ledger.Given.Pool();
    }

    public async ValueTask DisposeAsync()
    {
        await ledger.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_file_is_imported_once_however_often_it_is_sent()
    {
        var file = Path.Combine(folder, "thu.csv");
        await File.WriteAllTextAsync(
            file,
            "received_on,pool,amount,account,donor,bank_reference\n2021-01-02,CHUNG,150000,cash,Bà Lò Thị Ón,\n"
            + "2021-01-04,CHUNG,250000,bank,Công ty Chè Tam Đường,FT21004\n2021-01-02,CHUNG,100000,cash,Ẩn danh,\n",
            Ledger.Token);
        for (var i = 0; i < 2; i++)
        {
            var (exit, said) = await ImportAsync(file);
            Assert.Equal((ExitCode.Done, "Đã ghi 3 khoản thu, 500.000 đồng.\n"), (exit, said));
        }

        Assert.Equal((3, 500_000), (await ledger.Ask<long>(CountSql), await ledger.Ask<long>(LiquidSql)));
    }

    [Fact]
    public async Task Twins_in_a_file_are_named_by_row_and_voucher_and_recorded_with_a_reason_in_their_row()
    {
        const string head = "received_on,pool,amount,account,donor,despite_likeness\n2021-01-02,CHUNG,150000,cash,Bà Lò Thị Ón,\n";
        var file = Path.Combine(folder, "trung.csv");
        await File.WriteAllTextAsync(file, head + "2021-01-04,CHUNG,1,cash,Ẩn danh,\n2021-01-04,CHUNG,150000,cash,bà lò thị ón,\n", Ledger.Token);
        var (exit, said) = await ImportAsync(file);
        Assert.Equal(ExitCode.Refused, exit);
        Assert.Contains("Row 2: It looks like PT-2021-00001", said, StringComparison.Ordinal);
        await File.WriteAllTextAsync(
            file, "received_on,pool,amount,account,donor,despite_likeness\n2021-01-04,CHUNG,150000,cash,bà lò thị ón,Bà góp thêm lần hai\n", Ledger.Token);
        Assert.Equal(ExitCode.Done, (await ImportAsync(file)).Exit);
        Assert.Equal(2, await ledger.Ask<long>(CountSql));
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_refused_whole()
    {
        var file = Path.Combine(folder, "hong.csv");
        await File.WriteAllTextAsync(file, "received_on,pool,amount,account,donor\n02/01/2021,CHUNG,150000,cash,Ai đó\n", Ledger.Token);
        Assert.Equal(ExitCode.Refused, (await ImportAsync(file)).Exit);
        Assert.Equal(0, await ledger.Ask<long>(CountSql));
    }

    private async Task<(int Exit, string Said)> ImportAsync(string file)
    {
        var variables = new Dictionary<string, string>
        {
            ["FUNDLEDGER_DATABASE"] = ledger.Database.Administrator, ["FUNDLEDGER_DATA"] = folder,
        };
        var (said, errors) = (new StringWriter(), new StringWriter());
        var host = new CliHost(said, errors, variables.GetValueOrDefault, ledger.Clock);
        string[] typed = ["import-receipts", file, "--fund", Given.Fund, "--as", TamDuong.Accountant];
        return (await CommandLine.RunAsync(typed, host, Ledger.Token), said.ToString() + errors);
    }
}
