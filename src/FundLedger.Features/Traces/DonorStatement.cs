using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Books;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Reports;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Traces;

/// <summary>What the gifts of a donor that came in a period have paid for up to its last day, first in, first out.</summary>
/// <param name="Donor">Number of the donor within the fund.</param>
public sealed record DonorQuestion(string Fund, long Donor, LocalDate From, LocalDate To)
{
    /// <summary>
    /// To be given away: what reached fewer than five children of one kind and occasion in a quarter is told as one sum without its kind.
    /// Only of whole quarters, halves and years: days in between would tell by their difference.
    /// </summary>
    public bool IsShared { get; init; }
}

/// <summary>The statement on the screen.</summary>
public sealed record GetDonorStatement(DonorQuestion Question) : IQuery<DonorStatement>;

public sealed record DonorStatement(BookHead Head, IReadOnlyList<BookRow> Rows);

/// <summary>The statement as a file, the same rows as on the screen.</summary>
/// <param name="Format">pdf, xlsx, csv or json.</param>
public sealed record ExportDonorStatement(DonorQuestion Question, string Format, PaperLanguage Language) : IQuery<ExportedBook>;

public sealed record DonorUnknown(long Donor) : NotFound($"There is no donor {Donor}.");

public static class DonorNotes
{
    /// <summary>The note of a statement that leaves; the donor is a number in it.</summary>
    public static NoteExport Of(ExportDonorStatement request, ExportedBook made)
    {
        var question = request.Question;
        var narrowed = FormattableString.Invariant(
            $"{PrintedDate.Of(question.From)} – {PrintedDate.Of(question.To)}; nhà tài trợ số {question.Donor}");
        return new NoteExport(
            question.Fund, Guid.NewGuid(), DonorForm.Form.Code, question.IsShared ? $"{narrowed}; bản để gửi" : narrowed, request.Format,
            made.Rows, made.Head.At);
    }
}

internal sealed class GetDonorStatementHandler(DonorReader donors) : IRequestHandler<GetDonorStatement, Result<DonorStatement>>
{
    public async Task<Result<DonorStatement>> Handle(GetDonorStatement request, CancellationToken cancellationToken)
    {
        var opened = await donors.OpenAsync(request.Question, cancellationToken);
        return opened.Error is { } refusal ? refusal : new DonorStatement(opened.Value.Head, opened.Value.Rows);
    }
}

internal sealed class ExportDonorStatementHandler(DonorReader donors, ReportFrames frames, ReportFiles files)
    : IRequestHandler<ExportDonorStatement, Result<ExportedBook>>
{
    public async Task<Result<ExportedBook>> Handle(ExportDonorStatement request, CancellationToken cancellationToken)
    {
        if (!ReportFiles.Knows(request.Format)) return new BookFormatUnknown(request.Format);
        var opened = await donors.OpenAsync(request.Question, cancellationToken);
        if (opened.Error is { } refusal) return refusal;
        var fund = opened.Value.Head.Fund;
        var headed = opened.Value with { Frame = await frames.OnAsync(fund.FundId, fund.Today, cancellationToken) };
        return await files.MakeAsync(headed, request.Format, request.Language, cancellationToken);
    }
}
