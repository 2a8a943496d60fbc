using FundLedger.Domain.Text;

namespace FundLedger.Features.Packs;

/// <summary>A list of a pack: its name, its headings, and the question whose rows it is made of.</summary>
/// <param name="Name">Of the file, without its ending.</param>
/// <param name="Sql">Gives for each row an array <c>cells</c>, as many as there are columns.</param>
internal sealed record PackList(Wording Name, Wording About, IReadOnlyList<PackColumn> Columns, string Sql);

/// <param name="IsWord">Somebody wrote it: kept from being run as a formula.</param>
internal sealed record PackColumn(string Vi, string En, bool IsWord = false);

internal sealed record PackRow
{
    public string?[] Cells { get; init; } = [];
}
