using FundLedger.Domain.Ledger;
using FundLedger.Domain.Text;

namespace FundLedger.Domain.Statements;

/// <summary>Why an entry of a log that was handed over cannot be counted.</summary>
internal static class Uncountable
{
    public static UnusableContentException Reversal(SealedEntry entry, long reversed) => Of(
        entry, $"đảo bút toán {reversed}, mà bút toán ấy không đứng trước", $"reverses the entry {reversed}, which is not before it");

    public static UnusableContentException Transfer(SealedEntry entry) => Of(
        entry, "chuyển tiền mà không từ nguồn này sang nguồn kia", "moves money between no two pools");

    public static UnusableContentException Voucher(SealedEntry entry) => Of(entry, "không ghi chứng từ", "names no voucher");

    public static UnusableContentException Pool(int number) => new(
        $"Không kèm thuyết minh của nguồn số {number}.", $"The terms of pool {number} are not enclosed.");

    private static UnusableContentException Of(SealedEntry entry, string vi, string en) => new(
        $"Bút toán {entry.EntryNo} {vi}.", $"Entry {entry.EntryNo} {en}.");
}
