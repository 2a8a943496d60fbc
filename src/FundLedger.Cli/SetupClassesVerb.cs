using System.CommandLine;
using FundLedger.Features.Setup;

namespace FundLedger.Cli;

/// <summary>Loads classes of children and their sub-groups: local ones, new versions, confirmed names.</summary>
internal static class SetupClassesVerb
{
    private static readonly Option<FileInfo> File = SharedOptions.File("--file");

    public static Command Create(SharedOptions shared) => shared.Verb(
        "classes", new("Nạp nhóm, tiểu nhóm trẻ em", "load classes of children and their sub-groups"), RunAsync, File);

    private static Task<int> RunAsync(Verb verb, CancellationToken token) => OwnerWork.RunAsync(
        verb,
        async owner =>
        {
            using var classes = verb.Get(File).OpenText();
            var versions = await LoadClasses.RunAsync(owner, classes, token);
            return (new { versions }, verb.In($"Có {versions} nhóm và tiểu nhóm.", $"{versions} classes and sub-groups."));
        },
        token);
}
