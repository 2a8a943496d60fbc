using FundLedger.Domain.Payments;
using FundLedger.Domain.Text;

namespace FundLedger.Features.Payments;

/// <summary>
/// What a bank says became of a transfer, in the words of its answer; words are compared whole, without accents and capitals.
/// </summary>
internal static class BankStatus
{
    // Longer ones first: "khong thanh cong" is not "thanh cong".
    private static readonly string[] Failures =
    [
        "khong thanh cong", "that bai", "tu choi", "tra lai", "hoan tra", "loi", "huy", "khong", "fail", "failed", "failure", "reject",
        "rejected", "error", "return", "returned", "unsuccessful", "cancelled",
    ];

    private static readonly string[] Successes =
    [
        "thanh cong", "hoan thanh", "da chi", "da chuyen", "da thanh toan", "success", "successful", "succeeded", "completed", "paid", "ok",
    ];

    private static readonly string[] Unfinished = ["chua", "dang", "cho xu ly", "cho duyet", "pending", "processing", "waiting"];

    /// <summary>Null when it says neither, both, or that it is not over: a person has to look before money is paid again.</summary>
    public static PaymentOutcome? Of(string text)
    {
        var words = $" {string.Join(' ', WordsOf(text))} ";
        var rest = Failures.Aggregate(words, (left, failure) => left.Replace($" {failure} ", "  ", StringComparison.Ordinal));
        var (hasFailed, isPaid) = (rest != words, Has(rest, Successes));
        if (Has(words, Unfinished) || hasFailed == isPaid) return null;
        return isPaid ? PaymentOutcome.Paid : PaymentOutcome.Failed;
    }

    private static bool Has(string words, string[] phrases) =>
        Array.Exists(phrases, phrase => words.Contains($" {phrase} ", StringComparison.Ordinal));

    private static string[] WordsOf(string text) =>
        string.Concat(SearchKey.Of(text).Select(sign => char.IsLetterOrDigit(sign) ? sign : ' '))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
