using FundLedger.Domain.Text;
using FundLedger.Features.Books;

namespace FundLedger.Features.Reports;

/// <summary>The note of a report that leaves as a file: which days, which occasion, whether small counts were left out.</summary>
public static class ReportNotes
{
    /// <summary>Of a frozen report, by its number.</summary>
    public static NoteExport Of(ExportFrozenReport request, ExportedBook made) => new(
        request.Fund, Guid.NewGuid(), made.Head.Question.Book, FormattableString.Invariant($"báo cáo chốt số {request.Number}"),
        request.Format, made.Rows, made.Head.At);

    public static NoteExport Of(ReportQuestion question, ExportedBook made, string format)
    {
        string?[] parts =
        [
            $"{PrintedDate.Of(question.From)} – {PrintedDate.Of(question.To)}",
            question.Occasion is { } occasion ? $"dịp {occasion}" : null, question.IsShared ? "bản để công bố" : null,
            made.Head.Funds.Count > 1 ? string.Join(", ", made.Head.Funds.Select(fund => fund.Code)) : null,
        ];
        var narrowed = string.Join("; ", parts.OfType<string>());
        return new NoteExport(question.Fund, Guid.NewGuid(), question.Report, narrowed, format, made.Rows, made.Head.At);
    }
}
