using FundLedger.Domain.Payments;
using FundLedger.Domain.Text;

namespace FundLedger.Features.Payments;

/// <summary>
/// What a bank says became of a transfer, in the words of its answer; words are compared whole, without accents and capitals. A payment
/// taken for failed is made again and one taken for made never comes, so whatever is not plain is left to a person.
/// </summary>
internal static class BankStatus
{
    private static readonly string[][] Failures = Phrases(
        "khong thanh cong", "khong hoan thanh", "khong thuc hien duoc", "that bai", "tu choi", "bi tu choi", "da huy", "huy",
        "da chuyen hoan", "da chuyen tra", "da chuyen tra lai", "chuyen hoan", "chuyen tra", "tra lai", "hoan tra", "hoan tien", "thu hoi",
        "fail", "failed", "failure", "reject", "rejected", "declined", "returned", "reversed", "refunded", "unsuccessful", "cancelled",
        "canceled");

    private static readonly string[][] Successes = Phrases(
        "thanh cong", "da hoan thanh", "hoan thanh", "da chi", "da chuyen", "da thanh toan", "success", "successful", "succeeded",
        "completed", "paid", "ok", "hoan tat", "da hoan tat", "chuyen hoan thanh", "da chuyen hoan thanh", "chuyen hoan tat",
        "da chuyen hoan tat", "chuyen tien hoan tat");

    // What may stand beside a success without changing it.
    private static readonly string[][] Neutral = Phrases(
        "giao dich", "chuyen khoan", "chuyen tien", "thanh toan", "trang thai", "ket qua", "da", "duoc", "tien", "khoan",
        "transaction", "transfer", "payment", "status");

    private static readonly string[] Negations = ["khong", "ko", "not", "no", "never", "chua"];

    private static readonly string[][] Open = Phrases(
        "chua", "dang", "se", "xu ly", "tra soat", "khong xac dinh", "khong ro", "phan hoi", "ket noi", "thoi gian", "he thong", "mot phan",
        "pending", "processing", "waiting", "progress", "unknown", "timeout", "time out", "partially", "will", "to be");

    /// <summary>Null when it is not over, not plain, or says both.</summary>
    public static PaymentOutcome? Of(string text)
    {
        var words = WordsOf(text);
        if (IsOpen(text, words)) return null;
        // 0, 1 and 2 are the places of these lists; -1 is any other word.
        var parts = Parts(words, [Failures, Successes, Neutral]);
        var (failed, paid) = (parts.FindIndex(part => part.Kind == 0), parts.FindIndex(part => part.Kind == 1));
        if (failed >= 0 == paid >= 0) return null;
        if (paid >= 0) return parts.TrueForAll(part => part.Kind is 1 or 2) ? PaymentOutcome.Paid : null;
        return parts.Take(failed).Any(part => Negations.Contains(part.Word)) ? null : PaymentOutcome.Failed;
    }

    // "Chờ" (to wait) and "cho" (for) are one without accents.
    private static bool IsOpen(string text, string[] words) =>
        Parts(words, [Open]).Exists(part => part.Kind == 0)
        || TypedText.Normalise(text).Contains("chờ", StringComparison.OrdinalIgnoreCase);

    // The longest phrase wins, of whichever kind: "chuyển hoàn" is money sent back, "chuyển hoàn thành" money that arrived.
    private static List<(int Kind, string Word)> Parts(string[] words, string[][][] kinds)
    {
        var (parts, at) = (new List<(int, string)>(), 0);
        while (at < words.Length)
        {
            var (kind, length) = kinds.SelectMany((phrases, i) => phrases.Select(phrase => (Kind: i, phrase.Length, phrase)))
                .Where(one => words.AsSpan(at).StartsWith(one.phrase)).OrderByDescending(one => one.Length)
                .Select(one => (one.Kind, one.Length)).FirstOrDefault((-1, 1));
            parts.Add((kind, words[at]));
            at += length;
        }

        return parts;
    }

    private static string[][] Phrases(params string[] phrases) => [.. phrases.Select(phrase => phrase.Split(' '))];

    private static string[] WordsOf(string text) =>
        string.Concat(SearchKey.Of(text).Select(sign => char.IsLetterOrDigit(sign) ? sign : ' '))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
