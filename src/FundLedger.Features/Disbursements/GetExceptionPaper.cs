using FundLedger.Domain;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Disbursements;

/// <summary>The attached decision by which a request goes above the norm.</summary>
public sealed record GetExceptionPaper(string Fund, long Id) : IQuery<ExportedFile>;

public sealed record ExceptionPaperNotFound(string Fund, long Id) : NotFound($"Request {Id} of fund {Fund} has no attached decision.");

internal sealed class GetExceptionPaperHandler(Db db) : IRequestHandler<GetExceptionPaper, Result<ExportedFile>>
{
    private const string PaperSql = """
        SELECT p.file_name, p.media_type, p.content FROM exception_papers p JOIN funds f USING (fund_id)
        WHERE f.code = @Fund AND p.disbursement_id = @Id
        """;

    public async Task<Result<ExportedFile>> Handle(GetExceptionPaper request, CancellationToken cancellationToken) =>
        await db.FindAsync<PaperRow>(PaperSql, request, cancellationToken) is { } paper
            ? ExportedFile.Of(paper.FileName, paper.MediaType, paper.Content)
            : new ExceptionPaperNotFound(request.Fund, request.Id);

    private sealed record PaperRow
    {
        public string FileName { get; init; } = "";

        public string MediaType { get; init; } = "";

        public byte[] Content { get; init; } = [];
    }
}
