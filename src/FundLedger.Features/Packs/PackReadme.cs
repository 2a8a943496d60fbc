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
            "Các tháng của gói đã khóa sổ: xuất lại gói này được đúng từng byte, trừ khi kiểm toán viên ghi thêm phát hiện, xác nhận,\n"
            + "hoặc tên của quỹ, nguồn, người làm được đổi.",
            "All months of the pack are closed: exported again it has the same bytes, unless an auditor wrote another finding or\n"
            + "attestation, or a fund, a pool or a person was given another name.")
        : language.Of(
            "CHƯA KHÓA SỔ: số liệu còn thay đổi được, xuất lại sẽ được gói khác.",
            "BOOKS STILL OPEN: figures can change, and exported again it is another pack.");

    private const string Vietnamese = """
        GÓI HỒ SƠ KIỂM TOÁN

        {about}

        {state}

        Trong gói không có tên, ngày sinh, nơi ở, nhóm hay bệnh của trẻ em nào: mọi suất hỗ trợ ghi bằng mã.
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

        6. Mã băm ở danh sách phê duyệt và khóa sổ (4-*) có trong nhật ký (4-*); nhật ký có trong bằng chứng của sao kê.

        """;

    private const string English = """
        AUDITOR'S PACK

        {about}

        {state}

        No name, birth date, home, group or illness of any child is in this pack: each line of support is told by its code.
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

        6. The hashes of the approvals and closings (4-*) are in the log (4-*); the log is in the proof of the statement.

        """;
}
