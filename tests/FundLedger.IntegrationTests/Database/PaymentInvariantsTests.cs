using FundLedger.Testing;
using static FundLedger.IntegrationTests.Books;

namespace FundLedger.IntegrationTests.Database;

/// <summary>A payment written by hand is refused unless it is the payment of an approved line.</summary>
public sealed class PaymentInvariantsTests(Books books) : IClassFixture<Books>
{
    private const string Promise = "payment_matches_approval";

    private static RawEntry Payment(long? of, string child, long amount = 300_000, int pool = General, string account = "cash") =>
        new(new RawPosting("fund_balance", pool, "debit", amount, child), new RawPosting(account, pool, "credit", amount, child))
        {
            Kind = "disbursement", Disbursement = of, DisbursementLine = 1, WithVoucher = true,
        };

    private RawEntry AsApproved => Payment(books.Approved, books.Poor[5]);

    [Fact]
    public async Task The_payment_that_the_others_spoil_passes_as_it_is() => Assert.Null(await AsApproved.WrittenInto(books));

    [Theory]
    [InlineData("Kế toán Quỹ")]
    [InlineData(" chủ tịch HỘI ĐỒNG quỹ ")]
    [InlineData("Thủ quỹ")]
    public async Task Who_asked_approved_or_pays_does_not_take_the_money(string payee)
    {
        const string PaySql = "SELECT pay_disbursement(@Fund, @Approved, @Key, @Today, 'cash', @Payee, NULL, NULL, NULL)";
        Assert.Null(await books.AsApplication(TamDuong.Cashier, PaySql, new { Payee = payee + " (người giám hộ)" }));
        Refused(await books.AsApplication(TamDuong.Cashier, PaySql, new { Payee = payee }), BrokenCheck, "receiver_took_no_part");
    }

    [Fact]
    public async Task Without_approval_it_is_refused() =>
        Refused(await Payment(books.Waiting, books.Poor[0], pool: Tet, account: "bank").WrittenInto(books), BrokenCheck, Promise);

    [Fact]
    public async Task After_a_rejection_it_is_refused() =>
        Refused(await Payment(books.Rejected, books.Poor[6]).WrittenInto(books), BrokenCheck, Promise);

    [Fact]
    public async Task Without_any_request_it_is_refused() =>
        Refused(await Payment(null, books.Poor[5]).WrittenInto(books), BrokenCheck, Promise);

    [Theory]
    [InlineData(299_999)]
    [InlineData(300_001)]
    public async Task Of_another_amount_it_is_refused(long amount) =>
        Refused(await Payment(books.Approved, books.Poor[5], amount).WrittenInto(books), BrokenCheck, Promise);

    [Fact]
    public async Task To_another_child_it_is_refused() =>
        Refused(await Payment(books.Approved, books.Poor[2]).WrittenInto(books), BrokenCheck, Promise);

    [Fact]
    public async Task From_another_pool_it_is_refused() =>
        Refused(await Payment(books.Approved, books.Poor[5], pool: Surgery).WrittenInto(books), BrokenCheck, Promise);

    [Theory]
    [InlineData(2)]
    [InlineData(0)]
    [InlineData(null)]
    public async Task Of_a_line_that_is_not_there_it_is_refused(int? line) =>
        Refused(await (AsApproved with { DisbursementLine = line }).WrittenInto(books), BrokenCheck, Promise);

    [Fact]
    public async Task Twice_in_one_entry_it_is_refused()
    {
        var doubled = AsApproved with { Postings = [.. AsApproved.Postings, .. AsApproved.Postings] };
        Refused(await doubled.WrittenInto(books), BrokenCheck, Promise);
    }

    [Fact]
    public async Task Twice_in_two_entries_it_is_refused() =>
        Refused(await Payment(books.Paid, books.Poor[7]).WrittenInto(books), Unique, "disbursement_line_paid_once");
}
