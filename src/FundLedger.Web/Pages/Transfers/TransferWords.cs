using FundLedger.Domain.Transfers;

namespace FundLedger.Web.Pages.Transfers;

/// <summary>The word of the one vocabulary of statuses for a transfer.</summary>
internal static class TransferWords
{
    public static string ChipOf(TransferStatus status) => status switch
    {
        TransferStatus.Requested => "requested",
        TransferStatus.Approved => "half-approved",
        TransferStatus.Posted => "posted",
        _ => "rejected",
    };
}
