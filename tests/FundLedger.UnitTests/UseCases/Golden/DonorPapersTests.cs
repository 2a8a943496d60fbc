using FundLedger.Domain;
using FundLedger.Features.Books;
using FundLedger.Features.Papers;
using FundLedger.Features.Reports;
using FundLedger.Features.Traces;
using NodaTime;

namespace FundLedger.UnitTests.UseCases.Golden;

/// <summary>What a giver is told of its gifts.</summary>
public sealed class DonorPapersTests
{
    private static readonly TracedPool General = new("CHUNG", new("Nguồn chung", "General pool"));
    private static readonly LocalDate First = new(2021, 1, 5);

    private static readonly TracedGift[] Gifts =
    [
        new(Gift("PT-2021-00001", 5_000_000), General,
        [
            .. Enumerable.Range(1, 5).Select(child => (Support(child, "holiday_gift|tet|2021", First.PlusDays(10)), new Money(300_000))),
            (Support(9, "surgery||", First.PlusDays(20)), new Money(1_000_000)),
            (Support(9, "surgery||", First.PlusDays(20)), new Money(500_000)),
            (Support(null, "repair||", First.PlusDays(30)), new Money(70_000)),
            (new GiftEntry { EntryNo = 80, Kind = "lapse", Date = First.PlusDays(350) }, new Money(400_000)),
            (new GiftEntry { EntryNo = 81, Kind = "adjustment", Date = First.PlusDays(90) }, new Money(11_000)),
        ]),
        new(Gift("PT-2021-00002", 1_500_000), General, [(Support(1, "holiday_gift|tet|2021", First.PlusDays(100)), new Money(1_500_000))]),
        new(Gift("PN-2021-00001", 700_000) with { IsGoods = true }, General, []),
        new(Gift("PN-2021-00002", 900_000) with { IsGoods = true, ReversedBy = "BD-2021-00002" }, General, []),
        new(Gift("PT-2021-00003", 200_000) with { ReversedBy = "BD-2021-00001" }, General, []),
    ];

    [Fact]
    public async Task A_statement_to_a_donor_in_all_its_files()
    {
        var report = Report(Gifts, isShared: false);
        var files = new ReportFiles(new PaperPrinter());
        var text = "";
        foreach (var format in (string[])["csv", "json", "xlsx"])
        {
            text += await FilesText.Of(await files.MakeAsync(report, format, PaperLanguage.Vietnamese, TestContext.Current.CancellationToken));
        }

        GoldenFile.Matches("donor-statement", text + Outline.Of(ReportPdf.Document(report, PaperLanguage.English)));
    }

    [Fact]
    public async Task What_is_given_away_tells_few_children_as_one_sum()
    {
        var shared = await FilesText.Of(Report(Gifts, isShared: true).Book, "csv", PaperLanguage.English);
        var nothing = await FilesText.Of(Report([], isShared: true).Book, "csv", PaperLanguage.English);
        GoldenFile.Matches("donor-statement-shared", $"{shared}\n{nothing}");
    }

    private static OpenReport Report(IReadOnlyList<TracedGift> gifts, bool isShared)
    {
        var head = SampleBooks.Head(DonorForm.Form) with
        {
            Question = new BookQuestion("Q106", "donor-statement", new(2021, 1, 1), new(2021, 12, 31)) { Donor = 5 },
        };
        return new OpenReport(head, new DonorRows(head, gifts, isShared).Make(), new ReportFigures(new(2021, 1, 1), new(2021, 12, 31)));
    }

    private static GiftVoucher Gift(string voucher, long amount) => new() { Voucher = voucher, Date = First, Amount = new Money(amount) };

    private static GiftEntry Support(int? child, string use, LocalDate date) => new()
    {
        EntryNo = 10 + (child ?? 0), Kind = "disbursement", Date = date, Child = child is null ? null : $"TE-{child}", Use = use,
        KindVi = use.Split('|')[0], KindEn = use.Split('|')[0].ToUpperInvariant(),
        OccasionVi = use.EndsWith('|') ? null : "Tết 2021", OccasionEn = use.EndsWith('|') ? null : "Tet 2021",
    };
}
