using System.CommandLine;
using FundLedger.Features.Audit;
using FundLedger.Features.Checkpoints;

namespace FundLedger.Cli;

/// <summary>Recomputes everything from the journal and says OK, or which record is wrong.</summary>
internal static class VerifyVerb
{
    private static readonly Option<string> Fund = SharedOptions.Fund(isRequired: false);

    private static readonly Option<FileInfo?> Anchors = new("--anchors")
    {
        Description = "Tệp điểm đối chiếu lưu bên ngoài / checkpoints that were kept outside.",
    };

    private static readonly Option<FileInfo?> Key = new("--key")
    {
        Description = "Khóa công khai của điểm đối chiếu, PEM / public key of the checkpoints, PEM.",
    };

    private static readonly Dictionary<string, string> PassNames = new()
    {
        ["hash-log"] = "chuỗi băm",
        ["entries"] = "bút toán cân đối, liền số",
        ["documents"] = "bút toán khớp chứng từ",
        ["closings"] = "khoá sổ tháng",
        ["periods"] = "mở, khoá, mở lại tháng",
        ["transfers"] = "điều chuyển nguồn",
        ["statements"] = "sao kê đã niêm phong",
        ["reports"] = "báo cáo đã chốt",
        ["samples"] = "mẫu kiểm tra",
        ["pool-balances"] = "số dư nguồn",
        ["money-balances"] = "số dư tiền",
        ["days"] = "số phát sinh ngày",
        ["commitments"] = "cam kết chi",
        ["roles"] = "quyền của từng người",
        ["references"] = "quỹ, nguồn, định mức",
        ["checkpoints"] = "điểm đối chiếu đã ký",
        ["anchors"] = "điểm đối chiếu lưu bên ngoài",
        ["vouchers"] = "chứng từ",
        ["adjustments"] = "phiếu kế toán",
        ["identity-looks"] = "lượt xem danh tính",
        ["child-events"] = "sự kiện của trẻ",
        ["requests"] = "đề nghị chi",
        ["decisions"] = "duyệt chi",
        ["numbers"] = "dãy số",
        ["donors"] = "nhà hảo tâm",
        ["norm-uses"] = "lượt dùng định mức",
        ["norm-totals"] = "tổng lượt dùng",
        ["goods"] = "hiện vật trong kho",
        ["turnovers"] = "số phát sinh tháng",
        ["request-keys"] = "mã yêu cầu",
        ["coverage"] = "phạm vi kiểm tra",
    };

    public static Command Create(SharedOptions shared) => shared.Verb(
        "verify", new("Kiểm tra sổ: tính lại toàn bộ từ nhật ký", "recompute the books from the journal"), RunAsync, Fund, Anchors, Key);

    private static async Task<int> RunAsync(Verb verb, CancellationToken token)
    {
        await using var books = await Books.OpenAsync(verb, token);
        var progress = verb.Progress<long>(records => $"{verb.Number(records)} {verb.In("bản ghi đã kiểm tra", "records verified")}");
        var result = await books.AskAsync(new VerifyLedger(verb.Get(Fund))
        {
            Progress = progress,
            Anchors = verb.Get(Anchors) is { } anchors ? AnchorFile.Read(anchors.FullName) : null,
            CheckpointKey = verb.Get(Key) is { } key
                ? CheckpointKey.ReadPublic(key.FullName)
                : CheckpointKey.FindPublic(verb.Settings.DataFolder),
        }, token);
        verb.EndProgress();
        if (result.Error is { } refusal) return verb.Refused(refusal);
        var exit = result.Value.State switch
        {
            PassState.Ok => ExitCode.Done,
            PassState.Wrong => ExitCode.Refused,
            _ => ExitCode.CannotRun,
        };
        return verb.Answer(exit, result.Value, Lines(verb, result.Value));
    }

    private static IEnumerable<string> Lines(Verb verb, LedgerVerification verification)
    {
        foreach (var pass in verification.Passes)
        {
            var name = verb.In(PassNames.GetValueOrDefault(pass.Name, pass.Name), pass.Name);
            yield return $"  {name,-28} {verb.Number(pass.Records),12}  {Word(verb, pass.State)}{Reason(verb, pass)}";
        }

        var funds = verification.Funds.Count;
        yield return $"{Word(verb, verification.State)}: " + verb.In($"{funds} quỹ đã kiểm tra.", $"{funds} funds verified.");
    }

    private static string Reason(Verb verb, VerifiedPass pass) =>
        pass.State == PassState.Ok ? "" : $": {verb.In(pass.FirstWrong?.Sentence ?? pass.Note)}";

    private static string Word(Verb verb, PassState state) => state switch
    {
        PassState.Ok => verb.In("đúng", "OK"),
        PassState.Wrong => verb.In("SAI", "WRONG"),
        _ => verb.In("CHƯA ĐỦ", "INCOMPLETE"),
    };
}
