using System.Globalization;
using System.Text;
using NodaTime.Text;

namespace FundLedger.Domain.Statements;

/// <summary>
/// Figures as the text that is hashed: one record a line, each field preceded by its length in characters, so that no two sets of figures
/// read alike. Amounts are whole đồng in decimal digits, dates are ISO 8601.
/// </summary>
public static class CanonicalFigures
{
    public static string Text(IEnumerable<object?[]> records)
    {
        var text = new StringBuilder();
        foreach (var record in records)
        {
            foreach (var field in record.Select(Plain))
            {
                text.Append(CultureInfo.InvariantCulture, $"{field.Length}:{field} ");
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    private static string Plain(object? field) => field switch
    {
        null => "",
        Money amount => amount.Dong.ToString(CultureInfo.InvariantCulture),
        NodaTime.LocalDate date => LocalDatePattern.Iso.Format(date),
        IFormattable figure => figure.ToString(null, CultureInfo.InvariantCulture),
        _ => field.ToString()!,
    };
}
