using System.CommandLine;
using FundLedger.Features.Setup;

namespace FundLedger.Cli;

/// <summary>Gives a fund its first ladder of approval; later ones are proposed and adopted on the ladder's page.</summary>
internal static class SetupLadderVerb
{
    private static readonly Option<string> Fund = SharedOptions.Fund();
    private static readonly Option<FileInfo> File = SharedOptions.File("--file");

    public static Command Create(SharedOptions shared) => shared.Verb(
        "ladder", new("Nạp phân cấp phê duyệt", "load the ladder of approval"), RunAsync, Fund, File);

    private static Task<int> RunAsync(Verb verb, CancellationToken token) => OwnerWork.RunAsync(
        verb,
        async owner =>
        {
            using var file = verb.Get(File).OpenText();
            var fund = verb.Get(Fund);
            await LoadLadder.RunAsync(owner, [fund], await file.ReadToEndAsync(token), token);
            return (new { fund }, verb.In(
                $"Quỹ {fund} đã có phân cấp phê duyệt.",
                $"Fund {fund} has its ladder of approval."));
        },
        token);
}
