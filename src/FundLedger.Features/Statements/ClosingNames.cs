using System.Text.Json;
using FundLedger.Domain.Statements;
using FundLedger.Domain.Text;
using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Statements;

/// <summary>
/// What everything on a statement was called when its last month was closed, as the database kept it: whatever is renamed later, the
/// papers of the closing stay as they were.
/// </summary>
internal sealed record ClosingNames
{
    public required string Unit { get; init; }

    public required string[] Fund { get; init; }

    public required Dictionary<string, string[]> Pools { get; init; }

    public required Dictionary<string, string[]> Sources { get; init; }

    public required Dictionary<string, string[]> Supports { get; init; }

    /// <summary>Code and names, in the order of the list then.</summary>
    public required string[][] Classes { get; init; }

    /// <summary>Null for what the database cannot have written: only forged books have it.</summary>
    public static ClosingNames? Read(string kept)
    {
        try
        {
            return JsonSerializer.Deserialize<ClosingNames>(kept, Json.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public StatementFigures On(StatementFigures figures) => figures with
    {
        Unit = Unit,
        FundName = new Wording(Fund[0], Fund[1]),
        Receipts = [.. figures.Receipts.Select(line => line with { Name = Of(Sources, line.Kind, line.Name) })],
        Disbursements =
        [
            .. figures.Disbursements.Select(line => line with
            {
                Name = Of(Supports, line.Kind, line.Name), Classes = [.. line.Classes.OrderBy(PlaceOf).Select(Named)],
            }),
        ],
        Pools = [.. figures.Pools.Select(pool => pool with { Name = Of(Pools, pool.Code, pool.Name) })],
        Vouchers =
        [
            .. figures.Vouchers.Select(line => line with
            {
                KindName = Of(line.IsReceipt ? Sources : Supports, line.Kind, line.KindName),
            }),
        ],
    };

    // What was in no list then is of a class that nobody named: it comes first, as in the books.
    private int PlaceOf(ClassSupported line) => Array.FindIndex(Classes, one => one[0] == line.Class);

    private ClassSupported Named(ClassSupported line) =>
        PlaceOf(line) is >= 0 and var place ? line with { Name = new Wording(Classes[place][1], Classes[place][2]) } : line;

    private static Wording Of(Dictionary<string, string[]> names, string code, Wording now) =>
        names.TryGetValue(code, out var kept) ? new Wording(kept[0], kept[1]) : now;
}
