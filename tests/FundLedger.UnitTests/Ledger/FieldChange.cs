using System.Reflection;
using NodaTime;

namespace FundLedger.UnitTests.Ledger;

/// <summary>A copy of a record in which one field has another value.</summary>
internal static class FieldChange
{
    public static object Of(object record, PropertyInfo field)
    {
        var copy = record.GetType().GetMethod("<Clone>$")!.Invoke(record, null)!;
        field.SetValue(copy, Other(field.GetValue(record)!));
        return copy;
    }

    private static object Other(object value) => value switch
    {
        string text => text + "x",
        int number => number + 1,
        long number => number + 1,
        LocalDate date => date.PlusDays(1),
        Instant instant => instant + Duration.FromMilliseconds(1),
        Guid => Guid.Parse("11111111-2222-3333-4444-555555555555"),
        byte[] bytes => (byte[])[.. bytes, 0],
        _ => throw new ArgumentException($"No other value of a {value.GetType().Name}.", nameof(value)),
    };
}
