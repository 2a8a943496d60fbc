using System.CommandLine;
using FundLedger.Features.Checkpoints;
using FundLedger.Features.Statements;

namespace FundLedger.Cli;

/// <summary>Checks a statement with its proof: no database, no network, no settings.</summary>
internal static class VerifyStatementVerb
{
    private static readonly Argument<FileInfo> Package = new("FILE") { Description = "Tệp bằng chứng / proof (export --format proof)." };

    private static readonly Option<FileInfo?> Paper = new("--statement")
    {
        Description = "Báo cáo PDF, XLSX hay CSV phải đúng là báo cáo này / statement that must be this one.",
    };

    private static readonly Option<FileInfo?> Key = new("--key")
    {
        Description = "Khóa công khai nhận từ nơi khác, PEM / public key that came another way, PEM.",
    };

    public static Command Create(SharedOptions shared)
    {
        var command = shared.Verb(
            "verify-statement",
            new("Kiểm tra báo cáo bằng tệp bằng chứng, không cần cơ sở dữ liệu", "check a statement with its proof, without a database"),
            RunAsync, Paper, Key);
        command.Arguments.Add(Package);
        return command;
    }

    private static Task<int> RunAsync(Verb verb, CancellationToken token)
    {
        var key = verb.Get(Key) is { } file ? CheckpointKey.ReadPublic(file.FullName) : null;
        var verdict = VerifyStatement.Run(verb.Get(Package).FullName, key, verb.Get(Paper)?.FullName);
        var exit = verdict.Flaw is not null ? ExitCode.Refused : verdict.Gap is not null ? ExitCode.CannotRun : ExitCode.Done;
        return Task.FromResult(verb.Answer(exit, verdict, Lines(verb, verdict)));
    }

    private static IEnumerable<string> Lines(Verb verb, StatementVerdict verdict)
    {
        yield return $"{verdict.Fund}, {verdict.Period.From:dd/MM/uuuu} – {verdict.Period.To:dd/MM/uuuu}";
        yield return verb.In(
            $"{verb.Number(verdict.Records)} bản ghi, trong đó {verb.Number(verdict.Entries)} bút toán, đã tính lại.",
            $"{verb.Number(verdict.Records)} records, of them {verb.Number(verdict.Entries)} entries, were recomputed.");
        yield return $"SHA-256 {verdict.Digest}";
        yield return verdict.IsKeyEnclosed
            ? verb.In(
                $"Khóa {verdict.KeyFingerprint} lấy từ chính tệp này: hãy so với dấu khóa do quỹ công bố, hoặc dùng --key.",
                $"The key {verdict.KeyFingerprint} came with the file: compare it with the one that the fund tells, or use --key.")
            : verb.In($"Khóa {verdict.KeyFingerprint} là khóa đã cho.", $"The key {verdict.KeyFingerprint} is the one given.");
        yield return verdict switch
        {
            { Flaw: { } flaw } => verb.In($"SAI: {flaw.Vi}", $"WRONG: {flaw.En}"),
            { Gap: { } gap } => verb.In($"CHƯA ĐỦ: {gap.Vi}", $"INCOMPLETE: {gap.En}"),
            _ => verb.In("ĐÚNG: báo cáo đúng là điều sổ đã niêm phong và đã ký.", "OK: the statement is what the books sealed and signed."),
        };
    }
}
