using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Books;
using NodaTime;

namespace FundLedger.UnitTests.UseCases.Golden;

/// <summary>
/// Books of a district's fund over the end of a quarter and of a year: lines of each kind, a month without any, an account that is silent,
/// one that has a balance only, one that is overdrawn.
/// </summary>
internal static class SampleBooks
{
    public static readonly LocalDate From = new(2020, 12, 15);
    public static readonly LocalDate To = new(2021, 4, 30);

    private static readonly BookFund District = new()
    {
        FundId = 1, Code = "Q106", NameVi = "Quỹ Bảo trợ trẻ em huyện Tam Đường", NameEn = "Tam Đường District Child Protection Fund",
        Unit = "Huyện Tam Đường", OpenedOn = new LocalDate(2020, 11, 1), LogNo = 77, LogHash = new string('c', 64),
    };

    private static readonly BookFund Commune = District with
    {
        FundId = 2, Code = "Q03412", NameVi = "Quỹ Bảo trợ trẻ em xã Bình Lư", NameEn = "Bình Lư Commune Child Protection Fund",
        Unit = "Xã Bình Lư",
    };

    private static readonly BookAccount[] Known =
    [
        Account("cash", "Tiền mặt", "Cash", Side.Debit, "111"), Account("bank", "Tiền gửi ngân hàng", "Bank", Side.Debit, "112"),
        Account("advances", "Tạm ứng", "Advances", Side.Debit, "141"), Account("fund_balance", "Số dư quỹ", "Fund balance", Side.Credit, "353"),
        Account("goods", "Hiện vật", "Goods", Side.Debit, null),
    ];

    public static IReadOnlyDictionary<string, BookAccount> Accounts { get; } = Known.ToDictionary(account => account.Code);

    private static readonly BookLine Received = new()
    {
        Section = 1, Date = new LocalDate(2020, 12, 20), FundId = 1, EntryNo = 9, Line = 1, Fund = "Q106", Voucher = "PT-2020-00009",
        VoucherType = "PT", VoucherDate = new LocalDate(2020, 12, 19), Kind = "receipt", AccountCode = "cash", Contra = ["fund_balance"],
        Pool = "CHUNG", Debit = new Money(5_000_000), QuantityIn = new Money(100), BankReference = "FT20355", DonorId = 5,
        Donor = "Công ty Chè Tam Đường",
    };

    private static readonly BookLine Paid = Received with
    {
        Date = new LocalDate(2020, 12, 28), EntryNo = 10, Voucher = "PC-2020-00031", VoucherType = "PC", VoucherDate = null, Debit = default,
        Kind = "disbursement", Credit = new Money(900_000), Contra = ["fund_balance", "advances", "fund_balance"], QuantityIn = default,
        QuantityOut = new Money(3), DisbursementId = 41, TitleVi = "Quà dịp lễ, tết – Tết 2021", TitleEn = "Holiday gift – Tet 2021",
        DonorId = null, Content = "chuyển khoản; \"gấp\"", BankReference = null,
    };

    private static readonly BookLine Adjusted = Received with
    {
        Date = new LocalDate(2021, 4, 2), EntryNo = 40, Voucher = null, VoucherType = null, Kind = "adjustment", Contra = ["khac"],
        Debit = default, Credit = new Money(11_000), QuantityIn = default, DonorId = null,
    };

    public static IReadOnlyList<BookLine> Lines { get; } =
    [
        Received, Paid,
        Received with
        {
            Date = new LocalDate(2021, 1, 5), EntryNo = 12, Voucher = "PT-2021-00001", Debit = new Money(2_000_000), QuantityIn = new Money(7),
            DonorId = 6, Donor = null, Content = "áo ấm",
        },
        Received with
        {
            Date = new LocalDate(2021, 2, 11), EntryNo = 13, Voucher = "BD-2021-00001", Kind = "reversal", Reverses = "PT-2021-00001",
            Debit = new Money(-2_000_000), QuantityIn = new Money(-7), DonorId = null,
        },
        Adjusted,
        Received with
        {
            Section = 3, Date = new LocalDate(2021, 1, 5), EntryNo = 12, AccountCode = "fund_balance", Contra = ["cash"], Debit = default,
            Credit = new Money(2_000_000),
        },
    ];

    public static BookSection[] Sections { get; } =
    [
        new()
        {
            Key = "1", Title = new("111 – Tiền mặt", "111 – Cash"), Account = "cash", Pool = "CHUNG", Opening = new Money(1_500_000),
            OpeningQuantity = new Money(20), Quarter = Flow(600_000, 100_000, 30, 10), Year = Flow(1_700_000, 200_000, 40, 20),
        },
        new() { Key = "2", Title = new("112 – Tiền gửi", "112 – Bank"), Account = "bank", Pool = "CHUNG" },
        new()
        {
            Key = "3", Title = new("353 – Số dư quỹ", "353 – Fund balance"), Account = "fund_balance", Pool = "TET", IsCredit = true,
            Opening = new Money(-1_500_000),
        },
        new() { Key = "4", Title = new("141 – Tạm ứng", "141 – Advances"), Account = "advances", Opening = new Money(-300_000) },
    ];

    public static BookHead Head(BookForm form, bool isTogether = false, LocalDate? from = null) => new()
    {
        Form = isTogether ? form.Together() : form, Funds = isTogether ? [District, Commune] : [District], Circular = "107/2017/TT-BTC",
        At = Instant.FromUtc(2021, 5, 3, 4, 5, 6), Narrowed = form.Filters == BookFilters.None ? [] : [new("Nguồn: Nguồn chung", "Pool: General")],
        Question = new BookQuestion("Q106", form.Code, from ?? From, To) { WithUnits = isTogether, Donor = form.Code == "donor" ? 5 : null },
    };

    /// <summary>The book, to be read once.</summary>
    /// <param name="sections">How many of the sections it has; of one alone neither heading nor silence is left out.</param>
    public static OpenBook Open(BookHead head, int sections = 4)
    {
        var shown = Sections[..sections].Select(section => sections == 1 ? section with { Title = null } : section).ToList();
        var lines = Lines.Where(line => line.Section <= sections && line.Date >= head.Question.From).ToAsyncEnumerable();
        return new OpenBook(head, new Scroll(head, shown, Accounts).RowsAsync(lines), false);
    }

    private static BookAccount Account(string code, string vietnamese, string english, Side side, string? number) =>
        new() { Code = code, NameVi = vietnamese, NameEn = english, NormalSide = side, Number = number, IsConfirmed = true };

    private static Flow Flow(long debit, long credit, long come, long gone) => new(new(debit), new(credit), new(come), new(gone));
}
