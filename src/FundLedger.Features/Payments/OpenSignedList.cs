using System.Globalization;
using System.Text.Json.Serialization;
using FundLedger.Domain;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Vault;
using MediatR;

namespace FundLedger.Features.Payments;

/// <summary>
/// Takes out a signed list or slip. A look at it is a look at the children who stand on it, and is written down for each before anything
/// is shown; the slip of a child of a sealed group is shut until the case is open.
/// </summary>
/// <param name="Fund">A fund of the acting user.</param>
/// <param name="List">Code of the fund whose money it is.</param>
public sealed record OpenSignedList(string Fund, Guid Key, string List, int Order, int No) : ICommand<SignedListOpened>;

/// <summary>That the look was written down. The paper itself is not part of the stored answer.</summary>
public sealed record SignedListOpened(string List, int Order, int No)
{
    [JsonIgnore]
    public ExportedFile? File { get; init; }
}

public sealed record SignedListNotFound(string List, int Order, int No)
    : NotFound($"Order {Order} of fund {List} has no signed list {No}.");

/// <summary>Its child is of a sealed group: another person grants the opening of the case first, and it holds for half an hour.</summary>
public sealed record SlipOfSealedCase(string Child) : Refused($"{Child} is a sealed case: another person grants its opening first.");

/// <summary>The key under which it lay was destroyed with the child's identity.</summary>
public sealed record SignedListErased(int Order, int No)
    : Refused($"Signed paper {No} of order {Order} was erased with the identity of its child.");

internal sealed class OpenSignedListHandler(Db db, SignedLists lists, IdentityVault vault)
    : IRequestHandler<OpenSignedList, Result<SignedListOpened>>
{
    private const string OpenSql = """
        SELECT scan_id, media_type, holder, key_id, content FROM open_signed_list(@List, @Order, @No, @Reason)
        """;

    public async Task<Result<SignedListOpened>> Handle(OpenSignedList request, CancellationToken cancellationToken)
    {
        var known = await lists.ReadAsync(request.List, request.Order, cancellationToken);
        if (known.FirstOrDefault(list => list.ScanNo == request.No) is not { } head)
        {
            return new SignedListNotFound(request.List, request.Order, request.No);
        }

        if (head.IsShut) return new SlipOfSealedCase(head.Holder);
        var reason = string.Create(
            CultureInfo.InvariantCulture, $"Danh sách đã ký số {request.No} của lệnh chi {request.List}/{request.Order}");
        var row = await db.SingleAsync<Row>(OpenSql, new { request.List, request.Order, request.No, Reason = reason }, cancellationToken);
        var content = vault.OpenSigned(row.Holder, row.ScanId, row.KeyId, row.Content);
        if (content is null) return new SignedListErased(request.Order, request.No);
        var ending = row.MediaType switch { "application/pdf" => "pdf", "image/png" => "png", _ => "jpg" };
        var name = string.Create(CultureInfo.InvariantCulture, $"{request.List}-LC-{request.Order}-{request.No}.{ending}");
        return new SignedListOpened(request.List, request.Order, request.No) { File = ExportedFile.Of(name, row.MediaType, content) };
    }

    private sealed record Row
    {
        public Guid ScanId { get; init; }

        public string MediaType { get; init; } = "";

        public string Holder { get; init; } = "";

        public string KeyId { get; init; } = "";

        public byte[] Content { get; init; } = [];
    }
}
