using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Notices;

/// <summary>What the person asking was told, unread first, then newest first; a page of <see cref="NoticePage.Most"/>.</summary>
/// <param name="Fund">Null for all funds of the person.</param>
public sealed record ListNotices(string? Fund) : IQuery<NoticePage>
{
    public bool OnlyUnread { get; init; }

    /// <summary>Continue after this notice of the page before; null for the first page.</summary>
    public NoticePlace? After { get; init; }
}

public sealed record NoticePlace(bool IsRead, long No);

/// <param name="Unread">How many there are besides the page, in the funds asked for.</param>
/// <param name="Mail">Null when the operator set no address for this user.</param>
public sealed record NoticePage(IReadOnlyList<Notice> Items, int Unread, NoticePlace? Next, bool? Mail)
{
    public const int Most = 50;
}

public sealed record Notice
{
    public string Fund { get; init; } = "";

    public long No { get; init; }

    /// <summary>disbursement, transfer, adjustment, period, norm, ladder, delegation, goods_loss, identity, finding or check.</summary>
    public string Subject { get; init; } = "";

    /// <summary>The number of the paper; of a month the year and the month, e.g. 202101.</summary>
    public long SubjectNo { get; init; }

    public string Event { get; init; } = "";

    /// <summary>The reader was one of those who could take the next step.</summary>
    public bool MustAct { get; init; }

    /// <summary>The step is taken, by whomever, or is told of again in a newer notice.</summary>
    public bool IsDone { get; init; }

    public Instant ToldAt { get; init; }

    public Instant? ReadAt { get; init; }
}

internal sealed class ListNoticesHandler(Db db) : IRequestHandler<ListNotices, Result<NoticePage>>
{
    private const string ItemsSql = """
        SELECT f.code AS fund, n.notice_no AS no, n.subject, n.subject_no, n.event, n.must_act, n.told_at, n.read_at,
            n.must_act AND (EXISTS (SELECT FROM notices x WHERE x.fund_id = n.fund_id AND x.user_name = n.user_name
                    AND x.subject = n.subject AND x.subject_no = n.subject_no AND x.notice_no > n.notice_no)
                OR NOT EXISTS (SELECT FROM hands_to_act(n.fund_id, n.subject, n.subject_no) h WHERE h.is_me)) AS is_done
        FROM notices n JOIN funds f USING (fund_id)
        WHERE n.user_name = acting_user() AND (@Fund::text IS NULL OR f.code = @Fund) AND (NOT @OnlyUnread OR n.read_at IS NULL)
            AND (@AfterNo::bigint IS NULL OR (n.read_at IS NOT NULL, -n.notice_no) > (@AfterRead, -@AfterNo))
        ORDER BY n.read_at IS NOT NULL, n.notice_no DESC LIMIT @Limit
        """;

    private const string UnreadSql = """
        SELECT count(*)::int FROM notices n JOIN funds f USING (fund_id)
        WHERE n.user_name = acting_user() AND n.read_at IS NULL AND (@Fund::text IS NULL OR f.code = @Fund)
        """;

    private const string MailSql = "SELECT is_wanted FROM mail_addresses WHERE user_name = acting_user()";

    public async Task<Result<NoticePage>> Handle(ListNotices request, CancellationToken cancellationToken)
    {
        var asked = new
        {
            request.Fund, request.OnlyUnread, AfterNo = request.After?.No, AfterRead = request.After?.IsRead ?? false,
            Limit = NoticePage.Most + 1,
        };
        var items = await db.ListAsync<Notice>(ItemsSql, asked, cancellationToken);
        var next = items.Count > NoticePage.Most ? items[NoticePage.Most - 1] : null;
        return new NoticePage(
            [.. items.Take(NoticePage.Most)],
            await db.SingleAsync<int>(UnreadSql, asked, cancellationToken),
            next is null ? null : new NoticePlace(next.ReadAt is not null, next.No),
            await db.FindAsync<bool?>(MailSql, null, cancellationToken));
    }
}
