using System.Text.RegularExpressions;

namespace FundLedger.BrowserTests;

/// <summary>Words on buttons and codes whose end differs from one request to the next.</summary>
internal static partial class Codes
{
    [GeneratedRegex(@"^TE-\d+$")]
    public static partial Regex Child();

    [GeneratedRegex(@"^Duyệt [\d.]+")]
    public static partial Regex Approve();

    [GeneratedRegex(@"^Chi [\d.]+")]
    public static partial Regex Pay();

    [GeneratedRegex("^Tiền gửi ngân hàng")]
    public static partial Regex Bank();

    /// <summary>A letter that only Vietnamese has.</summary>
    [GeneratedRegex("[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", RegexOptions.IgnoreCase)]
    public static partial Regex Vietnamese();

    [GeneratedRegex("[0-9a-f]{64}")]
    public static partial Regex Sha256();
}
