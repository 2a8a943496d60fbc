using FundLedger.Domain.Ledger;
using FundLedger.Features.Audit;
using FundLedger.Features.Children;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Vault;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Vault;

/// <summary>Names of children of sealed groups are opened, and identities erased, by two persons.</summary>
public sealed class SealedCaseTests(Books books) : IClassFixture<Books>
{
    private const string Reason = "Làm hồ sơ trợ giúp pháp lý";

    private const string OpenSql = "SELECT count(*) FROM open_identity(@Child, 'Lập hồ sơ trợ giúp')";

    private const string OwnAnswerSql = """
        INSERT INTO identity_answers SELECT request_no, requester_person, true, requester, requester_person, now(), now() + interval '1 hour'
        FROM identity_requests LIMIT 1
        """;

    private const string StepsSql = "SELECT step FROM identity_accesses WHERE beneficiary_code = @Child ORDER BY access_no";

    private const string KeptRowSql = "SELECT to_jsonb(v)::text FROM identity_vault v WHERE beneficiary_code = @Child";

    private const string BackSql = "INSERT INTO identity_vault SELECT * FROM jsonb_populate_record(NULL::identity_vault, @Kept::jsonb)";

    private Ledger Ledger => books.Ledger;

    [Fact]
    public async Task A_sealed_case_is_opened_for_the_asker_when_another_person_grants_it_and_for_half_an_hour()
    {
        var child = (await Ledger.Given.Children(1, "g09"))[0];
        Assert.IsType<SealedCaseShut>((await Ledger.Send(TamDuong.Officer, Open(child))).Error);
        Books.Refused(await books.AsApplication(TamDuong.Officer, OpenSql, new { Child = child }), Books.BrokenCheck, "sealed_case_granted");
        var asked = await Ledger.Done(TamDuong.Officer, Ask(child, IdentityPurpose.Open));
        Assert.IsType<SealedCaseShut>((await Ledger.Send(TamDuong.Officer, Open(child))).Error);
        Assert.Contains((await Ledger.Done(TamDuong.Approver, new ListCases(TamDuong.BinhLu))).Waiting, one => one.Request == asked.Request);
        await Ledger.Done(TamDuong.Approver, Answer(child, asked.Request, isGranted: true));
        Assert.NotNull((await Ledger.Done(TamDuong.Officer, Open(child))).Identity);
        Ledger.Clock.Today = Ledger.Clock.Today.PlusDays(1);
        Assert.IsType<SealedCaseShut>((await Ledger.Send(TamDuong.Officer, Open(child))).Error);
        Assert.Equal(["asked", "granted", "opened"], await Ledger.List<string>(StepsSql, new { Child = child }));
        await VerifiedAsync();
    }

    [Fact]
    public async Task What_is_refused_stays_shut_and_is_answered_once()
    {
        var child = (await Ledger.Given.Children(1, "g05"))[0];
        var asked = await Ledger.Done(TamDuong.Officer, Ask(child, IdentityPurpose.Open));
        await Ledger.Done(TamDuong.Approver, Answer(child, asked.Request, isGranted: false));
        Assert.IsType<SealedCaseShut>((await Ledger.Send(TamDuong.Officer, Open(child))).Error);
        const string AgainSql = "SELECT answer_identity(@Child, @Request, true, 'Cần mở hồ sơ gấp')";
        var raw = await books.AsApplication(TamDuong.SecondApprover, AgainSql, new { Child = child, asked.Request });
        Books.Refused(raw, Books.BrokenCheck, "identity_request_waits");
        var again = Answer(child, asked.Request, isGranted: true);
        Assert.IsType<IdentityRequestGone>((await Ledger.Send(TamDuong.SecondApprover, again)).Error);
    }

    [Fact]
    public async Task Nobody_answers_what_he_asked_for()
    {
        var child = (await Ledger.Given.Children(1, "g07"))[0];
        await Ledger.Done(TamDuong.Officer, Ask(child, IdentityPurpose.Open));
        Books.Refused(await books.AsOwner(OwnAnswerSql), Books.BrokenCheck, "case_opened_by_two");
    }

    [Fact]
    public async Task A_reason_is_needed_and_an_open_child_needs_no_asking()
    {
        Assert.IsType<LongReasonMissing>((await Ledger.Send(
            TamDuong.Officer, Ask(books.Protected, IdentityPurpose.Open) with { Reason = "ngắn" })).Error);
        Assert.IsType<CaseNotSealed>((await Ledger.Send(TamDuong.Officer, Ask(books.Poor[1], IdentityPurpose.Open))).Error);
        Assert.NotNull((await Ledger.Done(TamDuong.Officer, Open(books.Poor[1]))).Identity);
    }

    [Fact]
    public async Task An_erased_identity_is_read_by_nobody_and_by_no_backup_and_the_books_are_whole()
    {
        var child = (await Ledger.Given.Children(1))[0];
        var kept = await Ledger.Ask<string>(KeptRowSql, new { Child = child });
        var asked = await Ledger.Done(TamDuong.Officer, Ask(child, IdentityPurpose.Erase));
        Assert.True((await Ledger.Done(TamDuong.Approver, Answer(child, asked.Request, isGranted: true))).IsErased);
        Assert.IsType<IdentityErased>((await Ledger.Send(TamDuong.Officer, Open(child))).Error);
        await OwnerSql.ExecuteAsync(Ledger.Database.Administrator, BackSql, new { Kept = kept }, Ledger.Token);
        Assert.IsType<IdentityErased>((await Ledger.Send(TamDuong.Officer, Open(child))).Error);
        Assert.DoesNotContain(
            (await Ledger.Done(TamDuong.Accountant, new PlanHolidayGifts(Given.Fund, "tet", 2021))).Children, row => row.Code == child);
        var swept = await VaultWorkOf().SweepAsync();
        Assert.Equal(1, swept.RowsRemoved);
        await VerifiedAsync();
    }

    private async Task VerifiedAsync()
    {
        var verified = await Ledger.Done(TamDuong.Auditor, new VerifyLedger());
        Assert.All(verified.Passes, pass => Assert.True(pass.State == PassState.Ok, $"{pass.Name}: {pass.FirstWrong?.Sentence.En} {pass.Note?.En}"));
    }

    private VaultAt VaultWorkOf() => new(Ledger);

    private static OpenIdentity Open(string child) => new(TamDuong.BinhLu, Guid.NewGuid(), child, "Lập hồ sơ trợ giúp");

    private static AskIdentity Ask(string child, IdentityPurpose purpose) => new(TamDuong.BinhLu, Guid.NewGuid(), child, purpose, Reason);

    private static AnswerIdentity Answer(string child, long request, bool isGranted) =>
        new(TamDuong.BinhLu, Guid.NewGuid(), child, request, isGranted, "Đã xem hồ sơ");
}
