using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Adjustments;
using FundLedger.Features.Approvals;
using FundLedger.Features.Children;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Ledger;
using FundLedger.Features.Norms;
using FundLedger.Features.Papers;
using FundLedger.Features.Periods;
using FundLedger.Features.Transfers;
using FundLedger.IntegrationTests.Approvals;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Rights;

/// <summary>Brings every paper into every state, by the commands of everyday.</summary>
internal static partial class Stage
{
    public static readonly LocalDate January = new(2021, 1, 1);

    private static string[] Holders => [TamDuong.Approver, TamDuong.SecondApprover, TamDuong.AccountantsOtherAccount, Scene.Only("approver")];

    public static ProposedStep[] Steps => [new(Climb.Chair, "Chủ tịch", "Chair", null, null, Climb.AllLevels, Holders)];

    public static async Task<Scene> MainAsync(LedgerCluster cluster)
    {
        var ledger = new Ledger(cluster);
        await ledger.InitializeAsync();
        await Scene.AddUsersAsync(ledger);
        var given = ledger.Given;
        await given.Pool();
        await given.Pool("TET", ["holiday_gift"], ["tet"]);
        await ledger.Done(TamDuong.Accountant, new OpenPool(Given.Fund, Guid.NewGuid(), "LAI", "Lãi", "Interest", "interest"));
        await given.Receipt("CHUNG", 9_000_000);
        await given.Receipt("CHUNG", 9_000_000, "bank");
        var register = await given.Children(11);
        ledger.Clock.Today = new LocalDate(2021, 2, 3);
        var scene = new Scene(ledger)
        {
            Fund = await ledger.Ask<int>("SELECT fund_id FROM funds WHERE code = 'Q106'"),
            Unit = await ledger.Ask<int>("SELECT unit_id FROM funds WHERE code = 'Q106'"),
            Child = (await given.Children(1))[0], Sealed = (await given.Children(1, "g09"))[0],
            Patient = (await given.Children(1, "g13"))[0],
        };
        await LaddersAsync(scene);
        await RequestsAsync(scene);
        await BooksAsync(scene);
        await NormsAsync(scene);
        await IdentitiesAsync(scene);
        await OrdersAsync(scene);
        await HandoutsAsync(scene);
        await GoodsAsync(scene);
        await ChildrenAsync(scene, register);
        await ImportsAsync(scene);
        scene.ItemsHash = (await ledger.Done(TamDuong.Approver, new GetChecklist(Given.Fund, January))).OpenItemsHash ?? "";
        return scene;
    }

    public static async Task ClosingAsync(Scene scene)
    {
        await scene.Ledger.Done(TamDuong.Accountant, new StartClosing(Given.Fund, Guid.NewGuid(), January));
        var waiting = (int)scene.Paper("ladder", "proposed").Id;
        await scene.Ledger.Done(TamDuong.Approver, new RefuseLadder(Given.Fund, Guid.NewGuid(), waiting, "Chưa cần"));
    }

    /// <summary>Closed after a first reopening that was turned down.</summary>
    public static async Task ClosedAsync(Scene scene)
    {
        await scene.Ledger.Done(TamDuong.Accountant, new ClosePeriod(Given.Fund, Guid.NewGuid(), January));
        var asked = await AskToReopenAsync(scene);
        await scene.Ledger.Done(TamDuong.Approver, new RejectReopening(Given.Fund, Guid.NewGuid(), asked, "Sửa bằng bút toán đảo"));
        scene.Papers["reopening decided"] = new Paper(asked, "");
    }

    public static async Task AskedAsync(Scene scene) => scene.Papers["reopening asked"] = new Paper(await AskToReopenAsync(scene), "");

    private static async Task<long> AskToReopenAsync(Scene scene) => (await scene.Ledger.Done(
        TamDuong.Accountant, new RequestReopening(Given.Fund, Guid.NewGuid(), January, "Thiếu chứng từ tháng 1"))).Request;

    private static async Task LaddersAsync(Scene scene)
    {
        var ledger = scene.Ledger;
        foreach (var state in (string[])["adopted", "refused", "proposed"])
        {
            var no = (await ledger.Done(TamDuong.Accountant, Climb.Proposal(ledger, Steps))).Ladder;
            scene.Papers[$"ladder {state}"] = new Paper(no, "");
            if (state == "adopted") await ledger.Done(TamDuong.Approver, new AdoptLadder(Given.Fund, Guid.NewGuid(), no));
            if (state == "refused") await ledger.Done(TamDuong.Approver, new RefuseLadder(Given.Fund, Guid.NewGuid(), no, "Chưa cần"));
        }

        foreach (var (state, days) in new[] { ("ended", 0), ("holds", 1) })
        {
            var day = ledger.Clock.Today.PlusDays(days);
            var made = await ledger.Done(Scene.Only("approver"), new DelegateApproval(
                Given.Fund, Guid.NewGuid(), Climb.Chair, "canbo.duyet", day, day, "Đi công tác"));
            scene.Papers[$"delegation {state}"] = new Paper(made.Delegation, "");
            if (days == 0) await ledger.Done(Scene.Only("approver"), new EndDelegation(Given.Fund, Guid.NewGuid(), made.Delegation));
        }
    }

