using FundLedger.Domain.Text;
using FundLedger.Features.Books;
using Kind = FundLedger.Features.Books.BookColumnKind;

namespace FundLedger.Features.Traces;

/// <summary>The form of a statement to a donor.</summary>
internal static class DonorForm
{
    public static BookForm Form { get; } = new("donor-statement", new("Báo cáo sử dụng tiền tài trợ", "Use of gifts"),
    [
        new(Kind.Word, "no", new("TT", "No."), 5), new(Kind.Text, "item", new("Nội dung", "Item"), 40),
        new(Kind.Voucher, "voucher", new("Chứng từ", "Voucher"), 14), new(Kind.Date, "date", new("Ngày", "Date"), 11),
        new(Kind.Amount, "money", new("Tiền", "Money"), 15), new(Kind.Amount, "goods", new("Hiện vật (trị giá)", "Goods (value)"), 13),
        new(Kind.Amount, "times", new("Lượt", "Times"), 7), new(Kind.Amount, "children", new("Số trẻ em", "Children"), 8),
    ])
    {
        IsReport = true, HasBalance = false, HasMonths = false, Keeper = new("Người lập biểu", "Prepared by"),
    };
}
