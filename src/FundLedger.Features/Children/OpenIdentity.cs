using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Vault;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Children;

/// <summary>
/// Shows who a code stands for, to the officer of the child's commune. The look is written down before anything is shown.
/// </summary>
/// <param name="Reason">At least 5 characters.</param>
public sealed record OpenIdentity(string Fund, Guid Key, string Code, string Reason) : ICommand<IdentityOpened>;

/// <summary>That the look was written down. The identity itself is not part of the stored answer.</summary>
public sealed record IdentityOpened(string Code)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public Identity? Identity { get; init; }

    /// <summary>Who cares for the child and who did before, oldest first.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public IReadOnlyList<OpenedCarer> Carers { get; init; } = [];
}

/// <param name="To">Last day; null for still.</param>
public sealed record OpenedCarer(string Name, string Relation, LocalDate From, LocalDate? To);

public sealed record ChildNotFound(string Code) : NotFound($"There is no child {Code} among those of this user.");

/// <summary>The child is of a sealed group: another person grants the opening first, and it holds for half an hour.</summary>
public sealed record SealedCaseShut(string Child) : Refused($"{Child} is a sealed case: another person grants its opening first.");

internal sealed class OpenIdentityHandler(Db db, IdentityVault vault) : IRequestHandler<OpenIdentity, Result<IdentityOpened>>
{
    private const string OpenSql = "SELECT @Code AS beneficiary_code, key_id, nonce, sealed FROM open_identity(@Code, @Reason)";

    private const string CarersSql = """
        SELECT @Code AS code, carer_no, valid_from, valid_to, key_id, nonce, sealed FROM open_carers(@Code)
        """;

    public async Task<Result<IdentityOpened>> Handle(OpenIdentity request, CancellationToken cancellationToken)
    {
        if (request.Reason.Trim().Length < 5) return new Domain.Ledger.ReasonMissing();
        if (await db.FindAsync<CaseState>(CaseState.Sql, new { request.Code }, cancellationToken) is not { } now)
        {
            return new ChildNotFound(request.Code);
        }

        if (now.IsErased) return new IdentityErased(request.Code);
        if (now is { IsSealedCase: true, IsOpen: false }) return new SealedCaseShut(request.Code);
        var row = await db.FindAsync<SealedIdentity>(OpenSql, new { request.Code, request.Reason }, cancellationToken);
        if (row is null || vault.IsErased(row)) return new IdentityErased(request.Code);
        var carers = await db.ListAsync<CarerRow>(CarersSql, new { request.Code }, cancellationToken);
        return new IdentityOpened(request.Code) { Identity = vault.Open(row), Carers = [.. carers.Select(Opened)] };
    }

    private OpenedCarer Opened(CarerRow row)
    {
        var sealedRow = new SealedIdentity { BeneficiaryCode = row.Code, KeyId = row.KeyId, Nonce = row.Nonce, Sealed = row.Sealed };
        var (name, relation) = vault.OpenCarer(sealedRow, row.CarerNo);
        return new OpenedCarer(name, relation, row.ValidFrom, row.ValidTo);
    }

    private sealed record CarerRow
    {
        public string Code { get; init; } = "";

        public int CarerNo { get; init; }

        public LocalDate ValidFrom { get; init; }

        public LocalDate? ValidTo { get; init; }

        public string KeyId { get; init; } = "";

        public byte[] Nonce { get; init; } = [];

        public byte[] Sealed { get; init; } = [];
    }
}
