using FundLedger.Domain;
using FundLedger.Domain.Disbursements;
using FundLedger.Domain.Norms;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Ledger;
using FundLedger.Features.Receipts;
using FundLedger.Testing;
using NodaTime;
using static FundLedger.IntegrationTests.Books;

namespace FundLedger.IntegrationTests.Database;

/// <summary>Totals that several funds complete, batches, sources and ranges hold for an application that forgot them.</summary>
public sealed class NormKindsTests(Books books) : IClassFixture<Books>
{
    // A decision of the commune with lines that the sample of the district does not have.
    private const string CommuneSql = """
        INSERT INTO norm_decisions (decision_id, issuing_unit_id, number, issued_on, issued_by, title_vi, title_en, in_force, status, is_sample)
        SELECT 950, unit_id, '5/QĐ', '2021-01-01', 'UBND xã', 'Định mức', 'Norms', daterange('2021-01-01', NULL), 'draft', true
        FROM funds WHERE code = @Commune;
        INSERT INTO norm_lines (decision_id, line_code, name_vi, name_en, support_kind, occasion_code, need, frequency, frequency_limit,
            approver_level, papers_vi, papers_en, sort_order, judged_on, batch_shares, batch_ceiling, source_kinds)
        VALUES (950, 'X-01', 'Quà Tết', 'Tết gift', 'holiday_gift', 'tet', NULL, 'occasion', 1, 'commune_chair', '{}', '{}', 1, 'occasion', NULL, NULL, NULL),
            (950, 'X-02', 'Quà 1/6', 'Gift', 'holiday_gift', 'june1', NULL, 'occasion', 1, 'commune_chair', '{}', '{}', 2, 'occasion', NULL, NULL, NULL),
            (950, 'X-05', 'Tai nạn', 'Accident', 'accident', NULL, NULL, 'incident', 1, 'commune_chair', '{}', '{}', 3, 'request', NULL, NULL, NULL),
            (950, 'X-06', 'Đồ dùng', 'Things', 'equipment', NULL, NULL, 'year', 9, 'commune_chair', '{}', '{}', 4, 'request', 1, NULL, NULL),
            (950, 'X-07', 'Học bổng', 'Scholarship', 'scholarship', NULL, NULL, 'year', 9, 'commune_chair', '{}', '{}', 5, 'request', NULL, 500000, NULL),
            (950, 'X-08', 'Đột xuất', 'Urgent', 'emergency', NULL, NULL, 'year', 9, 'commune_chair', '{}', '{}', 6, 'request', NULL, NULL, '{province_budget}');
        INSERT INTO norm_variants SELECT 950, line_code, '', '', '', NULL, NULL, 1 FROM norm_lines WHERE decision_id = 950;
        INSERT INTO norm_parts (decision_id, line_code, variant, part_no, rule, amount, ceiling)
        VALUES (950, 'X-01', '', 1, 'top_up', NULL, 500000), (950, 'X-02', '', 1, 'fixed', 100000, NULL),
            (950, 'X-05', '', 1, 'range', 500000, 1000000), (950, 'X-06', '', 1, 'fixed', 300000, NULL),
            (950, 'X-07', '', 1, 'fixed', 300000, NULL), (950, 'X-08', '', 1, 'fixed', 300000, NULL);
        INSERT INTO norm_line_classes SELECT 950, line_code, 'any_child', 1 FROM norm_lines WHERE decision_id = 950
        """;

