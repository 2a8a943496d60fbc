using System.Security.Cryptography;
using System.Text.Json;
using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Vault;
using NodaTime;

namespace FundLedger.Features.Disbursements;

/// <summary>
/// A request that somebody has begun and not sent: seen by that user only, encrypted and outside the database, gone thirty days after it
/// was last saved.
/// </summary>
/// <param name="Form">Which form it is of, e.g. support.</param>
/// <param name="Place">What the form's address says beside its name, e.g. the norm line; empty for nothing.</param>
public sealed record RequestDraft(Guid Id, string Fund, string Form, string Place)
{
    /// <summary>The key under which it is sent: the same for every try, until there is an answer.</summary>
    public Guid Key { get; init; }

    /// <summary>As typed, by the names of the form's fields.</summary>
    public IReadOnlyDictionary<string, string[]> Fields { get; init; } = new Dictionary<string, string[]>();

    public IReadOnlyList<DraftPaper> Papers { get; init; } = [];

    public Instant SavedAt { get; init; }

    /// <summary>
    /// The request that it became; null while it is not sent. What was typed is gone then: this stays so that a late saving or another
    /// sending of the same form finds the request and not an empty draft.
    /// </summary>
    public long? SentAs { get; init; }

    /// <summary>The returned request that it corrects; null for a new one.</summary>
    public ReturnedRequest? Returned { get; init; }

    /// <summary>What was typed into a field that has one value; null when it was not there.</summary>
    public string? Field(string name) => Fields.TryGetValue(name, out var typed) && typed is [var first, ..] ? first : null;
}

/// <summary>A request that was given back, and why.</summary>
public sealed record ReturnedRequest(long Id, string Reason);

/// <summary>A file of a draft.</summary>
/// <param name="Paper">Which paper of the norm it is; empty for any other.</param>
/// <param name="FileName">As its owner named it: kept with the draft only.</param>
/// <param name="Size">Bytes.</param>
public sealed record DraftPaper(int No, string Paper, string FileName, long Size);

/// <summary>A file that is put to a draft.</summary>
public sealed record SentPaper(string Paper, string FileName, byte[] Content);

/// <summary>There is no such draft of this user, or it was sent, thrown away or forgotten.</summary>
public sealed record DraftNotFound(Guid Draft) : NotFound($"There is no draft {Draft} of this user.");

/// <summary>The user has as many drafts as are kept.</summary>
public sealed record TooManyDrafts(int Most) : Invalid($"A user keeps at most {Most} drafts.");

/// <summary>The drafts of whoever acts.</summary>
internal sealed class DraftShelf(VaultKey key, Actor actor, IClock clock)
{
    public const int Most = 50;

    /// <summary>Held while a draft is read, changed and written: two tabs may save it at once.</summary>
    public static readonly Lock Writing = new();

    private const string State = "state";
    private const string PaperName = "paper.";

    private SealedShelf Shelf => key.DraftsOf(actor.UserName);

    public RequestDraft? Find(string fund, Guid id) => Read(id) is { } draft && draft.Fund == fund ? draft : null;

    /// <summary>Those that were not sent, newest first.</summary>
    public IReadOnlyList<RequestDraft> All(string fund) =>
        [.. Unsent.Where(draft => draft.Fund == fund).OrderByDescending(draft => draft.SavedAt)];

    public RequestDraft Keep(RequestDraft draft)
    {
        var saved = draft with { SavedAt = clock.GetCurrentInstant() };
        Shelf.Begin(draft.Id, saved.SavedAt);
        Shelf.Touch(draft.Id, saved.SavedAt);
        Shelf.Put(draft.Id, State, JsonSerializer.SerializeToUtf8Bytes(saved, Json.Options));
        return saved;
    }

    public void PutPaper(Guid draft, int no, byte[] content) => Shelf.Put(draft, NameOf(no), content);

    public void RemovePaper(Guid draft, int no) => Shelf.Remove(draft, NameOf(no));

    public byte[]? Paper(Guid draft, int no) => Shelf.Find(draft, NameOf(no));

    public void Drop(Guid draft) => Shelf.Destroy(draft);

    /// <summary>Takes all away but what it became.</summary>
    public void Finish(RequestDraft draft, long sentAs)
    {
        Shelf.Remove(draft.Id, PaperName);
        Keep(new RequestDraft(draft.Id, draft.Fund, draft.Form, draft.Place) { Key = draft.Key, SentAs = sentAs });
    }

    /// <summary>How many of them were not sent, in all funds.</summary>
    public int Count => Unsent.Count();

    private IEnumerable<RequestDraft> Unsent => Shelf.All().Select(Read).OfType<RequestDraft>().Where(draft => draft.SentAs is null);

    private static string NameOf(int no) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{PaperName}{no}.");

    // What no key opens any more is no draft.
    private RequestDraft? Read(Guid id)
    {
        try
        {
            return Shelf.Find(id, State) is { } bytes ? JsonSerializer.Deserialize<RequestDraft>(bytes, Json.Options) : null;
        }
        catch (Exception lost) when (lost is CryptographicException or IOException or JsonException)
        {
            return null;
        }
    }
}
