using System.Globalization;
using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Books;

/// <summary>Writes down that a book or list leaves as a file, before it does.</summary>
/// <param name="NarrowedTo">Period and filters, in words.</param>
/// <param name="ReadAt">The moment that the file is of.</param>
public sealed record NoteExport(string Fund, Guid Key, string List, string NarrowedTo, string Format, long Rows, Instant ReadAt)
    : ICommand<ExportNoted>
{
    /// <summary>The note of a file that was made. A note stays for ever and names nobody: a giver is a number in it.</summary>
    public static NoteExport Of(ExportedBook book, string format)
    {
        var (head, question) = (book.Head, book.Head.Question);
        string?[] parts =
        [
            $"{PrintedDate.Of(question.From)} – {PrintedDate.Of(question.To)}",
            question.Account is { } account ? $"tài khoản {account}" : null, question.Pool is { } pool ? $"nguồn {pool}" : null,
            question.Donor is { } donor ? $"nhà tài trợ số {donor.ToString(CultureInfo.InvariantCulture)}" : null,
            head.Funds.Count > 1 ? string.Join(", ", head.Funds.Select(fund => fund.Code)) : null,
        ];
        var narrowed = string.Join("; ", parts.OfType<string>());
        return new NoteExport(question.Fund, Guid.NewGuid(), question.Book, narrowed, format, book.Rows, head.At);
    }
}

public sealed record ExportNoted(int Number);

internal sealed class NoteExportHandler(Db db, FundLock fundLock) : IRequestHandler<NoteExport, Result<ExportNoted>>
{
    private const int LongestFilter = 500;

    private const string NoteSql = "SELECT note_export(@FundId, @List, @NarrowedTo, @Format, @Rows, @ReadAt)";

    public async Task<Result<ExportNoted>> Handle(NoteExport request, CancellationToken cancellationToken)
    {
        var fund = await fundLock.TakeAsync(request.Fund, cancellationToken);
        var narrowedTo = request.NarrowedTo[..Math.Min(request.NarrowedTo.Length, LongestFilter)];
        var note = new { fund.FundId, request.List, NarrowedTo = narrowedTo, request.Format, request.Rows, request.ReadAt };
        return new ExportNoted(await db.SingleAsync<int>(NoteSql, note, cancellationToken));
    }
}