    [Fact]
    public async Task A_total_is_completed_once_by_each_line()
    {
        await CommuneAsync();
        var commune = new RawRequest(books.Poor[2]) { FundCode = TamDuong.BinhLu, DecidedBy = TamDuong.BinhLu, Class = "any_child", Line = "X-01" };
        Refused(await (commune with { Amount = 400_001, OtherAid = 100_000 }).SentTo(books), BrokenCheck, "norm_cap");
        // The district gave its 300,000 of the commune's total of 500,000.
        await books.Ledger.Given.TetGifts("CHUNG", books.Poor[2]);
        Refused(await (commune with { Amount = 200_001 }).SentTo(books), BrokenCheck, "norm_cap");
        Assert.IsType<NormExceeded>(Assert.IsType<LineRefused>((await Gift("tet", books.Poor[2], 200_001)).Error).Why);
        Assert.Equal(new Money(200_000), (await Gift("tet", books.Poor[2])).Value.Total);
        Refused(await (commune with { Amount = 1 }).SentTo(books), BrokenCheck, "norm_frequency");
        // Where the commune gave first, the district completes its own total of 300,000.
        Assert.True((await Gift("tet", books.Poor[3], 200_000)).IsOk);
        var district = new RawRequest(books.Poor[3]);
        Refused(await (district with { Amount = 100_001 }).SentTo(books), BrokenCheck, "norm_cap");
        Assert.Null(await (district with { Amount = 100_000 }).SentTo(books));
        // What completes nothing is not given beside another gift.
        Assert.True((await Gift("june1", books.Poor[3])).IsOk);
        var second = district with { Occasion = "june1", Line = "D-02", Amount = 200_000, JudgedOn = new LocalDate(2021, 6, 1) };
        Refused(await second.SentTo(books), BrokenCheck, "norm_frequency");
    }

    [Fact]
    public async Task Two_funds_that_complete_one_total_at_once_see_each_other()
    {
        await CommuneAsync();
        var district = new RawRequest(books.Poor[6]);
        var commune = district with { FundCode = TamDuong.BinhLu, DecidedBy = TamDuong.BinhLu, Class = "any_child", Line = "X-01", Amount = 200_001 };
        Refused(await new Meeting(books).RefusalOfSecond(district.Step(), commune.Step()), BrokenCheck, "norm_cap");
    }

    public static TheoryData<string, string, string, long, int> Beyond => new()
    {
        { "accident", "X-05", "norm_cap", 499_999, 1 },
        { "accident", "X-05", "norm_cap", 1_000_001, 1 },
        { "equipment", "X-06", "norm_batch", 300_000, 2 },
        { "scholarship", "X-07", "norm_batch", 300_000, 2 },
        { "emergency", "X-08", "norm_source", 300_000, 1 },
    };

    [Fact]
    public async Task A_request_beyond_the_line_is_refused()
    {
        await CommuneAsync();
        foreach (var row in Beyond)
        {
            var (kind, line, promise, amount, children) = row.Data;
            Refused(await Asked(kind, line, amount, children).SentTo(books), BrokenCheck, promise);
        }

        Assert.Null(await Asked("accident", "X-05", 500_000, 1).SentTo(books));
        Assert.Null(await Asked("equipment", "X-06", 300_000, 1).SentTo(books));
        Assert.Null(await Asked("scholarship", "X-07", 200_000, 2).SentTo(books));
    }

    private RawRequest Asked(string kind, string line, long amount, int children) => new(books.Poor[2])
    {
        FundCode = TamDuong.BinhLu, DecidedBy = TamDuong.BinhLu, Kind = kind, Occasion = null, Year = null, Line = line, Class = "any_child",
        JudgedOn = books.Ledger.Clock.Today, Amount = amount, Reference = "BB-1", Others = books.Poor[3..(2 + children)],
    };

    private Task<Result<DisbursementRequested>> Gift(string occasion, string child, long? amount = null) => books.Ledger.Send(
        TamDuong.Accountant, new RequestHolidayGifts(
            TamDuong.BinhLu, Guid.NewGuid(), "XA", occasion, 2021, [new GiftLine(child, amount is { } dong ? new Money(dong) : null)]));

    private async Task CommuneAsync()
    {
        if (await books.Ledger.Ask<long>("SELECT count(*) FROM norm_decisions WHERE decision_id = 950") > 0) return;
        await OwnerSql.ExecuteAsync(books.Ledger.Database.Owner, CommuneSql, new { Commune = TamDuong.BinhLu }, Ledger.Token);
        await FundLedger.Testing.Norms.PublishAsync(books.Ledger.Database.Owner, TamDuong.BinhLu, Ledger.Token);
        await books.Ledger.Done(TamDuong.Accountant, new OpenPool(TamDuong.BinhLu, Guid.NewGuid(), "XA", "Xã", "Commune", "donation"));
        await books.Ledger.Done(TamDuong.Accountant, new RecordReceipt(
            TamDuong.BinhLu, Guid.NewGuid(), "XA", new Money(5_000_000), books.Ledger.Clock.Today, "cash", "Nhà hảo tâm"));
    }
}
