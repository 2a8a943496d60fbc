using System.Security.Cryptography;
using System.Text.Json.Serialization;
using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Vault;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Imports;

/// <summary>
/// Takes in a file to be imported, encrypted and outside the database, and finds its columns. The key is the import's number from then on.
/// </summary>
/// <param name="List">E.g. children.</param>
/// <param name="Label">What the sender calls it, without names of persons; the file's own name is not kept.</param>
public sealed record UploadImport(string Fund, Guid Key, string List, string Label, [property: JsonIgnore] byte[] Content)
    : ICommand<ImportUploaded>
{
    /// <summary>The largest file that is taken in.</summary>
    public const int MostMegabytes = OpenTable.MostMegabytes;

    /// <summary>SHA-256 of the file in hex.</summary>
    public string FileHash => Convert.ToHexStringLower(SHA256.HashData(Content));
}

/// <param name="IsMapped">Every needed column was found; else a person chooses the columns.</param>
public sealed record ImportUploaded(Guid Import, bool IsMapped)
{
    /// <summary>When the same file was imported before, else null.</summary>
    public Instant? EarlierAt { get; init; }

    public string? EarlierBy { get; init; }
}

public sealed record ImportListUnknown(string List) : NotFound($"There is no list {List} to import.");

public sealed record ImportLabelMissing() : Invalid("Give the import a label of 1 to 100 characters, without names of persons.")
{
    public override string Field => "Label";
}

internal sealed class UploadImportHandler(Db db, IEnumerable<IImportedList> lists, VaultKey key, IClock clock)
    : IRequestHandler<UploadImport, Result<ImportUploaded>>
{
    private const int LongestLabel = 100;
    private const string BeginSql = "SELECT begin_import(fund_id, @Key, @List, @Label, @Hash, @Size) FROM funds WHERE code = @Fund";

    private const string EarlierSql = """
        SELECT e.recorded_at AS at, e.actor AS by FROM import_ends e JOIN funds f USING (fund_id)
        WHERE f.code = @Fund AND e.list_code = @List AND e.file_hash = @Hash AND e.outcome = 'committed' ORDER BY e.recorded_at DESC LIMIT 1
        """;

    public async Task<Result<ImportUploaded>> Handle(UploadImport request, CancellationToken cancellationToken)
    {
        if (lists.FirstOrDefault(one => one.Description.Code == request.List) is not { } list) return new ImportListUnknown(request.List);
        var label = TypedText.Normalise(request.Label);
        if (label.Length is 0 or > LongestLabel) return new ImportLabelMissing();
        if (request.Content.Length == 0) return new ImportFileMissing();
        var found = FileScan.Of(request.Content, list.Description);
        if (found.Error is { } unusable) return unusable;
        var hash = SHA256.HashData(request.Content);
        await db.ExecuteAsync(
            BeginSql, new { request.Fund, request.Key, request.List, Label = label, Hash = hash, Size = request.Content.Length },
            cancellationToken);
        var earlier = await db.FindAsync<Earlier>(EarlierSql, new { request.Fund, request.List, Hash = hash }, cancellationToken);
        Keep(request, found.Value);
        return new ImportUploaded(request.Key, found.Value.IsSure) { EarlierAt = earlier?.At, EarlierBy = earlier?.By };
    }

    private void Keep(UploadImport request, GuessedMapping guess)
    {
        var now = clock.GetCurrentInstant();
        key.Imports.Sweep(now);
        key.Imports.Begin(request.Key, now);
        key.Imports.Put(request.Key, ImportFiles.Upload, request.Content);
        ImportFiles.Write(key.Imports, request.Key, ImportFiles.State, new ImportState(guess, null));
    }

    private sealed record Earlier
    {
        public Instant At { get; init; }

        public string By { get; init; } = "";
    }
}
