namespace FundLedger.Web.Pages.Audit;

/// <summary>Which rules of auditing refuse.</summary>
internal static partial class RuleWords
{
    private static readonly Dictionary<string, string> OfAudits = new(StringComparer.Ordinal)
    {
        ["finding-not-in-state"] = Texts.Key("Phát hiện không ở bước này"),
        ["answerer-is-finder"] = Texts.Key("Người trả lời trùng người lập phát hiện"),
        ["judge-is-answerer"] = Texts.Key("Người xem trùng người trả lời"),
        ["digest-is-another"] = Texts.Key("Mã SHA-256 không phải của sao kê"),
        ["attested-already"] = Texts.Key("Đã xác nhận sao kê này"),
        ["attester-took-part"] = Texts.Key("Người xác nhận có tham gia ghi sổ"),
        ["sampled-line-answered"] = Texts.Key("Suất đã có kết quả"),
    };
}
