using FundLedger.Domain;
using FundLedger.Domain.Goods;
using FundLedger.Features.Audit;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Goods;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Goods;

/// <summary>Goods in stock, made by sending the application's own commands.</summary>
internal static class Stock
{
    /// <summary>The fund's only lot, or the first of several: milk, 100 boxes of 50,000, good until 30 June 2021.</summary>
    public const string ReceiveSql = """
        SELECT add_goods_item(@Fund, 'Sữa bột', 'hộp');
        SELECT receive_goods(@Fund, gen_random_uuid(), 1, @Today, 'Công ty Sữa', 'organisation', NULL, NULL, NULL, '{1}', '{100}', '{50000}',
            '{invoice}', '{HD-12}', ARRAY[@Today], '{2021-06-30}', '{mới}')
        """;

    public static async Task<int> Item(Ledger ledger, string name = "Sữa bột", string unit = "hộp") =>
        (await ledger.Done(TamDuong.Accountant, new AddGoodsItem(Given.Fund, Guid.NewGuid(), name, unit))).Item;

    public static GoodsValue Worth(long unit, Ledger ledger) => new(new Money(unit), ValueBasis.Invoice, "HD-12", ledger.Clock.Today);

    public static ReceiveGoods Receipt(Ledger ledger, params GoodsLine[] lines) =>
        new(Given.Fund, Guid.NewGuid(), "CHUNG", ledger.Clock.Today, "Công ty Sữa", lines) { DonorKind = "organisation" };

    public static async Task<string> Received(Ledger ledger, int item, long quantity, long? unit, LocalDate? expires = null) =>
        (await ledger.Done(TamDuong.Accountant, Receipt(ledger, new GoodsLine(item, quantity)
        {
            Value = unit is { } worth ? Worth(worth, ledger) : null, ExpiresOn = expires,
        }))).Voucher;

    public static async Task<StockedItem> Left(Ledger ledger, int item) =>
        (await ledger.Done(TamDuong.Auditor, new ListGoods(Given.Fund))).Items.Single(stocked => stocked.Item == item);

    public static AskGoodsLoss Loss(Ledger ledger, int lot, long quantity) =>
        new(Given.Fund, Guid.NewGuid(), lot, quantity, LossCause.Spoiled, "Hộp bị rách, sữa ẩm mốc")
        {
            MinutesNumber = "BB-03", MinutesDate = ledger.Clock.Today,
        };

    public static Task<GoodsCard> Card(Ledger ledger, int item) => ledger.Done(TamDuong.Auditor, new GetGoodsItem(Given.Fund, item));

    /// <summary>Of the entry of the last move of that kind.</summary>
    public static async Task<ReverseGoods> Reversal(Ledger ledger, int item, string kind)
    {
        var entry = (await Card(ledger, item)).Rows.Last(row => row.Kind == kind).Entry!.Value;
        return new ReverseGoods(Given.Fund, Guid.NewGuid(), entry, ledger.Clock.Today, "Ghi nhầm số lượng");
    }

    /// <summary>The verifier derives all of it again, and the standing checks run.</summary>
    public static async Task Verified(Ledger ledger)
    {
        var verification = await ledger.Done(TamDuong.Auditor, new VerifyLedger(Given.Fund));
        Assert.All(verification.Passes, pass => Assert.True(pass.State == PassState.Ok || pass.Name == "norm-totals",
            $"{pass.Name}: {pass.FirstWrong?.Sentence.En} {pass.Note?.En}"));
        Assert.True(verification.Passes.Single(pass => pass.Name == "goods").Records > 0);
        Assert.NotNull(await ledger.Checks.OnDemandAsync(Guid.NewGuid(), TamDuong.Auditor, Ledger.Token));
    }

    /// <summary>Tết gifts out of the stock of the pool CHUNG, with the money up to the norm or without any.</summary>
    public static RequestHolidayGifts Gifts(int item, long quantity, bool only, params string[] children) =>
        Given.TetRequest("CHUNG", children) with
        {
            Lines = [.. children.Select(code => new GiftLine(code)
            {
                Stock = quantity == 0 ? [] : [new GoodsWanted(item, quantity)], IsStockOnly = only,
            })],
        };

    public static async Task Approved(Ledger ledger, long id) => await ledger.Done(
        TamDuong.Approver, new ApproveDisbursement(Given.Fund, Guid.NewGuid(), id, await ledger.Given.ContentHash(id), true));
}
