using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Ledger;

/// <summary>Opens a pool: money of one source under one restriction.</summary>
/// <param name="Code">2 to 20 capital letters, digits or dashes; unique in the fund.</param>
/// <param name="SourceKind">Code of the kind of source, e.g. <c>donation</c>, <c>central_budget</c>.</param>
public sealed record OpenPool(string Fund, Guid Key, string Code, string NameVi, string NameEn, string SourceKind) : ICommand<PoolOpened>
{
    /// <summary>Support kinds that it may be used for; null for any.</summary>
    public IReadOnlyList<string>? SupportKinds { get; init; }

    /// <summary>Occasions that it may be used for; null for any.</summary>
    public IReadOnlyList<string>? Occasions { get; init; }
}

public sealed record PoolOpened(int PoolId, string Code);

public sealed record PoolCodeUnusable(string PoolCode)
    : Invalid($"'{PoolCode}' is no pool code: use 2 to 20 capital letters, digits or dashes.")
{
    public override string Field => "Code";
}

public sealed record PoolNameMissing() : Invalid("The pool's name is needed.")
{
    public override string Field => "NameVi";
}

public sealed record PoolCodeUsed(string PoolCode) : Refused($"The fund already has a pool {PoolCode}.")
{
    public override string Field => "Code";
}

internal sealed class OpenPoolHandler(Db db, FundLock fundLock, Pools pools) : IRequestHandler<OpenPool, Result<PoolOpened>>
{
    private const string OpenSql = "SELECT open_pool(@FundId, @Code, @NameVi, @NameEn, @SourceKind, @SupportKinds, @Occasions)";

    public async Task<Result<PoolOpened>> Handle(OpenPool request, CancellationToken cancellationToken)
    {
        var code = request.Code.Trim();
        if (!IsUsable(code)) return new PoolCodeUnusable(code);
        if (string.IsNullOrWhiteSpace(request.NameVi)) return new PoolNameMissing();
        var fund = await fundLock.TakeAsync(request.Fund, cancellationToken);
        if (await pools.FindAsync(request.Fund, code, cancellationToken) is not null) return new PoolCodeUsed(code);
        var id = await db.SingleAsync<int>(
            OpenSql,
            new
            {
                fund.FundId, Code = code, NameVi = request.NameVi.Trim(), request.NameEn, request.SourceKind,
                SupportKinds = request.SupportKinds?.ToArray(), Occasions = request.Occasions?.ToArray(),
            },
            cancellationToken);
        return new PoolOpened(id, code);
    }

    private static bool IsUsable(string code) =>
        code.Length is >= 2 and <= 20 && code.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '-');
}
