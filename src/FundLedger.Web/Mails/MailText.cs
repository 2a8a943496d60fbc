using FundLedger.Features.Notices;
using MimeKit;

namespace FundLedger.Web.Mails;

/// <summary>
/// What a mail says: what happened to which paper, in both languages, and where to look. Nothing of a child or of anybody.
/// </summary>
internal static class MailText
{
    public static MimeMessage Of(DueMail mail, MailSettings settings)
    {
        var words = NoticeWords.Of(mail.Subject, mail.Event, mail.SubjectNo);
        var message = new MimeMessage
        {
            MessageId = $"{mail.MessageId:N}@{settings.From.Split('@')[1]}",
            Subject = $"[{mail.Fund}] {words.Vi}",
            Body = new TextPart("plain") { Text = Body(mail, words.Vi, words.En, settings.Link) },
        };
        message.From.Add(new MailboxAddress("Fund Ledger", settings.From));
        message.To.Add(new MailboxAddress("", mail.Address));
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }

    private static string Body(DueMail mail, string vi, string en, Uri link)
    {
        var address = new Uri(link, NoticeWords.AddressOf(mail.Fund, mail.Subject, mail.SubjectNo));
        var (todo, choice) = (new Uri(link, "/notices"), new Uri(link, "/notices#mails"));
        return string.Join('\n', [
            mail.MustAct ? $"{vi}; bước tiếp theo chờ anh/chị." : $"{vi}.",
            mail.MustAct ? $"{en}; the next step is yours to take." : $"{en}.",
            "", address.ToString(), "",
            $"Mọi thông báo / all notices: {todo}",
            $"Không nhận thư nữa / no more mails: {choice}", "",
        ]);
    }
}
