using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Vault;
using MediatR;

namespace FundLedger.Features.Disbursements;

/// <summary>
/// Attaches a paper to what was approved or paid: an invoice after an advance, the minutes of a hand-over. What was approved stays as it
/// was; the paper is sealed by itself.
/// </summary>
/// <param name="Paper">Its Vietnamese name in a norm line of the request; empty for any other.</param>
public sealed record AttachLaterPaper(string Fund, Guid Key, long Id, AttachedPaper Paper) : ICommand<LaterPaperAttached>;

/// <param name="No">From 101.</param>
public sealed record LaterPaperAttached(long Id, int No);

/// <summary>What waits for a decision or was ended has the papers that it was asked with.</summary>
public sealed record RequestHasNoLaterPapers(long Id)
    : Refused($"Request {Id} is neither approved nor paid: nothing is attached to it later.");

internal sealed class AttachLaterPaperHandler(Db db, FundLock fundLock, IdentityVault vault)
    : IRequestHandler<AttachLaterPaper, Result<LaterPaperAttached>>
{
    private const int Last = 140;

    private const string RequestSql = """
        SELECT d.status IN ('approved', 'paid') AS is_approved, next_later_paper(d.fund_id, d.disbursement_id) AS next,
            coalesce((SELECT min(p.holder) FROM papers_of_requests p
                WHERE p.fund_id = d.fund_id AND p.disbursement_id = d.disbursement_id),
                (SELECT l.beneficiary_code FROM disbursement_lines l
                 WHERE l.fund_id = d.fund_id AND l.disbursement_id = d.disbursement_id AND d.line_count = 1)) AS holder,
            ARRAY(SELECT DISTINCT p FROM disbursement_lines l JOIN norm_lines n USING (decision_id, line_code)
                CROSS JOIN LATERAL unnest(n.papers_vi) p
                WHERE l.fund_id = d.fund_id AND l.disbursement_id = d.disbursement_id) AS papers
        FROM disbursements d WHERE d.fund_id = @FundId AND d.disbursement_id = @Id
        """;

    private const string AttachSql = "SELECT attach_later_paper(@FundId, @Id, @No, @Name, @MediaType, @Holder, @KeyId, @Content)";

    public async Task<Result<LaterPaperAttached>> Handle(AttachLaterPaper request, CancellationToken cancellationToken)
    {
        var fund = await fundLock.TakeAsync(request.Fund, cancellationToken);
        var asked = new { fund.FundId, request.Id };
        if (await db.FindAsync<Row>(RequestSql, asked, cancellationToken) is not { } row)
        {
            return new DisbursementNotFound(request.Fund, request.Id);
        }

        if (!row.IsApproved) return new RequestHasNoLaterPapers(request.Id);
        if (row.Next > Last) return new TooManyPapers(Last - 100);
        var typed = TypedText.Normalise(request.Paper.Paper);
        var name = typed.Length == 0 ? "" : row.Papers.FirstOrDefault(one => TypedText.Normalise(one) == typed);
        if (name is null) return new PaperNotOfNorm(TypedText.Quote(typed));
        if (request.Paper.Kept() is not { } kept) return new PaperUnusable(name);
        var holder = row.Holder ?? PaperCabinet.HolderOf(request.Key);
        if (await ErasedIdentities.RefusalAsync(db, holder, cancellationToken) is { } erased) return erased;
        var (keyId, content) = vault.SealPaper(holder, row.Next, kept.Content);
        await db.ExecuteAsync(
            AttachSql,
            new { fund.FundId, request.Id, No = row.Next, Name = name, kept.MediaType, Holder = holder, KeyId = keyId, Content = content },
            cancellationToken);
        return new LaterPaperAttached(request.Id, row.Next);
    }

    private sealed record Row
    {
        public bool IsApproved { get; init; }

        public int Next { get; init; }

        /// <summary>Under whose key the papers of the request lie; null for a request for many that has none.</summary>
        public string? Holder { get; init; }

        public string[] Papers { get; init; } = [];
    }
}
