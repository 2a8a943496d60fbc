using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;

namespace FundLedger.Domain.Statements;

/// <summary>
/// What a statement is called on paper: fund, days, and which state of the books. The same statement has the same name for ever, e.g.
/// <c>Q106-20210101-20210331-V1</c>; of open books <c>N</c> and the number of the log record stand in the place of the version.
/// </summary>
/// <param name="Version">Which closing of the last month; null for open books.</param>
/// <param name="LogNo">The log record that open books were read at; null for closed ones.</param>
public sealed partial record StatementId(string Fund, LocalDate From, LocalDate To, int? Version, long? LogNo)
{
    private static readonly LocalDatePattern Compact = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd");

    public static StatementId Of(StatementFigures figures) => new(
        figures.Fund, figures.Period.From, figures.Period.To, figures.Seal.Version,
        figures.Seal.Version is null ? figures.Seal.LogNo : null);

    /// <summary>Null for a text that is no name of a statement. Small letters and spaces around it do no harm.</summary>
    public static StatementId? Read(string? typed)
    {
        if (Form().Match(typed?.Trim().ToUpperInvariant() ?? "") is not { Success: true } found) return null;
        var (from, to) = (Compact.Parse(found.Groups["from"].Value), Compact.Parse(found.Groups["to"].Value));
        if (!from.Success || !to.Success || from.Value > to.Value) return null;
        var number = int.Parse(found.Groups["no"].Value, CultureInfo.InvariantCulture);
        var isClosed = found.Groups["state"].Value == "V";
        return new StatementId(
            found.Groups["fund"].Value, from.Value, to.Value, isClosed ? number : null, isClosed ? null : number);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Fund}-{Compact.Format(From)}-{Compact.Format(To)}-{(Version is null ? "N" : "V")}{Version ?? LogNo}");

    [GeneratedRegex(
        "^(?<fund>[A-Z0-9-]{2,20})-(?<from>[0-9]{8})-(?<to>[0-9]{8})-(?<state>[VN])(?<no>[0-9]{1,9})$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
