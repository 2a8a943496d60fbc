using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Domain.Statements;
using FundLedger.Domain.Text;

namespace FundLedger.Features.Statements;

/// <summary>What is wrong with a proof, in both languages.</summary>
public static class ProofWords
{
    public static Wording TooOld { get; } = new(
        "Gói thuộc phiên bản 1, chưa mang phần chuyển nguồn: hãy xuất lại.",
        "The package is of version 1 and carries no transfers between pools: export it again.");

    public static Wording OtherDigest { get; } = new(
        "Mã băm không phải của số liệu trong gói.", "The digest is not that of the enclosed figures.");

    public static Wording CheckpointElsewhere { get; } = new("Điểm đối chiếu thuộc quỹ khác.", "The checkpoint is of another fund.");

    public static Wording OtherFundName { get; } = new(
        "Tên quỹ không phải tên đã niêm phong.", "The name of the fund is not the sealed one.");

    public static Wording OtherPoolName { get; } = new(
        "Có tên nguồn không phải tên đã niêm phong.", "The name of a pool is not the sealed one.");

    public static Wording OtherTransfers { get; } = new(
        "Phần chuyển nguồn không như bút toán.", "The transfers are not as the entries say.");

    public static Wording OtherVouchers { get; } = new("Phần chứng từ không như bút toán.", "The vouchers are not as the entries say.");

    public static Wording NotInLog(long record) => new(
        $"Điểm đối chiếu {record} in trên sao kê không có trong nhật ký.", $"The printed checkpoint {record} is not in the log.");

    public static Wording NotSignedYet(long from, long to) => new(
        $"Các bản ghi từ {from} đến {to} mới hơn điểm đối chiếu đã ký sau cùng: hãy xuất lại sau một phút.",
        $"Records {from} to {to} are newer than the last signed checkpoint: export again in a minute.");

    public static Wording OtherStatement(string counted, string stated) => new(
        $"Bút toán cho ra sao kê khác: “{counted}”, sao kê ghi “{stated}”.",
        $"The entries give another statement: \"{counted}\", stated \"{stated}\".");

    public static Wording OtherPaper(string name, Wording why) => new(
        $"{name} không phải sao kê của bằng chứng này: {why.Vi}", $"{name} is not the statement of this proof: {why.En}");

    public static Wording TooMany(long named) => new(
        $"Có nhiều bản ghi hơn {named} bản ghi mà bằng chứng nêu.", $"There are more records than the {named} that the proof names.");

    public static Wording Unchained(long record) => new(
        $"Bản ghi {record} không nối tiếp bản ghi trước.", $"Record {record} does not follow from the record before it.");

    public static Wording Missing(long record) => new($"Thiếu bản ghi {record}.", $"Record {record} is missing.");

    public static Wording OtherNumber(long record, long said) => new(
        $"Bản ghi {record} tự ghi là số {said}.", $"Record {record} says that it is number {said}.");

    public static Wording OtherVersion(long record, int version) => new(
        $"Bản ghi {record} thuộc phiên bản băm {version}, chương trình này chưa biết.",
        $"Record {record} is of hash version {version}, not known here.");

    public static Wording PostingsMissing(string entry) => new(
        $"Bút toán {entry} thiếu dòng định khoản.", $"Entry {entry} has not all its postings.");

    public static Wording TransferMissing(long entry) => new(
        $"Bút toán {entry} chuyển tiền mà không có phiếu chuyển nguồn.", $"Entry {entry} moves money without a transfer.");

    public static Wording NotClosed(long record) => new(
        $"Bản ghi {record} không phải lần khóa sổ, nhưng sao kê ghi sổ đã khóa.",
        $"Record {record} is no closing, but the statement says that the books are closed.");

    public static Wording OtherSeal(long record) => new(
        $"Bản ghi {record} có mã băm khác niêm phong của sao kê.", $"Record {record} has another hash than the statement's seal.");

    public static Wording OtherFund(long record) => new(
        $"Điểm đối chiếu {record} thuộc quỹ khác.", $"Checkpoint {record} is of another fund.");

    public static Wording OtherHash(long record) => new(
        $"Bản ghi {record} có mã băm khác mã đã ký.", $"Record {record} has another hash than was signed.");

    public static Wording OtherBalances(long record) => new(
        $"Số dư sau bản ghi {record} khác số dư đã ký.", $"The balances after record {record} are others than were signed.");

    public static Wording OtherTerms(string subject, string key) => new(
        $"Thuyết minh của {NameOf(subject)} {key} không phải bản đã niêm phong.", $"The terms of {subject} {key} are not the sealed ones.");

    /// <param name="flaw">As <see cref="Checkpoint.Flaw"/> names it.</param>
    public static Wording OfCheckpoint(long record, string flaw, string fingerprint) => flaw switch
    {
        "key" => new(
            $"Điểm đối chiếu {record} được ký bằng khóa khác ({fingerprint}) với khóa đã cho.",
            $"Checkpoint {record} is signed by another key ({fingerprint}) than the one given."),
        "signature" => new($"Chữ ký của điểm đối chiếu {record} không đúng.", $"The signature of checkpoint {record} does not hold."),
        _ => new($"Gốc cây băm của điểm đối chiếu {record} không đúng.", $"The {flaw} of checkpoint {record} does not hold."),
    };

    public static Wording OfEntry(string entry, Error broken) => new(
        $"Bút toán {entry}: {InVietnamese(broken)}", $"Entry {entry}: {broken.Message}");

    /// <summary>A rule that figures or an entry break.</summary>
    public static Wording Of(Error broken) => new(InVietnamese(broken), broken.Message);

    /// <summary>Whether a package that is none raises this; other exceptions are faults of the program.</summary>
    public static bool IsDamage(Exception broken) => broken is UnusableContentException or InvalidDataException;

    /// <param name="broken">As <see cref="IsDamage"/> knows it.</param>
    public static Wording Of(Exception broken) =>
        broken is UnusableContentException unusable ? unusable.Words : new("Nội dung của gói bị hỏng.", broken.Message);

    private static string NameOf(string subject) => subject switch
    {
        "fund" => "quỹ",
        "pool" => "nguồn",
        _ => "phiếu chuyển nguồn",
    };

    private static string InVietnamese(Error broken) => broken switch
    {
        StatementDoesNotAddUp odd => $"Số liệu không khớp: {odd.Figure} là {odd.Found}, các số khác cho {odd.Expected}.",
        TooFewPostings few => $"Bút toán cần ít nhất hai dòng, không phải {few.Count}.",
        PostingOfNothing none => $"Dòng {none.Line} của bút toán không có số tiền.",
        NegativeOutsideReversal negative => $"Dòng {negative.Line} là {negative.Amount}; chỉ bút toán đảo mới ghi số âm.",
        EntryUnbalanced unbalanced => $"Nợ và có của nguồn số {unbalanced.Pool} lệch nhau {unbalanced.Difference} đồng.",
        EntryWordUnknown unknown => $"Bút toán có từ không hợp lệ: “{unknown.Word}”.",
        DocumentMissing missing => $"Không có chứng từ làm căn cứ cho bút toán: {missing.Document}.",
        _ => broken.Message,
    };
}