    private static async Task RequestsAsync(Scene scene)
    {
        var (ledger, given) = (scene.Ledger, scene.Ledger.Given);
        foreach (var state in (string[])["requested", "approved", "rejected", "returned", "withdrawn", "paid"])
        {
            var id = await given.TetGifts("CHUNG", await given.Children(1));
            var seen = await given.ContentHash(id);
            scene.Papers[$"disbursement {state}"] = new Paper(id, seen);
            if (state == "rejected") await ledger.Done(TamDuong.Approver, new RejectDisbursement(Given.Fund, Guid.NewGuid(), id, "Sai trẻ"));
            if (state == "returned") await ledger.Done(TamDuong.Approver, new ReturnDisbursement(Given.Fund, Guid.NewGuid(), id, "Sai trẻ"));
            if (state is not ("approved" or "withdrawn" or "paid")) continue;
            await ledger.Done(TamDuong.Approver, new ApproveDisbursement(Given.Fund, Guid.NewGuid(), id, seen, true));
            if (state == "withdrawn") await ledger.Done(TamDuong.Approver, new WithdrawDisbursement(Given.Fund, Guid.NewGuid(), id, "Thôi chi"));
            if (state == "paid") await ledger.Done(TamDuong.Cashier, given.Payment(id));
        }
    }

    private static async Task BooksAsync(Scene scene)
    {
        var ledger = scene.Ledger;
        foreach (var state in (string[])["requested", "approved", "posted", "rejected"])
        {
            var id = (await ledger.Done(TamDuong.Accountant, Plays.Transfer())).Id;
            var seen = (await ledger.Done(TamDuong.Approver, new ListTransfers(Given.Fund, id)))[0].ContentHash;
            scene.Papers[$"transfer {state}"] = new Paper(id, seen);
            var approval = new ApproveTransfer(Given.Fund, Guid.NewGuid(), id, seen);
            if (state is "approved" or "posted") await ledger.Done(TamDuong.Approver, approval);
            if (state == "posted") await ledger.Done(TamDuong.SecondApprover, approval with { Key = Guid.NewGuid() });
            if (state == "rejected") await ledger.Done(TamDuong.Approver, new RejectTransfer(Given.Fund, Guid.NewGuid(), id, "Không cần chuyển"));
        }

        foreach (var state in (string[])["requested", "posted", "rejected"])
        {
            var id = (await ledger.Done(TamDuong.Accountant, Plays.Interest(ledger))).Id;
            var seen = (await ledger.Done(TamDuong.Approver, new ListAdjustments(Given.Fund))).Adjustments.Single(one => one.Id == id).ContentHash;
            scene.Papers[$"adjustment {state}"] = new Paper(id, seen);
            if (state == "posted") await ledger.Done(TamDuong.Approver, new ApproveAdjustment(Given.Fund, Guid.NewGuid(), id, seen));
            if (state == "rejected") await ledger.Done(TamDuong.Approver, new RejectAdjustment(Given.Fund, Guid.NewGuid(), id));
        }

        scene.Papers["entry posted"] = new Paper((await ledger.Given.Receipt("CHUNG", 1_000)).EntryNo, "");
        var other = await ledger.Given.Receipt("CHUNG", 1_000);
        scene.Papers["entry reversed"] = new Paper(other.EntryNo, "");
        await ledger.Done(TamDuong.Accountant, new ReverseEntry(
            Given.Fund, Guid.NewGuid(), other.EntryNo, ledger.Clock.Today, "cash", "Ghi nhầm quỹ"));
    }

    private static async Task NormsAsync(Scene scene)
    {
        var ledger = scene.Ledger;
        var norms = await ledger.Done(TamDuong.Accountant, new GetNorms(Given.Fund));
        scene.Papers["norm published"] = new Paper(norms.Shown!.DecisionId, norms.Hash ?? "00");
        var book = await ledger.Done(TamDuong.Accountant, new ExportNorm(Given.Fund, norms.Shown.DecisionId, PaperLanguage.Vietnamese));
        using var bytes = new MemoryStream();
        await book.Content.CopyToAsync(bytes, Ledger.Token);
        var file = await ledger.Done(TamDuong.Accountant, new ReadNormWorkbook(Given.Fund, bytes.ToArray()));
        scene.Norm = file with { Decision = file.Decision with { Number = "mới/QĐ", ValidFrom = new LocalDate(2022, 1, 1) } };
        foreach (var state in (string[])["draft", "proposed", "discarded"])
        {
            var own = file with { Decision = file.Decision with { Number = $"{state}/QĐ", ValidFrom = new LocalDate(2022, 1, 1) } };
            var id = (await ledger.Done(TamDuong.Accountant, new DraftNorm(Given.Fund, Guid.NewGuid(), null, own))).Decision;
            var seen = (await ledger.Done(TamDuong.Accountant, new GetNorms(Given.Fund, id))).Hash ?? "00";
            if (state == "discarded") await ledger.Done(TamDuong.Accountant, new DiscardNorm(Given.Fund, Guid.NewGuid(), id));
            if (state == "proposed")
            {
                await ledger.Done(TamDuong.Accountant, new ProposeNorm(Given.Fund, Guid.NewGuid(), id, seen));
                seen = (await ledger.Done(TamDuong.Accountant, new GetNorms(Given.Fund, id))).Hash ?? "00";
            }

            scene.Papers[$"norm {state}"] = new Paper(id, seen);
        }
    }

    private static async Task IdentitiesAsync(Scene scene)
    {
        var ledger = scene.Ledger;
        foreach (var state in (string[])["answered", "asked"])
        {
            var no = (await ledger.Done(TamDuong.Officer, new AskIdentity(
                TamDuong.BinhLu, Guid.NewGuid(), scene.Sealed, IdentityPurpose.Open, "Làm hồ sơ trợ giúp pháp lý"))).Request;
            scene.Papers[$"identity {state}"] = new Paper(no, "");
            if (state == "answered") await ledger.Done(TamDuong.Approver, Plays.Answer(scene, no));
        }
    }
}
