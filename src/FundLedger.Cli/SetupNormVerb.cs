using System.CommandLine;
using FundLedger.Features.Setup;

namespace FundLedger.Cli;

/// <summary>Loads a norm decision for the unit of a fund and publishes it.</summary>
internal static class SetupNormVerb
{
    private static readonly Option<string> Fund = SharedOptions.Fund();
    private static readonly Option<FileInfo> File = SharedOptions.File("--file");

    public static Command Create(SharedOptions shared) => shared.Verb(
        "norm", new("Nạp và ban hành định mức", "load and publish a norm decision"), RunAsync, Fund, File);

    private static Task<int> RunAsync(Verb verb, CancellationToken token) => OwnerWork.RunAsync(
        verb,
        async owner =>
        {
            using var file = verb.Get(File).OpenText();
            var fund = verb.Get(Fund);
            await LoadNorm.RunAsync(owner, fund, await file.ReadToEndAsync(token), token);
            return (new { fund }, verb.In($"Định mức của quỹ {fund} đã có hiệu lực trong sổ.", $"The norm of fund {fund} is published."));
        },
        token);
}
