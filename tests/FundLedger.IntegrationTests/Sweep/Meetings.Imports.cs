using static FundLedger.IntegrationTests.Sweep.Meeting;

namespace FundLedger.IntegrationTests.Sweep;

/// <summary>Lists that come from files.</summary>
internal static partial class Meetings
{
    private static (string Path, Meeting Meeting)[] OfImports { get; } =
    [
        ("command UploadImport", Exempt(NotInTheBooks)),
        ("command CheckImport", Exempt(NotInTheBooks)),
        ("command CommitImport", Exempt(NotInTheBooks)),
        ("command CancelImport", Exempt(NotInTheBooks)),
        ("api POST /imports", Sending("UploadImport")),
        ("api POST /imports/{import}/check", Sending("CheckImport")),
        ("api POST /imports/{import}/commit", Sending("CommitImport")),
        ("api POST /imports/{import}/cancellation", Sending("CancelImport")),
        ("page ImportsModel.OnPostAsync", Sending("UploadImport")),
        ("page ImportModel.OnPostCheckAsync", Sending("CheckImport")),
        ("page ImportModel.OnPostCommitAsync", Sending("CommitImport")),
        ("page ImportModel.OnPostCancelAsync", Sending("CancelImport")),
        ("job ImportSweep", Exempt("Destroys files of imports that nobody ended; writes nothing of any fund.")),
        ("function begin_import", Exempt(NotInTheBooks)),
        ("function register_imported", Exempt(NotInTheBooks)),
        ("function end_import", Exempt(NotInTheBooks)),
    ];
}
