using FundLedger.Domain.Text;

namespace FundLedger.Features.Audit;

/// <summary>A table, or some columns of one, that no pass of the verification vouches for, and why that may be.</summary>
/// <param name="Columns">Null for the whole table.</param>
public sealed record Exemption(string Table, IReadOnlyList<string>? Columns, Wording Reason);

/// <summary>
/// Everything outside the verification, each with its reason: what stands neither here nor in a pass makes it incomplete.
/// </summary>
public static class Exemptions
{
    private static readonly Wording Lists = new(
        "Danh mục dùng chung, nạp từ tệp đi kèm phần mềm: so với tệp là thấy sửa đổi. Bút toán chỉ mang mã, mã nằm trong chuỗi băm.",
        "A shared list, loaded from a file that comes with the program: a change shows against the file. Entries carry codes, which are "
        + "in the hash log.");

    private static readonly Wording Register = new(
        "Sổ đăng ký trẻ em được sửa và xóa theo luật về dữ liệu cá nhân. Đề nghị chi mang nhóm, nơi ở và lý do lúc xét, đã niêm phong.",
        "The register of children may be corrected and erased, as the law on personal data demands. Requests carry the class, the place "
        + "and the reasons of their day, sealed.");

    private static readonly Wording Vault = new(
        "Bản mã của danh tính: mỗi dòng tự chứng thực bằng AES-GCM với khóa ngoài cơ sở dữ liệu, gắn với mã của trẻ.",
        "Ciphertext of identities: each row authenticates itself (AES-GCM, key outside the database) and is bound to its child.");

    private static readonly Wording Asked = new(
        "Lượt xin và lượt đồng ý mở hồ sơ bảo mật: từng bước đồng thời là một dòng của nhật ký danh tính, đã niêm phong và được so.",
        "Asked for and granted openings of sealed cases: each step is a line of the looks at identities too, sealed and compared.");

    private static readonly Wording Checked = new(
        "Kết quả kiểm tra thường trực: nói lại điều đã thấy một đêm, không suy ra từ đâu; chỉ ghi thêm, chạy lại được bất cứ lúc nào.",
        "What the standing checks found one night; nothing derives it. Append-only, and they can be run again at any time.");

    private static readonly Wording Told = new(
        "Ai được báo việc gì và thư nào đã gửi: mỗi thông báo nói lại một sự kiện đã niêm phong; xóa hay sửa thông báo không đổi sổ.",
        "Who was told what, and which mail was sent: a notice repeats an event that is sealed, and no change of it changes the books.");

    private static readonly Wording Calendar = new(
        "Ngày lễ để nhắc việc và đặt tên; đề nghị chi mang mã và năm của dịp lễ, đã niêm phong.",
        "Days of occasions, for naming; requests carry the code and the year of the occasion, sealed.");

    private static readonly Wording Phones = new(
        "Điện thoại tự báo còn giữ bao nhiêu mã chưa đồng bộ; chỉ ghi thêm. Từng lần phát đã đồng bộ thì được niêm phong và so.",
        "What a phone said of itself, how many notes it still held; append-only. The notes themselves are sealed and compared.");

    private static readonly Wording HeldBack = new(
        "Trẻ của đề nghị nghi trùng với trẻ đăng ký sau: chỉ làm bước kế tiếp phải chờ, không khoản tiền nào suy ra từ đó; chỉ ghi thêm.",
        "Children of requests that may be one registered later: the next step waits for it, and no money derives from it; append-only.");

    private static readonly Wording Due = new(
        "Lịch báo cáo và văn bản đã gửi: để nhắc việc, chỉ ghi thêm; báo cáo đã chốt mà lịch nhắc đến thì được niêm phong và tính lại.",
        "Which reports are due and what was sent: reminders, append-only; the frozen reports that they name are sealed and computed "
        + "again.");

