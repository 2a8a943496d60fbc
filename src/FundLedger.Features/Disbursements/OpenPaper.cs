using System.Globalization;
using System.Text.Json.Serialization;
using FundLedger.Domain;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Vault;
using MediatR;

namespace FundLedger.Features.Disbursements;

/// <summary>
/// Takes out one paper of a request. A look at it is a look at the children whom it is about, and is written down for each before anything
/// is shown. Those of a sealed case are opened by whom two persons let, and by the approver at whose step the request waits.
/// </summary>
/// <param name="No">From 1, in the order of the request.</param>
public sealed record OpenPaper(string Fund, Guid Key, long Id, int No) : ICommand<PaperOpened>;

/// <summary>That the look was written down. The paper itself is not part of the stored answer.</summary>
public sealed record PaperOpened(long Id, int No)
{
    [JsonIgnore]
    public ExportedFile? File { get; init; }
}

public sealed record PaperNotFound(string Fund, long Id, int No) : NotFound($"Request {Id} of fund {Fund} has no paper {No}.");

/// <summary>The key under which it lay was destroyed with the child's identity.</summary>
public sealed record PaperErased(long Id, int No) : Refused($"Paper {No} of request {Id} was erased with the identity of its child.");

internal sealed class OpenPaperHandler(Db db, IdentityVault vault) : IRequestHandler<OpenPaper, Result<PaperOpened>>
{
    private const string HeadSql = """
        SELECT p.fund_id, p.holder, is_sealed_case(p.holder) AS is_sealed,
            case_is_open(p.holder) OR coalesce(may_decide(p.fund_id, p.disbursement_id), false) AS is_open
        FROM papers_of_requests p JOIN funds f USING (fund_id) WHERE f.code = @Fund AND p.disbursement_id = @Id AND p.paper_no = @No
        """;

    private const string OpenSql = "SELECT media_type, key_id, content FROM open_paper(@FundId, @Id, @No, @Reason)";

    public async Task<Result<PaperOpened>> Handle(OpenPaper request, CancellationToken cancellationToken)
    {
        if (await db.FindAsync<Head>(HeadSql, request, cancellationToken) is not { } head)
        {
            return new PaperNotFound(request.Fund, request.Id, request.No);
        }

        if (head is { IsSealed: true, IsOpen: false }) return new PaperOfSealedCase(head.Holder);
        var reason = string.Create(CultureInfo.InvariantCulture, $"Giấy tờ số {request.No} của đề nghị {request.Fund}/{request.Id}");
        var row = await db.SingleAsync<Row>(OpenSql, new { head.FundId, request.Id, request.No, Reason = reason }, cancellationToken);
        var content = vault.OpenPaper(head.Holder, request.No, row.KeyId, row.Content);
        if (content is null) return new PaperErased(request.Id, request.No);
        var ending = row.MediaType switch { "application/pdf" => "pdf", "image/png" => "png", _ => "jpg" };
        var name = string.Create(CultureInfo.InvariantCulture, $"{request.Fund}-{request.Id}-{request.No}.{ending}");
        return new PaperOpened(request.Id, request.No) { File = ExportedFile.Of(name, row.MediaType, content) };
    }

    private sealed record Head
    {
        public int FundId { get; init; }

        public string Holder { get; init; } = "";

        public bool IsSealed { get; init; }

        public bool IsOpen { get; init; }
    }

    private sealed record Row
    {
        public string MediaType { get; init; } = "";

        public string KeyId { get; init; } = "";

        public byte[] Content { get; init; } = [];
    }
}

/// <summary>Its child is of a sealed group: another person grants the opening of the case first, and it holds for half an hour.</summary>
public sealed record PaperOfSealedCase(string Child) : Refused($"{Child} is a sealed case: another person grants its opening first.");
