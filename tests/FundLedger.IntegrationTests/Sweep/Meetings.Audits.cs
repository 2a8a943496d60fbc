using static FundLedger.IntegrationTests.Sweep.Meeting;

namespace FundLedger.IntegrationTests.Sweep;

/// <summary>What auditors write is about the books and stands beside them: it dates nothing.</summary>
internal static partial class Meetings
{
    private static (string Path, Meeting Meeting)[] OfAudits { get; } =
    [
        ("command AttestStatement", Exempt(WritesNoDay)), ("command OpenFinding", Exempt(WritesNoDay)),
        ("command AnswerFinding", Exempt(WritesNoDay)), ("command JudgeAnswer", Exempt(WritesNoDay)),
        ("command DrawSample", Exempt(WritesNoDay)), ("command RecordSampleResult", Exempt(WritesNoDay)),
        ("page StatementsModel.OnPostAsync", Sending("AttestStatement")), ("page FindingsModel.OnPostAsync", Sending("OpenFinding")),
        ("page FindingModel.OnPostAnswerAsync", Sending("AnswerFinding")), ("page FindingModel.OnPostAcceptAsync", Sending("JudgeAnswer")),
        ("page FindingModel.OnPostReturnAsync", Sending("JudgeAnswer")), ("page SamplesModel.OnPostAsync", Sending("DrawSample")),
        ("page SampleModel.OnPostAsync", Sending("RecordSampleResult")),
        ("api POST /issued-statements/{statement}/attestation", Sending("AttestStatement")),
        ("api POST /findings", Sending("OpenFinding")), ("api POST /findings/{finding}/answer", Sending("AnswerFinding")),
        ("api POST /findings/{finding}/judgement", Sending("JudgeAnswer")), ("api POST /samples", Sending("DrawSample")),
        ("api POST /samples/{sample}/lines/{rank}/result", Sending("RecordSampleResult")),
        ("function attest_statement", Exempt(WritesNoDay)), ("function open_finding", Exempt(WritesNoDay)),
        ("function answer_finding", Exempt(WritesNoDay)), ("function judge_answer", Exempt(WritesNoDay)),
        ("function draw_sample", Exempt(WritesNoDay)), ("function record_sample_result", Exempt(WritesNoDay)),
        ("function note_look", Exempt(WritesNoDay)),
    ];
}
