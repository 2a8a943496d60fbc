using System.Globalization;
using FundLedger.Domain;
using FundLedger.Features.Children;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Ledger;
using FundLedger.Features.Receipts;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests;

/// <summary>Preconditions, made by sending the application's own commands.</summary>
public sealed class Given(Ledger ledger)
{
    public const string Fund = TamDuong.District;

    /// <summary>A pool that may be used for anything.</summary>
    public async Task<string> Pool(string code = "CHUNG", string[]? supports = null, string[]? occasions = null)
    {
        await ledger.Done(TamDuong.Accountant, new OpenPool(Fund, Guid.NewGuid(), code, code, code, "donation")
        {
            SupportKinds = supports, Occasions = occasions,
        });
        return code;
    }

    private const string GiversSql = "SELECT count(*) FROM vouchers v JOIN funds f USING (fund_id) WHERE f.code = @Fund AND v.amount = @Amount";

    /// <summary>Money of a giver who has not given as much before: it looks like no other receipt.</summary>
    public async Task<ReceiptRecorded> Receipt(string pool, long amount, string account = "cash", LocalDate? on = null)
    {
        var before = await ledger.Ask<long>(GiversSql, new { Fund, Amount = amount });
        var giver = before == 0 ? "Công ty Chè Tam Đường" : string.Create(CultureInfo.InvariantCulture, $"Công ty Chè Tam Đường {before + 1}");
        return await ledger.Done(
            TamDuong.Accountant,
            new RecordReceipt(Fund, Guid.NewGuid(), pool, new Money(amount), on ?? ledger.Clock.Today, account, giver));
    }

    /// <summary>Why a child that is like another one on purpose is registered all the same.</summary>
    public const string AnotherChild = "Trẻ khác của bài kiểm tra";

    private static int names;

    /// <summary>Children of xã Bình Lư in one class; their codes.</summary>
    public async Task<string[]> Children(int count, params string[] classes)
    {
        var codes = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var child = await ledger.Done(TamDuong.Officer, new RegisterChild(
                TamDuong.BinhLu, Guid.NewGuid(), $"Trẻ Thử Nghiệm {OwnName()}", new LocalDate(2012, 3, 1 + (i % 28)), "Người Giám Hộ", "mẹ",
                classes.Length == 0 ? ["poor"] : classes) { ClassesSince = new LocalDate(2021, 1, 1), DespiteLikeness = AnotherChild });
            codes.Add(child.Code);
        }

        return [.. codes];
    }

    // Names that no keyboard makes of one another: of each two at least two letters differ.
    private static string OwnName() => string.Concat(
        Interlocked.Increment(ref names).ToString(CultureInfo.InvariantCulture).Select(digit => new string((char)('a' + digit - '0'), 2)));

    public async Task<long> TetGifts(string pool, params string[] children) =>
        (await ledger.Done(TamDuong.Accountant, TetRequest(pool, children))).Id;

    public static RequestHolidayGifts TetRequest(string pool, params string[] children) =>
        new(Fund, Guid.NewGuid(), pool, "tet", 2021, [.. children.Select(code => new GiftLine(code))]) { Papers = SamplePapers.Of("D-01") };

    public Task<string> ContentHash(long id) => ledger.Ask<string>(
        """
        SELECT encode(e.content_hash, 'hex') FROM disbursement_events e JOIN funds f USING (fund_id)
        WHERE f.code = @Fund AND e.disbursement_id = @Id AND e.event = 'requested'
        """,
        new { Fund, Id = id });

    public async Task<long> Approved(string pool, params string[] children)
    {
        var id = await TetGifts(pool, children);
        await ledger.Done(TamDuong.Approver, new ApproveDisbursement(Fund, Guid.NewGuid(), id, await ContentHash(id), true));
        return id;
    }

    public async Task<DisbursementPaid> Paid(string pool, params string[] children) =>
        await ledger.Done(TamDuong.Cashier, Payment(await Approved(pool, children)));

    public PayDisbursement Payment(long id, string account = "cash") =>
        new(Fund, Guid.NewGuid(), id, ledger.Clock.Today, account, "Cán bộ xã Bình Lư");
}
