using FundLedger.Domain.Text;

namespace FundLedger.Features.Audit;

/// <summary>What one pass has seen so far.</summary>
/// <param name="remark">Says what the pass noted, e.g. how many vouchers have no words any more; by what was noted, and how often.</param>
internal sealed class PassTally(string name, Func<IReadOnlyDictionary<string, long>, Wording>? remark = null)
{
    private readonly SortedDictionary<string, long> notes = new(StringComparer.Ordinal);
    private WrongRecord? first;
    private Wording? failure;
    private long records;

    public string Name => name;

    public void Count() => records++;

    public void Wrong(WrongRecord record) => first ??= record;

    /// <summary>Counts one comparison.</summary>
    public void Compare(string fund, string kind, string number, string field, string? expected, string? found)
    {
        records++;
        if (!string.Equals(expected, found, StringComparison.Ordinal)) Wrong(new WrongRecord(fund, kind, number, field, expected, found));
    }

    /// <summary>Counts comparisons that held.</summary>
    public void Held(long comparisons) => records += comparisons;

    public void CouldNotFinish(Wording reason) => failure ??= reason;

    /// <summary>Something that is not wrong and must be told.</summary>
    public void Note(string what) => notes[what] = notes.GetValueOrDefault(what) + 1;

    /// <summary>Takes in what the same pass saw elsewhere, behind what this one saw.</summary>
    public void Add(PassTally other)
    {
        records += other.records;
        first ??= other.first;
        failure ??= other.failure;
        foreach (var (what, times) in other.notes) notes[what] = notes.GetValueOrDefault(what) + times;
    }

    public VerifiedPass Close()
    {
        var state = first is not null ? PassState.Wrong : failure is not null ? PassState.Incomplete : PassState.Ok;
        return new VerifiedPass(name, records, state, first, failure ?? (notes.Count == 0 ? null : remark?.Invoke(notes)));
    }
}

/// <summary>A fund under verification.</summary>
internal sealed record VerifiedFund
{
    public int FundId { get; init; }

    public string Code { get; init; } = "";

    public NodaTime.LocalDate OpenedOn { get; init; }
}

/// <summary>One way of looking at the books, which may answer several passes at once.</summary>
internal interface IVerifier
{
    IReadOnlyList<PassTally> Tallies { get; }

    Task RunAsync(Pipeline.Db db, IReadOnlyList<VerifiedFund> funds, CancellationToken token);
}
