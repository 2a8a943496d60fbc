using System.CommandLine;
using FundLedger.Features.Database;
using FundLedger.Features.Setup;
using NodaTime.Text;

namespace FundLedger.Cli;

/// <summary>The notices by mail that have not left.</summary>
internal static class MailVerbs
{
    public static Command Create(SharedOptions shared) => new("mail", "Thông báo qua thư / notices by mail.")
    {
        shared.Verb("list", new("Các thư chưa gửi được", "the mails that have not left"), ListAsync),
        shared.Verb("again", new("Gửi lại các thư chưa gửi được", "try the mails again that have not left"), AgainAsync),
    };

    private static async Task<int> ListAsync(Verb verb, CancellationToken token)
    {
        await using var database = await LedgerDatabase.OpenAsync(verb.Settings, token);
        var waiting = await MailOutbox.ListAsync(OwnerWork.Connection(database), token);
        return verb.Answer(ExitCode.Done, waiting, [.. waiting.Select(Line), verb.In($"{waiting.Count} thư.", $"{waiting.Count} mails.")]);

        string Line(WaitingMail mail)
        {
            var state = mail.IsGivenUp ? verb.In("đã thôi gửi", "given up") : verb.In("còn gửi lại", "tried again");
            var since = InstantPattern.General.Format(mail.QueuedAt);
            return $"{mail.Fund}/{mail.Notice}  {mail.User}  {since}  {mail.Tries}  {state}  {mail.LastFailure}";
        }
    }

    private static Task<int> AgainAsync(Verb verb, CancellationToken token) => OwnerWork.RunAsync(
        verb,
        async owner =>
        {
            var count = await MailOutbox.AgainAsync(owner, token);
            return (new { mails = count }, verb.In($"{count} thư sẽ được gửi lại.", $"{count} mails are due again."));
        },
        token);
}
