using FundLedger.Features.Disbursements;

namespace FundLedger.Web.Pages.Disbursements;

/// <summary>A child of the gift list with what was ticked and typed.</summary>
/// <param name="Amount">As typed, or the norm's amount.</param>
/// <param name="Problem">Why this line is refused, beside it; null when nothing is wrong.</param>
internal sealed record GiftRow(GiftChild Child, bool IsChosen, string Amount, string? Problem = null);
