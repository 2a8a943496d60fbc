using System.Globalization;
using System.Text.RegularExpressions;

namespace FundLedger.Domain.Ledger;

/// <summary>The kinds of numbered paper behind entries.</summary>
public enum VoucherType
{
    /// <summary>Phiếu thu: money received.</summary>
    Receipt,

    /// <summary>Phiếu chi: money paid.</summary>
    Payment,

    /// <summary>Bút toán đảo: an entry cancelled by its negative.</summary>
    Reversal,

    /// <summary>Phiếu điều chuyển nguồn: money moved between two pools.</summary>
    Transfer,

    /// <summary>Phiếu kết chuyển: budget money that lapsed at the end of a year.</summary>
    Lapse,

    /// <summary>Giấy nộp trả kinh phí: lapsed money paid back.</summary>
    BudgetReturn,

    /// <summary>Phiếu kế toán: an entry written by hand.</summary>
    Adjustment,

    /// <summary>Giấy thanh toán tạm ứng: what was spent of an advance.</summary>
    AdvanceSettlement,

    /// <summary>Phiếu thu hoàn tạm ứng: what comes back of an advance.</summary>
    AdvanceReturn,

    /// <summary>Phiếu nhập kho: goods that were given come into stock.</summary>
    GoodsReceipt,

    /// <summary>Phiếu xuất kho: goods leave the stock.</summary>
    GoodsIssue,

    /// <summary>Biên bản định giá: goods that came without a value get one.</summary>
    GoodsValuation,
}

/// <summary>A voucher's number within its fund, e.g. <c>PT-2021-00001</c>: gapless per type and year, never reused.</summary>
public readonly partial record struct VoucherNumber(VoucherType Type, int Year, int No)
{
    /// <summary>The two letters on the paper: PT, PC, TU, HU, BD, DC, KC, NT, PK, PN, PX or DG.</summary>
    public string Prefix => Type switch
    {
        VoucherType.Receipt => "PT",
        VoucherType.Payment => "PC",
        VoucherType.Reversal => "BD",
        VoucherType.Transfer => "DC",
        VoucherType.Lapse => "KC",
        VoucherType.BudgetReturn => "NT",
        VoucherType.Adjustment => "PK",
        VoucherType.AdvanceSettlement => "TU",
        VoucherType.AdvanceReturn => "HU",
        VoucherType.GoodsReceipt => "PN",
        VoucherType.GoodsIssue => "PX",
        VoucherType.GoodsValuation => "DG",
        _ => throw new InvalidOperationException($"{Type} is no voucher type."),
    };

    /// <summary>Reads what <see cref="ToString"/> wrote; null when it is no voucher number.</summary>
    public static VoucherNumber? Parse(string? text)
    {
        if (Pattern().Match(text ?? "") is not { Success: true } match)
        {
            return null;
        }

        return Of(match.Groups[1].Value, Number(match.Groups[2]), Number(match.Groups[3]));
    }

    /// <param name="prefix">PT, PC, TU, HU, BD, DC, KC, NT, PK, PN, PX or DG.</param>
    public static VoucherNumber Of(string prefix, int year, int no) => TypeOf(prefix) is { } type
        ? new(type, year, no)
        : throw new ArgumentException($"{prefix} starts no voucher number.", nameof(prefix));

    /// <summary>The type behind the two letters; null when they are none of ours.</summary>
    public static VoucherType? TypeOf(string prefix) => prefix switch
    {
        "PT" => VoucherType.Receipt,
        "PC" => VoucherType.Payment,
        "BD" => VoucherType.Reversal,
        "DC" => VoucherType.Transfer,
        "KC" => VoucherType.Lapse,
        "NT" => VoucherType.BudgetReturn,
        "PK" => VoucherType.Adjustment,
        "TU" => VoucherType.AdvanceSettlement,
        "HU" => VoucherType.AdvanceReturn,
        "PN" => VoucherType.GoodsReceipt,
        "PX" => VoucherType.GoodsIssue,
        "DG" => VoucherType.GoodsValuation,
        _ => null,
    };

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Prefix}-{Year:0000}-{No:00000}");

    private static int Number(Group digits) => int.Parse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex("^(PT|PC|TU|HU|BD|DC|KC|NT|PK|PN|PX|DG)-([0-9]{4})-([0-9]{5,8})$", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
