using FundLedger.Domain.Children;
using Microsoft.Extensions.Localization;

namespace FundLedger.Web.Pages.Children;

/// <summary>What pairs of children, their fields and the ways in which they agree are called.</summary>
internal static class PairWords
{
    public static IReadOnlyList<PairKind> Kinds { get; } = [PairKind.Strong, PairKind.Possible, PairKind.LikelyTwins];

    public static string Of(PairKind kind, IStringLocalizer<Texts> texts) => kind switch
    {
        PairKind.Strong => texts["Rất giống"],
        PairKind.LikelyTwins => texts["Có thể là sinh đôi"],
        _ => texts["Nên xem"],
    };

    public static string ColourOf(PairKind kind) => kind switch { PairKind.Strong => "red", PairKind.Possible => "amber", _ => "blue" };

    public static string Of(ChildField field, IStringLocalizer<Texts> texts) => field switch
    {
        ChildField.Name => texts["Họ và tên"],
        ChildField.Birth => texts["Ngày sinh"],
        ChildField.Sex => texts["Giới tính"],
        ChildField.Guardian => texts["Người giám hộ"],
        ChildField.Household => texts["Hộ"],
        _ => texts["Số định danh cá nhân"],
    };

    public static string ColourOf(Agreement agreement) => agreement switch
    {
        Agreement.Agrees => "green",
        Agreement.Nearly => "amber",
        Agreement.Differs => "red",
        _ => "grey",
    };

    /// <summary>How one field of the two compares, as a short sentence.</summary>
    public static string Of(Likeness how, IStringLocalizer<Texts> texts) => how switch
    {
        Likeness.Same => texts["giống nhau"],
        Likeness.AccentsMissing => texts["một bên thiếu dấu"],
        Likeness.OrderSwapped => texts["đảo thứ tự họ tên"],
        Likeness.OneLetter => texts["khác một chữ cái"],
        Likeness.PartLeftOut => texts["một bên thiếu chữ đệm"],
        Likeness.AccentsDiffer => texts["cùng chữ, khác dấu"],
        Likeness.SameYear => texts["cùng năm, không rõ ngày"],
        Likeness.DayAndMonthSwapped => texts["đảo ngày và tháng"],
        Likeness.DaysApart => texts["cách nhau vài ngày"],
        Likeness.OtherYear => texts["cùng ngày, khác năm"],
        Likeness.OneDigit => texts["khác một chữ số"],
        Likeness.SharedByFamily => texts["chung số của cha mẹ"],
        Likeness.NotKnown => texts["không đủ thông tin"],
        _ => texts["khác nhau"],
    };
}
