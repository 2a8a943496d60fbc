using static FundLedger.IntegrationTests.Sweep.Meeting;

namespace FundLedger.IntegrationTests.Sweep;

/// <summary>Who was told what: repeats what happened, and dates nothing.</summary>
internal static partial class Meetings
{
    private static (string Path, Meeting Meeting)[] OfNotices { get; } =
    [
        ("command ReadNotices", Exempt(WritesNoDay)), ("command ChooseMails", Exempt(WritesNoDay)),
        ("api POST /notices/reading", Sending("ReadNotices")), ("api POST /notices/mails", Sending("ChooseMails")),
        ("page IndexModel.OnPostOpenAsync", Sending("ReadNotices")), ("page IndexModel.OnPostReadAsync", Sending("ReadNotices")),
        ("page IndexModel.OnPostAllAsync", Sending("ReadNotices")), ("page IndexModel.OnPostMailsAsync", Sending("ChooseMails")),
        ("function read_notices", Exempt(WritesNoDay)), ("function choose_mails", Exempt(WritesNoDay)),
        ("function take_mails", Exempt(WritesNoDay)), ("function end_mail", Exempt(WritesNoDay)),
        ("verb user mail", Exempt(Operator)), ("verb user grant", Exempt(Operator)),
        ("verb mail list", Exempt(Reads + " Lists mails.")), ("verb mail again", Exempt(Operator)),
        ("job MailWorker", Exempt("Sends notices of what happened; writes nothing into the books.")),
    ];
}
