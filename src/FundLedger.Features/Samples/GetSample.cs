using FundLedger.Domain;
using FundLedger.Domain.Audits;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Samples;

/// <summary>A sample with its lines and what was heard of them. The fund's auditors ask.</summary>
public sealed record GetSample(string Fund, int Sample) : IQuery<SampleSheet>;

/// <summary>The samples of a fund, the latest first, without their lines. The fund's auditors ask.</summary>
public sealed record ListSamples(string Fund) : IQuery<SampleList>;

public sealed record SampleList(IReadOnlyList<SampleHead> Samples);

public sealed record SampleNotFound(int Sample) : NotFound($"The fund has no sample {Sample}.");

public sealed record SampleSheet(SampleHead Head, IReadOnlyList<SampledLine> Lines);

public sealed record SampleHead
{
    public string Fund { get; init; } = "";

    public string FundName { get; init; } = "";

    public int Sample { get; init; }

    public long Seed { get; init; }

    public LocalDate From { get; init; }

    public LocalDate To { get; init; }

    public long? Request { get; init; }

    public long LogNo { get; init; }

    public int Population { get; init; }

    /// <summary>See <see cref="SampleRule.DigestOf"/>.</summary>
    public string PopulationDigest { get; init; } = "";

    public int Size { get; init; }

    public Instant DrawnAt { get; init; }

    public string DrawnBy { get; init; } = "";

    public int Answered { get; init; }

    public int Amiss { get; init; }
}

/// <summary>One sampled line: codes and places, no names.</summary>
public sealed record SampledLine
{
    public int Rank { get; init; }

    public string Key { get; init; } = "";

    public long Request { get; init; }

    /// <summary>Code of the child; null where the line was for somebody else.</summary>
    public string? Child { get; init; }

    /// <summary>Whom the line was for, where it was for no child.</summary>
    public string? Recipient { get; init; }

    /// <summary>Null for a child of a sealed group, whose place is not told.</summary>
    public string? Unit { get; init; }

    public Money Amount { get; init; }

    public string? ResultCode { get; init; }

    public Money? ShortBy { get; init; }

    public string? Note { get; init; }

    public int? Finding { get; init; }

    public SampleResult? Result => SampleWords.Read(ResultCode);
}

internal static class SampleSql
{
    public const string Heads = """
        SELECT f.code AS fund, f.name_vi AS fund_name, s.sample_no AS sample, s.seed, s.from_date AS "from", s.to_date AS "to",
            s.disbursement_id AS request, s.log_no, s.population, encode(s.population_digest, 'hex') AS population_digest, s.size,
            s.drawn_at, coalesce(u.display_name, s.drawn_by) AS drawn_by,
            (SELECT count(*)::int FROM sample_results r WHERE r.fund_id = s.fund_id AND r.sample_no = s.sample_no) AS answered,
            (SELECT count(*)::int FROM sample_results r WHERE r.fund_id = s.fund_id AND r.sample_no = s.sample_no
                AND r.result <> 'received') AS amiss
        FROM samples s JOIN funds f USING (fund_id) LEFT JOIN users u ON u.user_name = s.drawn_by
        WHERE f.code = @Fund AND (@Sample::int IS NULL OR s.sample_no = @Sample) ORDER BY s.sample_no DESC
        """;

    public const string Lines = """
        SELECT l.rank, l.line_key AS key, l.disbursement_id AS request, d.beneficiary_code AS child, d.recipient, n.name AS unit, l.amount,
            r.result AS result_code, r.short_by, r.note, r.finding_no AS finding
        FROM sample_lines l JOIN funds f USING (fund_id) JOIN disbursement_lines d USING (fund_id, disbursement_id, line_no)
        LEFT JOIN units n ON n.unit_id = d.unit_id LEFT JOIN sample_results r USING (fund_id, sample_no, rank)
        WHERE f.code = @Fund AND l.sample_no = @Sample ORDER BY l.rank
        """;
}

internal sealed class GetSampleHandler(Db db) : IRequestHandler<GetSample, Result<SampleSheet>>
{
    public Task<Result<SampleSheet>> Handle(GetSample request, CancellationToken cancellationToken) =>
        ReadAsync(db, request, cancellationToken);

    internal static async Task<Result<SampleSheet>> ReadAsync(Db db, GetSample request, CancellationToken token)
    {
        if (!await AuditedFund.IsAsync(db, request.Fund, token)) return new FundNotFound(request.Fund);
        return await db.FindAsync<SampleHead>(SampleSql.Heads, request, token) is { } head
            ? new SampleSheet(head, await db.ListAsync<SampledLine>(SampleSql.Lines, request, token))
            : new SampleNotFound(request.Sample);
    }
}

internal sealed class ListSamplesHandler(Db db) : IRequestHandler<ListSamples, Result<SampleList>>
{
    public async Task<Result<SampleList>> Handle(ListSamples request, CancellationToken cancellationToken)
    {
        if (!await AuditedFund.IsAsync(db, request.Fund, cancellationToken)) return new FundNotFound(request.Fund);
        var all = new { request.Fund, Sample = (int?)null };
        return new SampleList(await db.ListAsync<SampleHead>(SampleSql.Heads, all, cancellationToken));
    }
}
