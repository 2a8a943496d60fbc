using System.Globalization;
using System.Text.Json.Serialization;
using FundLedger.Domain;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Vault;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Payments;

/// <summary>
/// Prints the list of a hand-out with its codes, or the slip of one line, for who hands it out. Each printing is written down: the second
/// of the same paper says that it is the second. With names, each child's name is a look of its own, and the copy says across every page
/// who printed it and when; no child of a sealed group is named.
/// </summary>
/// <param name="Line">The slip of this line; null for the list of all who are not sealed.</param>
public sealed record PrintCodes(string Fund, Guid Key, string List, int Order, int? Line, bool WithNames, PaperLanguage Language)
    : ICommand<CodesPrinted>;

/// <param name="Copy">1 for the first printing of this very paper.</param>
public sealed record CodesPrinted(string List, int Order, int Copy)
{
    [JsonIgnore]
    public ExportedFile? File { get; init; }
}

public sealed record HandoutNotOpened(int Order) : Refused($"The codes of order {Order} are not drawn yet.");

internal sealed class PrintCodesHandler(Db db, HandoutReader handouts, IdentityVault vault, PaperPrinter printer)
    : IRequestHandler<PrintCodes, Result<CodesPrinted>>
{
    private const string PrintSql = "SELECT copy, printed_at, printed_by FROM print_handout(@List, @Order, @Line, @WithNames)";

    private const string NamesSql = """
        SELECT line_no, beneficiary_code, key_id, nonce, sealed, carer_no, carer_key_id, carer_nonce, carer_sealed
        FROM handout_names(@List, @Order, @Reason)
        """;

    public async Task<Result<CodesPrinted>> Handle(PrintCodes request, CancellationToken cancellationToken)
    {
        if (await handouts.FindAsync(request.List, request.Order, cancellationToken) is not { } head)
        {
            return new HandoutNotFound(request.List, request.Order);
        }

        if (!head.IsOpen) return new HandoutNotOpened(request.Order);
        var lines = (await handouts.LinesAsync(request.List, request.Order, cancellationToken))
            .Where(line => request.Line is { } one ? line.LineNo == one : !line.IsSealed).ToList();
        if (lines.Count == 0) return new HandoutEmpty(request.Order);
        var withNames = request is { WithNames: true, Line: null };
        var names = withNames ? await NamesAsync(request, cancellationToken) : null;
        var print = await db.SingleAsync<Printing>(
            PrintSql, new { request.List, request.Order, request.Line, WithNames = withNames }, cancellationToken);
        var paper = new CodesPaper(head, lines, names, print, request.Language);
        var file = request.Line is { } slip
            ? printer.Print($"giay-ky-nhan-{request.List}-{request.Order}-{slip}.pdf", paper.Slip())
            : printer.Print($"danh-sach-ma-{request.List}-{request.Order}.pdf", paper.List());
        return new CodesPrinted(request.List, request.Order, print.Copy) { File = file };
    }

    private async Task<IReadOnlyDictionary<int, NamedShare>> NamesAsync(PrintCodes request, CancellationToken token)
    {
        var reason = string.Create(CultureInfo.InvariantCulture, $"In danh sách phát tiền có tên, lệnh chi {request.List}/{request.Order}");
        var rows = await db.ListAsync<NameRow>(NamesSql, new { request.List, request.Order, Reason = reason }, token);
        return rows.Where(row => !vault.IsErased(row.Identity)).ToDictionary(row => row.LineNo, Opened);
    }

    private NamedShare Opened(NameRow row)
    {
        var identity = vault.Open(row.Identity);
        var carer = row.CarerNo is { } no ? vault.OpenCarer(row.Carer, no) : new Carer(identity.GuardianName, identity.GuardianRelation);
        return new NamedShare(identity.FullName, carer);
    }

    private sealed record NameRow
    {
        public int LineNo { get; init; }

        public string BeneficiaryCode { get; init; } = "";

        public string KeyId { get; init; } = "";

        public byte[] Nonce { get; init; } = [];

        public byte[] Sealed { get; init; } = [];

        public short? CarerNo { get; init; }

        public string? CarerKeyId { get; init; }

        public byte[]? CarerNonce { get; init; }

        public byte[]? CarerSealed { get; init; }

        public SealedIdentity Identity => new() { BeneficiaryCode = BeneficiaryCode, KeyId = KeyId, Nonce = Nonce, Sealed = Sealed };

        public SealedIdentity Carer =>
            new() { BeneficiaryCode = BeneficiaryCode, KeyId = CarerKeyId!, Nonce = CarerNonce!, Sealed = CarerSealed! };
    }
}

/// <summary>Whose share it is and who may come for it, in memory only.</summary>
internal sealed record NamedShare(string Child, Carer Carer);

/// <summary>One printing as it was written down.</summary>
internal sealed record Printing
{
    public int Copy { get; init; }

    public Instant PrintedAt { get; init; }

    public string PrintedBy { get; init; } = "";
}
