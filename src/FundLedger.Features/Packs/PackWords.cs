using FundLedger.Domain.Text;
using FundLedger.Features.Papers;
using FundLedger.Features.Statements;

namespace FundLedger.Features.Packs;

/// <summary>How a pack names its folders, and what it says of what it leaves out.</summary>
internal static class PackWords
{
    public static Wording NothingSigned { get; } = new(
        "Nhật ký của quỹ chưa có điểm đối chiếu nào được ký", "No head of the fund's log has been signed yet");

    /// <summary>Never in a pack.</summary>
    public static IReadOnlyList<(Wording What, Wording Why)> NeverIn { get; } =
    [
        (new("Tên, ngày sinh, nơi ở của trẻ em; nhóm, bệnh bên từng mã",
                "Names, birth dates, homes of children; groups and illnesses beside codes"),
            new("Thông tin riêng của trẻ; kiểm toán viên xem từng em trong chương trình, mỗi lần xem đều ghi lại. Nhóm hoặc bệnh của một "
                + "mã vẫn có thể suy ra khi đối chiếu dòng 1–4 trẻ của sao kê với số tiền theo mã",
                "Private; an auditor looks them up one by one in the program, and each look is written down. The group or illness of a "
                + "code can still be inferred from rows of 1 to 4 children in the statement and the amounts by code")),
        (new("Giấy tờ kèm đề nghị, danh sách ký nhận đã quét", "Papers of requests, scanned lists with signatures"),
            new("Có tên trẻ; nằm mã hóa trong chương trình, mã băm của từng giấy có trong nhật ký",
                "They have names on them; they lie encrypted in the program, and the log has the hash of each")),
        (new("Lý do viết bằng lời của từng quyết định", "Reasons of decisions in words"),
            new("Có thể nhắc tên trẻ; nhật ký giữ cam kết băm của chúng. Diễn giải chứng từ, lời của phát hiện và ghi chú thì có trong gói",
                "They may name a child; the log keeps commitments to them. Texts of vouchers, findings and notes are enclosed")),
        (new("Tệp kèm trả lời phát hiện", "Papers of answers to findings"),
            new("Mở trong chương trình, ở phát hiện đó", "Opened in the program, at the finding")),
    ];

    public static string Statement(PaperLanguage language) => language.Of("1-sao-ke", "1-statement");

    public static string Journals(PaperLanguage language) => language.Of("2-nhat-ky-tinh-lai", "2-journals");

    public static string Books(PaperLanguage language) => language.Of("3-so-ke-toan", "3-books");

    public static string Lists(PaperLanguage language) => language.Of("4-danh-sach", "4-lists");

    public static Wording JournalFor(ExportFormat format) =>
        new($"Sổ nhật ký cho chương trình {format}", $"Journal for the program {format}");

    /// <summary>That of the statement, by another first word: e.g. <c>kiem-toan-Q106-20210101-20210331.zip</c>.</summary>
    public static string FileName(string ofStatement, PaperLanguage language) => ofStatement.Replace(
        language.Of("thu-chi", "statement"), language.Of("kiem-toan", "audit-pack"), StringComparison.Ordinal);
}
