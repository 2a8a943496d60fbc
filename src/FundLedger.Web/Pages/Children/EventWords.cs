using FundLedger.Domain.Children;
using Microsoft.Extensions.Localization;

namespace FundLedger.Web.Pages.Children;

/// <summary>What the events and states of a child are called.</summary>
internal static class EventWords
{
    public static IReadOnlyList<string> States { get; } = ["active", "suspended", "left", "aged_out", "died", "merged"];

    public static ChildEventKind KindOf(string happened) =>
        Enum.Parse<ChildEventKind>(happened.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);

    public static string Of(string happened, IStringLocalizer<Texts> texts) => happened switch
    {
        "registered" => texts["Đăng ký"],
        "moved" => texts["Chuyển nơi ở"],
        "died" => texts["Mất"],
        "left" => texts["Rời tỉnh hoặc ra nước ngoài"],
        "aged_out" => texts["Đủ 16 tuổi"],
        "group_added" => texts["Thêm nhóm"],
        "group_ended" => texts["Không còn thuộc nhóm"],
        "suspended" => texts["Tạm dừng hỗ trợ"],
        "resumed" => texts["Hỗ trợ trở lại"],
        "carer_changed" => texts["Đổi người chăm sóc"],
        "merged" => texts["Gộp vào mã khác"],
        "told_apart" => texts["Xác định là hai trẻ"],
        _ => texts["Sửa sự kiện ghi nhầm"],
    };

    public static string StateOf(string state, IStringLocalizer<Texts> texts) => state switch
    {
        "active" => texts["Đang theo dõi"],
        "suspended" => texts["Tạm dừng"],
        "left" => texts["Đã rời đi"],
        "aged_out" => texts["Đủ 16 tuổi"],
        "merged" => texts["Đã gộp mã"],
        _ => texts["Đã mất"],
    };

    public static string ColourOf(string state) => state switch { "active" => "green", "suspended" => "amber", _ => "grey" };

    /// <summary>The events that can be written down of a child in a state, in the order of the buttons.</summary>
    public static IReadOnlyList<string> Possible(string state) => state switch
    {
        "active" => ["moved", "group_added", "group_ended", "carer_changed", "suspended", "aged_out", "left", "died"],
        "suspended" => ["resumed", "moved", "group_added", "group_ended", "carer_changed", "aged_out", "left", "died"],
        "left" => ["registered", "aged_out", "died"],
        "aged_out" => ["died"],
        _ => [],
    };
}
