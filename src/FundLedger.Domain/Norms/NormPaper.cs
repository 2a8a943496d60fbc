using System.Collections.Frozen;

namespace FundLedger.Domain.Norms;

/// <summary>When a paper that a norm line asks for has to be there.</summary>
public static class NormPaper
{
    /// <summary>At the end of a paper's Vietnamese name in a decision: it comes into being with the payment or after it.</summary>
    public const string AfterPayment = "(sau khi chi)";

    // Papers that sample norms and provincial decisions name, and that nobody can have before the money is given.
    private static readonly FrozenSet<string> Known = FrozenSet.Create(
        "Quyết định", "Danh sách ký nhận", "Biên nhận của người đứng đầu cơ sở", "Biên bản bàn giao", "Biên bản thăm hỏi",
        "Hoá đơn", "Hóa đơn");

    /// <summary>Whether a request may be submitted without it; the database judges by the same words.</summary>
    /// <param name="name">The paper's Vietnamese name in the decision.</param>
    public static bool FollowsPayment(string name) =>
        Known.Contains(name.Trim()) || name.Trim().EndsWith(AfterPayment, StringComparison.OrdinalIgnoreCase);
}
