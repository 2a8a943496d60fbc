using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Adjustments;

namespace FundLedger.Web.Pages.Ledger;

/// <summary>One line as it is typed.</summary>
public sealed class AdjustmentRow
{
    public string? Account { get; set; }

    public string? Pool { get; set; }

    public string? Side { get; set; }

    public string? Amount { get; set; }

    public bool IsBlank => string.IsNullOrWhiteSpace(Account) && string.IsNullOrWhiteSpace(Amount);

    public AskedPosting With(Money amount) => new(
        Account ?? "", Pool ?? "", Side == "credit" ? Domain.Ledger.Side.Credit : Domain.Ledger.Side.Debit, amount);
}

/// <summary>The usual adjustments, with their accounts filled in.</summary>
internal static class AdjustmentForms
{
    public const int Rows = 6;

    /// <summary>Name in the address, and the Vietnamese key of the label.</summary>
    public static IReadOnlyList<(string Name, string Label)> All { get; } =
    [
        ("interest", Texts.Key("Lãi tiền gửi")),
        ("fee", Texts.Key("Phí ngân hàng")),
        ("deposit", Texts.Key("Nộp tiền vào ngân hàng")),
        ("withdrawal", Texts.Key("Rút tiền về quỹ")),
    ];

    public static List<AdjustmentRow> RowsOf(string? name, AdjustmentList choices)
    {
        var (debit, credit) = name switch
        {
            "interest" => ("bank", "fund_balance"),
            "fee" => ("fund_balance", "bank"),
            "deposit" => ("bank", "cash"),
            "withdrawal" => ("cash", "bank"),
            _ => (null, null),
        };
        var isOfBalance = name is "interest" or "fee";
        var pool = choices.Pools.FirstOrDefault(pool => !isOfBalance || pool.SourceKind == AdjustmentRules.Interest)?.Code;
        List<AdjustmentRow> rows =
        [
            new() { Account = debit, Side = "debit", Pool = pool }, new() { Account = credit, Side = "credit", Pool = pool },
        ];
        while (rows.Count < Rows) rows.Add(new AdjustmentRow { Side = "debit", Pool = pool });
        return rows;
    }
}
