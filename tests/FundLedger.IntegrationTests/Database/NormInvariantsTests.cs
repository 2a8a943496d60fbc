using FundLedger.Features.Ledger;
using FundLedger.Features.Receipts;
using FundLedger.Features.Setup;
using FundLedger.Testing;
using NodaTime;
using Npgsql;
using static FundLedger.IntegrationTests.Books;

namespace FundLedger.IntegrationTests.Database;

/// <summary>The norm holds for an application that forgot it: requests sent straight to the database.</summary>
public sealed class NormInvariantsTests(Books books) : IClassFixture<Books>
{
    private RawRequest Gift => new(books.Poor[2]);

    [Fact]
    public async Task What_the_norm_allows_passes()
    {
        Assert.Null(await Gift.SentTo(books));
        Assert.Null(await Gift.ForHeart(2_000_001, 500_000, 1_200_000, " hs-0001 ").SentTo(books));
        Assert.Null(await (new RawRequest(books.Protected) with { Class = "protected" }).SentTo(books));
    }

    [Theory]
    [InlineData(300_001)]
    [InlineData(600_000)]
    public async Task One_dong_above_the_norm_is_refused(long amount) =>
        Refused(await (Gift with { Amount = amount }).SentTo(books), BrokenCheck, "norm_cap");

    [Fact]
    public async Task A_percentage_rounds_down_and_one_dong_more_is_refused()
    {
        // 80 % of 1,500,001 is 1,200,000.8.
        Assert.Null(await Gift.ForHeart(1_500_001, 0, 1_200_000).SentTo(books));
        Refused(await Gift.ForHeart(1_500_001, 0, 1_200_001).SentTo(books), BrokenCheck, "norm_cap");
        Refused(await Gift.ForHeart(1_000_000, 1_000_000, 1).SentTo(books), BrokenCheck, "norm_cap");
        Refused(await Gift.ForHeart(90_000_000, 0, 10_000_001).SentTo(books), BrokenCheck, "norm_cap");
    }

    [Fact]
    public async Task A_limit_that_the_application_made_up_is_refused() =>
        Refused(await (Gift with { Allowed = 300_001 }).SentTo(books), BrokenCheck, "norm_cap");

    public static TheoryData<string, string, RawRequest> Misfits => new()
    {
        { "a group that the child does not have", "norm_group", Tet("TE-000003") with { Class = "g04" } },
        { "a group that the line does not cover", "norm_group", Tet("TE-000003") with { Class = "near_poor" } },
        { "protected, though no group is sealed", "norm_group", Tet("TE-000003") with { Class = "protected" } },
        { "any child, where groups are named", "norm_group", Tet("TE-000003") with { Class = "any_child" } },
        { "a sealed group by its name", "sealed_group_only_in_vault", Tet("TE-000009") with { Class = "g09" } },
        { "a protected child under an open group", "sealed_group_only_in_vault", Tet("TE-000009") },
        { "the line of another occasion", "norm_line_fits", Tet("TE-000003") with { Line = "D-02", Amount = 200_000 } },
        { "what a household gets", "norm_payee", Tet("TE-000003") with
            { Kind = "disaster", Occasion = null, Year = null, Line = "D-14", Class = "any_child", Amount = 3_000_000, JudgedOn = new LocalDate(2021, 2, 3) } },
        { "a day beside the occasion", "norm_judged_on", Tet("TE-000003") with { JudgedOn = new LocalDate(2021, 2, 11) } },
        { "another unit's decision", "norm_in_force", Tet("TE-000003") with { DecidedBy = TamDuong.BinhLu } },
        { "a day before the decision", "norm_in_force", Tet("TE-000003") with { JudgedOn = new LocalDate(2020, 12, 31) } },
        { "a pool for operations", "pool_allows_purpose", Tet("TE-000003") with { Pool = Surgery } },
        { "a pool for another occasion", "pool_allows_purpose",
            Tet("TE-000003") with { Pool = Books.Tet, Occasion = "june1", Line = "D-02" } },
        { "a second gift on the occasion", "norm_frequency", Tet("TE-000001") },
        { "a case without a name", "norm_case_named", Tet("TE-000003").ForHeart(1_000_000, 0, 800_000, null) },
        { "a case name with a space", "case_reference_canonical", Tet("TE-000003").ForHeart(1_000_000, 0, 800_000, "HS 1") },
        { "a case name with a hard space", "case_reference_canonical", Tet("TE-000003").ForHeart(1_000_000, 0, 800_000, "HS-1\u00A0") },
        { "a case name in loose letters", "case_reference_canonical", Tet("TE-000003").ForHeart(1_000_000, 0, 800_000, "HA\u0302-1") },
        { "more than the pool has", "pool_never_overspent", Tet("TE-000003").ForHeart(2_600_001, 0, 2_000_001, "HS-1") with { Pool = 3 } },
    };

