using System.Globalization;
using FundLedger.Domain;
using FundLedger.Features;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Receipts;
using FundLedger.Features.Vault;
using FundLedger.Testing;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NodaTime;

namespace FundLedger.IntegrationTests.Receipts;

/// <summary>Receipts that arrive together share a commit; nobody can tell from the answers or from the books.</summary>
public sealed class RecordTogetherTests(LedgerCluster cluster) : IAsyncLifetime
{
    private const string BooksSql = """
        SELECT concat_ws('|', v.voucher_no, v.voucher_date, v.amount, v.money_account, v.pool_id, d.name, d.kind, d.address,
            v.bank_reference, v.prepared_by, w.content, w.attachments, e.entry_no, e.entry_date, e.recorded_by, e.request_key, e.log_no, k.request,
            encode(k.content_hash, 'hex'), k.answer, k.recorded_by)
        FROM vouchers v JOIN voucher_details w USING (fund_id, voucher_type, voucher_year, voucher_no)
        JOIN journal_entries e USING (fund_id, voucher_type, voucher_year, voucher_no)
        JOIN donors d USING (fund_id, donor_id) JOIN request_keys k USING (fund_id, request_key) ORDER BY e.entry_no
        """;

    private const string EntriesSql = "SELECT count(*) FROM journal_entries";

    private const string RefusalsSql = "SELECT concat_ws('|', recorded_by, request, code, message) FROM refusals ORDER BY 1";

    private const string PoolsSql = "SELECT concat_ws('|', pool_id, liquid) FROM pool_balances WHERE liquid <> 0 ORDER BY 1";

    private readonly Ledger together = new(cluster);
    private readonly Ledger alone = new(cluster);
    private ServiceProvider? services;

    public async ValueTask InitializeAsync()
    {
        foreach (var ledger in (Ledger[])[together, alone])
        {
            await ledger.InitializeAsync();
            await ledger.Given.Pool();
            await ledger.Given.Pool("TET", ["holiday_gift"], ["tet"]);
        }

        services = new ServiceCollection()
            .AddFundLedger().RemoveAll<IPipelineBehavior<RecordReceipt, Result<ReceiptRecorded>>>()
            .AddSingleton<IClock>(alone.Clock).AddSingleton(VaultKey.In(alone.Folder))
            .AddSingleton(FeaturesSetup.OpenDataSource(alone.Database.Application)).BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        if (services is not null) await services.DisposeAsync();
        await together.DisposeAsync();
        await alone.DisposeAsync();
    }

    [Fact]
    public async Task One_after_another_they_leave_the_same_books_and_the_same_answers()
    {
        foreach (var (user, receipt) in Mixed())
        {
            Assert.Equal(await AloneAsync(user, receipt), await TogetherAsync(user, receipt));
        }

        await SameAsync(BooksSql);
        await SameAsync(RefusalsSql);
        await SameAsync(PoolsSql);
    }

    [Fact]
    public async Task All_at_once_each_gets_the_answer_that_it_would_get_alone()
    {
        var mixed = Mixed()[..^2];
        var expected = new List<string>();
        foreach (var (user, receipt) in mixed) expected.Add(WithoutNumbers(await AloneAsync(user, receipt)));
        var answers = await Task.WhenAll(mixed.Select(one => TogetherAsync(one.User, one.Receipt)));
        Assert.Equal(expected.Order(), answers.Select(WithoutNumbers).Order());
        await SameAsync(PoolsSql);
        Assert.Equal(
            await alone.Ask<long>(EntriesSql), await together.Ask<long>(EntriesSql));
    }

    [Fact]
    public async Task One_key_asked_twenty_times_at_once_is_one_receipt()
    {
        var receipt = Receipt(5_000);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => TogetherAsync(TamDuong.Accountant, receipt)));
        Assert.Single(answers.Distinct());
        Assert.Equal(1, await together.Ask<long>(EntriesSql));
    }

    private static List<(string User, RecordReceipt Receipt)> Mixed()
    {
        var ok = Receipt(1_000) with { Content = "Ủng hộ", Attachments = "01 danh sách" };
        List<(string, RecordReceipt)> mixed =
        [
            (TamDuong.Accountant, ok), (TamDuong.SecondAccountant, Receipt(2_000, "TET") with { DonorAddress = " Bản Bo " }),
            (TamDuong.Accountant, Receipt(3_000) with { BankReference = "FT-1", MoneyAccount = "bank", DonorKind = "organisation" }),
            (TamDuong.Accountant, Receipt(0)), (TamDuong.Accountant, Receipt(1) with { DonorName = " \t " }),
            (TamDuong.Accountant, Receipt(4_000, "KHONG-CO")), (TamDuong.Cashier, Receipt(5_000)),
            (TamDuong.Accountant, Receipt(6_000) with { MoneyAccount = "advances" }),
            (TamDuong.Accountant, Receipt(7_000) with { ReceivedOn = new LocalDate(2021, 1, 5) }),
            (TamDuong.Accountant, Receipt(9_000) with { Fund = "Q00000" }),
            (TamDuong.Accountant, ok),
        ];
        mixed.AddRange(Enumerable.Range(0, 30).Select(i =>
            (TamDuong.Accountant, Receipt(10_000 + i) with { DonorName = $"Nhà hảo tâm {i % 7}" })));
        // Of these and those before them, who comes first is told otherwise than who comes second.
        mixed.Add((TamDuong.Accountant, Receipt(8_000) with { BankReference = " FT-1 ", MoneyAccount = "bank" }));
        mixed.Add((TamDuong.Accountant, ok with { Amount = new Money(1_001) }));
        return mixed;
    }

    private static RecordReceipt Receipt(long amount, string pool = "CHUNG") =>
        new(Given.Fund, Guid.NewGuid(), pool, new Money(amount), new LocalDate(2021, 1, 4), "cash", "Công ty Chè Tam Đường");

    private static string WithoutNumbers(string answer) => answer.StartsWith("ok", StringComparison.Ordinal) ? "ok" : answer.Split('|')[0];

    private static string Text(Result<ReceiptRecorded> answer) => answer.IsOk
        ? string.Create(CultureInfo.InvariantCulture, $"ok|{answer.Value.Voucher}|{answer.Value.EntryNo}")
        : $"{answer.Error!.Code}|{answer.Error.Message}";

    private async Task<string> TogetherAsync(string user, RecordReceipt receipt) => Text(await together.Send(user, receipt));

    private async Task<string> AloneAsync(string user, RecordReceipt receipt)
    {
        await using var scope = services!.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Actor>().SignIn(user);
        return Text(await scope.ServiceProvider.GetRequiredService<IMediator>().Send(receipt, Ledger.Token));
    }

    private async Task SameAsync(string sql) => Assert.Equal(await alone.List<string>(sql), await together.List<string>(sql));
}
