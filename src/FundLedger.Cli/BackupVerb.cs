using System.CommandLine;
using System.Diagnostics;
using FundLedger.Features.Backup;
using FundLedger.Features.Database;

namespace FundLedger.Cli;

/// <summary>Writes the whole database to a file.</summary>
internal static class BackupVerb
{
    private static readonly Option<FileInfo> Out = SharedOptions.File("--out");

    public static Command Create(SharedOptions shared) => shared.Verb(
        "backup", new("Sao lưu toàn bộ cơ sở dữ liệu ra tệp", "back the whole database up to a file"), RunAsync, Out);

    private static async Task<int> RunAsync(Verb verb, CancellationToken token)
    {
        var watch = Stopwatch.StartNew();
        var file = verb.Get(Out).FullName;
        await using var database = await LedgerDatabase.OpenAsync(verb.Settings, token);
        var manifest = await BackUpLedger.RunAsync(OwnerWork.Connection(database), file, verb.Host.Clock.GetCurrentInstant(), token);
        var seconds = Math.Round(watch.Elapsed.TotalSeconds, 1);
        return verb.Answer(
            ExitCode.Done, new { file, manifest = BackupManifest.PathFor(file), seconds, manifest.Bytes, manifest.Sha256, manifest.Funds },
            [
                $"{file}: {verb.Number(manifest.Bytes)} byte, SHA-256 {manifest.Sha256}",
                verb.In(
                    $"{manifest.Funds.Count} quỹ, {verb.Number(manifest.Funds.Sum(fund => fund.Entries))} bút toán, {seconds} giây.",
                    $"{manifest.Funds.Count} funds, {verb.Number(manifest.Funds.Sum(fund => fund.Entries))} entries, {seconds} seconds."),
                verb.In("Không có trong bản sao, phải giữ riêng:", "Not in the backup, to be kept apart:"),
                .. manifest.NotIncluded.Select(one => "  " + one),
            ]);
    }
}
