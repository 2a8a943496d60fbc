using static FundLedger.Features.Rights.RightsTable;

namespace FundLedger.Features.Rights;

/// <summary>The only things that an auditor writes: statements attested, findings, samples and what was heard of them.</summary>
internal static class AuditRights
{
    public static IReadOnlyList<Deed> All { get; } =
    [
        new("AttestStatement", "attest_statement", Auditor) { IsPlayed = false },
        new("OpenFinding", "open_finding", Auditor),
        new("AnswerFinding", "answer_finding", Accountant, Approver) { IsPlayed = false },
        new("JudgeAnswer", "judge_answer", Auditor) { IsPlayed = false },
        new("DrawSample", "draw_sample", Auditor) { IsPlayed = false },
        new("RecordSampleResult", "record_sample_result", Auditor) { IsPlayed = false },
    ];
}
