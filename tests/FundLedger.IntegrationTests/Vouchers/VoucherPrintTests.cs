using FundLedger.Domain;
using FundLedger.Features.Audit;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Vouchers;
using FundLedger.IntegrationTests.Statements;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Vouchers;

/// <summary>Vouchers on paper: each print is counted, one file holds many.</summary>
public sealed class VoucherPrintTests(LedgerCluster cluster) : IAsyncLifetime
{
    private static readonly LocalDate FirstDay = new(2021, 1, 1);

    private static readonly LocalDate LastDay = new(2021, 1, 31);

    private readonly Ledger ledger = new(cluster);

    public async ValueTask InitializeAsync()
    {
        await ledger.InitializeAsync();
        await ledger.Given.Pool();
        foreach (var amount in (long[])[1_000_000, 2_000_000, 3_000_000]) await ledger.Given.Receipt("CHUNG", amount);
        await ledger.Given.Receipt("CHUNG", 4_000_000, "bank");
    }

    public ValueTask DisposeAsync() => ledger.DisposeAsync();

    [Fact]
    public async Task The_second_print_says_so_and_keeps_its_number()
    {
        var first = await Text(await Printed(TamDuong.Cashier, 1, 1));
        Assert.Contains("Số: PT-2021-00001", first, StringComparison.Ordinal);
        Assert.DoesNotContain("Bản in lần", first, StringComparison.Ordinal);
        Assert.DoesNotContain("BẢN XEM", first, StringComparison.Ordinal);
        var second = await Text(await Printed(TamDuong.Cashier, 1, 1));
        Assert.Contains("Số: PT-2021-00001", second, StringComparison.Ordinal);
        Assert.Contains("Bản in lần 2", second, StringComparison.Ordinal);
        Assert.Contains("in lần 2, 04/01/2021", second, StringComparison.Ordinal);
        var voucher = await ledger.Done(TamDuong.Auditor, new GetVoucher(Given.Fund, "PT-2021-00001"));
        Assert.Equal([(1, "Thủ quỹ"), (2, "Thủ quỹ")], voucher.Prints.Select(print => (print.No, print.By)));
    }

