using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Notices;

/// <summary>Whether the person asking wants notices by mail as well. The address itself is set by the operator.</summary>
/// <param name="Fund">Any fund of the person: the choice holds for all of them.</param>
public sealed record ChooseMails(string Fund, Guid Key, bool Wanted) : ICommand<MailsChosen>;

public sealed record MailsChosen(bool Wanted);

public sealed record MailAddressMissing(string User) : Refused($"The operator has set no mail address for {User}.");

internal sealed class ChooseMailsHandler(Db db, Actor actor) : IRequestHandler<ChooseMails, Result<MailsChosen>>
{
    private const string KnownSql = "SELECT count(*) FROM mail_addresses WHERE user_name = acting_user()";

    private const string ChooseSql = "SELECT choose_mails(@Wanted)";

    public async Task<Result<MailsChosen>> Handle(ChooseMails request, CancellationToken cancellationToken)
    {
        if (await db.SingleAsync<long>(KnownSql, null, cancellationToken) == 0) return new MailAddressMissing(actor.UserName);
        await db.ExecuteAsync(ChooseSql, new { request.Wanted }, cancellationToken);
        return new MailsChosen(request.Wanted);
    }
}
