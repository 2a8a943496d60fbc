using System.CommandLine;
using FundLedger.Features.Setup;

namespace FundLedger.Cli;

/// <summary>
/// Adds a sign-in. The password comes from the terminal or from standard input, never from an argument that others could see.
/// </summary>
internal static class UserAddVerb
{
    private const int ShortestPassword = 12;

    private static readonly Option<string> Name = new("--name") { Description = "Tên đăng nhập / sign-in name.", Required = true };
    private static readonly Option<string> FullName = new("--full-name") { Description = "Họ và tên / full name.", Required = true };

    private static readonly Option<string[]> Roles = RoleOption.Create();

    public static Command Create(SharedOptions shared) =>
        shared.Verb("add", new("Thêm người dùng", "add a user"), RunAsync, Name, FullName, Roles);

    private static async Task<int> RunAsync(Verb verb, CancellationToken token)
    {
        if (verb.Host.ReadSecret(verb.In("Mật khẩu", "Password")) is not { Length: >= ShortestPassword } password)
        {
            return verb.Fail(
                ExitCode.Refused, "password-too-short",
                verb.In($"mật khẩu cần ít nhất {ShortestPassword} ký tự", $"a password has at least {ShortestPassword} characters"));
        }

        var name = verb.Get(Name);
        var roles = RoleOption.Read(verb.Get(Roles));
        return await OwnerWork.RunAsync(
            verb,
            async owner =>
            {
                await AddUser.RunAsync(owner, new NewUser(name, verb.Get(FullName), password, IsDemo: false, roles), token);
                return (new { user = name }, verb.In($"Đã có người dùng {name}.", $"User {name} is there."));
            },
            token);
    }
}
