using FundLedger.Domain.Statements;
using FundLedger.Features.Papers;

namespace FundLedger.Features.Statements;

/// <summary>Where anybody can check a statement, with what its paper says of it: the text of its QR code.</summary>
public static class VerifyLink
{
    /// <summary>The end of the address, on the pages that show the statement.</summary>
    public static string PathOf(FundStatement statement) => $"/verify/{StatementId.Of(statement.Figures)}?d={statement.Digest}";

    /// <summary>The whole address; without one for people outside it is the end of one.</summary>
    public static string Of(FundStatement statement) => statement.Figures.Paper.Address + PathOf(statement);

    /// <summary>
    /// The QR code as squares of a grid, for a drawing on a page: how many fields a side has, and the outline of the dark ones.
    /// </summary>
    public static (int Side, string Outline) Drawing(FundStatement statement)
    {
        var dark = QrPattern.Of(Of(statement), 0, 1).Dark;
        var fields =
            from row in Enumerable.Range(0, dark.Count)
            from column in Enumerable.Range(0, dark.Count)
            where dark[row][column]
            select FormattableString.Invariant($"M{column} {row}h1v1h-1z");
        return (dark.Count, string.Concat(fields));
    }
}