    [Theory]
    [MemberData(nameof(Misfits))]
    public async Task A_request_is_refused_for(string misfit, string promise, RawRequest request)
    {
        Assert.NotEmpty(misfit);
        if (request.DecidedBy == TamDuong.BinhLu) await CommuneNormAsync();
        Refused(await request.SentTo(books), BrokenCheck, promise);
    }

    [Fact]
    public async Task The_same_child_twice_is_refused() => Refused(
        await (Tet("TE-000003") with { Times = 2 }).SentTo(books), Unique, "beneficiary_once_per_disbursement");

    [Fact]
    public async Task A_second_gift_from_another_fund_is_refused()
    {
        await CommuneNormAsync();
        var ledger = books.Ledger;
        await ledger.Done(TamDuong.Accountant, new OpenPool(TamDuong.BinhLu, Guid.NewGuid(), "XA", "Xã", "Commune", "donation"));
        await ledger.Done(TamDuong.Accountant, new RecordReceipt(
            TamDuong.BinhLu, Guid.NewGuid(), "XA", new Domain.Money(900_000), ledger.Clock.Today, "cash", "Nhà hảo tâm"));
        var gift = new RawRequest(books.Poor[3]) { FundCode = TamDuong.BinhLu, DecidedBy = TamDuong.BinhLu };
        Assert.Null(await gift.SentTo(books));
        Refused(await (gift with { Child = books.Poor[0] }).SentTo(books), BrokenCheck, "norm_frequency");
        // Rejected gifts free the norm.
        Assert.Null(await (gift with { Child = books.Poor[6] }).SentTo(books));
    }

    [Fact]
    public async Task A_role_elsewhere_asks_nothing_here()
    {
        var gift = Gift with { Papers = false };
        Refused(await gift.SentAsOwnerTo(books, TamDuong.Officer), BrokenCheck, "actor_has_role");
        Refused(await gift.SentTo(books, TamDuong.Approver), BrokenCheck, "actor_has_role");
    }

    [Fact]
    public async Task A_child_of_another_commune_is_refused()
    {
        const string MoveSql = """
            SELECT set_config('app.actor', 'ketoan', false);
            INSERT INTO households SELECT 'HO-9000', unit_id FROM funds WHERE code = 'Q03430';
            INSERT INTO beneficiaries SELECT 'TE-900000', unit_id, 'HO-9000', now(), 'canbo2' FROM funds WHERE code = 'Q03430'
            """;
        await OwnerSql.ExecuteAsync(books.Ledger.Database.Owner, MoveSql, null, Ledger.Token);
        await CommuneNormAsync();
        var request = new RawRequest("TE-900000") { FundCode = TamDuong.BinhLu, DecidedBy = TamDuong.BinhLu };
        Refused(await request.SentTo(books), BrokenCheck, "beneficiary_in_scope");
        Refused(await new RawRequest("TE-999999").SentTo(books), BrokenCheck, "beneficiary_in_scope");
    }

    private static RawRequest Tet(string child) => new(child);

    private async Task CommuneNormAsync()
    {
        await FundLedger.Testing.Norms.SampleAsync(books.Ledger.Database.Owner, TamDuong.BinhLu, Ledger.Token);
    }
}
