using FundLedger.Domain.Text;
using Kind = FundLedger.Features.Books.BookColumnKind;

namespace FundLedger.Features.Books;

/// <summary>Books of one thing each: a pool, a giver, an advance, goods; and the registers beside the books.</summary>
internal static class DetailForms
{
    private static readonly Wording Paper = new("Chứng từ", "Voucher");

    private static BookColumn Posted => new(Kind.Date, "date", new("Ngày, tháng ghi sổ", "Posted on"), 11);

    private static BookColumn PaperNumber => new(Kind.Voucher, "voucher", new("Số hiệu", "Number"), 14) { Group = Paper };

    private static BookColumn PaperDate => new(Kind.VoucherDate, "voucherDate", new("Ngày, tháng", "Date"), 11) { Group = Paper };

    private static BookColumn Text => new(Kind.Text, "text", new("Diễn giải", "Description"), 36);

    private static BookColumn Contra => new(Kind.Contra, "contra", new("TK đối ứng", "Contra account"), 8);

    private static BookColumn Pool => new(Kind.Pool, "pool", new("Nguồn", "Pool"), 11);

    public static BookForm OfPool { get; } = new("pool", new("Sổ chi tiết theo nguồn", "Pool detail"),
    [
        Posted, PaperNumber, PaperDate, Text, Contra, Amount(Kind.Credit, "received", "Thu vào nguồn", "Received"),
        Amount(Kind.Debit, "used", "Chi từ nguồn", "Used"), Amount(Kind.Balance, "balance", "Còn lại", "Left"),
    ]) { Filters = BookFilters.Pool };

    public static BookForm OfDonor { get; } = new("donor", new("Sổ chi tiết theo nhà tài trợ", "Donor detail"),
    [
        Posted, PaperNumber, PaperDate, Text, Pool, Amount(Kind.Credit, "received", "Đã nhận", "Received"),
        Amount(Kind.Balance, "balance", "Lũy kế đã nhận", "Received so far"),
    ]) { Filters = BookFilters.Pool | BookFilters.Donor };

    public static BookForm OfAdvances { get; } = new("advances", new("Sổ chi tiết tạm ứng", "Advances"),
    [
        Posted, PaperNumber, PaperDate, Text, Contra, Amount(Kind.Debit, "advanced", "Số đã tạm ứng", "Advanced"),
        Amount(Kind.Credit, "settled", "Số đã thanh toán, hoàn lại", "Settled or returned"),
        Amount(Kind.Balance, "balance", "Còn treo", "Open"),
    ]);

    public static BookForm OfGoods { get; } = new("goods", new("Sổ chi tiết hiện vật", "Goods detail"),
    [
        Posted, PaperNumber, PaperDate, Text, Pool,
        .. Pair(Kind.QuantityIn, Kind.Debit, "in", new("Nhập", "In")), .. Pair(Kind.QuantityOut, Kind.Credit, "out", new("Xuất", "Out")),
        .. Pair(Kind.QuantityBalance, Kind.Balance, "left", new("Tồn", "Left")),
    ]) { Keeper = new("Thủ kho", "Storekeeper") };

    public static BookForm OfBudget { get; } = new("appropriation", new("Sổ theo dõi kinh phí ngân sách", "Budget money"),
    [
        Posted, PaperNumber, PaperDate, Text, Amount(Kind.Credit, "received", "Kinh phí nhận", "Received"),
        Amount(Kind.Debit, "used", "Đã sử dụng, nộp trả", "Used or given back"), Amount(Kind.Balance, "balance", "Còn lại", "Left"),
    ]) { Filters = BookFilters.Pool };

    public static BookForm OfVouchers { get; } = new("vouchers", new("Sổ đăng ký chứng từ", "Voucher register"),
    [
        new(Kind.Voucher, "voucher", new("Số hiệu", "Number"), 14), new(Kind.Date, "date", new("Ngày, tháng", "Date"), 11), Text, Pool,
        Amount(Kind.Debit, "amount", "Số tiền", "Amount"), new(Kind.Word, "preparedBy", new("Người lập", "Prepared by"), 18),
        new(Kind.Note, "note", new("Ghi chú", "Note"), 20),
    ]) { HasBalance = false, HasMonths = false };

    public static BookForm OfInternal { get; } = new(
        "internal", new("Chuyển tiền giữa các quỹ đã loại trừ", "Transfers between funds, left out"),
    [
        new(Kind.Date, "date", new("Ngày chuyển", "Given on"), 11), new(Kind.Fund, "fund", new("Quỹ chuyển", "Giver"), 10),
        new(Kind.Voucher, "voucher", new("Số phiếu chi", "Payment"), 14), Text,
        new(Kind.Word, "taker", new("Quỹ nhận", "Taker"), 10), new(Kind.VoucherDate, "takenOn", new("Ngày nhận", "Taken on"), 11),
        new(Kind.Word, "takenBy", new("Số phiếu thu", "Receipt"), 14), Amount(Kind.Amount, "amount", "Số tiền", "Amount"),
    ]) { HasBalance = false, HasMonths = false };

    private static BookColumn Amount(Kind kind, string key, string vietnamese, string english) =>
        new(kind, key, new(vietnamese, english), 15);

    private static IEnumerable<BookColumn> Pair(Kind quantity, Kind value, string key, Wording group) =>
    [
        new(quantity, $"{key}Quantity", new("Số lượng", "Quantity"), 9) { Group = group },
        new(value, $"{key}Value", new("Thành tiền", "Value"), 14) { Group = group },
    ];
}
