using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Ledger;

/// <summary>The accounts that a fund has posted to in one book, with their numbers in the fund's regime today.</summary>
/// <param name="Book">financial, commitment or appropriation.</param>
public sealed record ListAccounts(string Fund, string Book = "financial") : IQuery<AccountList>;

public sealed record AccountList(IReadOnlyList<ListedAccount> Accounts);

public sealed record ListedAccount
{
    public string Code { get; init; } = "";

    public string NameVi { get; init; } = "";

    public string NameEn { get; init; } = "";

    /// <summary>Null where the regime has none.</summary>
    public string? RegimeAccount { get; init; }
}

internal sealed class ListAccountsHandler(Db db) : IRequestHandler<ListAccounts, Result<AccountList>>
{
    private const string AccountsSql = """
        SELECT a.account_code AS code, a.name_vi, a.name_en, m.regime_account
        FROM funds f CROSS JOIN accounts a
        LEFT JOIN LATERAL (
            SELECT r.regime_account FROM regime_maps r
            WHERE r.regime = f.regime AND r.account_code = a.account_code AND r.valid_from <= business_today()
            ORDER BY r.valid_from DESC LIMIT 1) m ON true
        WHERE f.code = @Fund AND a.book = @Book
            AND EXISTS (SELECT FROM postings p WHERE p.fund_id = f.fund_id AND p.account_code = a.account_code)
        ORDER BY m.regime_account COLLATE "C" NULLS LAST, a.account_code COLLATE "C"
        """;

    public async Task<Result<AccountList>> Handle(ListAccounts request, CancellationToken cancellationToken) =>
        new AccountList(await db.ListAsync<ListedAccount>(AccountsSql, request, cancellationToken));
}
