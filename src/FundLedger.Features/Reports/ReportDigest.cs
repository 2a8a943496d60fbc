using System.Security.Cryptography;
using System.Text;
using FundLedger.Domain.Statements;

namespace FundLedger.Features.Reports;

/// <summary>
/// The figures of a report as the text that is kept and hashed when it is frozen. Codes stand for names, so that the same figures read
/// alike in every language, whatever becomes of the names.
/// </summary>
internal static class ReportDigest
{
    public static string TextOf(ReportScope scope, string report, ReportFigures figures) => CanonicalFigures.Text(
    [
        ["fund-report", 1, report, scope.From, scope.To, scope.Occasion, scope.OccasionYear],
        .. scope.FundIds.Zip(scope.LogNos, (fund, logNo) => new object?[] { "books", fund, logNo }),
        .. Records("now", figures), .. figures.YearBefore is { } before ? Records("before", before) : [],
    ]);

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static IEnumerable<object?[]> Records(string year, ReportFigures f) =>
    [
        ["balance", year, f.Opening.Money, f.Opening.Goods, f.Closing.Money, f.Closing.Goods, f.Gone.Money, f.Gone.Goods],
        .. f.Sources.Select(source => new object?[]
        {
            "received", year, source.Code, source.Worth.Money, source.Worth.Goods, source.Vouchers,
        }),
        .. f.Uses.Select(use => (Use: use, Sorted: use.Key)).OrderBy(use => use.Sorted, StringComparer.Ordinal).Select(use => new object?[]
        {
            "used", year, use.Use.Sum, use.Use.Kind, use.Use.Class, use.Use.Occasion, use.Use.Year, use.Use.Unit, use.Use.Worth.Money,
            use.Use.Worth.Goods, use.Use.Times, use.Use.Children,
        }),
    ];
}
