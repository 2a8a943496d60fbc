using FundLedger.Domain.Audits;
using FundLedger.Domain.Text;

namespace FundLedger.Features.Findings;

/// <summary>What findings are about and how far they are, on pages and in files.</summary>
public static class FindingWords
{
    public static Wording SubjectOf(string subject) => subject switch
    {
        "statement" => new("Sao kê", "Statement"),
        "voucher" => new("Chứng từ", "Voucher"),
        "request" => new("Đề nghị chi", "Request"),
        "sample" => new("Mẫu kiểm tra", "Sample"),
        _ => new("Việc khác", "Other"),
    };

    public static Wording StateOf(FindingState state) => state switch
    {
        FindingState.Answered => new("Chờ kiểm toán viên xem", "Waits for the auditor"),
        FindingState.Accepted => new("Đã chấp nhận", "Accepted"),
        _ => new("Chờ quỹ trả lời", "Waits for the fund"),
    };

    /// <summary>The page of what a finding is about; null where there is none.</summary>
    public static string? AddressOf(string fund, string subject, string reference) => subject switch
    {
        "statement" => $"/verify/{Uri.EscapeDataString(reference)}",
        "voucher" => $"/vouchers/{fund}/{Uri.EscapeDataString(reference)}",
        "request" => $"/disbursements/{fund}/{Uri.EscapeDataString(reference)}",
        "sample" => $"/audit/samples/{reference.Split('/')[0]}",
        _ => null,
    };
}
