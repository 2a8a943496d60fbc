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
        "completed", "paid", "ok");

    // What may stand beside a success without changing it.
    private static readonly string[][] Neutral = Phrases(
        "giao dich", "chuyen khoan", "chuyen tien", "thanh toan", "trang thai", "ket qua", "da", "duoc", "tien", "khoan",
        "transaction", "transfer", "payment", "status");

    private static readonly string[][] Open = Phrases(
        "chua", "dang", "se", "xu ly", "tra soat", "khong xac dinh", "khong ro", "phan hoi", "ket noi", "thoi gian", "he thong", "mot phan",
        "pending", "processing", "waiting", "progress", "unknown", "timeout", "time out", "partially", "will", "to be");

    /// <summary>Null when it is not over, not plain, or says both.</summary>
    public static PaymentOutcome? Of(string text)
    {
        var words = WordsOf(text);
        var (withoutFailure, hasFailed) = Without(words, Failures);
        var (rest, isPaid) = Without(withoutFailure, Successes);
        if (IsOpen(text, words) || hasFailed == isPaid) return null;
        if (hasFailed) return PaymentOutcome.Failed;
        return Without(rest, Neutral).Others.Count == 0 ? PaymentOutcome.Paid : null;
    }

    // "Chờ" (to wait) and "cho" (for) are one without accents.
    private static bool IsOpen(string text, IReadOnlyList<string> words) =>
        Without(words, Open).IsThere || TypedText.Normalise(text).Contains("chờ", StringComparison.OrdinalIgnoreCase);

    private static (List<string> Others, bool IsThere) Without(IReadOnlyList<string> words, string[][] phrases)
    {
        var (rest, at) = (new List<string>(), 0);
        while (at < words.Count)
        {
            var length = phrases.Where(phrase => words.Skip(at).Take(phrase.Length).SequenceEqual(phrase))
                .Select(phrase => phrase.Length).DefaultIfEmpty().Max();
            if (length == 0) rest.Add(words[at]);
            at += Math.Max(length, 1);
        }

        return (rest, rest.Count < words.Count);
    }

    private static string[][] Phrases(params string[] phrases) => [.. phrases.Select(phrase => phrase.Split(' '))];

    private static string[] WordsOf(string text) =>
        string.Concat(SearchKey.Of(text).Select(sign => char.IsLetterOrDigit(sign) ? sign : ' '))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
