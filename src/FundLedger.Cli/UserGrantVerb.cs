using System.CommandLine;
using FundLedger.Features.Setup;

namespace FundLedger.Cli;

/// <summary>Gives a user further roles, in whatever fund.</summary>
internal static class UserGrantVerb
{
    private static readonly Option<string> Name = new("--name") { Description = "Tên đăng nhập / sign-in name.", Required = true };

    private static readonly Option<string[]> Roles = RoleOption.Create();

    public static Command Create(SharedOptions shared) =>
        shared.Verb("grant", new("Giao thêm vai trò cho người dùng", "give a user further roles"), RunAsync, Name, Roles);

    private static Task<int> RunAsync(Verb verb, CancellationToken token)
    {
        var (name, roles) = (verb.Get(Name), RoleOption.Read(verb.Get(Roles)));
        return OwnerWork.RunAsync(
            verb,
            async owner =>
            {
                var given = await GrantRole.RunAsync(owner, name, roles, token);
                var all = string.Join(", ", roles.Select(role => $"{role.Fund}:{role.Role}"));
                return (new { user = name, granted = roles.Select(role => new { role.Fund, role.Role }), added = given },
                    verb.In($"{name} giữ {all}.", $"{name} holds {all}."));
            },
            token);
    }
}
