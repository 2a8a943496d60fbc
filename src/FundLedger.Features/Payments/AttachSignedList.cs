using System.Security.Cryptography;
using System.Text.Json.Serialization;
using FundLedger.Domain;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Vault;
using MediatR;

namespace FundLedger.Features.Payments;

/// <summary>Keeps the signed list of an order, or the signed slip of one line, as a photo or scan; encrypted and sealed.</summary>
/// <param name="Fund">A fund of the acting user.</param>
/// <param name="List">Code of the fund whose money it is.</param>
/// <param name="Line">The slip of this line; null for the list.</param>
public sealed record AttachSignedList(string Fund, Guid Key, string List, int Order, int? Line, SignedScan Scan)
    : ICommand<SignedListAttached>;

/// <summary>A PDF, PNG or JPEG file of at most 10 MiB, known by its content. It has no file name: people put names there.</summary>
public sealed record SignedScan([property: JsonIgnore] byte[] Content)
{
    /// <summary>SHA-256 of the file as it was sent, hex.</summary>
    public string FileHash => Convert.ToHexStringLower(SHA256.HashData(Content));
}

public sealed record SignedListAttached(string List, int Order, int No);

public sealed record SignedListUnusable() : Invalid("The file is no whole PDF, PNG or JPEG file of at most 10 MiB.")
{
    public override string Field => "Scan";
}

/// <summary>The list has no such paper that is signed by itself.</summary>
public sealed record SignedPaperUnknown(int Order) : Invalid($"Order {Order} has no such paper to be signed.")
{
    public override string Field => "Line";
}

internal sealed class AttachSignedListHandler(Db db, SignedLists lists, IdentityVault vault)
    : IRequestHandler<AttachSignedList, Result<SignedListAttached>>
{
    private const string AttachSql = "SELECT attach_signed_list(@List, @Order, @Scan, @Line, @MediaType, @Holder, @KeyId, @Content)";

    public async Task<Result<SignedListAttached>> Handle(AttachSignedList request, CancellationToken cancellationToken)
    {
        var papers = await lists.PapersAsync(request.List, request.Order, cancellationToken);
        if (papers.Count == 0) return new HandoutNotFound(request.List, request.Order);
        if (papers.FirstOrDefault(paper => paper.LineNo == request.Line) is not { } paper) return new SignedPaperUnknown(request.Order);
        var type = new ScannedPaper("", request.Scan.Content).MediaType;
        if (type is null || PlainImage.Of(request.Scan.Content, type) is not { } plain) return new SignedListUnusable();
        if (await ErasedIdentities.RefusalAsync(db, paper.Holder, cancellationToken) is { } erased) return erased;
        var scan = Guid.NewGuid();
        var (keyId, content) = vault.SealSigned(paper.Holder, scan, plain);
        var no = await db.SingleAsync<int>(
            AttachSql,
            new
            {
                request.List, request.Order, Scan = scan, request.Line, MediaType = type, paper.Holder, KeyId = keyId, Content = content,
            },
            cancellationToken);
        return new SignedListAttached(request.List, request.Order, no);
    }
}
