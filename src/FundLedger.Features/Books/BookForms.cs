using FundLedger.Domain.Text;
using Kind = FundLedger.Features.Books.BookColumnKind;

namespace FundLedger.Features.Books;

/// <summary>The books that are kept, in the order in which they are offered.</summary>
public static class BookForms
{
    private static readonly Wording Paper = new("Chứng từ", "Voucher");
    private static readonly Wording Turnover = new("Số phát sinh", "Turnover");

    private static BookColumn Posted => new(Kind.Date, "date", new("Ngày, tháng ghi sổ", "Posted on"), 11);

    private static BookColumn PaperNumber => new(Kind.Voucher, "voucher", new("Số hiệu", "Number"), 14) { Group = Paper };

    private static BookColumn PaperDate => new(Kind.VoucherDate, "voucherDate", new("Ngày, tháng", "Date"), 11) { Group = Paper };

    private static BookColumn Text => new(Kind.Text, "text", new("Diễn giải", "Description"), 36);

    private static BookColumn Contra => new(Kind.Contra, "contra", new("TK đối ứng", "Contra account"), 8);

    private static BookColumn Pool => new(Kind.Pool, "pool", new("Nguồn", "Pool"), 11);

    private static BookColumn Balance => new(Kind.Balance, "balance", new("Số dư", "Balance"), 15);

    private static BookColumn Debit => new(Kind.Debit, "debit", new("Nợ", "Debit"), 15) { Group = Turnover };

    private static BookColumn Credit => new(Kind.Credit, "credit", new("Có", "Credit"), 15) { Group = Turnover };

    public static BookForm Cash { get; } = new("cash", new("Sổ quỹ tiền mặt", "Cash book"),
    [
        Posted, new(Kind.VoucherDate, "voucherDate", new("Ngày, tháng chứng từ", "Voucher date"), 11),
        new(Kind.VoucherIn, "receipt", new("Thu", "In"), 14) { Group = new("Số phiếu", "Voucher") },
        new(Kind.VoucherOut, "payment", new("Chi", "Out"), 14) { Group = new("Số phiếu", "Voucher") },
        Text,
        new(Kind.Debit, "in", new("Thu", "Received"), 15) { Group = new("Số tiền", "Amount") },
        new(Kind.Credit, "out", new("Chi", "Paid"), 15) { Group = new("Số tiền", "Amount") },
        new(Kind.Balance, "balance", new("Tồn", "On hand"), 15) { Group = new("Số tiền", "Amount") },
        new(Kind.Note, "note", new("Ghi chú", "Note"), 12),
    ]) { Keeper = new("Thủ quỹ", "Cashier") };

    public static BookForm Bank { get; } = new("bank", new("Sổ tiền gửi ngân hàng, kho bạc", "Bank and treasury book"),
    [
        Posted, PaperNumber, PaperDate, Text,
        new(Kind.Debit, "in", new("Gửi vào", "Paid in"), 15) { Group = new("Số tiền", "Amount") },
        new(Kind.Credit, "out", new("Rút ra", "Drawn"), 15) { Group = new("Số tiền", "Amount") },
        new(Kind.Balance, "balance", new("Còn lại", "Left"), 15) { Group = new("Số tiền", "Amount") },
        new(Kind.Note, "note", new("Ghi chú", "Note"), 14),
    ]);

    public static BookForm Journal { get; } = new("journal", new("Sổ nhật ký chung", "General journal"),
        [Posted, PaperNumber, PaperDate, Text, new(Kind.Account, "account", new("Số hiệu TK", "Account"), 8), Contra, Pool, Debit, Credit])
    {
        HasBalance = false,
    };

    public static BookForm Ledger { get; } = new(
        "ledger", new("Sổ cái", "General ledger"), [Posted, PaperNumber, PaperDate, Text, Contra, Debit, Credit])
    {
        Filters = BookFilters.Account,
    };

    public static BookForm Account { get; } = new(
        "account", new("Sổ chi tiết tài khoản", "Account detail"),
        [Posted, PaperNumber, PaperDate, Text, Contra, Pool, Debit, Credit, Balance])
    {
        Filters = BookFilters.Account | BookFilters.Pool,
    };

    public static BookForm TrialBalance { get; } = new("trial-balance", new("Bảng cân đối số phát sinh", "Trial balance"),
    [
        new(Kind.Account, "account", new("Số hiệu TK", "Account"), 8), new(Kind.Text, "text", new("Tên tài khoản", "Name"), 30),
        .. Pair("opening", new("Số dư đầu kỳ", "Opening balance")), .. Pair("turnover", new("Số phát sinh kỳ này", "Turnover")),
        .. Pair("year", new("Lũy kế từ đầu năm", "Since 1 January")), .. Pair("closing", new("Số dư cuối kỳ", "Closing balance")),
    ]) { HasMonths = false };

    public static IReadOnlyList<BookForm> All { get; } = 
    [
        Cash, Bank, Journal, Ledger, TrialBalance, Account, DetailForms.OfPool, DetailForms.OfDonor, DetailForms.OfAdvances,
        DetailForms.OfGoods, DetailForms.OfBudget, DetailForms.OfVouchers, DetailForms.OfInternal,
    ];

    public static BookForm? Find(string? code) => All.FirstOrDefault(form => form.Code == code);

    private static IEnumerable<BookColumn> Pair(string key, Wording group) =>
    [
        new(Kind.Amount, $"{key}Debit", new("Nợ", "Debit"), 14) { Group = group },
        new(Kind.Amount, $"{key}Credit", new("Có", "Credit"), 14) { Group = group },
    ];
}
