using FundLedger.Features.Audit;
using Microsoft.Extensions.Localization;

namespace FundLedger.Web.Pages.Audit;

/// <summary>What a pass of the verification is called and what it proves.</summary>
internal sealed record PassWords(string Name, string Proves)
{
    private static readonly Dictionary<string, PassWords> Known = new(StringComparer.Ordinal)
    {
        ["hash-log"] = new(
            Texts.Key("Chuỗi băm"),
            Texts.Key("Mỗi bản ghi nối đúng vào bản ghi trước: không bản ghi nào bị sửa, xóa hay chen vào.")),
        ["entries"] = new(
            Texts.Key("Bút toán"),
            Texts.Key("Mỗi bút toán cân Nợ – Có trong từng nguồn, đủ dòng, đánh số liên tục.")),
        ["documents"] = new(
            Texts.Key("Bút toán và giấy tờ"),
            Texts.Key("Mỗi bút toán đúng là điều mà chứng từ, đề nghị và quyết định của nó dẫn tới.")),
        ["closings"] = new(
            Texts.Key("Khóa sổ"),
            Texts.Key("Các tháng khóa theo thứ tự, số dư lúc khóa đúng, không bút toán nào vào tháng đã khóa.")),
        ["periods"] = new(
            Texts.Key("Mở, khóa và mở lại tháng"),
            Texts.Key("Mỗi lần mở lại có hai người khác nhau, đúng thứ tự; trạng thái các tháng đúng như nhật ký kể.")),
        ["transfers"] = new(
            Texts.Key("Điều chuyển nguồn"),
            Texts.Key("Mỗi điều chuyển đúng như đề nghị, do hai người khác người đề nghị duyệt.")),
        ["statements"] = new(
            Texts.Key("Sao kê đã niêm phong"),
            Texts.Key("Sao kê của từng lần khóa sổ tính lại từ sổ vẫn ra đúng mã đã niêm phong.")),
        ["reports"] = new(
            Texts.Key("Báo cáo đã chốt"),
            Texts.Key("Mỗi báo cáo đã chốt tính lại từ sổ lúc đó vẫn ra đúng số liệu và mã của nó.")),
        ["samples"] = new(
            Texts.Key("Mẫu kiểm tra"),
            Texts.Key("Mỗi mẫu chọn lại từ sổ lúc đó bằng số gieo của nó vẫn ra đúng các suất ấy.")),
        ["pool-balances"] = new(
            Texts.Key("Số dư nguồn"),
            Texts.Key("Tiền và phần đã giữ chỗ của mỗi nguồn bằng tổng các bút toán của nó.")),
        ["money-balances"] = new(
            Texts.Key("Tiền mặt, tiền gửi"),
            Texts.Key("Số tiền trong két và trong tài khoản bằng tổng các bút toán.")),
        ["days"] = new(
            Texts.Key("Số dư từng ngày"),
            Texts.Key("Biến động của mỗi ngày đúng bằng các bút toán ghi ngày đó.")),
        ["commitments"] = new(
            Texts.Key("Giữ chỗ"),
            Texts.Key("Mỗi đề nghị đang chờ giữ đúng số tiền của nó; đề nghị đã chi hoặc bị từ chối không giữ gì.")),
        ["roles"] = new(
            Texts.Key("Quyền của từng người"),
            Texts.Key("Ai có quyền gì đều do một lần trao quyền đã niêm phong; tài khoản vẫn là của người đó.")),
        ["references"] = new(
            Texts.Key("Quỹ, nguồn và định mức"),
            Texts.Key("Ràng buộc của từng nguồn, điều khoản của quỹ và định mức đã ban hành còn nguyên như khi niêm phong.")),
        ["checkpoints"] = new(
            Texts.Key("Điểm đối chiếu đã ký"),
            Texts.Key("Mỗi điểm đối chiếu có chữ ký đúng, và sổ vẫn có đúng bản ghi và số dư đã ký.")),
        ["anchors"] = new(
            Texts.Key("Điểm đối chiếu lưu bên ngoài"),
            Texts.Key("Sổ vẫn có mọi đầu chuỗi băm đã lưu ngoài cơ sở dữ liệu: không đoạn cuối nào bị cắt hay viết lại.")),
        ["vouchers"] = new(
            Texts.Key("Chứng từ"),
            Texts.Key("Mỗi chứng từ còn nguyên như khi niêm phong và số tiền khớp với bút toán.")),
        ["identity-looks"] = new(
            Texts.Key("Lượt xem danh tính"),
            Texts.Key("Mỗi lượt xem danh tính trẻ em còn nguyên như khi niêm phong: ai, lúc nào, của trẻ nào và vì sao.")),
        ["child-events"] = new(
            Texts.Key("Sự kiện của trẻ"),
            Texts.Key("Mỗi sự kiện của trẻ còn nguyên như khi niêm phong: ai ghi, lúc nào, của trẻ nào, việc gì và vì sao.")),
        ["adjustments"] = new(
            Texts.Key("Phiếu kế toán"),
            Texts.Key("Mỗi phiếu kế toán đúng như khi lập; phiếu thay đổi số dư quỹ do người thứ hai ghi sổ.")),
        ["requests"] = new(
            Texts.Key("Đề nghị chi"),
            Texts.Key("Danh sách được chi đúng là danh sách đã đề nghị và đã duyệt.")),
        ["decisions"] = new(
            Texts.Key("Ba người"),
            Texts.Key("Người lập, người duyệt và người chi của mỗi đề nghị là ba người khác nhau, đúng thứ tự.")),
        ["numbers"] = new(
            Texts.Key("Số chứng từ"),
            Texts.Key("Mọi dãy số liên tục: không thiếu, không trùng.")),
        ["donors"] = new(
            Texts.Key("Người ủng hộ"),
            Texts.Key("Tên và địa chỉ người ủng hộ khớp với phiếu thu của họ.")),
        ["norm-uses"] = new(
            Texts.Key("Lần dùng định mức"),
            Texts.Key("Mỗi dòng đề nghị dùng định mức đúng một lần và trả lại đúng một lần khi bị từ chối hoặc đảo.")),
        ["norm-totals"] = new(
            Texts.Key("Số lần của từng trẻ"),
            Texts.Key("Số lần đã dùng của từng trẻ bằng tổng các lần dùng, không vượt số lần cho phép.")),
        ["goods"] = new(
            Texts.Key("Hiện vật trong kho"),
            Texts.Key("Số còn lại và giá trị của mỗi lô hàng bằng tổng nhập, xuất; tài khoản hiện vật bằng giá trị các lô.")),
        ["turnovers"] = new(
            Texts.Key("Số phát sinh từng tháng"),
            Texts.Key("Số phát sinh của mỗi tài khoản trong mỗi tháng bằng tổng các dòng hạch toán của tháng đó.")),
        ["request-keys"] = new(
            Texts.Key("Mã yêu cầu"),
            Texts.Key("Mỗi bút toán có yêu cầu đã trả lời đứng sau; mỗi yêu cầu bị từ chối có lần từ chối của nó.")),
        ["coverage"] = new(
            Texts.Key("Không bỏ sót bảng nào"),
            Texts.Key("Mọi bảng của cơ sở dữ liệu đều có phép kiểm tra của mình hoặc được nói rõ là đứng ngoài.")),
    };

    /// <summary>The words in the reader's language; of a pass without any its name.</summary>
    public static PassWords Of(VerifiedPass pass, IStringLocalizer<Texts> texts) =>
        Known.TryGetValue(pass.Name, out var words) ? new(texts[words.Name], texts[words.Proves]) : new(pass.Name, "");

    internal static IReadOnlyCollection<string> Names => Known.Keys;
}
