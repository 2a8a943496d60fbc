using NodaTime;

namespace FundLedger.Features.Setup;

/// <summary>The mails that have not left, for the operator; without an address.</summary>
public static class MailOutbox
{
    private const string WaitingSql = """
        SELECT f.code AS fund, m.notice_no AS notice, n.user_name AS user, m.queued_at, m.tries, m.given_up_at IS NOT NULL AS is_given_up,
            m.last_failure
        FROM notice_mails m JOIN notices n USING (fund_id, notice_no) JOIN funds f USING (fund_id)
        WHERE m.sent_at IS NULL ORDER BY m.queued_at, m.notice_no
        """;

    private const string AgainSql = "SELECT try_mails_again()";

    public static async Task<IReadOnlyList<WaitingMail>> ListAsync(string ownerConnection, CancellationToken token)
    {
        await using var session = await OwnerSession.BeginAsync(ownerConnection, token);
        return await session.ListAsync<WaitingMail>(WaitingSql, null, token);
    }

    /// <summary>Makes all that have not left due now, the given up ones as well; returns how many.</summary>
    public static async Task<int> AgainAsync(string ownerConnection, CancellationToken token)
    {
        await using var session = await OwnerSession.BeginAsync(ownerConnection, token);
        var count = await session.SingleAsync<int>(AgainSql, null, token);
        await session.CommitAsync(token);
        return count;
    }
}

public sealed record WaitingMail
{
    public string Fund { get; init; } = "";

    public long Notice { get; init; }

    public string User { get; init; } = "";

    public Instant QueuedAt { get; init; }

    public int Tries { get; init; }

    public bool IsGivenUp { get; init; }

    /// <summary>The kind of the last failure; null before the first.</summary>
    public string? LastFailure { get; init; }
}
