using FundLedger.Domain.Ledger;
using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Audit;

/// <summary>What a voucher says of people: kept beside it, promised by its commitment, erased one day.</summary>
internal sealed record VoucherWords
{
    private const string Sql = """
        SELECT voucher_no, counterparty_name, counterparty_address, content, attachments, salt FROM voucher_details
        WHERE fund_id = $1 AND voucher_type = $2 AND voucher_year = $3 AND
        """;

    public int VoucherNo { get; private init; }

    public string? CounterpartyName { get; private init; }

    public string? CounterpartyAddress { get; private init; }

    private string? Content { get; init; }

    private string? Attachments { get; init; }

    public byte[] Salt { get; private init; } = [];

    public static Task<List<VoucherWords>> ReadAsync(Db db, VoucherRange range, CancellationToken token) =>
        db.ReadAsync($"{Sql} {range.Condition}", Read, token, range.Values);

    /// <summary>What the commitment covers, behind the salt.</summary>
    public void Write(CanonicalText text) => text.Add(CounterpartyName).Add(CounterpartyAddress).Add(Content).Add(Attachments);

    private static VoucherWords Read(CopyRows row) => new()
    {
        VoucherNo = row.Int(), CounterpartyName = row.MaybeText(), CounterpartyAddress = row.MaybeText(), Content = row.MaybeText(),
        Attachments = row.MaybeText(), Salt = row.MaybeBytes() ?? [],
    };
}
