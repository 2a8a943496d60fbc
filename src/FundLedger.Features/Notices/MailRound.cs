using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Notices;

/// <summary>A notice that is due by mail.</summary>
public sealed record DueMail
{
    public int FundId { get; init; }

    public string Fund { get; init; } = "";

    public long NoticeNo { get; init; }

    /// <summary>The same however often it is tried.</summary>
    public Guid MessageId { get; init; }

    public string Address { get; init; } = "";

    public string Subject { get; init; } = "";

    public long SubjectNo { get; init; }

    public string Event { get; init; } = "";

    public bool MustAct { get; init; }

    /// <summary>For logs: never the address.</summary>
    public override string ToString() => FormattableString.Invariant($"{Fund}/{NoticeNo}");
}

/// <summary>
/// Takes the mails that are due out of the outbox and writes down how each ended. What is taken is put off before it is tried: a program
/// that dies in between tries it again, so a mail is sent at least once.
/// </summary>
public sealed class MailRound
{
    /// <summary>After so many failures a mail is given up, some eight hours after it was due.</summary>
    public const int MostTries = 10;

    /// <summary>The name under which it works; no user can have it.</summary>
    private const string Worker = "(mails)";

    private const string NobodySql = "SELECT 1";

    private const string TakeSql = """
        SELECT fund_id, fund, notice_no, message_id, address, subject, subject_no, event, must_act FROM take_mails(@Most)
        """;

    private const string EndSql = "SELECT end_mail(@FundId, @NoticeNo, @Failure, @MostTries)";

    private readonly Db db;

    internal MailRound(Db db, Actor actor)
    {
        this.db = db;
        actor.SignIn(Worker);
    }

    public async Task<IReadOnlyList<DueMail>> TakeAsync(int most, CancellationToken token)
    {
        await using (db)
        {
            await db.BeginCommandAsync<int>(NobodySql, new { }, token);
            var due = await db.ListAsync<DueMail>(TakeSql, new { Most = most }, token);
            await db.CommitAsync("SELECT", null, token);
            return due;
        }
    }

    /// <summary>Returns whether it is given up.</summary>
    /// <param name="failure">What kind of failure, without an address; null when the mail was handed over.</param>
    public async Task<bool> EndAsync(DueMail mail, string? failure, CancellationToken token)
    {
        await using (db)
        {
            var ended = new { mail.FundId, mail.NoticeNo, Failure = failure, MostTries };
            var isGivenUp = await db.BeginCommandAsync<bool>(EndSql, ended, token);
            await db.CommitAsync("SELECT", null, token);
            return isGivenUp;
        }
    }
}
