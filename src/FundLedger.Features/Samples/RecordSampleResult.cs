using FundLedger.Domain;
using FundLedger.Domain.Audits;
using FundLedger.Domain.Text;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Samples;

/// <summary>What was heard in the field of one sampled line, once. Whatever is not received in full opens a finding.</summary>
/// <param name="Rank">Place of the line in the sample, from 1.</param>
/// <param name="ShortBy">How much was lacking; null unless the result is <see cref="SampleResult.Lacking"/>.</param>
/// <param name="Note">At most 500 characters, no name of a child; null for none.</param>
public sealed record RecordSampleResult(string Fund, Guid Key, int Sample, int Rank, SampleResult Result, Money? ShortBy, string? Note)
    : ICommand<SampleResultRecorded>;

/// <param name="Finding">Null for what was received.</param>
public sealed record SampleResultRecorded(int Sample, int Rank, int? Finding);

public sealed record SampledLineNotFound(int Sample, int Rank) : NotFound($"Sample {Sample} has no line {Rank}.");

public sealed record SampledLineAnswered(int Sample, int Rank)
    : Refused($"The result of line {Rank} of sample {Sample} is recorded already.");

/// <param name="Amount">What was paid.</param>
public sealed record ShortByOutside(Money Amount)
    : Invalid($"What is lacking is more than nothing and less than the {Amount} that were paid.")
{
    public override string Field => "ShortBy";
}

public sealed record SampleNoteTooLong() : Invalid("A note has at most 500 characters.")
{
    public override string Field => "Note";
}

internal sealed class RecordSampleResultHandler(Db db, FundLock fundLock)
    : IRequestHandler<RecordSampleResult, Result<SampleResultRecorded>>
{
    private const int LongestNote = 500;

    private const string LineSql = """
        SELECT l.line_key AS key, l.amount, d.beneficiary_code AS child, r.rank IS NOT NULL AS is_answered
        FROM sample_lines l JOIN disbursement_lines d USING (fund_id, disbursement_id, line_no)
        LEFT JOIN sample_results r USING (fund_id, sample_no, rank)
        WHERE l.fund_id = @FundId AND l.sample_no = @Sample AND l.rank = @Rank
        """;

    private const string RecordSql = "SELECT record_sample_result(@FundId, @Sample, @Rank, @Result, @ShortBy, @Note, @Said)";

    public async Task<Result<SampleResultRecorded>> Handle(RecordSampleResult request, CancellationToken cancellationToken)
    {
        var note = TypedText.Normalise(request.Note ?? "");
        if (note.Length > LongestNote) return new SampleNoteTooLong();
        var fund = await fundLock.TakeAsync(request.Fund, cancellationToken);
        var place = new { fund.FundId, request.Sample, request.Rank };
        if (await db.FindAsync<Line>(LineSql, place, cancellationToken) is not { } line)
        {
            return new SampledLineNotFound(request.Sample, request.Rank);
        }

        if (line.IsAnswered) return new SampledLineAnswered(request.Sample, request.Rank);
        var lacking = request.Result == SampleResult.Lacking ? request.ShortBy ?? Money.Zero : (Money?)null;
        if (lacking is { } some && (some <= Money.Zero || some >= line.Amount)) return new ShortByOutside(line.Amount);
        var heard = new
        {
            fund.FundId, request.Sample, request.Rank, Result = SampleWords.CodeOf(request.Result), ShortBy = lacking?.Dong,
            Note = note.Length == 0 ? null : note, Said = Said(request.Result, lacking, line, note),
        };
        var finding = await db.SingleAsync<int?>(RecordSql, heard, cancellationToken);
        return new SampleResultRecorded(request.Sample, request.Rank, finding);
    }

    // The finding is kept in the language of the books.
    private static string Said(SampleResult result, Money? lacking, Line line, string note)
    {
        var heard = lacking is { } some ? $"{SampleWords.Of(result).Vi} {some} đồng" : SampleWords.Of(result).Vi;
        var of = line.Child is null ? line.Key : $"{line.Key}, {line.Child}";
        return $"{of}, {line.Amount} đồng: {heard}.{(note.Length == 0 ? "" : " ")}{note}";
    }

    private sealed record Line
    {
        public string Key { get; init; } = "";

        public Money Amount { get; init; }

        public string? Child { get; init; }

        public bool IsAnswered { get; init; }
    }
}
