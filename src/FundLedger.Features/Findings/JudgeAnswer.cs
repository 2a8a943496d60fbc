using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Findings;

/// <summary>An auditor accepts the fund's answer, which ends the finding, or sends it back, which opens it again.</summary>
/// <param name="Said">Why; 5 to 2,000 characters.</param>
public sealed record JudgeAnswer(string Fund, Guid Key, int Finding, bool Accepted, string Said) : ICommand<AnswerJudged>;

public sealed record AnswerJudged(int Finding, bool Accepted);

internal sealed class JudgeAnswerHandler(Db db, FundLock fundLock, FindingLoad findings)
    : IRequestHandler<JudgeAnswer, Result<AnswerJudged>>
{
    private const int LeastSaid = 5;

    private const string JudgeSql = "SELECT judge_answer(@FundId, @Finding, @Accepted, @Said)";

    public async Task<Result<AnswerJudged>> Handle(JudgeAnswer request, CancellationToken cancellationToken)
    {
        var said = TypedText.Normalise(request.Said);
        if (FindingTextOutside.In(said, LeastSaid) is { } outside) return outside;
        var fund = await fundLock.TakeAsync(request.Fund, cancellationToken);
        var finding = await findings.FindAsync(fund.FundId, request.Finding, cancellationToken);
        if (finding is null) return new FindingNotFound(request.Finding);
        if (finding.RefusalToJudge(fund.Person) is { } refusal) return refusal;
        await db.ExecuteAsync(JudgeSql, new { fund.FundId, request.Finding, request.Accepted, Said = said }, cancellationToken);
        return new AnswerJudged(request.Finding, request.Accepted);
    }
}
