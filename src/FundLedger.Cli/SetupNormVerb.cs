using System.CommandLine;
using FundLedger.Features.Setup;

namespace FundLedger.Cli;

/// <summary>Loads a norm decision for the unit of a fund as a draft, which two of its people publish.</summary>
internal static class SetupNormVerb
{
    private static readonly Option<string> Fund = SharedOptions.Fund();
    private static readonly Option<FileInfo> File = SharedOptions.File("--file");

    public static Command Create(SharedOptions shared) => shared.Verb(
        "norm", new("Nạp dự thảo định mức", "load a norm decision as a draft"), RunAsync, Fund, File);

    private static Task<int> RunAsync(Verb verb, CancellationToken token) => OwnerWork.RunAsync(
        verb,
        async owner =>
        {
            using var file = verb.Get(File).OpenText();
            var fund = verb.Get(Fund);
            await LoadNorm.RunAsync(owner, fund, await file.ReadToEndAsync(token), token);
            return (new { fund }, verb.In(
                $"Đã nạp dự thảo định mức của quỹ {fund}: kế toán trình, người duyệt ban hành tại trang Định mức.",
                $"The norm of fund {fund} is loaded as a draft: an accountant proposes it and an approver publishes it."));
        },
        token);
}
