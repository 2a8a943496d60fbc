namespace FundLedger.Features.Books;

/// <summary>Where the rows of a book of lines come from.</summary>
/// <param name="SectionBy">account, pool, donor, request, item; nothing for a book in one piece.</param>
/// <param name="Accounts">Only these; null for all.</param>
internal sealed record BookSource(string SectionBy, string[]? Accounts)
{
    public string SectionsSql { get; init; } = SectionSql.OfAccounts;

    public string LinesSql { get; init; } = LineSql.OfAccounts;

    /// <summary>Only pools of budget money.</summary>
    public bool OnlyBudget { get; init; }

    /// <summary>A book of money where it lies: what only changes its restriction is no movement.</summary>
    public bool IsOfPlace { get; init; }

    public static BookSource Of(BookForm form, BookQuestion question) => form.Code switch
    {
        "cash" or "bank" => new("", [form.Code]) { IsOfPlace = true },
        "ledger" => new("account", question.Account is { } one ? [one] : null),
        "account" => new("", [question.Account ?? "cash"]),
        "pool" => new("pool", ["fund_balance"]),
        "appropriation" => new("pool", ["fund_balance"]) { OnlyBudget = true },
        "donor" => new("donor", ["fund_balance", "goods_balance"]) { SectionsSql = SectionSql.OfVouchers },
        "advances" => new("request", ["advances"]) { SectionsSql = SectionSql.OfVouchers },
        "goods" => new("item", null) { SectionsSql = SectionSql.OfGoods, LinesSql = LineSql.OfGoods },
        _ => new("", null),
    };
}
