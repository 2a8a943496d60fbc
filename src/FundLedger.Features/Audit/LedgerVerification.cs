using System.Text.Json.Serialization;
using FundLedger.Domain.Text;

namespace FundLedger.Features.Audit;

public enum PassState
{
    Ok,
    Wrong,

    /// <summary>It could not run to its end: nothing was found wrong, and nothing is vouched for.</summary>
    Incomplete,
}

/// <summary>The outcome of a verification: wrong if a pass is wrong, else incomplete if one is incomplete, else ok.</summary>
public sealed record LedgerVerification(IReadOnlyList<string> Funds, IReadOnlyList<VerifiedPass> Passes)
{
    public PassState State =>
        Passes.Any(pass => pass.State == PassState.Wrong) ? PassState.Wrong
        : Passes.Count == 0 || Passes.Any(pass => pass.State == PassState.Incomplete) ? PassState.Incomplete
        : PassState.Ok;
}

/// <param name="Name">Stable name in kebab case, e.g. <c>hash-log</c>.</param>
/// <param name="Records">How many records or figures were compared.</param>
/// <param name="FirstWrong">The first one that is not as it must be.</param>
/// <param name="Note">Why the pass is incomplete, or what it could not look at, e.g. erased words.</param>
public sealed record VerifiedPass(string Name, long Records, PassState State, WrongRecord? FirstWrong, Wording? Note);

/// <summary>A record that is not as it must be.</summary>
/// <param name="Kind">entry, voucher, request, pool …</param>
/// <param name="Number">How people name it, e.g. <c>financial/12</c>, <c>PT-2021-00001</c>.</param>
/// <param name="Field">What of it differs.</param>
public sealed record WrongRecord(string Fund, string Kind, string Number, string Field, string? Expected, string? Found)
{
    [JsonIgnore]
    public Wording KindName => RecordWords.OfKind(Kind);

    [JsonIgnore]
    public Wording FieldName => RecordWords.OfField(Field);

    [JsonIgnore]
    public Wording Sentence
    {
        get
        {
            var (must, found) = (RecordWords.OfValue(Expected), RecordWords.OfValue(Found));
            return new Wording(
                $"{Fund} {KindName.Vi} {Number}: {FieldName.Vi} phải là {must.Vi}, lại là {found.Vi}",
                $"{Fund} {Kind} {Number}: {Field} must be {must.En}, is {found.En}");
        }
    }
}
