using System.CommandLine;
using System.Diagnostics;
using FundLedger.Features.Audit;
using FundLedger.Features.Backup;
using FundLedger.Features.Database;
using FundLedger.Features.Vault;

namespace FundLedger.Cli;

/// <summary>Makes a new database of a backup, verifies it and compares it with the backup's manifest.</summary>
internal static class RestoreVerb
{
    private static readonly Option<FileInfo> In = SharedOptions.File("--in");

    private static readonly Option<string?> Database = new("--database")
    {
        Description = "Chuỗi kết nối của cơ sở dữ liệu mới; mặc định FUNDLEDGER_DATABASE / connection string of the new database.",
    };

    public static Command Create(SharedOptions shared) => shared.Verb(
        "restore", new("Khôi phục bản sao lưu vào cơ sở dữ liệu trống", "restore a backup into an empty database"), RunAsync, In, Database);

    private static async Task<int> RunAsync(Verb verb, CancellationToken token)
    {
        var watch = Stopwatch.StartNew();
        var settings = verb.Get(Database) is { Length: > 0 } other
            ? verb.Settings with { Database = other, OwnerDatabase = null, Production = false }
            : verb.Settings;
        BackupManifest manifest;
        VaultSwept? swept = null;
        await using (var database = await LedgerDatabase.OpenAsync(settings, token))
        {
            manifest = await RestoreLedger.RunAsync(database, verb.Get(In).FullName, token);
            if (VaultVerbs.KeysIfThere(verb) is { } keys)
            {
                swept = await VaultWork.SweepAsync(database.AdministratorConnection, keys, token);
            }
        }

        await using var books = await Books.OpenAsync(verb, settings, token);
        var verified = (await books.AskAsync(new VerifyLedger(), token)).Value;
        var seconds = Math.Round(watch.Elapsed.TotalSeconds, 1);
        var isRight = verified.State == PassState.Ok;
        return verb.Answer(
            isRight ? ExitCode.Done : ExitCode.Refused,
            new { verified.State, seconds, manifest.TakenAt, manifest.Funds, swept },
            Lines(verb, manifest, verified, seconds).Concat(swept is null ? [] : [VaultVerbs.Told(verb, swept)]));
    }

    private static IEnumerable<string> Lines(Verb verb, BackupManifest manifest, LedgerVerification verified, double seconds)
    {
        foreach (var fund in manifest.Funds.Where(fund => fund.LogNo > 0))
            yield return $"  {fund.Fund,-8} {verb.Number(fund.Entries),10} {verb.In("bút toán", "entries")}, {fund.LogNo}: {fund.LogHash}";
        foreach (var pass in verified.Passes.Where(pass => pass.State != PassState.Ok))
            yield return $"  {pass.Name}: {verb.In(pass.FirstWrong?.Sentence ?? pass.Note)}";
        if (verified.State == PassState.Ok)
            yield return verb.In(
                $"OK: bảng cân đối và đầu chuỗi đúng như lúc sao lưu {manifest.TakenAt}, sổ đã kiểm tra, {seconds} giây.",
                $"OK: trial balances and log heads are as backed up on {manifest.TakenAt}, the books are verified, {seconds} seconds.");
        yield return verb.In("Khóa để ngoài cơ sở dữ liệu phải đặt lại riêng:", "Keys outside the database are put back apart:");
        foreach (var one in manifest.NotIncluded) yield return "  " + one;
    }
}
