using FundLedger.Domain;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Children;

/// <summary>
/// Writes down how many of a hundred registered children a plan wants supported in a year. What was said before stays readable.
/// </summary>
/// <param name="Year">2000 to 2100.</param>
/// <param name="Class">Class code, or null for all children.</param>
/// <param name="Percent">0 to 100.</param>
/// <param name="Source">The plan or decision that says so; 5 to 200 characters.</param>
public sealed record SetCoverageTarget(string Fund, Guid Key, int Year, string? Class, int Percent, string Source)
    : ICommand<CoverageTargetSet>;

public sealed record CoverageTargetSet(int Year, string? Class, int Percent);

public sealed record TargetImpossible(int Percent) : Invalid($"{Percent} is not between 0 and 100.")
{
    public override string Field => "Percent";
}

public sealed record TargetSourceMissing() : Invalid("Name the plan or decision that sets the target, in 5 to 200 characters.")
{
    public override string Field => "Source";
}

public sealed record TargetYearImpossible(int Year) : Invalid($"{Year} is not between 2000 and 2100.")
{
    public override string Field => "Year";
}

internal sealed class SetCoverageTargetHandler(Db db, FundLock fundLock) : IRequestHandler<SetCoverageTarget, Result<CoverageTargetSet>>
{
    private const string ClassSql = "SELECT count(*) FROM child_classes WHERE class_code = @Class AND class_code <> 'any_child'";
    private const string SetSql = "SELECT set_coverage_target(@FundId, @Year, @Class, @Percent, @Source)";

    public async Task<Result<CoverageTargetSet>> Handle(SetCoverageTarget request, CancellationToken cancellationToken)
    {
        if (request.Percent is < 0 or > 100) return new TargetImpossible(request.Percent);
        if (request.Year is < 2000 or > 2100) return new TargetYearImpossible(request.Year);
        if (request.Source.Trim().Length is < 5 or > 200) return new TargetSourceMissing();
        if (request.Class is not null && await db.SingleAsync<long>(ClassSql, request, cancellationToken) == 0)
        {
            return new ChildClassUnknown(request.Class);
        }

        var fund = await fundLock.TakeAsync(request.Fund, cancellationToken);
        var target = new { fund.FundId, request.Year, request.Class, request.Percent, request.Source };
        await db.ExecuteAsync(SetSql, target, cancellationToken);
        return new CoverageTargetSet(request.Year, request.Class, request.Percent);
    }
}
