using System.CommandLine;

namespace FundLedger.Cli;

/// <summary>Roles as they are typed: <c>--role Q106:approver</c>, as often as wanted.</summary>
internal static class RoleOption
{
    private static readonly string[] Names = ["fund_accountant", "approver", "cashier", "auditor", "commune_officer", "administrator"];

    public static Option<string[]> Create()
    {
        var option = new Option<string[]>("--role")
        {
            Description = "MÃ_QUỸ:VAI_TRÒ / FUND:ROLE; " + string.Join(", ", Names), Required = true,
        };
        option.Validators.Add(result =>
        {
            foreach (var typed in result.Tokens.Select(token => token.Value).Where(typed => !IsRole(typed)))
            {
                result.AddError($"--role: '{typed}' is not FUND:ROLE with a role of {string.Join(", ", Names)}.");
            }
        });
        return option;
    }

    public static IReadOnlyList<(string Fund, string Role)> Read(IEnumerable<string> typed) =>
        [.. typed.Select(role => (role.Split(':')[0], role.Split(':')[1]))];

    private static bool IsRole(string typed) => typed.Split(':') is [{ Length: > 0 }, var role] && Names.Contains(role);
}
