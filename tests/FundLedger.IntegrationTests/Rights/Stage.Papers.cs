using System.Globalization;
using FundLedger.Domain;
using FundLedger.Domain.Children;
using FundLedger.Domain.Payments;
using FundLedger.Features.Children;
using FundLedger.Features.Goods;
using FundLedger.Features.Imports;
using FundLedger.Features.Payments;
using FundLedger.Features.Rights;
using FundLedger.IntegrationTests.Goods;
using FundLedger.IntegrationTests.Imports;
using FundLedger.IntegrationTests.Payments;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Rights;

/// <summary>Payment orders, goods, children and imports in each of their states.</summary>
internal static partial class Stage
{
    private const string EventSql = "SELECT max(event_no) FROM child_events WHERE beneficiary_code = @Code";

    private const string GoodsEntrySql = "SELECT max(entry_no) FROM goods_moves";

    private static Guid Key => Guid.NewGuid();

    private static async Task OrdersAsync(Scene scene)
    {
        var (ledger, books) = (scene.Ledger, new PaymentBooks(scene.Ledger));
        foreach (var state in (string[])["prepared", "unknown", "sent", "settled", "cancelled"])
        {
            var id = await ledger.Given.Approved("CHUNG", await ledger.Given.Children(1));
            var order = await books.Ordered(books.BankList(id, 1));
            scene.Papers[$"payment order {state}"] = new Paper(order, "");
            if (state == "prepared") scene.Papers["disbursement on an order"] = new Paper(id, "");
            if (state == "cancelled") await DoneAsync(new CancelPaymentOrder(Given.Fund, Key, order, "Sai tài khoản"));
            if (state is "unknown" or "sent" or "settled") await DoneAsync(new TakePaymentFile(Given.Fund, Key, order));
            if (state is "sent" or "settled") await DoneAsync(new MarkPaymentSent(Given.Fund, Key, order));
            if (state == "settled") await DoneAsync(books.Results(order, PaymentBooks.Paid(1)));
        }

        Task DoneAsync<T>(MediatR.IRequest<Result<T>> request) => ledger.Done(TamDuong.Cashier, request);
    }

    // What the officer who plays hands out, and an advance of another officer, so that the one who plays has no hand in it.
    private static async Task HandoutsAsync(Scene scene)
    {
        var (ledger, books, officer) = (scene.Ledger, new PaymentBooks(scene.Ledger), Scene.Only(RightsTable.Officer));
        foreach (var (paper, taker) in new[]
        {
            ("hand-out settled", officer), ("hand-out advanced", officer), ("hand-out in cash", TamDuong.Cashier), ("payment order advanced", "nguoinhan"),
        })
        {
            var id = await ledger.Given.Approved("CHUNG", await ledger.Given.Children(1));
            var order = await books.Ordered(taker == TamDuong.Cashier ? books.Cash(id) : books.Advance(id, taker));
            scene.Papers[paper] = new Paper(order, "");
            await ledger.Done(taker, new OpenHandout(Given.Fund, Key, Given.Fund, order));
            if (paper.EndsWith("settled", StringComparison.Ordinal)) await ledger.Done(TamDuong.Cashier, books.Results(order, PaymentBooks.Paid(1)));
        }
    }

    private static async Task GoodsAsync(Scene scene)
    {
        var ledger = scene.Ledger;
        var item = await Stock.Item(ledger);
        var lot = 0;
        foreach (var state in (string[])["unvalued", "valued", "gone"])
        {
            await Stock.Received(ledger, item, 100, state == "unvalued" ? null : 50_000);
            scene.Papers[$"lot {state}"] = new Paper(++lot, "");
        }

        await Stock.Received(ledger, item, 100, 50_000);
        scene.Papers["goods entry posted"] = new Paper(await ledger.Ask<long>(GoodsEntrySql), "");
        await Stock.Received(ledger, item, 100, 50_000);
        var other = await ledger.Ask<long>(GoodsEntrySql);
        scene.Papers["goods entry reversed"] = new Paper(other, "");
        await ledger.Done(TamDuong.Accountant, new ReverseGoods(Given.Fund, Key, other, ledger.Clock.Today, "Ghi nhầm phiếu"));
        foreach (var (state, of, quantity) in new[] { ("asked", 2, 10), ("rejected", 2, 10), ("approved", 3, 100) })
        {
            var loss = (await ledger.Done(TamDuong.Accountant, Stock.Loss(ledger, of, quantity))).Loss;
            scene.Papers[$"goods loss {state}"] = new Paper(loss, "");
            if (state == "approved") await ledger.Done(TamDuong.Approver, new ApproveGoodsLoss(Given.Fund, Key, loss));
            if (state == "rejected") await ledger.Done(TamDuong.Approver, new RejectGoodsLoss(Given.Fund, Key, loss, "Còn dùng được"));
        }
    }

    private static async Task ChildrenAsync(Scene scene, string[] children)
    {
        var ledger = scene.Ledger;
        scene.Papers["child active"] = new Paper(0, children[0]);
        foreach (var (state, child, kind) in new[]
        {
            ("suspended", children[1], ChildEventKind.Suspended), ("died", children[2], ChildEventKind.Died),
            ("stands", children[3], ChildEventKind.Suspended), ("corrected", children[4], ChildEventKind.Suspended),
        })
        {
            await DoneAsync(new RecordChildEvent(TamDuong.BinhLu, Key, child, kind, ledger.Clock.Today, "Theo báo cáo của thôn"));
            var no = await ledger.Ask<long>(EventSql, new { Code = child });
            scene.Papers[state is "suspended" or "died" ? $"child {state}" : $"child event {state}"] = new Paper(no, child);
            if (state == "corrected") await DoneAsync(new CorrectChildEvent(TamDuong.BinhLu, Key, child, no, "Ghi nhầm trẻ"));
        }

        scene.Papers["pair two"] = new Paper(0, $"{children[5]}|{children[6]}");
        scene.Papers["pair told apart"] = new Paper(0, $"{children[7]}|{children[8]}");
        scene.Papers["pair merged"] = new Paper(0, $"{children[9]}|{children[10]}");
        scene.Papers["child merged"] = new Paper(0, children[9]);
        await DoneAsync(new TellApart(TamDuong.BinhLu, Key, children[7], children[8], "Hai giấy khai sinh khác nhau"));
        await DoneAsync(new MergeChildren(TamDuong.BinhLu, Key, children[9], children[10], "Cùng một giấy khai sinh"));

        Task DoneAsync<T>(MediatR.IRequest<Result<T>> request) => ledger.Done(TamDuong.Officer, request);
    }

    // Each is of the officer who plays it: nobody else sees it.
    private static async Task ImportsAsync(Scene scene)
    {
        var no = 800;
        foreach (var state in (string[])["sent", "checked", "committed", "cancelled"])
        {
            var import = (await DoneAsync(Plays.Upload(no++))).Import;
            var seen = state is "checked" or "committed" ? (await DoneAsync(new CheckImport(Given.Fund, Key, import, null))).Seen : "";
            if (state == "committed") await DoneAsync(new CommitImport(Given.Fund, Key, import, ImportedRows.Good, seen));
            if (state == "cancelled") await DoneAsync(new CancelImport(Given.Fund, Key, import));
            scene.Papers[$"import {state}"] = new Paper(0, string.Create(CultureInfo.InvariantCulture, $"{import}|{seen}"));
        }

        Task<T> DoneAsync<T>(MediatR.IRequest<Result<T>> request) => scene.Ledger.Done(Scene.Only(RightsTable.Officer), request);
    }
}
