using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Notices;

/// <summary>Marks notices of one's own as read; what is not one's own is left as it is.</summary>
/// <param name="Numbers">Null for all of the fund.</param>
public sealed record ReadNotices(string Fund, Guid Key, IReadOnlyList<long>? Numbers) : ICommand<NoticesRead>;

public sealed record NoticesRead(int Count);

internal sealed class ReadNoticesHandler(Db db) : IRequestHandler<ReadNotices, Result<NoticesRead>>
{
    private const string ReadSql = "SELECT read_notices(f.fund_id, @Numbers::bigint[]) FROM funds f WHERE f.code = @Fund";

    public async Task<Result<NoticesRead>> Handle(ReadNotices request, CancellationToken cancellationToken) => new NoticesRead(
        await db.SingleAsync<int>(ReadSql, new { request.Fund, Numbers = request.Numbers?.ToArray() }, cancellationToken));
}
