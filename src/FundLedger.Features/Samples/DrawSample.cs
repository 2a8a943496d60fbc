using FundLedger.Domain;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Samples;

/// <summary>
/// An auditor draws lines of support that was paid in some days, to ask after in the field. The seed draws: the same seed, days and books
/// give the same lines (<see cref="Domain.Audits.SampleRule"/>).
/// </summary>
/// <param name="Seed">0 to 999,999,999,999.</param>
/// <param name="Size">How many lines, at most 500 and no more than there are.</param>
/// <param name="Request">Only lines of this request; null for all that was paid in the days.</param>
public sealed record DrawSample(string Fund, Guid Key, long Seed, int Size, LocalDate From, LocalDate To, long? Request)
    : ICommand<SampleDrawn>
{
    public const int Most = 500;

    public const long HighestSeed = 999_999_999_999;
}

public sealed record SampleDrawn(int Sample, int Population);

public sealed record SeedOutside(long Seed) : Invalid($"A seed is a number from 0 to {DrawSample.HighestSeed}.")
{
    public override string Field => "Seed";
}

/// <param name="Population">How many lines there are to draw from.</param>
public sealed record SampleSizeOutside(int Size, int Population)
    : Invalid($"From {Population} lines 1 to {Math.Min(Population, DrawSample.Most)} are drawn, not {Size}.")
{
    public override string Field => "Size";
}

public sealed record NothingToSample() : Invalid("Nothing was paid in these days.")
{
    public override string Field => "From";
}

public sealed record SampledRequestUnknown(long Request) : Invalid($"The fund has no request {Request}.")
{
    public override string Field => "OfRequest";
}

public sealed record SampleDaysReversed(LocalDate From, LocalDate To) : Invalid("The days of a sample end before they start.")
{
    public override string Field => "To";
}

internal sealed class DrawSampleHandler(Db db, FundLock fundLock) : IRequestHandler<DrawSample, Result<SampleDrawn>>
{
    private const string FactsSql = """
        SELECT count(*)::int AS population,
            @Request::bigint IS NULL OR EXISTS (SELECT FROM disbursements d
                WHERE d.fund_id = @FundId AND d.disbursement_id = @Request) AS is_known
        FROM paid_lines(@FundId, @From, @To, @Request, (SELECT log_no FROM fund_heads WHERE fund_id = @FundId))
        """;

    private const string DrawSql = "SELECT draw_sample(@FundId, @Seed, @Size, @From, @To, @Request)";

    public async Task<Result<SampleDrawn>> Handle(DrawSample request, CancellationToken cancellationToken)
    {
        if (request.Seed is < 0 or > DrawSample.HighestSeed) return new SeedOutside(request.Seed);
        if (request.From > request.To) return new SampleDaysReversed(request.From, request.To);
        var fund = await fundLock.TakeAsync(request.Fund, cancellationToken);
        var asked = new { fund.FundId, request.Seed, request.Size, request.From, request.To, request.Request };
        var facts = await db.SingleAsync<Facts>(FactsSql, asked, cancellationToken);
        if (!facts.IsKnown) return new SampledRequestUnknown(request.Request ?? 0);
        if (facts.Population == 0) return new NothingToSample();
        if (request.Size < 1 || request.Size > Math.Min(facts.Population, DrawSample.Most))
        {
            return new SampleSizeOutside(request.Size, facts.Population);
        }

        return new SampleDrawn(await db.SingleAsync<int>(DrawSql, asked, cancellationToken), facts.Population);
    }

    private sealed record Facts
    {
        public int Population { get; init; }

        public bool IsKnown { get; init; }
    }
}
