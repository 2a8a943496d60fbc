using FundLedger.Domain;
using FundLedger.Domain.Children;
using FundLedger.Domain.Ledger;
using FundLedger.Domain.Text;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Vault;
using NodaTime;

namespace FundLedger.Features.Children;

/// <summary>Answer to every command that writes down an event.</summary>
public sealed record ChildEventRecorded(string Code);

/// <summary>A paper on which an event rests. No name of a person.</summary>
/// <param name="Kind">E.g. "giấy chứng tử".</param>
public sealed record Evidence(string? Kind = null, string? Number = null, LocalDate? Date = null)
{
    /// <summary>All of it in one text, for the vault; null when there is none.</summary>
    internal string? InWords =>
        string.Join(", ", Parts.Where(part => !string.IsNullOrWhiteSpace(part))) is { Length: > 0 } words ? words : null;

    private string?[] Parts => [Kind, Number, Date is { } date ? PrintedDate.Of(date) : null];
}

/// <summary>How events are called in the database: <c>group_added</c> for <see cref="ChildEventKind.GroupAdded"/>.</summary>
internal static class ChildCodes
{
    public static string Of(ChildEventKind kind) => string.Concat(kind.ToString().Select(
        (letter, i) => i > 0 && char.IsUpper(letter) ? $"_{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));

    public static ChildState StateOf(string code) =>
        Enum.Parse<ChildState>(code.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);
}

/// <summary>What is asked before any event of a child is written down. Shared by the commands that record one.</summary>
internal sealed class ChildEventSteps(Db db, FundLock fundLock, IdentityVault vault)
{
    private const string StateSql = """
        SELECT child_state_on(b.beneficiary_code, business_today())
        FROM beneficiaries b JOIN funds f ON b.unit_id = ANY (units_of_fund(f.fund_id)) WHERE f.code = @Fund AND b.beneficiary_code = @Code
        """;

    private const string IdentitySql = """
        SELECT beneficiary_code, key_id, nonce, sealed FROM identities_for_judging(ARRAY[@Code])
        """;

    private const string ResealSql = "SELECT reseal_identity(@Code, @KeyId, @Nonce, @Sealed)";

    /// <summary>Takes the fund's lock; returns why the event cannot be written down, or null, and the business date.</summary>
    public async Task<(Error? Refusal, LocalDate Today)> BeginAsync(
        ICommand command, string code, ChildEventKind kind, LocalDate on, string reason, CancellationToken token)
    {
        var fund = await fundLock.TakeAsync(command.Fund, token);
        if (reason.Trim().Length < 5) return (new ReasonMissing(), fund.Today);
        if (on > fund.Today) return (new ChildEventAhead(on), fund.Today);
        var state = await db.FindAsync<string>(StateSql, new { command.Fund, Code = code }, token);
        if (state is null) return (new ChildNotFound(code), fund.Today);
        var now = ChildCodes.StateOf(state);
        return (ChildLife.Allows(now, kind) ? null : new ChildEventImpossible(code, now, kind), fund.Today);
    }

    /// <summary>Reads an identity by machine: nobody sees it. Null when it was erased.</summary>
    public async Task<Identity?> IdentityAsync(string code, CancellationToken token) =>
        await db.FindAsync<SealedIdentity>(IdentitySql, new { Code = code }, token) is { } row && !vault.IsErased(row)
            ? vault.Open(row) : null;

    public async Task ResealAsync(string code, Identity identity, CancellationToken token)
    {
        var row = vault.Seal(code, identity);
        await db.ExecuteAsync(ResealSql, new { Code = code, row.KeyId, row.Nonce, row.Sealed }, token);
    }

    public SealedIdentity Seal(string code, int carerNo, Carer carer) => vault.SealCarer(code, carerNo, carer);
}