    [Fact]
    public async Task A_run_is_one_file_with_each_voucher_on_its_own_sheet_numbered_by_its_own_prints()
    {
        await Printed(TamDuong.Accountant, 2, 2);
        var printed = await Send(TamDuong.Accountant, 1, null);
        Assert.Equal((4, 1), (printed.Value.Count, printed.Value.Again));
        var file = await File(TamDuong.Accountant, printed.Value.Run);
        var pages = await Tool.RunAsync("pdftotext", ["-layout", "-enc", "UTF-8", "-", "-"], file);
        var sheets = pages.Split('\f', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(4, sheets.Length);
        for (int i = 0; i < sheets.Length; i++)
        {
            Assert.Contains(FormattableString.Invariant($"PT-2021-0000{i + 1}"), sheets[i], StringComparison.Ordinal);
            Assert.Equal(i == 1, sheets[i].Contains("Bản in lần 2", StringComparison.Ordinal));
        }

        Assert.Equal(file, await File(TamDuong.Accountant, printed.Value.Run));
    }

    [Fact]
    public async Task A_payment_of_many_prints_its_whole_sheet_between_half_sheets()
    {
        await ledger.Given.Paid("CHUNG", [.. await ledger.Given.Children(3)]);
        await ledger.Given.Paid("CHUNG", (await ledger.Given.Children(1))[0]);
        var run = await ledger.Done(
            TamDuong.Cashier, new PrintVouchers(Given.Fund, Guid.NewGuid(), "PC", FirstDay, LastDay, null, null, PaperLanguage.English));
        var file = await File(TamDuong.Cashier, run.Run);
        var said = await Tool.RunAsync("pdfinfo", ["-f", "1", "-l", "9", "-"], file);
        var sizes = said.Split('\n').Where(line => line.StartsWith("Page ", StringComparison.Ordinal))
            .Where(line => line.Contains(" size:", StringComparison.Ordinal)).Select(line => line.Split(':')[1].Trim());
        Assert.Equal(["595.28 x 841.89 pts (A4)", "595.28 x 419.53 pts"], sizes);
    }

    [Fact]
    public async Task A_look_at_a_voucher_is_no_print()
    {
        await using var look = await ledger.Done(TamDuong.Auditor, new PreviewVoucher(Given.Fund, "PT-2021-00001"));
        Assert.Contains("BẢN XEM, KHÔNG PHẢI BẢN IN", await Text(await BytesOf(look)), StringComparison.Ordinal);
        var list = await ledger.Done(TamDuong.Auditor, new ListVouchers(Given.Fund, "PT", FirstDay, LastDay));
        Assert.All(list.Vouchers, voucher => Assert.Equal((0, null), (voucher.Prints, voucher.LastPrintedBy)));
    }

    [Fact]
    public async Task One_key_is_one_print_and_its_file_is_for_who_printed_it()
    {
        var command = new PrintVouchers(Given.Fund, Guid.NewGuid(), "PT", FirstDay, LastDay, 1, 1);
        var printed = await ledger.Done(TamDuong.Cashier, command);
        Assert.Equal(printed, await ledger.Done(TamDuong.Cashier, command));
        Assert.Equal(1, await ledger.Ask<long>("SELECT count(*) FROM voucher_prints"));
        Assert.IsType<PrintRunNotFound>((await ledger.Send(TamDuong.Accountant, new GetPrintRun(Given.Fund, printed.Run))).Error);
        Assert.IsType<FundNotFound>((await ledger.Send(TamDuong.OtherOfficer, command with { Key = Guid.NewGuid() })).Error);
    }

    [Fact]
    public async Task What_cannot_be_one_run_is_refused_with_its_reason()
    {
        Assert.IsType<NothingToPrint>((await Send(TamDuong.Cashier, 9, null)).Error);
        var years = new PrintVouchers(Given.Fund, Guid.NewGuid(), "PT", FirstDay, new LocalDate(2022, 1, 1));
        Assert.IsType<VouchersOfOneYear>((await ledger.Send(TamDuong.Cashier, years)).Error);
        var unknown = new PrintVouchers(Given.Fund, Guid.NewGuid(), "XX", FirstDay, LastDay);
        Assert.IsType<VoucherTypeUnknown>((await ledger.Send(TamDuong.Cashier, unknown)).Error);
    }

    [Fact]
    public async Task The_log_seals_who_printed_what_and_the_verifier_finds_a_print_that_was_taken_away()
    {
        await Printed(TamDuong.Cashier, 1, 2);
        Assert.DoesNotContain(await References(), pass => pass == PassState.Wrong);
        await OwnerSql.ExecuteAsync(
            ledger.Database.Administrator,
            "SET session_replication_role = replica; DELETE FROM voucher_prints WHERE voucher_no = 2; RESET session_replication_role", null,
            Ledger.Token);
        Assert.Contains(PassState.Wrong, await References());
    }

    private Task<Result<VouchersPrinted>> Send(string user, int? first, int? last) =>
        ledger.Send(user, new PrintVouchers(Given.Fund, Guid.NewGuid(), "PT", FirstDay, LastDay, first, last));

    private async Task<IReadOnlyList<PassState>> References() =>
        [.. (await ledger.Done(TamDuong.Auditor, new VerifyLedger(Given.Fund))).Passes.Select(pass => pass.State)];

    private async Task<byte[]> Printed(string user, int first, int last) => await File(user, (await Send(user, first, last)).Value.Run);

    private async Task<byte[]> File(string user, int run)
    {
        await using var file = await ledger.Done(user, new GetPrintRun(Given.Fund, run));
        return await BytesOf(file);
    }

    private static async Task<byte[]> BytesOf(ExportedFile file)
    {
        using var bytes = new MemoryStream();
        await file.Content.CopyToAsync(bytes, Ledger.Token);
        return bytes.ToArray();
    }

    private static async Task<string> Text(byte[] file)
    {
        var text = await Tool.RunAsync("pdftotext", ["-layout", "-enc", "UTF-8", "-", "-"], file);
        return string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
