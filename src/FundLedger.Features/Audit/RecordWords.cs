using FundLedger.Domain.Text;

namespace FundLedger.Features.Audit;

/// <summary>
/// What the verifier's kinds of records, and what it compares of them, are called in both languages. A column that people have no word for
/// keeps its name: whoever looks for it looks in the database. Answers for machines keep all names as they are.
/// </summary>
internal static class RecordWords
{
    private const string Unbalanced = "debits less credits of pool ";

    private static readonly Dictionary<string, string> Kinds = new(StringComparer.Ordinal)
    {
        ["entry"] = "bút toán", ["posting"] = "dòng bút toán", ["postings"] = "các dòng bút toán", ["voucher"] = "chứng từ",
        ["decision"] = "bước duyệt", ["request"] = "đề nghị chi", ["step"] = "cấp duyệt", ["refusal"] = "lần bị từ chối",
        ["adjustment"] = "phiếu kế toán", ["adjustment step"] = "bước của phiếu kế toán", ["transfer"] = "điều chuyển nguồn",
        ["closing"] = "lần khóa sổ", ["period state"] = "tình trạng kỳ", ["year end"] = "quyết định kinh phí cuối năm",
        ["opening"] = "số dư đầu năm", ["taken_back"] = "lần thôi khóa sổ", ["accepted"] = "lần chấp nhận khóa sổ",
        ["reopen_requested"] = "đề nghị mở lại sổ", ["reopened"] = "lần mở lại sổ", ["reopen_rejected"] = "lần không cho mở lại sổ",
        ["statement"] = "sao kê", ["report"] = "báo cáo", ["sample"] = "mẫu kiểm tra", ["checkpoint"] = "điểm đối chiếu",
        ["anchor"] = "điểm đối chiếu lưu bên ngoài", ["head"] = "đầu chuỗi", ["log record"] = "bản ghi nhật ký",
        ["role event"] = "lần đổi vai trò", ["role"] = "vai trò", ["account"] = "tài khoản", ["reference"] = "danh mục",
        ["donor"] = "nhà hảo tâm", ["pool"] = "nguồn", ["money"] = "tiền", ["turnover"] = "số phát sinh tháng",
        ["number series"] = "dãy số", ["norm use"] = "lần sử dụng định mức", ["norm total"] = "tổng lần sử dụng định mức",
        ["lot"] = "lô hiện vật", ["pool day"] = "ngày của nguồn", ["money day"] = "ngày của tiền",
        ["identity look"] = "lượt xem danh tính", ["child event"] = "sự kiện của trẻ", ["import"] = "lần nhập tệp",
        ["attestation"] = "xác nhận", ["closing_papers"] = "giấy tờ khóa sổ", ["delegation"] = "ủy quyền",
        ["finding"] = "phát hiện kiểm toán", ["finding_step"] = "bước xử lý phát hiện", ["fund"] = "quỹ", ["goods_item"] = "mặt hàng",
        ["goods_loss"] = "hao hụt hiện vật", ["goods_paper"] = "phiếu kho", ["handout"] = "đợt phát",
        ["handout_print"] = "bản in đợt phát", ["institution"] = "cơ sở", ["ladder"] = "phân cấp phê duyệt",
        ["later_paper"] = "giấy tờ bổ sung", ["list_export"] = "lần xuất danh sách", ["norm_decision"] = "quyết định định mức",
        ["payment_order"] = "lệnh chi", ["payment_print"] = "bản in lệnh chi", ["print_run"] = "lần in chứng từ",
        ["receipt_likeness"] = "lý do khoản thu giống nhau", ["request_goods"] = "hiện vật của đề nghị",
        ["sample_result"] = "kết quả mẫu", ["signed_list"] = "danh sách ký nhận", ["year_plan"] = "kế hoạch năm",
        ["year_plan_decision"] = "quyết định kế hoạch năm",
    };

    private static readonly Dictionary<string, string> Fields = new(StringComparer.Ordinal)
    {
        ["written by"] = "người ghi", ["written at"] = "lúc ghi", ["looked by"] = "người xem", ["looked at"] = "lúc xem",
        ["child and reason"] = "trẻ và lý do", ["child, event and reason"] = "trẻ, sự kiện và lý do",
        ["name and address"] = "tên và địa chỉ", ["different persons"] = "những người khác nhau", ["second person"] = "người thứ hai",
        ["decided before"] = "đã quyết định trước đó", ["answered month"] = "tháng được trả lời",
        ["closing month"] = "tháng đang khóa", ["debit/credit"] = "nợ/có", ["used of allowed"] = "đã dùng trên mức cho phép",
        ["goods moved"] = "hiện vật nhập xuất",
        ["pool, left, promised, unit value, value"] = "nguồn, còn lại, đã hứa, đơn giá, giá trị", ["content"] = "nội dung",
        ["amount"] = "số tiền", ["month"] = "tháng", ["version"] = "lần", ["entries"] = "các bút toán", ["postings"] = "các dòng",
        ["document"] = "chứng từ", ["reason"] = "lý do", ["hash"] = "mã băm", ["proof"] = "chứng minh", ["signature"] = "chữ ký",
        ["digest"] = "mã băm", ["total"] = "tổng số", ["liquid"] = "số tiền", ["balance"] = "số dư", ["sum"] = "tổng",
        ["committed"] = "đã giữ chỗ", ["goods"] = "hiện vật", ["count"] = "số lượng", ["status"] = "trạng thái",
        ["requester"] = "người đề nghị", ["approver"] = "người duyệt", ["poster"] = "người ghi sổ", ["rejecter"] = "người từ chối",
    };

    private static readonly Dictionary<string, string> Values = new(StringComparer.Ordinal)
    {
        ["there"] = "có", ["none"] = "không có", ["true"] = "đúng", ["false"] = "sai", ["not 0"] = "khác 0",
        ["positive"] = "số dương", ["at least 2"] = "ít nhất 2", ["a word of the rules"] = "một từ của quy tắc",
    };

    public static Wording OfKind(string kind) => In(Kinds, kind);

    public static Wording OfField(string field)
    {
        if (field.StartsWith(Unbalanced, StringComparison.Ordinal)) return new($"nợ trừ có của nguồn {field[Unbalanced.Length..]}", field);
        return field.Split(' ', 3) is ["posting", var line, var rest]
            ? new($"dòng {line} {In(Fields, rest).Vi}", field)
            : In(Fields, field);
    }

    /// <param name="value">Null where there is nothing.</param>
    public static Wording OfValue(string? value) => value is null ? new Wording("trống", "empty") : In(Values, value);

    internal static bool Knows(string kind) => Kinds.ContainsKey(kind);

    private static Wording In(Dictionary<string, string> words, string word) => new(words.GetValueOrDefault(word, word), word);
}
