using System.Globalization;
using FundLedger.Domain.Text;
using FundLedger.Features.Checkpoints;
using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Audit;

/// <summary>
/// The log still has every head that was anchored outside the database: shows a tail that was dropped, an old backup that was put back,
/// a history that was written again, even with all hashes and heads made to fit.
/// </summary>
internal sealed class AnchorCheck(IEnumerable<AnchorLine> anchors, byte[]? trustedKey, string? only) : IVerifier
{
    private const int Batch = 1000;

    private const string StandsSql = """
        SELECT a.place, (SELECT s.hash FROM sealed_records s WHERE s.fund_id = f.fund_id AND s.log_no = a.log_no LIMIT 1) AS hash,
            (SELECT c.signature FROM checkpoints c WHERE c.fund_id = f.fund_id AND c.log_no = a.log_no) AS signature
        FROM unnest(@Funds, @LogNos) WITH ORDINALITY a(fund, log_no, place) JOIN funds f ON f.code = a.fund
        """;

    private readonly PassTally tally = new("anchors");
    private readonly Dictionary<string, long> lastRight = [];
    private long lastNo;

    public IReadOnlyList<PassTally> Tallies => [tally];

    public async Task RunAsync(Db db, IReadOnlyList<VerifiedFund> funds, CancellationToken token)
    {
        var codes = funds.Select(fund => fund.Code).ToHashSet();
        foreach (var batch in anchors.Where(line => only is null || line.Fund == only).Chunk(Batch))
        {
            var asked = new { Funds = batch.Select(line => line.Fund).ToArray(), LogNos = batch.Select(line => line.LogNo).ToArray() };
            var rows = (await db.ListAsync<StandsRow>(StandsSql, asked, token)).ToDictionary(row => row.Place);
            for (var i = 0; i < batch.Length; i++) Check(batch[i], rows.GetValueOrDefault(i + 1), codes.Contains(batch[i].Fund));
        }
    }

    private void Check(AnchorLine line, StandsRow? stands, bool isReadable)
    {
        if (!isReadable)
        {
            tally.CouldNotFinish(new Wording(
                $"Ở đây không đọc được quỹ {line.Fund} của điểm đối chiếu lưu bên ngoài số {line.No}.",
                $"The fund {line.Fund} of anchor {line.No} cannot be read here."));
            return;
        }

        var name = Digits(line.No);
        if (line.No <= lastNo) tally.Wrong(new WrongRecord(line.Fund, "anchor", name, "no", "after " + Digits(lastNo), name));
        lastNo = line.No;
        tally.Compare(line.Fund, "anchor", name, "proof", null, line.ToCheckpoint().Flaw(trustedKey));
        var since = Digits(lastRight.GetValueOrDefault(line.Fund));
        var hash = stands?.Hash is { } found ? Convert.ToHexStringLower(found) : null;
        tally.Compare(line.Fund, "log record", Digits(line.LogNo), $"hash (right up to record {since})", line.LogHash, hash);
        if (hash == line.LogHash) lastRight[line.Fund] = line.LogNo;
        var signature = stands?.Signature is { } stored ? Convert.ToBase64String(stored) : null;
        tally.Compare(line.Fund, "checkpoint", Digits(line.LogNo), "signature", line.Signature, signature);
    }

    private static string Digits(long number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record StandsRow
    {
        public long Place { get; init; }

        public byte[]? Hash { get; init; }

        public byte[]? Signature { get; init; }
    }
}
