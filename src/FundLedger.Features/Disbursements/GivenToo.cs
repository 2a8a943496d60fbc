using FundLedger.Domain;

namespace FundLedger.Features.Disbursements;

/// <summary>Somebody else who gives to a case, as the books have it.</summary>
internal sealed record GivenToo
{
    public const string Sql = """
        SELECT name, amount FROM request_cofunders WHERE fund_id = @FundId AND disbursement_id = @Id ORDER BY cofunder_no
        """;

    public const string OfFundSql = """
        SELECT c.name, c.amount FROM request_cofunders c JOIN funds f USING (fund_id)
        WHERE f.code = @Fund AND c.disbursement_id = @Id ORDER BY c.cofunder_no
        """;

    public string Name { get; init; } = "";

    public Money Amount { get; init; }
}
