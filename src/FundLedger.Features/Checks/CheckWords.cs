using FundLedger.Domain.Text;

namespace FundLedger.Features.Checks;

/// <summary>What several checks tell the reader to do.</summary>
internal static class CheckWords
{
    public static Wording StopAndVerify { get; } = new(
        "Ngừng ghi sổ và chạy “Kiểm tra sổ”: nó chỉ ra bản ghi sai đầu tiên. Không sửa trực tiếp trong cơ sở dữ liệu.",
        "Stop posting and run the verification: it names the first wrong record. Repair nothing in the database by hand.");
}
