using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Ledger;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Findings;

/// <summary>The fund answers a finding, with a paper where there is one. An auditor accepts the answer or sends it back.</summary>
/// <param name="Said">5 to 2,000 characters; no name of a child.</param>
/// <param name="Paper">Null for none. Read by everybody of the fund's books, so it carries no child's identity.</param>
public sealed record AnswerFinding(string Fund, Guid Key, int Finding, string Said, ScannedPaper? Paper) : ICommand<FindingAnswered>;

public sealed record FindingAnswered(int Finding, int Step);

public sealed record FindingNotFound(int Finding) : NotFound($"The fund has no finding {Finding}.");

internal sealed class AnswerFindingHandler(Db db, FundLock fundLock, FindingLoad findings)
    : IRequestHandler<AnswerFinding, Result<FindingAnswered>>
{
    private const int LeastSaid = 5;

    private const string AnswerSql = "SELECT answer_finding(@FundId, @Finding, @Said, @Name, @MediaType, @Content)";

    public async Task<Result<FindingAnswered>> Handle(AnswerFinding request, CancellationToken cancellationToken)
    {
        var said = TypedText.Normalise(request.Said);
        if (FindingTextOutside.In(said, LeastSaid) is { } outside) return outside;
        if (request.Paper is { MediaType: null } other) return new ScanUnusable(other.SafeName);
        var fund = await fundLock.TakeAsync(request.Fund, cancellationToken);
        var finding = await findings.FindAsync(fund.FundId, request.Finding, cancellationToken);
        if (finding is null) return new FindingNotFound(request.Finding);
        if (finding.RefusalToAnswer(fund.Person) is { } refusal) return refusal;
        var answer = new
        {
            fund.FundId, request.Finding, Said = said, Name = request.Paper?.SafeName, request.Paper?.MediaType, request.Paper?.Content,
        };
        return new FindingAnswered(request.Finding, await db.SingleAsync<int>(AnswerSql, answer, cancellationToken));
    }
}
