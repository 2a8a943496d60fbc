using FundLedger.Domain.Text;
using NodaTime;
using NodaTime.Text;

namespace FundLedger.Domain.Norms;

/// <summary>Which line of which decision a verdict rests on, as it is printed and stored with the payment.</summary>
/// <param name="IsSample">The decision is a constructed example, not a real document; the sentence says so.</param>
public sealed record NormCitation(string DecisionNumber, LocalDate IssuedOn, string LineCode, LocalDate InForceFrom, bool IsSample)
{
    public Wording Sentence => new(
        $"Quyết định số {DecisionNumber} ngày {PrintedDate.Of(IssuedOn)}, dòng {LineCode}{(IsSample ? " (định mức mẫu)" : "")}",
        $"Decision {DecisionNumber} of {PrintedDate.Of(IssuedOn)}, line {LineCode}{(IsSample ? " (sample norms)" : "")}");

    /// <summary>Number and date of the decision with the line, the same in every language.</summary>
    internal string Version => $"{DecisionNumber} {LocalDatePattern.Iso.Format(IssuedOn)}, {LineCode}";

    public override string ToString() => Sentence.En;
}
