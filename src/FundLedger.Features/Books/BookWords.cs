using System.Globalization;
using FundLedger.Domain.Text;
using NodaTime;

namespace FundLedger.Features.Books;

/// <summary>How books describe what happened.</summary>
internal static class BookWords
{
    private static readonly Dictionary<string, Wording> Kinds = new()
    {
        ["receipt"] = new("Thu", "Received"), ["disbursement"] = new("Chi hỗ trợ", "Support paid"),
        ["reversal"] = new("Đảo chứng từ", "Reversal of"), ["transfer"] = new("Điều chuyển nguồn", "Transfer between pools"),
        ["lapse"] = new("Kết chuyển kinh phí hết hạn", "Lapsed budget money"),
        ["budget_return"] = new("Nộp trả kinh phí", "Budget money returned"), ["adjustment"] = new("Điều chỉnh", "Adjustment"),
        ["advance"] = new("Tạm ứng", "Advance"), ["advance_return"] = new("Thu hoàn tạm ứng", "Advance returned"),
        ["goods_receipt"] = new("Nhập hiện vật", "Goods received"), ["goods_valuation"] = new("Định giá hiện vật", "Goods valued"),
        ["goods_issue"] = new("Xuất hiện vật", "Goods issued"), ["goods_loss"] = new("Giảm hiện vật", "Goods lost"),
        ["commitment"] = new("Giữ chỗ", "Reserved"), ["release"] = new("Trả giữ chỗ", "Reservation released"),
    };

    public static Wording KindOf(string kind) => Kinds.GetValueOrDefault(kind, new Wording(kind, kind));

    public static Wording TextOf(BookLine line)
    {
        var kind = KindOf(line.Kind);
        return new Wording(Sentence(line, kind.Vi, line.TitleVi, "đề nghị", "Nhà tài trợ số"),
            Sentence(line, kind.En, line.TitleEn, "request", "Donor"));
    }

    private static string Sentence(BookLine line, string kind, string? title, string request, string donor)
    {
        var head = line.Reverses is { } reversed ? $"{kind} {reversed}" : kind;
        var giver = line.DonorId is not { } number ? null
            : line.Donor ?? string.Create(CultureInfo.InvariantCulture, $"{donor} {number}");
        var what = line.DisbursementId is { } id
            ? string.Create(CultureInfo.InvariantCulture, $"{title} ({request} {id})")
            : null;
        string?[] parts = [giver, what, line.Content];
        var told = string.Join("; ", parts.OfType<string>());
        return told.Length == 0 ? head : $"{head}: {told}";
    }

    /// <summary>Whole months by their name, others by their days.</summary>
    public static Wording TurnoverOf(LocalDate first, LocalDate last)
    {
        var isMonth = first.Day == 1 && last == first.PlusMonths(1).PlusDays(-1);
        return isMonth
            ? Say($"Cộng phát sinh tháng {first.Month:00}/{first.Year}", $"Turnover of {first.Month:00}/{first.Year}")
            : Say($"Cộng phát sinh từ {Day(first)} đến {Day(last)}", $"Turnover from {Day(first)} to {Day(last)}");
    }

    public static Wording SinceQuarter(LocalDate day) =>
        Say($"Lũy kế từ đầu quý {QuarterOf(day)}/{day.Year}", $"Since the start of quarter {QuarterOf(day)}/{day.Year}");

    public static Wording SinceYear(LocalDate day) => Say($"Lũy kế từ đầu năm {day.Year}", $"Since 1 January {day.Year}");

    public static Wording Opening { get; } = new("Số dư đầu kỳ", "Opening balance");

    public static Wording Closing { get; } = new("Số dư cuối kỳ", "Closing balance");

    public static Wording OfPeriod { get; } = new("Cộng phát sinh trong kỳ", "Turnover of the period");

    public static Wording ClosingOf(LocalDate last) => Say($"Số dư ngày {Day(last)}", $"Balance on {Day(last)}");

    private static int QuarterOf(LocalDate day) => ((day.Month - 1) / 3) + 1;

    private static string Day(LocalDate day) => PrintedDate.Of(day);

    private static Wording Say(FormattableString vietnamese, FormattableString english) =>
        new(FormattableString.Invariant(vietnamese), FormattableString.Invariant(english));
}
