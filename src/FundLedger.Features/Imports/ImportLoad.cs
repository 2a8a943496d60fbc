using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Vault;
using NodaTime;

namespace FundLedger.Features.Imports;

/// <summary>There is no such import, or another person sent it: its content is that person's alone.</summary>
public sealed record ImportNotFound(Guid Import) : NotFound($"There is no import {Import} of this user.");

/// <summary>It was carried out or cancelled already.</summary>
public sealed record ImportEnded(Guid Import) : Refused($"The import {Import} has ended already.");

/// <summary>Its file was destroyed, as each is a day after it was sent.</summary>
public sealed record ImportExpired(Guid Import) : Refused($"The file of import {Import} was destroyed after a day: send it again.");

public sealed record ImportNotChecked(Guid Import) : Refused($"The columns of import {Import} are not chosen yet.");

/// <summary>An import as the database knows it.</summary>
internal sealed record ImportRow
{
    public int FundId { get; init; }

    public string ListCode { get; init; } = "";

    public string Label { get; init; } = "";

    public Instant UploadedAt { get; init; }

    public string UploadedBy { get; init; } = "";

    public bool IsMine { get; init; }

    /// <summary>committed or cancelled; null while it goes on.</summary>
    public string? Outcome { get; init; }
}

/// <summary>Finds an import that goes on, for the one who sent it.</summary>
internal sealed class ImportLoad(Db db, IEnumerable<IImportedList> lists, VaultKey key, IClock clock)
{
    private const string ImportSql = """
        SELECT i.fund_id, i.list_code, i.label, i.uploaded_at, i.uploaded_by, i.uploaded_by = acting_user() AS is_mine, e.outcome
        FROM imports i JOIN funds f USING (fund_id) LEFT JOIN import_ends e USING (fund_id, import_id)
        WHERE f.code = @Fund AND i.import_id = @Import
        """;

    public SealedShelf Shelf => key.Imports;

    public async Task<Result<ImportRow>> FindAsync(string fund, Guid import, CancellationToken token)
    {
        var row = await db.FindAsync<ImportRow>(ImportSql, new { Fund = fund, Import = import }, token);
        return row is { IsMine: true } ? row : new ImportNotFound(import);
    }

    public void Sweep() => Shelf.Sweep(clock.GetCurrentInstant());

    /// <summary>What is left of an import that was carried out is its result.</summary>
    public void RemoveAllButResult(Guid import)
    {
        foreach (var name in (string[])[ImportFiles.Upload, ImportFiles.State, ImportFiles.AllRows, ImportFiles.OddRows])
        {
            Shelf.Remove(import, name);
        }
    }

    /// <summary>The same, with its list and what lies on the shelf; a refusal when it has ended or its file is gone.</summary>
    public async Task<Result<OpenImport>> OpenAsync(string fund, Guid import, CancellationToken token)
    {
        var found = await FindAsync(fund, import, token);
        if (found.Error is { } missing) return missing;
        if (found.Value.Outcome is not null) return new ImportEnded(import);
        Sweep();
        var state = ImportFiles.Read<ImportState>(Shelf, import, ImportFiles.State);
        return state is null
            ? new ImportExpired(import)
            : new OpenImport(found.Value, lists.First(list => list.Description.Code == found.Value.ListCode), state);
    }
}

internal sealed record OpenImport(ImportRow Row, IImportedList List, ImportState State);
