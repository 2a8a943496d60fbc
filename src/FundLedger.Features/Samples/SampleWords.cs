using FundLedger.Domain.Audits;
using FundLedger.Domain.Text;

namespace FundLedger.Features.Samples;

/// <summary>What was heard of a sampled line: as the database keeps it, and on pages and papers.</summary>
public static class SampleWords
{
    public static string CodeOf(SampleResult result) => result switch
    {
        SampleResult.Received => "received",
        SampleResult.Lacking => "short",
        SampleResult.NotReceived => "not_received",
        _ => "not_found",
    };

    /// <summary>Null for a code that is none.</summary>
    public static SampleResult? Read(string? code) =>
        Enum.GetValues<SampleResult>().Where(result => CodeOf(result) == code).Cast<SampleResult?>().FirstOrDefault();

    public static Wording Of(SampleResult result) => result switch
    {
        SampleResult.Received => new("Đã nhận đủ", "Received in full"),
        SampleResult.Lacking => new("Nhận thiếu", "Short by"),
        SampleResult.NotReceived => new("Chưa nhận", "Not received"),
        _ => new("Không gặp được ai để hỏi", "Nobody could be asked"),
    };
}