    public static IReadOnlyList<Exemption> All { get; } =
    [
        Table("accounts", Lists), Table("child_classes", Lists), Table("support_kinds", Lists), Table("source_kinds", Lists),
        Table("regime_maps", Lists), Table("adjustable_accounts", Lists),
        Table("units", Lists), Table("occasions", Calendar), Table("occasion_dates", Calendar),
        Table("beneficiaries", Register), Table("beneficiary_classes", Register), Table("households", Register),
        Table("carers", Vault), Table("identity_requests", Asked), Table("identity_answers", Asked),
        Table("class_versions", Lists),
        Table("check_runs", Checked), Table("check_results", Checked), Table("check_faults", Checked), Table("check_canaries", Checked),
        Table("identity_vault", Vault),
        Table("imports", new(
            "Ai gửi tệp nào, lúc nào; khi nhập xong hoặc hủy thì mã băm của tệp và kết quả được niêm phong.",
            "Who sent which file and when; when the import is carried out or cancelled, the file's hash and the outcome are sealed.")),
        Table("persons", new(
            "Họ tên người dùng; ai đứng sau tài khoản nào thì nằm trong chuỗi băm bằng số của người đó.",
            "Names of users; which person is behind which account is in the hash log by that person's number.")),
        Table("request_keys", new(
            "Để một yêu cầu chỉ làm một lần; việc đã làm, việc bị từ chối nằm trong chuỗi băm và được so với mã yêu cầu của chúng.",
            "So that a request is carried out once; what was done and what was refused is in the hash log, and is compared with its key.")),
        Table("close_checks", new(
            "Danh mục kiểm tra khi khóa sổ, do các bước của lược đồ ghi; một kiểm thử so với danh mục trong phần mềm.",
            "The list of checks of a closing, written by the steps of the schema; a test compares it with the program's own.")),
        Table("norm_decision_events", new(
            "Đường đi của một dự thảo định mức. Ai trình, ai ban hành và nội dung đã ban hành nằm trong chuỗi băm cùng quyết định.",
            "The way of a draft of norms. Who proposed it, who published it and what was published is in the hash log with the decision.")),
        Table("coverage_targets", new(
            "Chỉ tiêu của kế hoạch năm để đặt cạnh tỷ lệ; không khoản tiền nào dựa vào. Chỉ ghi thêm, mỗi dòng có căn cứ và người ghi.",
            "Targets of a year's plan beside the coverage; no money rests on them. Append-only, each with its source and its writer.")),
        Table("report_rules", Lists), Table("report_dues", Due), Table("report_answers", Due),
        Table("report_frames", new(
            "Đầu đề, nơi nhận và người ký in trên báo cáo: không nói gì về tiền; chỉ ghi thêm. Báo cáo đã chốt niêm phong số của thể thức.",
            "How reports are headed and signed: it says nothing of money, and is append-only. A frozen report seals the number of its "
            + "frame.")),
        Table("data_protection_keys", new(
            "Khóa của phiên đăng nhập, không phải sổ sách.", "Keys of sign-in sessions, no books.")),
        Table("notices", Told), Table("notice_mails", Told), Table("mail_addresses", Told),
        Table("handout_reports", Phones), Table("later_doubts", HeldBack),
        Table("audit_looks", new(
            "Kiểm toán viên đã mở giấy tờ nào, lúc nào; chỉ ghi thêm. Không đổi sổ; không phải mỗi lần mở là một mắt xích của nhật ký.",
            "Which papers an auditor opened, and when; append-only. No book rests on it, and not each page opened is a link of the log.")),
        Table("ledger_settings", new(
            "Một dòng: sổ trình diễn hay sổ thật; chế độ vận hành thật không khởi động với sổ trình diễn.",
            "One row: demo or real; production does not start on a demo.")),
        Table("schema_versions", new(
            "Các bước của lược đồ đã chạy, do công cụ chuyển đổi ghi.", "The steps of the schema that have run, kept by the migrator.")),
        new("users", SignIn, new(
            "Mật khẩu, khóa tạm và lần đăng nhập thay đổi hằng ngày; người đứng sau tài khoản và việc khóa tài khoản thì được kiểm tra.",
            "Passwords, lock-outs and sign-ins change every day; the person behind the account and its disabling are verified.")),
        new("exception_papers", ["file_name", "media_type"], new(
            "Tên tệp chỉ để tải về; nội dung được so với mã băm trên dòng đề nghị đã niêm phong.",
            "The name is for downloading only; the content is compared with the hash on the sealed line.")),
        new("donors", ["kind"], new(
            "Cá nhân hay tổ chức chỉ để lọc danh sách; tên và địa chỉ được so với phiếu thu đã niêm phong.",
            "Person or organisation only sorts lists; name and address are compared with the sealed receipts.")),
        new("checkpoints", ["checkpoint_no"], new(
            "Thứ tự ghi ra ngoài; chữ ký không phủ số này, tệp lưu bên ngoài thì có.",
            "The order of writing outside; not under the signature, but compared with the anchors.")),
        new("norm_usages", ["usage_no"], new(
            "Số do bảng tự đặt, không nói gì về việc dùng định mức.", "A number that the table gives itself; it says nothing of the use.")),
    ];

    private static IReadOnlyList<string> SignIn =>
    [
        "normalized_user_name", "display_name", "password_hash", "security_stamp", "concurrency_stamp", "lockout_enabled", "lockout_end",
        "access_failed_count", "is_demo", "last_sign_in_at",
    ];

    private static Exemption Table(string name, Wording reason) => new(name, null, reason);
}
