using FundLedger.Web.SignIn;

namespace FundLedger.Web.Pages.Ledger;

/// <summary>Who reads the books line by line.</summary>
internal static class LedgerReaders
{
    private static readonly Role[] Readers = [Role.FundAccountant, Role.Auditor];

    public static bool Includes(CurrentUser user) => user.IsAny(Readers);

    /// <summary>The same for the fund in an address; a fund of others is not there.</summary>
    public static bool Includes(CurrentUser user, string fund) =>
        user.Funds.FirstOrDefault(one => one.Code == fund) is { } own && Readers.Any(own.Roles.Contains);

    public static bool MayReverse(CurrentUser user, string fund) =>
        user.Funds.FirstOrDefault(one => one.Code == fund)?.Roles.Contains(Role.FundAccountant) == true;
}
