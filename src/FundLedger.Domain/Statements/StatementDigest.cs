using System.Security.Cryptography;
using System.Text;

namespace FundLedger.Domain.Statements;

/// <summary>
/// The fingerprint of a statement: SHA-256 over a canonical text of its figures, vouchers and the state of the books. Names are left out
/// (codes stand for them), so that the same figures have the same digest in every language; the instant of reading is left out, because
/// it is no figure.
/// </summary>
public static class StatementDigest
{
    /// <summary>64 lower-case hexadecimal digits.</summary>
    public static string Of(StatementFigures figures) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(CanonicalText(figures))));

    /// <summary>The text that is hashed, see <see cref="CanonicalFigures"/>.</summary>
    public static string CanonicalText(StatementFigures figures) => CanonicalFigures.Text(Records(figures));

    private static IEnumerable<object?[]> Records(StatementFigures f) =>
    [
        ["fund-statement", 1, f.Fund, f.Period.From, f.Period.To],
        ["books", f.Seal.IsClosed ? "closed" : "open", f.Seal.LogNo, f.Seal.LogHash],
        ["balance", f.Opening, f.Closing, f.Children],
        .. f.Receipts.Select(line => new object?[] { "received", line.Kind, line.Amount, line.Vouchers }),
        .. f.Disbursements.SelectMany(Support),
        .. f.Pools.Select(pool => new object?[] { "pool", pool.Code, pool.Opening, pool.In, pool.Out, pool.Closing }),
        .. f.Pools.Where(pool => pool.HasTransfers || pool.Lapsed != Money.Zero).Select(pool => new object?[]
        {
            "pool-moved", pool.Code, pool.TransferredIn, pool.TransferredOut, pool.Lapsed,
        }),
        .. f.Transfers.Select(Transfer),
        .. f.Vouchers.Select(Voucher),
    ];

    private static IEnumerable<object?[]> Support(KindSupported support) =>
    [
        ["support", support.Kind, support.Amount, support.Times, support.Children],
        .. support.Classes.Select(line => new object?[] { "class", support.Kind, line.Class, line.Amount, line.Times, line.Children }),
    ];

    private static object?[] Transfer(StatementTransfer transfer) =>
    [
        "transfer", transfer.Number, transfer.Date, transfer.FromPool, transfer.ToPool, transfer.Amount, transfer.Decision,
    ];

    private static object?[] Voucher(StatementVoucher voucher) =>
    [
        "voucher", voucher.Number, voucher.Date, voucher.IsReceipt ? "received" : "given", voucher.Amount, voucher.Pool, voucher.Kind,
        voucher.Reverses,
    ];
}
