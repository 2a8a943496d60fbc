using FundLedger.Domain;
using FundLedger.Domain.Statements;
using FundLedger.Features.Ledger;
using FundLedger.Features.Papers;
using FundLedger.Features.Periods;
using FundLedger.Features.Receipts;
using FundLedger.Features.Statements;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Statements;

/// <summary>
/// A ledger with three months behind it, closed: 85 million received and 5 of them given back, 16 Tết gifts paid and one of them taken
/// back.
/// </summary>
public sealed class FirstQuarter(LedgerCluster cluster) : IAsyncLifetime
{
    public static readonly LocalDate From = new(2021, 1, 1);
    public static readonly LocalDate To = new(2021, 3, 31);

    public const string Formula = "=HYPERLINK(\"http://example.org\")";

    public Ledger Ledger { get; } = new(cluster);

    public async ValueTask InitializeAsync()
    {
        await Ledger.InitializeAsync();
        await OpenPool("CHUNG", "Nguồn chung, không chỉ định mục đích", "donation");
        await OpenPool("TET", Formula, "socialised");
        await OpenPool("NSTINH", "Ngân sách tỉnh cấp", "provincial_budget");
        await Ledger.Given.Receipt("CHUNG", 50_000_000, "bank");
        await Ledger.Given.Receipt("TET", 20_000_000);
        await Ledger.Given.Receipt("NSTINH", 10_000_000, "bank");
        var children = await Ledger.Given.Children(12);
        string[] others = [.. await Ledger.Given.Children(3, "g04"), .. await Ledger.Given.Children(1, "g11")];
        Ledger.Clock.Today = new LocalDate(2021, 1, 20);
        await Ledger.Given.Paid("TET", [.. children, .. others]);
        Ledger.Clock.Today = new LocalDate(2021, 2, 10);
        var mistaken = await Ledger.Given.Receipt("CHUNG", 5_000_000);
        Ledger.Clock.Today = new LocalDate(2021, 2, 11);
        await Reverse(mistaken.EntryNo, "Ghi nhầm quỹ của xã");
        Ledger.Clock.Today = new LocalDate(2021, 3, 5);
        await Reverse(await PaidEntry(1), "Chi nhầm trẻ em, đã thu lại");
        Ledger.Clock.Today = new LocalDate(2021, 4, 2);
        foreach (var month in Enumerable.Range(1, 3)) await Close(month);
    }

    public ValueTask DisposeAsync() => Ledger.DisposeAsync();

    public Task<FundStatement> Statement(LocalDate? from = null, LocalDate? to = null) =>
        Ledger.Done(TamDuong.Auditor, new GetFundStatement(TamDuong.District, from ?? From, to ?? To));

    public async Task<byte[]> Export(
        ExportFormat format, PaperLanguage language = PaperLanguage.Vietnamese, LocalDate? from = null, LocalDate? to = null)
    {
        await using var file = await Ledger.Done(
            TamDuong.Auditor, new ExportFund(TamDuong.District, from ?? From, to ?? To, format, language));
        using var bytes = new MemoryStream();
        await file.Content.CopyToAsync(bytes, Ledger.Token);
        return bytes.ToArray();
    }

    /// <summary>Number of the entry that paid the nth child of the Tết batch.</summary>
    public Task<long> PaidEntry(int line) =>
        Ledger.Ask<long>("SELECT entry_no FROM journal_entries WHERE kind = 'disbursement' AND disbursement_line = @line", new { line });

    public Task<EntryReversed> Reverse(long entry, string reason) => Ledger.Done(
        TamDuong.Accountant, new ReverseEntry(TamDuong.District, Guid.NewGuid(), entry, Ledger.Clock.Today, "cash", reason));

    public Task<PoolOpened> OpenPool(string code, string name, string source) =>
        Ledger.Done(TamDuong.Accountant, new OpenPool(TamDuong.District, Guid.NewGuid(), code, name, name, source));

    public Task<PeriodClosing> Close(int month) =>
        Ledger.Done(TamDuong.Accountant, new ClosePeriod(TamDuong.District, Guid.NewGuid(), new LocalDate(2021, month, 1)));
}
