using static FundLedger.IntegrationTests.Sweep.Meeting;

namespace FundLedger.IntegrationTests.Sweep;

/// <summary>Norm decisions, which are no part of the books, and requests for one case.</summary>
internal static partial class Meetings
{
    private const string Drafts = "Keeps a draft beside the database; nothing of it is in the books.";

    private const string LaterPaper = "Puts a paper beside a request and nothing into the books; it has no day of its own.";

    private const string NoBooks = "Writes a norm decision and nothing into the books; over what was judged it cannot be back-dated.";

    private static (string Path, Meeting Meeting)[] OfNorms { get; } =
    [
        ("command RequestSupport", Exempt(DatedToday)), ("command AddInstitution", Exempt(WritesNoDay)),
        ("command SetCoverageTarget", Exempt(WritesNoDay)), ("command AgeOutChildren", Exempt(DatedToday)),
        ("api POST /children/targets", Sending("SetCoverageTarget")), ("page ReportModel.OnPostAsync", Sending("SetCoverageTarget")),
        ("api POST /children/aged-out", Sending("AgeOutChildren")), ("page IndexModel.OnPostAgeOutAsync", Sending("AgeOutChildren")),
        ("command DraftNorm", Exempt(NoBooks)), ("command AttachNormScan", Exempt(NoBooks)), ("command ProposeNorm", Exempt(NoBooks)),
        ("command ReturnNorm", Exempt(NoBooks)), ("command DiscardNorm", Exempt(NoBooks)), ("command PublishNorm", Exempt(NoBooks)),
        ("api POST /institutions", Sending("AddInstitution")), ("page InstitutionsModel.OnPostAsync", Sending("AddInstitution")),
        ("api POST /disbursements/support", Sending("RequestSupport")), ("api POST /norms", Sending("DraftNorm")),
        ("api POST /norms/{id}/proposal", Sending("ProposeNorm")), ("api POST /norms/{id}/return", Sending("ReturnNorm")),
        ("api POST /norms/{id}/publication", Sending("PublishNorm")),
        ("page SupportModel.OnPostAsync", Sending("RequestSupport")),
        ("command OpenPaper", Exempt("Writes down a look at a paper and nothing into the books.")),
        ("page PaperModel.OnPostAsync", Sending("OpenPaper")), ("function open_paper", Exempt("Writes down a look and nothing into the books.")),
        ("command AttachLaterPaper", Exempt(LaterPaper)), ("page DisbursementModel.OnPostAttachAsync", Sending("AttachLaterPaper")),
        ("api POST /disbursements/{id}/papers", Sending("AttachLaterPaper")), ("function attach_later_paper", Exempt(LaterPaper)),
        ("command RefillRequest", Exempt(Drafts)), ("page DisbursementModel.OnPostRefillAsync", Sending("RefillRequest")),
        ("function take_up_returned", Exempt("Reads why a request was returned; nothing is written.")),
        ("function cite_returned", Exempt("For the request that is dated today.")),
        ("function doubt_children", Exempt("For the request that is dated today.")),
        ("function doubt_later", Exempt("Says whom a child is like and carries no day; nothing goes into the books.")),
        ("function attach_terms", Exempt("For the request that is dated today.")),
        ("function attach_papers", Exempt("For the request that is dated today.")),
        .. from page in (string[])["Support", "Surgery", "Gifts"] from handler in (string[])["Save", "Keep", "RemovePaper"]
           select ($"page {page}Model.OnPost{handler}Async", Exempt(Drafts)),
        ("page DisbursementsModel.OnPostDropAsync", Exempt(Drafts)),
        ("page SupportModel.OnPostAssessAsync", Exempt("Only computes what the norm allows; nothing is written.")),
        ("page DraftModel.OnPostAsync", Sending("DraftNorm")), ("page DraftModel.OnPostWorkbookAsync", Sending("DraftNorm")),
        ("page IndexModel.OnPostScanAsync", Sending("AttachNormScan")), ("page IndexModel.OnPostProposeAsync", Sending("ProposeNorm")),
        ("page IndexModel.OnPostPublishAsync", Sending("PublishNorm")), ("page IndexModel.OnPostReturnAsync", Sending("ReturnNorm")),
        ("page IndexModel.OnPostDiscardAsync", Sending("DiscardNorm")),
        ("function draft_norm", Exempt(NoBooks)), ("function attach_norm_scan", Exempt(NoBooks)), ("function propose_norm", Exempt(NoBooks)),
        ("function return_norm", Exempt(NoBooks)), ("function discard_norm", Exempt(NoBooks)), ("function publish_norm", Exempt(NoBooks)),
        ("table disbursement_lines.exception_date", Exempt(Asked)),
    ];
}
