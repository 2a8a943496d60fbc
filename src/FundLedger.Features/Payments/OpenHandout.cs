using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Payments;

/// <summary>Draws a code for each line of an order that the acting user hands out; a second time changes nothing.</summary>
/// <param name="Fund">A fund of the acting user, in whose log a refusal would stand.</param>
/// <param name="List">Code of the fund whose money it is.</param>
public sealed record OpenHandout(string Fund, Guid Key, string List, int Order) : ICommand<HandoutOpened>;

public sealed record HandoutOpened(string List, int Order, int Lines);

internal sealed class OpenHandoutHandler(Db db, HandoutReader handouts) : IRequestHandler<OpenHandout, Result<HandoutOpened>>
{
    private const string OpenSql = "SELECT open_handout(@List, @Order)";

    public async Task<Result<HandoutOpened>> Handle(OpenHandout request, CancellationToken cancellationToken)
    {
        if (await handouts.FindAsync(request.List, request.Order, cancellationToken) is not { } head)
        {
            return new HandoutNotFound(request.List, request.Order);
        }

        await db.ExecuteAsync(OpenSql, new { request.List, request.Order }, cancellationToken);
        return new HandoutOpened(request.List, request.Order, head.Lines);
    }
}
