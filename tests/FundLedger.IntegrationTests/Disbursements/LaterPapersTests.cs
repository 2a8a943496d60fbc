using FundLedger.Features.Audit;
using FundLedger.Features.Children;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Funds;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Vault;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Disbursements;

/// <summary>Papers that come with the payment or after it: attached later, sealed by themselves, and asked for until they are there.</summary>
public sealed class LaterPapersTests(Ledger ledger) : IClassFixture<Ledger>, IAsyncLifetime
{
    private const string List = "Danh sách ký nhận";

    private const string AroundSql = """
        SELECT set_config('app.actor', 'ketoan', false);
        INSERT INTO later_papers (fund_id, disbursement_id, paper_no, name_vi, media_type, holder, key_id, content, attached_at, attached_by)
        SELECT fund_id, @Id, 101, @Name, 'application/pdf', @Holder, 'k-0123456789abcdef', sha256('x'), now(), 'ketoan' FROM funds WHERE code = 'Q106'
        """;

    public async ValueTask InitializeAsync()
    {
        if (await ledger.Ask<long>("SELECT count(*) FROM pools") > 0) return;
        await ledger.Given.Pool();
        await ledger.Given.Receipt("CHUNG", 90_000_000);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_signed_list_is_attached_after_the_payment_and_what_was_approved_stays_as_it_was()
    {
        var id = (await ledger.Given.Paid("CHUNG", await ledger.Given.Children(2))).Id;
        var before = (await SheetAsync(id)).Head.ContentHash;
        var missing = Assert.Single((await WorkAsync()).PapersAwaited, one => one.Id == id);
        Assert.Equal("Danh sách ký nhận; Quyết định", missing.NamesVi);
        var attached = await ledger.Done(TamDuong.Cashier, Attach(id, List));
        Assert.Equal(101, attached.No);
        var sheet = await SheetAsync(id);
        Assert.Equal(before, sheet.Head.ContentHash);
        Assert.NotNull(Assert.Single(sheet.Papers, paper => paper is { NameVi: List, No: 101 }).AttachedAt);
        Assert.Equal("Quyết định", Assert.Single((await WorkAsync()).PapersAwaited, one => one.Id == id).NamesVi);
        var opened = await ledger.Done(TamDuong.Auditor, new OpenPaper(Given.Fund, Guid.NewGuid(), id, 101));
        await using var file = opened.File!;
        using var memory = new MemoryStream();
        await file.Content.CopyToAsync(memory, Ledger.Token);
        Assert.Equal(SamplePapers.File, memory.ToArray());
        Assert.Equal(102, (await ledger.Done(TamDuong.Accountant, Attach(id, ""))).No);
        var verified = await ledger.Done(TamDuong.Auditor, new VerifyLedger());
        Assert.All(verified.Passes, pass => Assert.True(pass.State == PassState.Ok, $"{pass.Name}: {pass.FirstWrong?.Sentence.En} {pass.Note?.En}"));
    }

    [Fact]
    public async Task Nothing_is_kept_of_a_child_whose_identity_is_erased()
    {
        var child = (await ledger.Given.Children(1))[0];
        var id = await ledger.Given.Approved("CHUNG", child);
        var asked = await ledger.Done(
            TamDuong.Officer, new AskIdentity(TamDuong.BinhLu, Guid.NewGuid(), child, IdentityPurpose.Erase, "Gia đình rút lại sự đồng ý"));
        await ledger.Done(TamDuong.Approver, new AnswerIdentity(TamDuong.BinhLu, Guid.NewGuid(), child, asked.Request, true, "Đã xem đơn"));
        Assert.Equal(new IdentityErased(child), (await ledger.Send(TamDuong.Accountant, Attach(id, List))).Error);
        Assert.Equal("holder_not_erased", await AroundAsync(id, List, child));
    }

    [Fact]
    public async Task Nothing_is_attached_to_what_waits_nor_by_an_approver_nor_under_another_name()
    {
        var waiting = await ledger.Given.TetGifts("CHUNG", await ledger.Given.Children(1));
        Assert.Equal(new RequestHasNoLaterPapers(waiting), (await ledger.Send(TamDuong.Accountant, Attach(waiting, List))).Error);
        var approved = await ledger.Given.Approved("CHUNG", await ledger.Given.Children(1));
        Assert.IsType<PaperNotOfNorm>((await ledger.Send(TamDuong.Accountant, Attach(approved, "Ảnh chụp"))).Error);
        Assert.IsType<RoleMissing>((await ledger.Send(TamDuong.Approver, Attach(approved, List))).Error);
        Assert.Equal("later_paper_of_approved", await AroundAsync(waiting, List));
        Assert.Equal("later_paper_of_norm", await AroundAsync(approved, "Ảnh chụp"));
        Assert.Equal("paper_under_its_childs_key", await AroundAsync(approved, List));
    }

    private async Task<string?> AroundAsync(long id, string name, string holder = "DN-9") =>
        (await Ledger.Refusal(ledger.Database.Owner, AroundSql, new { Id = id, Name = name, Holder = holder }))?.ConstraintName;

    private Task<MyWork> WorkAsync() => ledger.Done(TamDuong.Accountant, new GetMyWork(Given.Fund));

    private Task<DisbursementSheet> SheetAsync(long id) => ledger.Done(TamDuong.Auditor, new GetDisbursement(Given.Fund, id));

    private static AttachLaterPaper Attach(long id, string name) =>
        new(Given.Fund, Guid.NewGuid(), id, new AttachedPaper(name, SamplePapers.File));
}
