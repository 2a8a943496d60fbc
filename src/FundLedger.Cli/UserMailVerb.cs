using System.CommandLine;
using FundLedger.Features.Setup;

namespace FundLedger.Cli;

/// <summary>Sets where a user gets notices by mail, or takes the address away.</summary>
internal static class UserMailVerb
{
    private static readonly Option<string> Name = new("--name") { Description = "Tên đăng nhập / sign-in name.", Required = true };

    private static readonly Option<string?> Address = new("--address")
    {
        Description = "Địa chỉ thư; bỏ trống để xóa / mail address; left out to take it away.",
    };

    public static Command Create(SharedOptions shared) =>
        shared.Verb("mail", new("Đặt địa chỉ thư của người dùng", "set the mail address of a user"), RunAsync, Name, Address);

    private static Task<int> RunAsync(Verb verb, CancellationToken token)
    {
        var (name, address) = (verb.Get(Name), verb.Get(Address));
        return OwnerWork.RunAsync(
            verb,
            async owner =>
            {
                await SetMailAddress.RunAsync(owner, name, address, token);
                return (new { user = name, hasAddress = address is not null }, address is null
                    ? verb.In($"{name} không còn địa chỉ thư.", $"{name} has no mail address any more.")
                    : verb.In($"Đã đặt địa chỉ thư của {name}.", $"The mail address of {name} is set."));
            },
            token);
    }
}
