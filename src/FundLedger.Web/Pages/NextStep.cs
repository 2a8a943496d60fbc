using FundLedger.Domain.Text;
using FundLedger.Features.Notices;

namespace FundLedger.Web.Pages;

/// <summary>What happens next with a paper and who does it, for the partial <c>_WhatNext</c>.</summary>
/// <param name="Words">Null where the page says it in its lead.</param>
/// <param name="Waits">Somebody has to act; false at the end of the way.</param>
/// <param name="Who">Who can do it now.</param>
public sealed record NextStep(Wording? Words, bool Waits, IReadOnlyList<HandToAct> Who)
{
    private static readonly HashSet<string> Ends =
    [
        "posted", "settled", "cancelled", "rejected", "returned", "withdrawn", "paid", "adopted", "refused", "published", "superseded",
        "discarded", "open",
    ];

    public static bool WaitsIn(string state) => !Ends.Contains(state);
}
