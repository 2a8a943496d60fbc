using static FundLedger.Features.Rights.RightsTable;

namespace FundLedger.Features.Rights;

/// <summary>Lists from files: each is its sender's alone, from the first look to its end.</summary>
internal static class ImportRights
{
    private const string Ended = "import-ended";
    private const string Once = "import_ends_once";

    public static IReadOnlyList<Deed> All { get; } =
    [
        new("UploadImport", "begin_import", Officer),
        // Looking writes nothing, so the database has nothing to refuse; and it takes what adds up, whoever looked at it before.
        Own("CheckImport", "begin_import", new("sent"), new("checked"), new("committed", Ended), new("cancelled", Ended)),
        Own("CommitImport", "end_import",
            new("sent", "import-not-checked"), new("checked"), new("committed", Ended, Once), new("cancelled", Ended, Once)),
        Own("CancelImport", "end_import", new("sent"), new("checked"), new("committed", Ended, Once), new("cancelled", Ended, Once)),
    ];

    private static Deed Own(string command, string function, params DeedState[] states) =>
        new(command, function, Officer) { Paper = "import", States = states, IsOwn = true, WrongRole = "import-not-found" };
}
