using System.Globalization;
using FundLedger.Domain.Audits;
using FundLedger.Features.Pipeline;
using NodaTime;

namespace FundLedger.Features.Audit;

/// <summary>Each sample is drawn again from the books as they were then: the seed gives just these lines.</summary>
internal sealed class SampleCheck : IVerifier
{
    private const string SamplesSql = """
        SELECT sample_no, seed, from_date, to_date, disbursement_id, log_no, population, encode(population_digest, 'hex') AS digest, size,
            ARRAY(SELECT l.line_key FROM sample_lines l WHERE l.fund_id = s.fund_id AND l.sample_no = s.sample_no ORDER BY l.rank) AS lines
        FROM samples s WHERE s.fund_id = @FundId ORDER BY sample_no
        """;

    private const string KeysSql = "SELECT line_key FROM paid_lines(@FundId, @From, @To, @Request, @LogNo)";

    private readonly PassTally tally = new("samples");

    public IReadOnlyList<PassTally> Tallies => [tally];

    public async Task RunAsync(Db db, IReadOnlyList<VerifiedFund> funds, CancellationToken token)
    {
        foreach (var fund in funds)
        {
            foreach (var sample in await db.ListAsync<Drawn>(SamplesSql, new { fund.FundId }, token))
            {
                var books = new { fund.FundId, From = sample.FromDate, To = sample.ToDate, Request = sample.DisbursementId, sample.LogNo };
                Compare(fund.Code, sample, await db.ListAsync<string>(KeysSql, books, token));
            }
        }
    }

    private void Compare(string fund, Drawn sample, IReadOnlyList<string> keys)
    {
        var number = sample.SampleNo.ToString(CultureInfo.InvariantCulture);
        var expected = string.Create(CultureInfo.InvariantCulture, $"{keys.Count} {SampleRule.DigestOf(keys)}");
        var found = string.Create(CultureInfo.InvariantCulture, $"{sample.Population} {sample.Digest}");
        tally.Compare(fund, "sample", number, "population", expected, found);
        var drawn = SampleRule.Draw(sample.Seed, keys, sample.Size);
        tally.Compare(fund, "sample", number, "lines", string.Join(' ', drawn), string.Join(' ', sample.Lines));
    }

    private sealed record Drawn
    {
        public int SampleNo { get; init; }

        public long Seed { get; init; }

        public LocalDate FromDate { get; init; }

        public LocalDate ToDate { get; init; }

        public long? DisbursementId { get; init; }

        public long LogNo { get; init; }

        public int Population { get; init; }

        public string Digest { get; init; } = "";

        public int Size { get; init; }

        public string[] Lines { get; init; } = [];
    }
}
