using FundLedger.Domain;
using FundLedger.Domain.Statements;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Statements;

/// <summary>The statement of a fund for a period, both days included: what there was, came, went and is left, with every voucher.</summary>
public sealed record GetFundStatement(string Fund, LocalDate From, LocalDate To) : IQuery<FundStatement>
{
    /// <summary>Which closing of the last month; null for the latest, or for the open books.</summary>
    public int? Version { get; init; }
}

internal sealed class GetFundStatementHandler(StatementReader statements) : IRequestHandler<GetFundStatement, Result<FundStatement>>
{
    public Task<Result<FundStatement>> Handle(GetFundStatement request, CancellationToken cancellationToken) =>
        statements.ReadAsync(request.Fund, request.From, request.To, request.Version, cancellationToken);
}
