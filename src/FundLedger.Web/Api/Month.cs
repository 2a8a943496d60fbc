using System.Diagnostics.CodeAnalysis;
using NodaTime;
using NodaTime.Text;

namespace FundLedger.Web.Api;

/// <summary>A month in an address, written yyyy-MM.</summary>
internal sealed record Month(LocalDate FirstDay)
{
    private static readonly YearMonthPattern Pattern = YearMonthPattern.Iso;

    public static bool TryParse(string text, [NotNullWhen(true)] out Month? month)
    {
        var read = Pattern.Parse(text);
        month = read.Success ? new Month(read.Value.OnDayOfMonth(1)) : null;
        return read.Success;
    }
}
