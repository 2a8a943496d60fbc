namespace FundLedger.Features.Audit;

/// <summary>What one pass has seen so far.</summary>
internal sealed class PassTally(string name)
{
    private WrongRecord? first;
    private string? failure;
    private string? note;
    private long records;

    public void Count() => records++;

    public void Wrong(WrongRecord record) => first ??= record;

    /// <summary>Counts one comparison.</summary>
    public void Compare(string fund, string kind, string number, string field, string? expected, string? found)
    {
        records++;
        if (!string.Equals(expected, found, StringComparison.Ordinal)) Wrong(new WrongRecord(fund, kind, number, field, expected, found));
    }

    public void CouldNotFinish(string reason) => failure ??= reason;

    public void Remark(string text) => note = text;

    public VerifiedPass Close()
    {
        var state = first is not null ? PassState.Wrong : failure is not null ? PassState.Incomplete : PassState.Ok;
        return new VerifiedPass(name, records, state, first, failure ?? note);
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
