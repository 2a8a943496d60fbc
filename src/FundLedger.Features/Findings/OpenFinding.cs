using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Findings;

/// <summary>
/// An auditor writes down what was found; it stays open until the fund has answered and an auditor has accepted the answer.
/// </summary>
/// <param name="Subject">statement, voucher, request or other.</param>
/// <param name="Reference">Number of that paper; empty for other.</param>
/// <param name="Said">10 to 2,000 characters; no name of a child.</param>
public sealed record OpenFinding(string Fund, Guid Key, string Subject, string Reference, string Said) : ICommand<FindingOpened>
{
    /// <summary>What a finding can be about by hand; those of a sample are opened with its result.</summary>
    public static IReadOnlyList<string> Subjects { get; } = ["statement", "voucher", "request", "other"];
}

public sealed record FindingOpened(int Finding);

/// <summary>A finding names the paper that it is about.</summary>
public sealed record FindingPaperMissing() : Invalid("A finding names its paper: statement, voucher or request with its number, or other.")
{
    public override string Field => "Reference";
}

public sealed record FindingTextOutside(int Least, int Most) : Invalid($"This takes {Least} to {Most} characters.")
{
    public override string Field => "Said";

    public static FindingTextOutside? In(string said, int least) =>
        said.Trim().Length < least || said.Length > LongestText ? new FindingTextOutside(least, LongestText) : null;

    private const int LongestText = 2000;
}

internal sealed class OpenFindingHandler(Db db, FundLock fundLock) : IRequestHandler<OpenFinding, Result<FindingOpened>>
{
    private const int LeastSaid = 10;
    private const int LongestReference = 60;

    private const string OpenSql = "SELECT open_finding(@FundId, @Subject, @Reference, @Said)";

    public async Task<Result<FindingOpened>> Handle(OpenFinding request, CancellationToken cancellationToken)
    {
        var (said, reference) = (TypedText.Normalise(request.Said), TypedText.Normalise(request.Reference));
        if (FindingTextOutside.In(said, LeastSaid) is { } outside) return outside;
        if (!OpenFinding.Subjects.Contains(request.Subject) || reference.Length > LongestReference) return new FindingPaperMissing();
        if (reference.Length == 0 && request.Subject != "other") return new FindingPaperMissing();
        var fund = await fundLock.TakeAsync(request.Fund, cancellationToken);
        var opened = new { fund.FundId, request.Subject, Reference = reference, Said = said };
        return new FindingOpened(await db.SingleAsync<int>(OpenSql, opened, cancellationToken));
    }
}
