using FundLedger.Domain.Text;
using FundLedger.Features.Books;
using Kind = FundLedger.Features.Books.BookColumnKind;

namespace FundLedger.Features.Reports;

/// <summary>The reports that are made, in the order in which they are offered.</summary>
public static class ReportForms
{
    private static readonly Wording Period = new("Kỳ này", "This period");
    private static readonly Wording Before = new("Cùng kỳ năm trước", "A year before");
    private static readonly Wording LastTime = new("Dịp này năm trước", "This occasion a year before");

    private static readonly Wording Plan = new("Kế hoạch năm", "Plan of the year");

    private static BookColumn No => new(Kind.Word, "no", new("STT", "No."), 5);

    private static BookColumn Money => Figure("money", "Tiền (đồng)", "Money (VND)", 15);

    private static BookColumn Goods => Figure("goods", "Hiện vật quy tiền (đồng)", "Goods, value (VND)", 15);

    private static BookColumn Times => Figure("times", "Lượt trẻ em", "Times supported", 9);

    private static BookColumn Children => Figure("children", "Số trẻ em", "Children", 9);

    public static BookForm ReceiptAndUse { get; } = Report("receipt-use", new("Báo cáo thu, chi Quỹ", "Receipt and use of the fund"),
    [
        No, Text(34), Money with { Group = Period }, Goods with { Group = Period }, Times with { Group = Period },
        Children with { Group = Period }, Money with { Key = "moneyBefore", Group = Before },
        Goods with { Key = "goodsBefore", Group = Before }, Times with { Key = "timesBefore", Group = Before },
        new(Kind.Word, "ratio", new("Tiền so cùng kỳ", "Money, to the year before"), 9),
    ]);

    /// <summary>The same beside the plan of the year.</summary>
    internal static BookForm BesidePlan { get; } = ReceiptAndUse with
    {
        Columns =
        [
            .. ReceiptAndUse.Columns, Figure("planMoney", "Tiền (đồng)", "Money (VND)", 15) with { Group = Plan },
            Figure("planChildren", "Số trẻ em", "Children", 8) with { Group = Plan },
            new(Kind.Word, "reached", new("% đạt", "% reached"), 7) { Group = Plan },
        ],
    };

    public static BookForm OfOccasion { get; } = Report("occasion", new("Báo cáo chuyên đề theo dịp", "Report of an occasion"),
    [
        No, Text(34), Money with { Group = Period }, Goods with { Group = Period }, Times with { Group = Period },
        Children with { Group = Period }, Money with { Key = "moneyBefore", Group = LastTime },
        Times with { Key = "timesBefore", Group = LastTime },
    ]);

    /// <summary>Its columns are the kinds of support that there were, see <see cref="MatrixRows"/>.</summary>
    public static BookForm Matrix { get; } = Report(
        "matrix", new("Tổng hợp hỗ trợ theo xã và nội dung", "Support by commune and kind"),
        [No, Text(26) with { Header = new("Xã, thị trấn", "Commune") }]);

    /// <summary>For everybody: small counts are always left out, nothing is compared, and it says of which closings it is.</summary>
    public static BookForm Publication { get; } = Report(
        "publication", new("Công khai thu, chi Quỹ", "Publication of receipts and uses"), [No, Text(44), Money, Goods, Times, Children]);

    public static IReadOnlyList<BookForm> All { get; } = [ReceiptAndUse, OfOccasion, Matrix, Publication];

    public static BookForm? Find(string? code) => All.FirstOrDefault(form => form.Code == code);

    internal static BookColumn OfKind(string key, Wording name) => new(Kind.Amount, key, name, 13);

    private static BookColumn Text(int width) => new(Kind.Text, "item", new("Chỉ tiêu", "Item"), width);

    private static BookColumn Figure(string key, string vietnamese, string english, int width) =>
        new(Kind.Amount, key, new(vietnamese, english), width);

    private static BookForm Report(string code, Wording name, IReadOnlyList<BookColumn> columns) => new(code, name, columns)
    {
        IsReport = true, HasBalance = false, HasMonths = false, Keeper = new("Người lập biểu", "Prepared by"),
    };
}
