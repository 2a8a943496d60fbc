using FundLedger.Domain;
using FundLedger.Domain.Norms;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Children;

/// <summary>
/// Writes down of every child of the fund's units who is 16 or older that it came of age, dated today: its own day would tell the birthday.
/// </summary>
public sealed record AgeOutChildren(string Fund, Guid Key) : ICommand<ChildrenAgedOut>;

/// <param name="Children">Their codes; empty when nobody came of age.</param>
public sealed record ChildrenAgedOut(IReadOnlyList<string> Children);

/// <summary>How many children of the fund's units are 16 or older and not written down as such.</summary>
public sealed record CountOfAge(string Fund) : IQuery<OfAge>;

public sealed record OfAge(int Children);

/// <summary>Finds by machine, in the vault, who came of age; nobody sees a birth date.</summary>
internal sealed class OfAgeReader(Db db, ChildAges ages)
{
    private const string TodaySql = "SELECT business_today()";

    private const string ThereSql = """
        SELECT b.beneficiary_code FROM beneficiaries b JOIN funds f ON b.unit_id = ANY (units_of_fund(f.fund_id))
        WHERE f.code = @Fund AND child_state_on(b.beneficiary_code, business_today()) IN ('active', 'suspended', 'left')
        ORDER BY b.beneficiary_code
        """;

    public async Task<IReadOnlyList<string>> ListAsync(string fund, CancellationToken token)
    {
        var today = await db.SingleAsync<LocalDate>(TodaySql, null, token);
        var there = await db.ListAsync<string>(ThereSql, new { Fund = fund }, token);
        var known = await ages.OnAsync(today, there, token);
        return [.. there.Where(code => known.TryGetValue(code, out var age) && age >= Childhood.EndsAtAge)];
    }
}

internal sealed class CountOfAgeHandler(OfAgeReader reader) : IRequestHandler<CountOfAge, Result<OfAge>>
{
    public async Task<Result<OfAge>> Handle(CountOfAge request, CancellationToken cancellationToken) =>
        new OfAge((await reader.ListAsync(request.Fund, cancellationToken)).Count);
}

internal sealed class AgeOutChildrenHandler(Db db, FundLock fundLock, OfAgeReader reader)
    : IRequestHandler<AgeOutChildren, Result<ChildrenAgedOut>>
{
    private const string RecordSql = """
        SELECT record_child_event(code, 'aged_out', business_today(), 'Đủ 16 tuổi theo ngày sinh trong kho danh tính',
            NULL, NULL, NULL, NULL, NULL, NULL)
        FROM unnest(@Codes) WITH ORDINALITY u(code, place) ORDER BY place
        """;

    public async Task<Result<ChildrenAgedOut>> Handle(AgeOutChildren request, CancellationToken cancellationToken)
    {
        await fundLock.TakeAsync(request.Fund, cancellationToken);
        var codes = await reader.ListAsync(request.Fund, cancellationToken);
        await db.ListAsync<long>(RecordSql, new { Codes = codes.ToArray() }, cancellationToken);
        return new ChildrenAgedOut(codes);
    }
}
