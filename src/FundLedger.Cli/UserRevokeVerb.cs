using System.CommandLine;
using FundLedger.Features.Setup;

namespace FundLedger.Cli;

/// <summary>Takes roles from a user, all that are named or none.</summary>
internal static class UserRevokeVerb
{
    private static readonly Option<string> Name = new("--name") { Description = "Tên đăng nhập / sign-in name.", Required = true };

    private static readonly Option<string[]> Roles = RoleOption.Create();

    public static Command Create(SharedOptions shared) =>
        shared.Verb("revoke", new("Thu vai trò của người dùng", "take roles from a user"), RunAsync, Name, Roles);

    private static async Task<int> RunAsync(Verb verb, CancellationToken token)
    {
        var (name, roles) = (verb.Get(Name), RoleOption.Read(verb.Get(Roles)));
        return await OwnerWork.RunAsync(
            verb,
            async owner =>
            {
                await RevokeRole.RunAsync(owner, name, roles, token);
                var taken = string.Join(", ", roles.Select(role => $"{role.Fund}:{role.Role}"));
                return (new { user = name, revoked = roles.Select(role => new { role.Fund, role.Role }) },
                    verb.In($"{name} không còn vai trò {taken}.", $"{name} no longer holds {taken}."));
            },
            token);
    }
}
