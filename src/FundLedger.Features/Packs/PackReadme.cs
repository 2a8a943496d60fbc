using System.Text;
using FundLedger.Domain;
using FundLedger.Domain.Statements;
using FundLedger.Domain.Text;
using FundLedger.Features.Papers;
using FundLedger.Features.Statements;

namespace FundLedger.Features.Packs;

/// <summary>Says in both languages what a pack is of and how each part is checked with nothing but the pack.</summary>
internal static class PackReadme
{
    private static readonly Wording About = new(
        "Đọc trước: gói này là gì và tự kiểm tra thế nào", "Read first: what this is, how to check it");

    public static async Task WriteAsync(PackArchive archive, FundStatement statement, CancellationToken token)
    {
        foreach (var language in Enum.GetValues<PaperLanguage>())
        {
            using var text = new MemoryStream(Encoding.UTF8.GetBytes(Text(statement, language)));
            await archive.AddAsync(language.Of("DOC-TRUOC.txt", "README.txt"), text, About, 0, token);
        }
    }

    private static string Text(FundStatement statement, PaperLanguage language)
    {
        var facts = new StatementFacts(statement, language);
        var about = string.Join('\n', facts.All.Select(fact => $"{fact.Label}: {fact.Value}"));
        return language.Of(Vietnamese, English)
            .Replace("{about}", about, StringComparison.Ordinal)
            .Replace("{state}", State(statement.Figures.Seal, language), StringComparison.Ordinal);
    }

    private static string State(StatementSeal seal, PaperLanguage language) => seal.IsClosed
        ? language.Of(
            """
            Các tháng của gói đã khóa sổ: số liệu, sổ, phê duyệt và nhật ký xuất lại vẫn như vậy. Từng byte cũng vậy, trừ:
              - phát hiện, xác nhận mà kiểm toán viên ghi thêm, và tên của quỹ, nguồn, người làm được đổi;
              - chữ ký số ở cuối tệp PDF, nếu ký bằng khóa đường cong elliptic hoặc chứng thư đã thay; phần đứng trước vẫn như cũ;
              - bằng chứng của sao kê, nếu lúc khóa sổ không có điểm đối chiếu nào được ký: khi đó nó đi đến điểm mới nhất.
            """,
            """
            All months of the pack are closed: exported again, figures, books, approvals and log are the same. So is every byte, except:
              - findings and attestations that auditors add, and names of funds, pools and persons that change;
              - the signature at the end of a PDF, if its key is an elliptic curve or its certificate was renewed; what stands
                before it is the same;
              - the proof of the statement, if no checkpoint was signed at the closing: then it goes to the latest one.
            """)
        : language.Of(
            "CHƯA KHÓA SỔ: số liệu còn thay đổi được, xuất lại sẽ được gói khác.",
            "BOOKS STILL OPEN: figures can change, and exported again it is another pack.");

    private const string Vietnamese = """
        GÓI HỒ SƠ KIỂM TOÁN

        {about}

        {state}

        Gói không lấy tên, ngày sinh, nơi ở của trẻ em; mọi suất hỗ trợ ghi bằng mã, không ghi nhóm hay bệnh bên mã.
        Nhưng có thể suy ra: sao kê có dòng theo nhóm, có khi chỉ 1–4 trẻ; đối chiếu số tiền với danh sách phát theo mã thì
        biết được nhóm hoặc bệnh của một mã. Lời người ta tự viết (diễn giải chứng từ, phát hiện, ghi chú) có trong gói và có
        thể nhắc đến trẻ. Vì thế gói chỉ dành cho kiểm toán viên và được giữ như sổ kế toán, không chuyển tiếp.
        Người làm ghi bằng tên đăng nhập. Số tiền là số nguyên đồng, giờ là giờ Việt Nam.
        Cái gì không có trong gói và vì sao: manifest.json, mục leftOut.

        TỰ KIỂM TRA, KHÔNG CẦN MẠNG, KHÔNG CẦN MÁY CHỦ CỦA QUỸ

        1. Các tệp còn nguyên:
             sha256sum -c SHA256SUMS
           SHA-256 của manifest.json được ghi vào nhật ký của quỹ lúc gói rời chương trình.

        2. Sao kê đúng với các bản ghi đã niêm phong và điểm đối chiếu đã ký (khóa công khai lấy từ nơi khác, không lấy từ gói):
             fundledger verify-statement 1-*/*.proof.zip --key checkpoint.pub.pem --statement 1-*/*.pdf

        3. Tính lại sổ bằng một chương trình kế toán khác:
             hledger -f 2-*/*.journal balance
             ledger  -f 2-*/*.ledger balance
             bean-check 2-*/*.beancount
           Số dư từng tài khoản bằng bảng cân đối số phát sinh (3-*); tổng tiền bằng số dư cuối kỳ của sao kê.

        4. Số chứng từ liên tục: cuối mỗi loại trong sổ đăng ký chứng từ (3-*) ghi "đủ … chứng từ, không thiếu số".

        5. Cộng cột "Số tiền" của danh sách phát theo mã (4-*) được đúng số đã chi hỗ trợ trên sao kê; khoản đảo mang số âm.

        6. Mã băm ở danh sách phê duyệt và khóa sổ (4-*) có trong nhật ký (4-*): bản ghi của đề nghị có từ trước kỳ đứng đầu danh
           sách, cột "Trước kỳ" ghi yes. Nhật ký, đến bản ghi của điểm đối chiếu đã ký, có trong bằng chứng của sao kê.

        """;

    private const string English = """
        AUDITOR'S PACK

        {about}

        {state}

        No name, birth date or home of a child is taken into this pack; each line of support is told by its code, without group or
        illness beside it. But these can be inferred: the statement has rows by group, of 1 to 4 children at times; their amounts
        beside the hand-outs by code tell the group or illness of a code. What people wrote in their own words (texts of vouchers,
        findings, notes) is enclosed and may speak of a child. So the pack is for auditors only and is kept as the books are; do
        not pass it on.
        Persons are told by their sign-in names. Amounts are whole đồng, times are those of Viet Nam.
        What is not in it, and why: manifest.json, leftOut.

        CHECK IT YOURSELF, WITHOUT A NETWORK AND WITHOUT THE FUND'S SERVER

        1. The files are whole:
             sha256sum -c SHA256SUMS
           The SHA-256 of manifest.json was written into the fund's log when the pack left the program.

        2. The statement is that of the sealed records and the signed checkpoint (take the public key from elsewhere, not from the pack):
             fundledger verify-statement 1-*/*.proof.zip --key checkpoint.pub.pem --statement 1-*/*.pdf

        3. Compute the books again with another accounting program:
             hledger -f 2-*/*.journal balance
             ledger  -f 2-*/*.ledger balance
             bean-check 2-*/*.beancount
           The balance of each account is that of the trial balance (3-*); all money is the closing balance of the statement.

        4. Numbers of vouchers have no gap: under each series of the voucher register (3-*) stands "all … there, no gap".

        5. The column "Amount" of the hand-outs by code (4-*) adds up to what the statement says was given; reversals are below zero.

        6. The hashes of the approvals and closings (4-*) are in the log (4-*): records of requests from before the period come first,
           with "yes" under "Before the period". The log, to the record of the signed checkpoint, is in the proof of the statement.

        """;
}
