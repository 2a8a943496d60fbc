using System.Globalization;
using System.Text.RegularExpressions;
using FundLedger.Domain;
using FundLedger.Domain.Payments;
using FundLedger.Domain.Text;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Payments;

/// <summary>
/// Reads the bank's answer to an order from a file: each row is found again by the mark that the order's file gave it. Nothing is
/// written: <see cref="RecordPaymentResults"/> takes what is good; a row that cannot be used is named and the rest goes on.
/// </summary>
public sealed record ReadPaymentResults(string Fund, int Order, byte[] Content) : IQuery<PaymentResultsRead>;

/// <param name="Results">Of lines that have none yet.</param>
/// <param name="AlreadyIn">Rows that say what stands already.</param>
/// <param name="Flaws">Rows that cannot be used, in the order of the file.</param>
public sealed record PaymentResultsRead(IReadOnlyList<PaymentResult> Results, int AlreadyIn, IReadOnlyList<RowFlaw> Flaws);

internal sealed partial class ReadPaymentResultsHandler(PaymentReader reader)
    : IRequestHandler<ReadPaymentResults, Result<PaymentResultsRead>>
{
    private static readonly Dictionary<string, string[]> Columns = new()
    {
        ["mark"] = ["ma dong", "noi dung", "dien giai", "description", "remark", "mark", "content"],
        ["amount"] = ["so tien", "amount", "gia tri"],
        ["status"] = ["trang thai", "ket qua", "tinh trang", "status", "result"],
        ["reference"] = ["ma giao dich", "so giao dich", "so tham chieu", "so but toan", "reference", "trace", "ref"],
        ["note"] = ["ly do", "ghi chu", "thong bao", "reason", "note", "message"],
    };

    private static readonly ThousandsSign[] Signs = [ThousandsSign.Dot, ThousandsSign.Comma];

    public async Task<Result<PaymentResultsRead>> Handle(ReadPaymentResults request, CancellationToken cancellationToken)
    {
        var found = await reader.ReadAsync(request.Fund, request.Order, cancellationToken);
        if (found.Error is { } missing) return missing;
        var rows = PaymentTable.Read(request.Content, Columns, "mark", "amount", "status");
        if (rows.Error is { } unusable) return unusable;
        var (results, flaws, alreadyIn) = (new List<PaymentResult>(), new List<RowFlaw>(), 0);
        foreach (var row in rows.Value.Where(row => row.Text("mark").Length > 0))
        {
            var (result, problem) = Judge(row, request, found.Value.Lines, results);
            if (problem is not null) flaws.Add(new RowFlaw(row.Number, problem));
            else if (result is not null) results.Add(result);
            else alreadyIn++;
        }

        return new PaymentResultsRead(results, alreadyIn, flaws);
    }

    private static (PaymentResult? Result, Wording? Problem) Judge(
        PaymentTableRow row, ReadPaymentResults request, IReadOnlyList<PaymentLine> lines, List<PaymentResult> before)
    {
        if (LineOf(row, request, lines) is not { } line)
        {
            return (null, new("Mã dòng không có trong lệnh chi này.", "The mark is not of this payment order."));
        }

        if (BankStatus.Of(row.Text("status")) is not { } outcome)
        {
            return (null, new(
                $"Không rõ trạng thái “{Quoted(row)}”; nếu đã chắc, ghi “thành công” hoặc “thất bại”.",
                $"It is not clear what “{Quoted(row)}” means; if you are sure, write success or failed."));
        }

        // What the amount must be is known, so that either sign of thousands may be meant.
        var isOrdered = Signs.Any(sign => CellAmount.Read(row["amount"], sign) is { IsOk: true } read && read.Value.Amount == line.Amount);
        if (!isOrdered)
        {
            return (null, new(
                $"Số tiền “{row.Text("amount")}” khác số tiền đã lệnh chi {line.Amount}.",
                $"The amount “{row.Text("amount")}” is not the {line.Amount} that was ordered."));
        }

        return AsResult(row, line, outcome, before);
    }

    private static string Quoted(PaymentTableRow row) => TypedText.Quote(row.Text("status"));

    // The first answer stands: the same again is passed over, another is an error.
    private static (PaymentResult? Result, Wording? Problem) AsResult(
        PaymentTableRow row, PaymentLine line, PaymentOutcome outcome, List<PaymentResult> before)
    {
        var word = outcome == PaymentOutcome.Paid ? "paid" : "failed";
        if (line.Outcome is { } stands)
        {
            return (null, stands == word ? null : new(
                "Dòng này đã có kết quả khác; kết quả ghi trước được giữ.", "The line has another result already; the first one stands."));
        }

        if (before.Any(one => one.Line == line.No))
        {
            return (null, new("Dòng này có hai lần trong tệp.", "The line is there twice in the file."));
        }

        var paid = outcome == PaymentOutcome.Paid ? line.Amount : Money.Zero;
        return (new PaymentResult(line.No, outcome, paid, Some(row.Text("reference"), 60), Some(row.Text("note"), 200)), null);
    }

    private static string? Some(string text, int most) => text.Length == 0 ? null : text[..Math.Min(text.Length, most)];

    // Banks fold case and put spaces where they like.
    private static PaymentLine? LineOf(PaymentTableRow row, ReadPaymentResults request, IReadOnlyList<PaymentLine> lines)
    {
        var text = string.Concat(row.Text("mark").ToUpperInvariant().Where(char.IsLetterOrDigit));
        var fund = string.Concat(request.Fund.ToUpperInvariant().Where(char.IsLetterOrDigit));
        return Mark().Matches(text).Where(match => text[..match.Index].EndsWith(fund, StringComparison.Ordinal))
            .Where(match => Number(match, "order") == request.Order)
            .Select(match => lines.FirstOrDefault(line => line.No == Number(match, "line"))).FirstOrDefault(line => line is not null);
    }

    private static int Number(Match match, string group) =>
        int.TryParse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    [GeneratedRegex("LC(?<order>[0-9]{1,9})D(?<line>[0-9]{1,9})", RegexOptions.ExplicitCapture)]
    private static partial Regex Mark();
}
