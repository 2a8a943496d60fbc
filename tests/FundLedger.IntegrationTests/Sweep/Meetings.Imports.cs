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
        ("function begin_import", Exempt(NotInTheBooks)),
        ("function register_imported", Exempt(NotInTheBooks)),
        ("function end_import", Exempt(NotInTheBooks)),
    ];
}
